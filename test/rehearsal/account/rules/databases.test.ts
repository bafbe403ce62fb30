import type { ServiceAccount } from "../types/service-account";
import { itRefuses, itRefusesChanges } from "./twins";
import type { ChangeTwin, Twin } from "./twins";

const instance = "aws:rds/instance:Instance";

const postgres = {
  identifier: "records",
  engine: "postgres",
  engineVersion: "16.9",
  instanceClass: "db.m7g.large",
  allocatedStorage: 400,
  storageType: "gp3",
  username: "platform",
  password: "correcthorsebattery",
  skipFinalSnapshot: true,
  applyImmediately: true,
};
const io1 = { ...postgres, storageType: "io1", iops: 3000 };
const copy = { identifier: "copy", instanceClass: "db.m7g.large", skipFinalSnapshot: true };
const insights = { performanceInsightsEnabled: true };
const combination = "InvalidParameterCombination";
const monitoringRole = "arn:aws:iam::000000000000:role/monitoring";

function around(account: ServiceAccount): void {
  account.put("aws:kms/key:Key", "key", { arn: "arn:aws:kms:eu-west-1:000000000000:key/storage" });
  account.put("aws:kms/key:Key", "other", { arn: "arn:aws:kms:eu-west-1:000000000000:key/other" });
  account.put(instance, "db-source", {
    identifier: "source",
    arn: "arn:aws:rds:eu-west-1:000000000000:db:source",
    engine: "postgres",
    backupRetentionPeriod: 7,
    storageEncrypted: true,
  });
  account.put(instance, "db-bare", { identifier: "bare", engine: "postgres", backupRetentionPeriod: 0 });
  account.put(instance, "db-open", { identifier: "open", engine: "postgres", backupRetentionPeriod: 7 });
  account.put("aws:rds/optionGroup:OptionGroup", "mysql", { name: "mysql", engineName: "mysql" });
  account.put("aws:rds/optionGroup:OptionGroup", "postgres", { name: "postgres", engineName: "postgres" });
  account.put("aws:rds/parameterGroup:ParameterGroup", "my80", { name: "my80", family: "mysql8.0" });
  account.put("aws:rds/parameterGroup:ParameterGroup", "my84", { name: "my84", family: "mysql8.4" });
  account.put("aws:iam/role:Role", "monitoring", { arn: monitoringRole, assumeRolePolicy: monitoringTrust });
  account.put("aws:iam/role:Role", "able", { arn: `${monitoringRole}-able`, assumeRolePolicy: monitoringTrust });
  account.put("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "able", { role: "able", policyArn: "arn:any" });
}

const monitoringTrust = JSON.stringify({
  Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "monitoring.rds.amazonaws.com" } }],
});

