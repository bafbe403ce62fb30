import { rdsCustomerManagedKey } from "../../../policy/rules/data-stores/rds-customer-managed-key";
import { rdsNetworkPlacement } from "../../../policy/rules/data-stores/rds-network-placement";
import { rdsBackups } from "../../../policy/rules/data-stores/rds-backups";
import { rdsEncrypted } from "../../../policy/rules/data-stores/rds-encrypted";
import { rdsMultiAz } from "../../../policy/rules/data-stores/rds-multi-az";
import { rdsPrivate } from "../../../policy/rules/data-stores/rds-private";
import { judged, resource, unknown } from "../harness";

const instance = "aws:rds/instance:Instance";

/** A production database as the checklists want it. */
const compliant = {
  engine: "postgres",
  storageEncrypted: true,
  kmsKeyId: "arn:aws:kms:eu-west-1:000000000000:key/0a1b",
  publiclyAccessible: false,
  dbSubnetGroupName: "production-data",
  vpcSecurityGroupIds: ["sg-1"],
  backupRetentionPeriod: 30,
  backupWindow: "00:00-00:30",
  skipFinalSnapshot: false,
  finalSnapshotIdentifier: "production-ahava-healthcare-final-1",
  multiAz: true,
};
const database = (change: object = {}) => resource(instance, { ...compliant, ...change });

const cluster = "aws:rds/cluster:Cluster";
const member = "aws:rds/clusterInstance:ClusterInstance";

describe("rds-encrypted", () => {
  const says = (found: string) => [
    `[rds-encrypted] subject: found ${found}; needed storageEncrypted true. Change storageEncrypted.`,
  ];

  it.each([
    ["encryption", {}, ["pass"]],
    ["no encryption", { storageEncrypted: false }, says("storageEncrypted false")],
    ["nothing said", { storageEncrypted: undefined }, says("storageEncrypted not set")],
    [
      "something unknown",
      { storageEncrypted: unknown },
      ["[rds-encrypted] subject: undecided: waits for storageEncrypted."],
    ],
    ["a replica", { replicateSourceDb: unknown, storageEncrypted: undefined }, ["not applicable"]],
  ])("judges %s", (_, change, expected) => {
    expect(judged(rdsEncrypted, database(change))).toEqual(expected);
    expect(judged(rdsEncrypted, resource(cluster, { ...compliant, ...change }))).toEqual(expected);
  });

  it("knows that a serverless cluster is encrypted unless it says otherwise", () => {
    expect(judged(rdsEncrypted, resource(cluster, { engineMode: "serverless" }))).toEqual(["pass"]);
    expect(judged(rdsEncrypted, resource(cluster, { engineMode: "provisioned" }))).toEqual(
      says("storageEncrypted not set"),
    );
    expect(judged(rdsEncrypted, resource(cluster, { replicationSourceIdentifier: unknown }))).toEqual([
      "not applicable",
    ]);
  });
});

describe("rds-customer-managed-key", () => {
  const says = (found: string) => [
    `[rds-customer-managed-key] subject: found ${found}; needed a customer-managed key. Change kmsKeyId.`,
  ];

  it.each([
    ["a key of our own", {}, ["pass"]],
    ["no key", { kmsKeyId: undefined }, says("the account's default key")],
    ["the managed key", { kmsKeyId: "alias/aws/rds" }, says("the AWS-managed key aws/rds")],
    ["an unknown key", { kmsKeyId: unknown }, ["[rds-customer-managed-key] subject: undecided: waits for kmsKeyId."]],
    ["a replica with its source's key", { kmsKeyId: undefined, replicateSourceDb: unknown }, ["not applicable"]],
    [
      "a replica with the managed key",
      { kmsKeyId: "alias/aws/rds", replicateSourceDb: "a" },
      says("the AWS-managed key aws/rds"),
    ],
  ])("judges %s", (_, change, expected) => {
    expect(judged(rdsCustomerManagedKey, database(change))).toEqual(expected);
    expect(judged(rdsCustomerManagedKey, resource(cluster, { ...compliant, ...change }))).toEqual(expected);
  });
});

describe("rds-private", () => {
  it.each([
    ["a private database", {}, ["pass"]],
    ["nothing said about public access", { publiclyAccessible: undefined }, ["pass"]],
    [
      "a public one",
      { publiclyAccessible: true },
      [
        "[rds-private] subject: found publiclyAccessible true; needed publiclyAccessible false. Change publiclyAccessible.",
      ],
    ],
    [
      "an unknown one",
      { publiclyAccessible: unknown },
      ["[rds-private] subject: undecided: waits for publiclyAccessible."],
    ],
  ])("judges %s", (_, change, expected) => {
    for (const type of [instance, cluster, member]) {
      expect(judged(rdsPrivate, resource(type, { ...compliant, ...change }))).toEqual(expected);
    }
  });

  it.each([
    ["shared with nobody", {}, ["pass"]],
    ["shared with an account", { sharedAccounts: ["000000000000"] }, ["pass"]],
    [
      "shared with everybody",
      { sharedAccounts: ["000000000000", "all"] },
      [
        "[rds-private] subject: found a snapshot that is shared publicly; needed named accounts, or none. Change sharedAccounts.",
      ],
    ],
    [
      "shared with whom nobody knows yet",
      { sharedAccounts: unknown },
      ["[rds-private] subject: undecided: waits for sharedAccounts."],
    ],
  ])("judges a snapshot that is %s", (_, props, expected) => {
    for (const type of ["aws:rds/snapshot:Snapshot", "aws:rds/clusterSnapshot:ClusterSnapshot"]) {
      expect(judged(rdsPrivate, resource(type, props))).toEqual(expected);
    }
  });

  it("takes no waiver, and says why", () => {
    expect(rdsPrivate.unwaivable).toMatch(/^With a public address, one leaked password/);
  });
});

