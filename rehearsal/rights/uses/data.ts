import { text } from "../calls/type-calls";
import { type Asking, keyUses, logUses, objectUses, onBehalf, takesOn, uses, via } from "./common-uses";
import { type Graph, listed, partOf, type Standing } from "./graph";
import type { Use } from "./use";

/** Enhanced monitoring. Source: RDS guide, "Setting up and enabling Enhanced Monitoring", role, confused deputy. */
export function instanceUses(instance: Standing, graph: Graph): readonly Use[] {
  const by = text(instance.state.monitoringRoleArn);
  if (by === "") return [];
  const source = "docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.Enabling.html";
  const asking = { by, purpose: "enhanced monitoring", source };
  const region = graph.regionOf(instance);
  const group = `arn:aws:logs:${region}:${graph.account}:log-group:RDSOSMetrics`;
  return [
    ...takesOn("monitoring.rds.amazonaws.com", by, source, onBehalf(graph, text(instance.state.arn))),
    ...uses(asking, ["logs:PutRetentionPolicy"], group),
    ...uses(
      asking,
      ["logs:DescribeLogStreams", "logs:GetLogEvents"],
      `${group}:log-stream:${text(instance.state.resourceId)}`,
    ),
    ...logUses(asking, graph, "RDSOSMetrics", region),
  ];
}

const developerGuide = "docs.aws.amazon.com/aws-backup/latest/devguide";
const policies = `${developerGuide}/security-iam-awsmanpol.html`;
const backup = "backup.amazonaws.com";

/** What a plan takes: whatever it can back up and whose tags its selection asks for. */
export function selectionUses(selection: Standing, graph: Graph): readonly Use[] {
  const by = text(selection.state.iamRoleArn);
  const plan = graph.find("aws:backup/plan:Plan", "id", selection.state.planId);
  const region = graph.regionOf(selection);
  const vaults = listed(plan?.state.rules).map((rule) => text(partOf(rule).targetVaultName));
  const copies = listed(plan?.state.rules).flatMap((rule) => listed(partOf(rule).copyActions));
  const asking = (purpose: string): Asking => ({ by, purpose, source: policies });
  return [
    ...takesOn(backup, by, `${developerGuide}/iam-service-roles.html`),
    ...taken(selection, graph).flatMap((resource) =>
      resource.type === database
        ? databaseBackups(asking(`backing up ${text(resource.state.identifier)}`), graph, resource)
        : bucketBackups(asking(`backing up ${text(resource.state.bucket)}`), graph, resource),
    ),
    ...[...new Set(vaults)].flatMap((name) => vaultUses(asking(`the vault ${name}`), graph, name, region)),
    ...copies.flatMap((copy) =>
      uses(asking("copying a recovery point"), ["backup:CopyIntoBackupVault"], text(partOf(copy).destinationVaultArn)),
    ),
  ];
}

const database = "aws:rds/instance:Instance";

/** The databases and buckets that a selection takes. */
function taken({ state }: Standing, graph: Graph): readonly Standing[] {
  const wanted = [
    ...listed(state.selectionTags).map((each) => [text(partOf(each).key), text(partOf(each).value)] as const),
    ...listed(state.conditions).flatMap((each) =>
      listed(partOf(each).stringEquals).map(
        (condition) =>
          [text(partOf(condition).key).replace("aws:ResourceTag/", ""), text(partOf(condition).value)] as const,
      ),
    ),
  ];
  const named = new Set(listed(state.resources).map(text));
  return stores(graph).filter(
    ({ state: store }) =>
      (named.size === 0 || named.has("*") || named.has(text(store.arn))) &&
      wanted.every(([key, value]) => partOf(store.tagsAll)[key] === value),
  );
}

function stores(graph: Graph): readonly Standing[] {
  return [...graph.list(database), ...graph.list("aws:s3/bucket:Bucket")];
}

