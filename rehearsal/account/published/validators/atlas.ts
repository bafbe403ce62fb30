import type { ProviderRule } from "../provider-rule";
import { atLeastOne, conflict, fromAtlas, inside, items, needs, range, values } from "./rows";

/** MongoDB Atlas. */
export const atlas: Readonly<Record<string, readonly ProviderRule[]>> = {
  "mongodbatlas:index/alertConfiguration:AlertConfiguration": fromAtlas(
    "alertconfiguration/resource_alert_configuration.go@030c3c62",
    ...inside("metricThresholdConfig", values("operator", "GREATER_THAN", "LESS_THAN")),
    ...inside(
      "thresholdConfig",
      values(
        "units",
        ...["RAW", "BITS", "BYTES", "KILOBITS", "KILOBYTES", "MEGABITS", "MEGABYTES", "GIGABITS", "GIGABYTES"],
        ...["TERABYTES", "PETABYTES", "MILLISECONDS", "SECONDS", "MINUTES", "HOURS", "DAYS"],
      ),
    ),
    items("notifications", 1),
    ...inside(
      "notifications[]",
      values("opsGenieRegion", "US", "EU"),
      values(
        "typeName",
        ...["EMAIL", "SMS", "PAGER_DUTY", "SLACK", "DATADOG", "OPS_GENIE", "VICTOR_OPS", "WEBHOOK", "USER"],
        ...["TEAM", "GROUP", "ORG", "MICROSOFT_TEAMS"],
      ),
    ),
  ),
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
  "mongodbatlas:index/projectIpAccessList:ProjectIpAccessList": fromAtlas(
    "projectipaccesslist/resource_project_ip_access_list.go@00aef231",
    atLeastOne("cidrBlock", "ipAddress", "awsSecurityGroup"),
  ),
  "mongodbatlas:index/backupCompliancePolicy:BackupCompliancePolicy": fromAtlas(
    "backupcompliancepolicy/resource_backup_compliance_policy.go@0421d428",
  ),
  "mongodbatlas:index/cloudProviderAccessSetup:CloudProviderAccessSetup": fromAtlas(
    "cloudprovideraccess/resource_cloud_provider_access_setup.go@00aef231",
  ),
  "mongodbatlas:index/auditing:Auditing": fromAtlas("auditing/resource_auditing.go@0421d428"),
  "mongodbatlas:index/encryptionAtRest:EncryptionAtRest": fromAtlas(
    "encryptionatrest/resource.go@05732813",
    // `validate.AwsKmsConfig` of internal/common/validate/aws_kms_config_validator.go@bc94bf79.
    ...inside("awsKmsConfig", conflict("roleId", "accessKeyId", "secretAccessKey")),
  ),
  "mongodbatlas:index/maintenanceWindow:MaintenanceWindow": fromAtlas(
    "maintenancewindow/resource_maintenance_window.go@03a7d2d5",
  ),
  "mongodbatlas:index/privateLinkEndpoint:PrivateLinkEndpoint": fromAtlas(
    "privatelinkendpoint/resource_privatelink_endpoint.go@030c3c62",
    values("providerName", "AWS", "AZURE", "GCP"),
  ),
};