describe("rds-network-placement", () => {
  it.each([
    ["subnets and a group of its own", {}, ["pass"]],
    [
      "the default network",
      { dbSubnetGroupName: undefined },
      [
        "[rds-network-placement] subject: found no subnet group, which means the default VPC; needed a subnet group of isolated subnets. Change dbSubnetGroupName.",
      ],
    ],
    [
      "a replica, which stands in its source's subnets",
      { dbSubnetGroupName: undefined, replicateSourceDb: unknown },
      ["pass"],
    ],
    ["a group whose name is unknown", { dbSubnetGroupName: unknown }, ["pass"]],
    [
      "no security group",
      { vpcSecurityGroupIds: [] },
      [
        "[rds-network-placement] subject: found no security group, which means the VPC's default security group; needed a security group. Change vpcSecurityGroupIds.",
      ],
    ],
    ["a security group that is unknown", { vpcSecurityGroupIds: [unknown] }, ["pass"]],
    [
      "an unknown list of them",
      { vpcSecurityGroupIds: unknown },
      ["[rds-network-placement] subject: undecided: waits for vpcSecurityGroupIds."],
    ],
  ])("judges %s", (_, change, expected) => {
    expect(judged(rdsNetworkPlacement, database(change))).toEqual(expected);
    expect(judged(rdsNetworkPlacement, resource(cluster, { ...compliant, ...change }))).toEqual(expected);
  });
});

describe("rds-backups", () => {
  const days = (found: string) =>
    `[rds-backups] subject: found backups kept ${found} days; needed at least 30 days. Change backupRetentionPeriod.`;
  const snapshot = (found: string) =>
    `[rds-backups] subject: found ${found}; needed a named final snapshot. Change skipFinalSnapshot and finalSnapshotIdentifier.`;

  it.each([
    ["a database that is backed up and protected", {}, ["pass"]],
    ["backups of a week", { backupRetentionPeriod: 7 }, [days("7")]],
    ["no word about backups", { backupRetentionPeriod: undefined }, [days("0")]],
    [
      "an unknown number of days",
      { backupRetentionPeriod: unknown },
      ["[rds-backups] subject: undecided: waits for backupRetentionPeriod."],
    ],
    [
      "no window",
      { backupWindow: undefined },
      [
        "[rds-backups] subject: found backupWindow not set; needed a window at a time of low load. Change backupWindow.",
      ],
    ],
    ["a skipped final snapshot", { skipFinalSnapshot: true }, [snapshot("skipFinalSnapshot true")]],
    ["no finalSnapshotIdentifier", { finalSnapshotIdentifier: undefined }, [snapshot("no finalSnapshotIdentifier")]],
    ["a final snapshot whose name is unknown", { finalSnapshotIdentifier: unknown }, ["pass"]],
  ])("judges %s", (_, change, expected) => {
    expect(judged(rdsBackups, database(change))).toEqual(expected);
  });

  it("asks nothing of a replica: its source is backed up, and RDS would refuse a last snapshot of it", () => {
    const last = { replicateSourceDb: unknown, skipFinalSnapshot: true, backupRetentionPeriod: undefined };
    expect(judged(rdsBackups, database(last))).toEqual(["not applicable"]);
  });

  it("knows the words of a cluster, and that it keeps a day unless it says more", () => {
    const ofCluster = { ...compliant, backupWindow: undefined, preferredBackupWindow: "00:00-00:30" };
    expect(judged(rdsBackups, resource(cluster, ofCluster))).toEqual(["pass"]);
    expect(judged(rdsBackups, resource(cluster, { ...ofCluster, backupRetentionPeriod: undefined }))).toEqual([
      days("1"),
    ]);
    expect(judged(rdsBackups, resource(cluster, compliant))).toEqual([
      "[rds-backups] subject: found preferredBackupWindow not set; needed a window at a time of low load. Change preferredBackupWindow.",
    ]);
  });

  it("asks a staging database for backups, but lets it go", () => {
    const staging = { backupRetentionPeriod: 1, skipFinalSnapshot: true };
    expect(judged(rdsBackups, database(staging), { stage: "staging" })).toEqual(["pass"]);
    expect(judged(rdsBackups, database({ ...staging, backupRetentionPeriod: 0 }), { stage: "staging" })).toEqual([
      "[rds-backups] subject: found backups kept 0 days; needed at least 1 days. Change backupRetentionPeriod.",
    ]);
  });

  it("takes the number of days from the configuration", () => {
    expect(judged(rdsBackups, database({ backupRetentionPeriod: 30 }), { settings: { productionDays: 35 } })).toEqual([
      "[rds-backups] subject: found backups kept 30 days; needed at least 35 days. Change backupRetentionPeriod.",
    ]);
  });
});

describe("rds-multi-az", () => {
  const says = (found: string) => [
    `[rds-multi-az] subject: found multiAz ${found}; needed multiAz true. Change multiAz.`,
  ];

  it.each([
    ["two zones", {}, ["pass"]],
    ["one zone", { multiAz: false }, says("false")],
    ["nothing said", { multiAz: undefined }, says("not set")],
    ["something unknown", { multiAz: unknown }, ["[rds-multi-az] subject: undecided: waits for multiAz."]],
    ["a replica", { multiAz: undefined, replicateSourceDb: "a" }, ["not applicable"]],
  ])("judges %s", (_, change, expected) => {
    expect(judged(rdsMultiAz, database(change))).toEqual(expected);
  });
});