function databaseBackups(asking: Asking, graph: Graph, { state }: Standing): readonly Use[] {
  const region = graph.regionOf({ state });
  const snapshot = `arn:aws:rds:${region}:${graph.account}:snapshot:awsbackup:job-example`;
  const arn = text(state.arn);
  return [
    ...uses(asking, ["rds:DescribeDBInstances", "rds:ListTagsForResource", "rds:CreateDBSnapshot"], arn),
    ...uses(
      asking,
      ["rds:CreateDBSnapshot", "rds:DescribeDBSnapshots", "rds:AddTagsToResource", "rds:DeleteDBSnapshot"],
      snapshot,
    ),
    ...uses(asking, ["tag:GetResources"], "*"),
    ...keyUses(asking, graph, {
      key: text(state.kmsKeyId),
      region,
      actions: ["kms:DescribeKey", "kms:CreateGrant"],
      context: { ...via("rds", region), "kms:GrantIsForAWSResource": "true" },
    }),
  ];
}

function bucketBackups(asking: Asking, graph: Graph, { state }: Standing): readonly Use[] {
  const region = graph.regionOf({ state });
  const bucket = text(state.bucket);
  const rule = `arn:aws:events:${region}:${graph.account}:rule/AwsBackupManagedRule-example`;
  const configures = [
    "GetInventoryConfiguration",
    "PutInventoryConfiguration",
    "GetBucketNotification",
    "PutBucketNotification",
  ];
  const looks = [
    "ListBucketVersions",
    "ListBucket",
    "GetBucketVersioning",
    "GetBucketLocation",
    "GetBucketTagging",
    "GetBucketAcl",
  ];
  const reads = [
    "GetObject",
    "GetObjectAcl",
    "GetObjectTagging",
    "GetObjectVersion",
    "GetObjectVersionAcl",
    "GetObjectVersionTagging",
  ];
  const tells = ["PutRule", "DescribeRule", "PutTargets", "ListTargetsByRule", "RemoveTargets", "DeleteRule"];
  return [
    ...uses(
      asking,
      [...configures, ...looks].map((verb) => `s3:${verb}`),
      `arn:aws:s3:::${bucket}`,
    ),
    ...uses(asking, ["s3:ListAllMyBuckets", "cloudwatch:GetMetricData", "events:ListRules"], "*"),
    ...uses(
      asking,
      tells.map((verb) => `events:${verb}`),
      rule,
    ),
    ...objectUses(asking, graph, { bucket, path: "example", actions: reads.map((verb) => `s3:${verb}`), region }),
  ];
}

/** Source: AWS Backup guide, "Encryption for backups in AWS Backup", and the statement KMSPermissions of the service's policy. */
function vaultUses(asking: Asking, graph: Graph, name: string, region: string): readonly Use[] {
  const vault = graph.find("aws:backup/vault:Vault", "name", name, region);
  const arn = `arn:aws:backup:${region}:${graph.account}:backup-vault:${name}`;
  const key = text(vault?.state.kmsKeyArn);
  return [
    ...uses(asking, ["backup:DescribeBackupVault"], arn),
    ...keyUses(asking, graph, {
      key,
      region,
      actions: ["kms:DescribeKey", "kms:GenerateDataKey", "kms:Decrypt"],
      context: via("backup", region),
    }),
    ...keyUses(asking, graph, {
      key,
      region,
      actions: ["kms:CreateGrant"],
      context: { ...via("backup", region), "kms:GrantIsForAWSResource": "true" },
    }),
  ];
}

