import { gone, policy, role, type Row, without } from "./row";

/** What is taken from whoever reads, backs up and restores data. */
export const data: readonly Row[] = [
  [
    "enhanced monitoring",
    "RolePolicyAttachment",
    "med-platform-postgres-monitoring-AmazonRDSEnhancedMonitoringRole",
    gone,
    "med-platform-postgres-instance",
    `production-med-platform-postgres-monitoring logs:PutLogEvents: ${role}`,
  ],
  [
    "the backup of a database",
    "RolePolicyAttachment",
    "backups-backups-AWSBackupServiceRolePolicyForBackup",
    gone,
    "backups-nightly-selection",
    `production-backups-backups rds:CreateDBSnapshot: ${role}`,
  ],
  [
    "the backup of a bucket",
    "RolePolicyAttachment",
    "backups-backups-AWSBackupServiceRolePolicyForS3Backup",
    gone,
    "backups-archive-selection",
    `production-backups-backups s3:PutInventoryConfiguration: ${role}`,
  ],
  [
    "the key of the vault",
    "RolePolicy",
    "backups-backups-policy",
    without("UseDataKey"),
    "backups-nightly-selection",
    `production-backups-backups kms:GenerateDataKey: ${role}`,
  ],
  [
    "the restore of a database",
    "RolePolicyAttachment",
    "backups-restore-testing-role-AWSBackupServiceRolePolicyForRestores",
    gone,
    "backups-restore-testing-rds",
    `production-backups-restore-testing-role rds:RestoreDBInstanceFromDBSnapshot: ${role}`,
  ],
  [
    "the restore of a bucket",
    "RolePolicyAttachment",
    "backups-restore-testing-role-AWSBackupServiceRolePolicyForS3Restore",
    gone,
    "backups-restore-testing-s3",
    `production-backups-restore-testing-role s3:CreateBucket: ${role}`,
  ],
  [
    "the key of an Atlas cluster",
    "RolePolicy",
    "doctor-system-encryption-role-policy",
    without("UseTheKey"),
    "doctor-system-encryption-configuration",
    `production-doctor-system-encryption kms:Encrypt: ${role}`,
  ],
  [
    "the role that Atlas takes on",
    "Role",
    "doctor-system-encryption-role",
    without("AtlasForThisProject", "assumeRolePolicy"),
    "doctor-system-encryption-configuration",
    `arn:aws:iam::999999999999:root sts:AssumeRole: ${policy("trust")}`,
  ],
];
