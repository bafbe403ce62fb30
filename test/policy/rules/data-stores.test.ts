import { rdsBackups } from "../../../policy/rules/data-stores/rds-backups";
import { rdsEncrypted } from "../../../policy/rules/data-stores/rds-encrypted";
import { rdsForceSsl } from "../../../policy/rules/data-stores/rds-force-ssl";
import { rdsMultiAz } from "../../../policy/rules/data-stores/rds-multi-az";
import { rdsPrivate } from "../../../policy/rules/data-stores/rds-private";
import { inStack, judged, judgedTogether, resource, unknown } from "../harness";

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
  copyTagsToSnapshot: true,
  deletionProtection: true,
  skipFinalSnapshot: false,
  finalSnapshotIdentifier: "production-ahava-healthcare-final-1",
  multiAz: true,
};
const database = (change: object = {}, opts = { protect: true, additionalSecretOutputs: [] }) =>
  resource(instance, { ...compliant, ...change }, { opts });

describe("rds-encrypted", () => {
  const encryption = (found: string) =>
    `[rds-encrypted] subject: found ${found}; needed storageEncrypted true. Change storageEncrypted.`;
  const key = (found: string) =>
    `[rds-encrypted] subject: found ${found}; needed a customer-managed key. Change kmsKeyId.`;

  it.each([
    ["encryption with a key of our own", {}, ["pass"]],
    ["no encryption", { storageEncrypted: false }, [encryption("storageEncrypted false")]],
    ["nothing said", { storageEncrypted: undefined }, [encryption("storageEncrypted not set")]],
    ["no key", { kmsKeyId: undefined }, [key("the account's default key")]],
    ["the managed key", { kmsKeyId: "alias/aws/rds" }, [key("the AWS-managed key aws/rds")]],
    ["an unknown key", { kmsKeyId: unknown }, ["[rds-encrypted] subject: undecided: waits for kmsKeyId."]],
    [
      "no encryption beside an unknown key",
      { storageEncrypted: false, kmsKeyId: unknown },
      [encryption("storageEncrypted false"), "[rds-encrypted] subject: undecided: waits for kmsKeyId."],
    ],
    ["a replica", { replicateSourceDb: unknown, storageEncrypted: undefined }, ["not applicable"]],
  ])("judges %s", (_, change, expected) => {
    expect(judged(rdsEncrypted, database(change))).toEqual(expected);
  });

  it("asks for a key of our own in production only", () => {
    expect(judged(rdsEncrypted, database({ kmsKeyId: undefined }), { stage: "staging" })).toEqual(["pass"]);
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
    [
      "one in the default network",
      { dbSubnetGroupName: undefined },
      [
        "[rds-private] subject: found no subnet group, which means the default network; needed a subnet group of isolated subnets. Change dbSubnetGroupName.",
      ],
    ],
    ["one in a group whose name is unknown", { dbSubnetGroupName: unknown }, ["pass"]],
    [
      "one without a security group",
      { vpcSecurityGroupIds: [] },
      [
        "[rds-private] subject: found no security group, which means the network's default group; needed a security group of its own. Change vpcSecurityGroupIds.",
      ],
    ],
    ["one in a security group that is unknown", { vpcSecurityGroupIds: [unknown] }, ["pass"]],
  ])("judges %s", (_, change, expected) => {
    expect(judged(rdsPrivate, database(change))).toEqual(expected);
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
      ["[rds-backups] subject: found backupWindow not set; needed a window in a quiet hour. Change backupWindow."],
    ],
    [
      "snapshots without tags",
      { copyTagsToSnapshot: undefined },
      [
        "[rds-backups] subject: found copyTagsToSnapshot not set; needed copyTagsToSnapshot true. Change copyTagsToSnapshot.",
      ],
    ],
    [
      "no deletion protection",
      { deletionProtection: false },
      [
        "[rds-backups] subject: found deletionProtection false; needed deletionProtection true. Change deletionProtection.",
      ],
    ],
    ["a skipped final snapshot", { skipFinalSnapshot: true }, [snapshot("a final snapshot that is skipped")]],
    [
      "a final snapshot without a name",
      { finalSnapshotIdentifier: undefined },
      [snapshot("a final snapshot without a name")],
    ],
    ["a final snapshot whose name is unknown", { finalSnapshotIdentifier: unknown }, ["pass"]],
  ])("judges %s", (_, change, expected) => {
    expect(judged(rdsBackups, database(change))).toEqual(expected);
  });

  it("asks for Pulumi's own protection in production", () => {
    expect(judged(rdsBackups, database({}, { protect: false, additionalSecretOutputs: [] }))).toEqual([
      "[rds-backups] subject: found a database that Pulumi would delete; needed the resource option protect. Change protect.",
    ]);
  });

  it("asks no last snapshot of a replica, which RDS would refuse", () => {
    const last = { replicateSourceDb: unknown, skipFinalSnapshot: true, finalSnapshotIdentifier: undefined };
    expect(judged(rdsBackups, database(last))).toEqual(["pass"]);
  });

  it("asks a staging database for backups, but lets it go", () => {
    const staging = { backupRetentionPeriod: 1, deletionProtection: false, skipFinalSnapshot: true };
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

describe("rds-force-ssl", () => {
  const groupOf = (parameters: object[] | undefined, name = "production-own") =>
    inStack("aws:rds/parameterGroup:ParameterGroup", "group", { name, parameters });
  const inGroup = (parameterGroupName: string | undefined, engine = "postgres") =>
    inStack(instance, "database", { engine, parameterGroupName });
  const forced = { name: "rds.force_ssl", value: "1" };
  const says = (found: string, setting: string) => [
    `[rds-force-ssl] database: found ${found}; needed a parameter group with rds.force_ssl 1. Change ${setting}.`,
  ];

  it.each([
    ["a group that forces TLS", "production-own", [forced], ["pass"]],
    [
      "a group that allows plain connections",
      "production-own",
      [{ ...forced, value: "0" }],
      says("rds.force_ssl 0", "parameters of group"),
    ],
    ["a group that says nothing", "production-own", undefined, says("rds.force_ssl not set", "parameters of group")],
    [
      "a group of unknown parameters",
      "production-own",
      [{ name: "rds.force_ssl", value: unknown }],
      ["[rds-force-ssl] database: undecided: waits for parameters.0.value."],
    ],
    [
      "the default group",
      "default.postgres16",
      [forced],
      says("the engine's default parameter group", "parameterGroupName"),
    ],
    ["no group", undefined, [forced], says("the engine's default parameter group", "parameterGroupName")],
    [
      "a group from elsewhere",
      "production-shared",
      [forced],
      [
        "[rds-force-ssl] database: undecided: waits for the parameter group production-shared, which is not in this stack.",
      ],
    ],
    ["an unknown group", unknown, [forced], ["[rds-force-ssl] database: undecided: waits for parameterGroupName."]],
  ])("judges %s", (_, name, parameters, expected) => {
    expect(judgedTogether(rdsForceSsl, [inGroup(name), groupOf(parameters)])).toEqual(expected);
  });

  it("follows the dependency while the group's name is unknown", () => {
    const group = groupOf([forced], unknown);
    const database = inStack(
      instance,
      "database",
      { engine: "postgres", parameterGroupName: unknown },
      { parameterGroupName: [group] },
    );
    expect(judgedTogether(rdsForceSsl, [database, group])).toEqual(["pass"]);
  });

  it("waits while any group may still turn out to be the one", () => {
    expect(judgedTogether(rdsForceSsl, [inGroup("production-own"), groupOf([forced], unknown)])).toEqual([
      "[rds-force-ssl] database: undecided: waits for name.",
    ]);
  });

  it("knows MySQL's own parameter, and leaves engines without one alone", () => {
    const mysql = groupOf([{ name: "require_secure_transport", value: "ON" }]);
    expect(judgedTogether(rdsForceSsl, [inGroup("production-own", "mysql"), mysql])).toEqual(["pass"]);
    expect(judgedTogether(rdsForceSsl, [inGroup("production-own", "oracle-ee"), mysql])).toEqual(["pass"]);
  });
});