const cases: readonly Twin[] = [
  ["IOPS on gp2", instance, { ...postgres, storageType: "gp2" }, { iops: 12_000 }, combination],
  ["throughput on io1", instance, io1, { storageThroughput: 500 }, combination],
  ["io1 without IOPS", instance, io1, { iops: undefined }, combination],
  ["io2 below 100 GiB", instance, { ...io1, storageType: "io2" }, { allocatedStorage: 50 }, combination],
  ["more than 50 IOPS for a GiB of io1", instance, io1, { iops: 30_000 }, combination],
  ["too few IOPS on gp3", instance, { ...postgres, iops: 12_000 }, { iops: 4000 }, combination],
  [
    "too much throughput for gp3",
    instance,
    { ...postgres, storageThroughput: 1000 },
    { storageThroughput: 5000 },
    combination,
  ],
  [
    "more throughput than the IOPS carry",
    instance,
    { ...postgres, iops: 12_000, storageThroughput: 3000 },
    { storageThroughput: 4000 },
    combination,
  ],
  ["throughput below 400 GiB", instance, postgres, { allocatedStorage: 399, storageThroughput: 500 }, combination],
  ["a ceiling less than a tenth above", instance, postgres, { maxAllocatedStorage: 430 }, combination],
  ["a zone for Multi-AZ", instance, { ...postgres, multiAz: true }, { availabilityZone: "eu-west-1a" }, combination],
  [
    "a key for storage in clear",
    instance,
    { ...postgres, kmsKeyId: "arn:aws:kms:eu-west-1:000000000000:key/storage", storageEncrypted: true },
    { storageEncrypted: false },
    combination,
  ],
  ["a port below 1150", instance, postgres, { port: 1149 }, "InvalidParameterValue"],
  [
    "IAM authentication of an engine without it",
    instance,
    { ...postgres, engine: "oracle-se2", engineVersion: undefined },
    { iamDatabaseAuthenticationEnabled: true },
    combination,
  ],
  [
    "a monitoring role without an interval",
    instance,
    postgres,
    { monitoringRoleArn: `${monitoringRole}-able` },
    combination,
  ],
  [
    "a monitoring role without rights",
    instance,
    { ...postgres, monitoringInterval: 60, monitoringRoleArn: `${monitoringRole}-able` },
    { monitoringRoleArn: monitoringRole },
    "InvalidParameterValue",
  ],
  [
    "a retention of insights that is none",
    instance,
    { ...postgres, ...insights },
    { performanceInsightsRetentionPeriod: 30 },
    "ValidationError",
  ],
  ["a retention of insights that are off", instance, postgres, { performanceInsightsRetentionPeriod: 7 }, combination],
  [
    "insights of MySQL on a small class",
    instance,
    { ...postgres, ...insights, engine: "mysql", engineVersion: "8.0.42" },
    { instanceClass: "db.t4g.micro" },
    combination,
  ],
  [
    "an option group of another engine",
    instance,
    { ...postgres, optionGroupName: "postgres" },
    { optionGroupName: "mysql" },
    combination,
  ],
  [
    "a parameter group of another MySQL",
    instance,
    { ...postgres, engine: "mysql", engineVersion: "8.0.42", parameterGroupName: "my80" },
    { parameterGroupName: "my84" },
    combination,
  ],
  [
    "a replica of what has no backups",
    instance,
    { ...copy, replicateSourceDb: "source" },
    { replicateSourceDb: "bare" },
    "InvalidDBInstanceState",
  ],
  [
    "an encrypted replica of what is in clear",
    instance,
    { ...copy, replicateSourceDb: "source", storageEncrypted: true },
    { replicateSourceDb: "open" },
    combination,
  ],
  [
    "a replica of another engine",
    instance,
    { ...copy, replicateSourceDb: "source" },
    { engine: "mysql" },
    "refused by the provider",
  ],
  [
    "a static parameter at once",
    "aws:rds/parameterGroup:ParameterGroup",
    {
      name: "g",
      family: "postgres16",
      parameters: [{ name: "max_connections", value: "100", applyMethod: "pending-reboot" }],
    },
    { parameters: [{ name: "max_connections", value: "100", applyMethod: "immediate" }] },
    combination,
  ],
  [
    "a cluster with the parameters of another version",
    "aws:rds/cluster:Cluster",
    {
      clusterIdentifier: "c",
      engine: "aurora-postgresql",
      engineVersion: "16.9",
      masterUsername: "platform",
      masterPassword: "correcthorsebattery",
      dbClusterParameterGroupName: "a16",
    },
    { dbClusterParameterGroupName: "a15" },
    combination,
  ],
  [
    "an instance of another engine than its cluster",
    "aws:rds/clusterInstance:ClusterInstance",
    { identifier: "i", clusterIdentifier: "there", engine: "aurora-postgresql", instanceClass: "db.r7g.large" },
    { engine: "aurora-mysql" },
    combination,
  ],
];

function clusters(account: ServiceAccount): void {
  around(account);
  for (const version of ["15", "16"]) {
    account.put("aws:rds/clusterParameterGroup:ClusterParameterGroup", `a${version}`, {
      name: `a${version}`,
      family: `aurora-postgresql${version}`,
    });
  }
  account.put("aws:rds/cluster:Cluster", "there", { clusterIdentifier: "there", engine: "aurora-postgresql" });
}

const standing = {
  ...postgres,
  ...insights,
  performanceInsightsKmsKeyId: "arn:aws:kms:eu-west-1:000000000000:key/storage",
};
const changes: readonly ChangeTwin[] = [
  [
    "a name that is taken",
    instance,
    postgres,
    { identifier: "renamed" },
    { identifier: "source" },
    "DBInstanceAlreadyExists",
  ],
  [
    "another key of insights",
    instance,
    standing,
    {},
    { performanceInsightsKmsKeyId: "arn:aws:kms:eu-west-1:000000000000:key/other" },
    combination,
  ],
  ["a source for what stands", instance, postgres, {}, { replicateSourceDb: "source" }, combination],
  [
    "a ceiling less than a tenth above",
    instance,
    postgres,
    { maxAllocatedStorage: 440 },
    { maxAllocatedStorage: 430 },
    combination,
  ],
  [
    "provisioned IOPS with the storage of gp2",
    instance,
    postgres,
    { iops: 13_000 },
    { storageType: "gp2", iops: 13_000 },
    combination,
  ],
  ["a role without an interval", instance, postgres, {}, { monitoringRoleArn: `${monitoringRole}-able` }, combination],
  [
    "a zone of its own for Multi-AZ",
    instance,
    postgres,
    { multiAz: true },
    { multiAz: true, availabilityZone: "eu-west-1a" },
    combination,
  ],
];

describe("a database is refused for", () => {
  itRefuses(cases, clusters);
});

describe("a standing database is refused for", () => {
  itRefusesChanges(changes, around);
});
