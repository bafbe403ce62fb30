import type { ProviderRule } from "../provider-rule";
import { conflict, fromAtlas, needs, range, values } from "./rows";

/** MongoDB Atlas. */
export const atlas: Readonly<Record<string, readonly ProviderRule[]>> = {
  "mongodbatlas:index/cloudBackupSchedule:CloudBackupSchedule": fromAtlas(
    "cloudbackupschedule/resource_cloud_backup_schedule.go@0116bd92",
    range("referenceHourOfDay", 0, 23),
    range("referenceMinuteOfHour", 0, 59),
  ),
  "mongodbatlas:index/databaseUser:DatabaseUser": fromAtlas(
    "databaseuser/resource_database_user.go@00ba9641",
    conflict("password", "x509Type", "ldapAuthType", "awsIamType"),
    conflict("passwordWo", "password", "x509Type", "ldapAuthType", "awsIamType"),
    needs("passwordWo", "passwordWoVersion"),
    values("x509Type", "NONE", "MANAGED", "CUSTOMER"),
    values("ldapAuthType", "NONE", "USER", "GROUP"),
    values("awsIamType", "NONE", "USER", "ROLE"),
  ),
};