/** What a restore test does in its role, for whatever it may choose. */
export function restoreUses(selection: Standing, graph: Graph): readonly Use[] {
  const { iamRoleArn, protectedResourceType, restoreMetadataOverrides } = selection.state;
  const by = text(iamRoleArn);
  const region = graph.regionOf(selection);
  const asking = { by, purpose: `restoring a backup of ${text(protectedResourceType)}`, source: policies };
  const taken = takesOn(backup, by, `${developerGuide}/restore-testing.html`);
  const keys = [...new Set(graph.list("aws:backup/vault:Vault").map(({ state }) => text(state.kmsKeyArn)))];
  if (protectedResourceType === "RDS") {
    const restored = `arn:aws:rds:${region}:${graph.account}:db:awsbackup-restore-test-example`;
    const group = text(partOf(restoreMetadataOverrides).dbSubnetGroupName);
    const from = `arn:aws:rds:${region}:${graph.account}:snapshot:awsbackup:job-example`;
    const grants = graph.list(database).map(({ state }) => text(state.kmsKeyId));
    return [
      ...taken,
      ...[restored, from, ...(group === "" ? [] : [`arn:aws:rds:${region}:${graph.account}:subgrp:${group}`])].flatMap(
        (arn) => uses(asking, ["rds:RestoreDBInstanceFromDBSnapshot"], arn),
      ),
      ...uses(asking, ["rds:DescribeDBInstances", "rds:AddTagsToResource"], restored),
      ...uses(asking, ["rds:DescribeDBSnapshots"], from),
      ...[...new Set([...keys, ...grants])].flatMap((key) =>
        keyUses(asking, graph, {
          key,
          region,
          actions: ["kms:DescribeKey", "kms:CreateGrant"],
          context: { ...via("rds", region), "kms:GrantIsForAWSResource": "true" },
        }),
      ),
    ];
  }
  if (protectedResourceType !== "S3") return taken;
  const bucket = "awsbackup-restore-test-example";
  const makes = [
    "CreateBucket",
    "ListBucketVersions",
    "ListBucket",
    "GetBucketVersioning",
    "GetBucketLocation",
    "PutBucketVersioning",
    "PutBucketOwnershipControls",
    "GetBucketOwnershipControls",
  ];
  const writes = [
    "PutObject",
    "PutObjectAcl",
    "PutObjectTagging",
    "GetObject",
    "GetObjectVersion",
    "DeleteObject",
    "ListMultipartUploadParts",
  ];
  const key = keys[0] ?? "";
  return [
    ...taken,
    ...uses(
      asking,
      makes.map((verb) => `s3:${verb}`),
      `arn:aws:s3:::${bucket}`,
    ),
    ...objectUses(asking, graph, { bucket, path: "example", actions: writes.map((verb) => `s3:${verb}`), region, key }),
  ];
}

/**
 * Atlas takes on a role of the account and uses a key in it. Sources: Atlas documentation, "Set Up Unified AWS Access" (the
 * external id), "Manage Customer Keys with AWS KMS" (the three actions).
 */
export function atlasUses({ state }: Standing, graph: Graph): readonly Use[] {
  const { customerMasterKeyId, roleId, enabled } = partOf(state.awsKmsConfig);
  if (enabled !== true) return [];
  const setup = graph.find("mongodbatlas:index/cloudProviderAccessSetup:CloudProviderAccessSetup", "roleId", roleId);
  const authorization = graph.find(
    "mongodbatlas:index/cloudProviderAccessAuthorization:CloudProviderAccessAuthorization",
    "roleId",
    roleId,
  );
  const [first] = listed(setup?.state.awsConfigs);
  const { atlasAwsAccountArn, atlasAssumedRoleExternalId } = partOf(first);
  const by = text(partOf(authorization?.state.aws).iamAssumedRoleArn);
  const source = "www.mongodb.com/docs/atlas/security-aws-kms/";
  return [
    ...takesOn(text(atlasAwsAccountArn), by, "www.mongodb.com/docs/atlas/security/set-up-unified-aws-access/", {
      "sts:ExternalId": text(atlasAssumedRoleExternalId),
    }),
    ...keyUses({ by, purpose: "the encryption of the cluster", source }, graph, {
      key: text(customerMasterKeyId),
      region: graph.region,
      actions: ["kms:DescribeKey", "kms:Encrypt", "kms:Decrypt"],
      context: {},
    }),
  ];
}
