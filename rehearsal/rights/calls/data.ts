import { lastOf, text } from "./type-calls";
import type { Properties, TypeCalls } from "./type-calls";

const vault = (name: unknown) => ({ "backup:backupVault": { BackupVaultName: text(name) } });
const plan = (name: unknown) => ({ "backup:restoreTestingPlan": { RestoreTestingPlanName: text(name) } });

/** What a vault holds once backups have run: of databases a snapshot of RDS, of buckets a recovery point. */
const recoveryPoints = (account: string, region: string) => [
  `arn:aws:rds:${region}:${account}:snapshot:awsbackup:job-0example`,
  `arn:aws:backup:${region}:${account}:recovery-point:0example`,
];

const secret = (id: unknown) => ({ "secretsmanager:Secret": { SecretId: secretName(text(id)) } });

/** The name that Secrets Manager puts into the ARN: with six characters behind it. */
function secretName(id: string): string {
  const name = id.startsWith("arn:") ? (id.split(":secret:")[1] ?? lastOf(id, ":")) : id;
  return `${name}-0aBcDe`;
}

const cacheGroup = (kind: string, placeholder: string) => ({
  kinds: ({ name }: Properties) => ({ [`elasticache:${kind}`]: { [placeholder]: text(name) } }),
});

/** Calls for what holds data; those for buckets are in buckets.ts. */
export const dataCalls: Readonly<Record<string, TypeCalls>> = {
  "aws:backup/plan:Plan": { kinds: () => ({ "backup:backupPlan": {} }), unused: ["iam:PassRole"] },
  "aws:backup/restoreTestingPlan:RestoreTestingPlan": { kinds: ({ name }) => plan(name) },
  "aws:backup/restoreTestingSelection:RestoreTestingSelection": {
    kinds: ({ restoreTestingPlanName }) => plan(restoreTestingPlanName),
  },
  "aws:backup/selection:Selection": { kinds: () => ({ "backup:backupPlan": {} }), unused: ["iam:GetRole"] },
  "aws:backup/vault:Vault": {
    kinds: ({ name }, { account, region }) => ({
      ...vault(name),
      "backup:recoveryPoint": recoveryPoints(account, region),
    }),
    beyond: {
      delete: ["backup:ListRecoveryPointsByBackupVault", "backup:DescribeRecoveryPoint", "backup:DeleteRecoveryPoint"],
    },
    source: "internal/service/backup/vault.go",
    unused: ["backup-storage:Mount"],
  },
  "aws:backup/vaultLockConfiguration:VaultLockConfiguration": {
    kinds: ({ backupVaultName }) => vault(backupVaultName),
    beyond: {
      create: ["backup:PutBackupVaultLockConfiguration"],
      read: ["backup:DescribeBackupVault"],
      delete: ["backup:DeleteBackupVaultLockConfiguration"],
    },
    source: "internal/service/backup/vault_lock_configuration.go",
  },
  "aws:backup/vaultNotifications:VaultNotifications": {
    kinds: ({ backupVaultName }) => vault(backupVaultName),
    beyond: {
      create: ["backup:PutBackupVaultNotifications"],
      read: ["backup:GetBackupVaultNotifications"],
      delete: ["backup:DeleteBackupVaultNotifications"],
    },
    source: "internal/service/backup/vault_notifications.go",
  },
  "aws:elasticache/parameterGroup:ParameterGroup": {
    ...cacheGroup("parametergroup", "CacheParameterGroupName"),
    beyond: { delete: ["elasticache:ResetCacheParameterGroup"] },
    source: "internal/service/elasticache/parameter_group.go",
    unused: ["iam:PutRolePolicy"],
  },
  "aws:elasticache/replicationGroup:ReplicationGroup": {
    kinds: ({ replicationGroupId, parameterGroupName, subnetGroupName, finalSnapshotIdentifier, userGroupIds }) => ({
      "elasticache:replicationgroup": { ReplicationGroupId: text(replicationGroupId) },
      "elasticache:cluster": { CacheClusterId: `${text(replicationGroupId)}-001` },
      "elasticache:parametergroup": { CacheParameterGroupName: text(parameterGroupName) },
      "elasticache:subnetgroup": { CacheSubnetGroupName: text(subnetGroupName) },
      ...(Array.isArray(userGroupIds) && {
        "elasticache:usergroup": userGroupIds.map((id) => ({ UserGroupId: text(id) })),
      }),
      "elasticache:snapshot": { SnapshotName: text(finalSnapshotIdentifier) || `${text(replicationGroupId)}-final` },
    }),
    beyond: { create: ["logs:PutResourcePolicy", "logs:DescribeLogGroups", "logs:DescribeResourcePolicies"] },
    source: "docs.aws.amazon.com/AmazonElastiCache/latest/dg/Log_Delivery.html",
    // Logs go to CloudWatch, written by the service; nothing is restored from a bucket.
    unused: [
      "firehose:*",
      "logs:CreateLogStream",
      "logs:PutLogEvents",
      "s3:*",
      "elasticache:CreateCacheCluster",
      "elasticache:DeleteCacheCluster",
    ],
  },
  "aws:elasticache/subnetGroup:SubnetGroup": cacheGroup("subnetgroup", "CacheSubnetGroupName"),
  "aws:elasticache/user:User": { kinds: ({ userId }) => ({ "elasticache:user": { UserId: text(userId) } }) },
  "aws:elasticache/userGroup:UserGroup": {
    kinds: ({ userGroupId, userIds }) => ({
      "elasticache:usergroup": { UserGroupId: text(userGroupId) },
      ...(Array.isArray(userIds) && { "elasticache:user": userIds.map((id) => ({ UserId: text(id) })) }),
    }),
    unused: ["elasticache:ModifyReplicationGroup"],
  },
  "aws:rds/eventSubscription:EventSubscription": {
    kinds: ({ name }) => ({ "rds:es": { SubscriptionName: text(name) } }),
  },
  "aws:rds/instance:Instance": {
    kinds: ({
      identifier,
      parameterGroupName,
      dbSubnetGroupName,
      finalSnapshotIdentifier,
      engineVersion,
      replicateSourceDb,
    }) => ({
      "rds:db": [text(identifier), lastOf(replicateSourceDb, ":")]
        .filter(Boolean)
        .map((name) => ({ DbInstanceName: name })),
      "rds:cluster": [],
      "rds:pg": { ParameterGroupName: text(parameterGroupName) },
      "rds:subgrp": { SubnetGroupName: text(dbSubnetGroupName) },
      // An instance without an option group is judged against the default one of its engine.
      "rds:og": { OptionGroupName: `default:postgres-${text(engineVersion).split(".")[0] ?? ""}` },
      "rds:snapshot": { SnapshotName: text(finalSnapshotIdentifier) || `${text(identifier)}-final` },
    }),
    source: "internal/service/rds/instance.go",
    unused: [
      "rds:*Cluster*",
      "rds:*RoleToDBInstance",
      "rds:*RoleFromDBInstance",
      "rds:Restore*",
      "rds:*AutomatedBackupsReplication",
      "secretsmanager:*",
      "iam:ListRoles",
      "iam:GetRole",
    ],
  },
  "aws:rds/parameterGroup:ParameterGroup": { kinds: ({ name }) => ({ "rds:pg": { ParameterGroupName: text(name) } }) },
  "aws:rds/subnetGroup:SubnetGroup": { kinds: ({ name }) => ({ "rds:subgrp": { SubnetGroupName: text(name) } }) },
  "aws:secretsmanager/secret:Secret": {
    kinds: ({ name }) => secret(name),
    beyond: { read: ["secretsmanager:GetResourcePolicy"], create: ["kms:GenerateDataKey", "kms:Decrypt"] },
    source: "internal/service/secretsmanager/secret.go",
    unused: ["secretsmanager:GetSecretValue", "secretsmanager:GetRandomPassword", "secretsmanager:*Regions*"],
  },
  "aws:secretsmanager/secretPolicy:SecretPolicy": {
    kinds: ({ secretArn }) => secret(secretArn),
    beyond: { create: ["secretsmanager:ValidateResourcePolicy"] },
    source: "internal/service/secretsmanager/secret_policy.go",
  },
  "aws:secretsmanager/secretVersion:SecretVersion": {
    kinds: ({ secretId }) => secret(secretId),
    beyond: {
      create: ["secretsmanager:PutSecretValue", "kms:GenerateDataKey", "kms:Decrypt"],
      read: ["secretsmanager:GetSecretValue", "secretsmanager:ListSecretVersionIds"],
      update: ["secretsmanager:UpdateSecretVersionStage"],
      delete: ["secretsmanager:UpdateSecretVersionStage"],
    },
    source: "internal/service/secretsmanager/secret_version.go",
  },
};
