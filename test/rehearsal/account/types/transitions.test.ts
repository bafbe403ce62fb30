import type { WireObject } from "../../../../rehearsal/account/resource-type";
import { AtlasAccount, cluster as atlasCluster } from "./atlas-account";
import { codeOf, DataAccount } from "./data-account";

// What AWS and Atlas refuse, replace or leave alone when something that stands is changed.

const instance = "aws:rds/instance:Instance";
const cluster = "aws:rds/cluster:Cluster";
const subnetGroup = "aws:rds/subnetGroup:SubnetGroup";
const cacheSubnetGroup = "aws:elasticache/subnetGroup:SubnetGroup";
const replicationGroup = "aws:elasticache/replicationGroup:ReplicationGroup";

const database: WireObject = {
  identifier: "records",
  engine: "postgres",
  engineVersion: "16",
  instanceClass: "db.t4g.medium",
  allocatedStorage: 50,
  maxAllocatedStorage: 200,
  username: "platform_admin",
  password: "correcthorsebatterystaple",
  skipFinalSnapshot: true,
};

const changedDatabase = (change: WireObject): (() => WireObject) => {
  const account = new DataAccount();
  const created = account.create(instance, database);
  return () => account.update(instance, created, database, { ...database, ...change });
};

describe("a database instance that stands", () => {
  it.each<[string, WireObject, string]>([
    ["an older major version", { engineVersion: "15", allowMajorVersionUpgrade: true }, "InvalidParameterCombination"],
    ["a newer major version without the flag", { engineVersion: "17" }, "InvalidParameterCombination"],
    ["a newer major version with the flag", { engineVersion: "17", allowMajorVersionUpgrade: true }, "accepted"],
    ["a minor version of the same major one", { engineVersion: "16.9" }, "accepted"],
    ["storage that grows by less than a tenth", { allocatedStorage: 54 }, "InvalidParameterCombination"],
    ["storage that grows by a tenth", { allocatedStorage: 55 }, "accepted"],
    [
      "storage that shrinks without autoscaling",
      { allocatedStorage: 40, maxAllocatedStorage: 0 },
      "InvalidParameterCombination",
    ],
    ["another subnet group", { dbSubnetGroupName: "default-2" }, "DBSubnetGroupNotFoundFault"],
  ])("takes or refuses %s", (_, change, code) => {
    expect(codeOf(changedDatabase(change))).toBe(code);
  });

  it("goes back to no older minor version, and keeps the one it has where the program names the major one", () => {
    const account = new DataAccount();
    const newer = { ...database, engineVersion: "16.9" };
    const created = account.create(instance, newer);
    expect(codeOf(() => account.update(instance, created, newer, { ...newer, engineVersion: "16.3" }))).toBe(
      "InvalidParameterCombination",
    );
    expect(codeOf(() => account.update(instance, created, newer, { ...newer, engineVersion: "16" }))).toBe("accepted");
  });

  it("keeps the storage it has grown to, which the provider does not see as a change", () => {
    const account = new DataAccount();
    const grown = { ...database, allocatedStorage: 80 };
    const created = account.create(instance, grown);
    expect(account.changes(instance, grown, database)).toEqual([]);
    expect(account.update(instance, created, grown, { ...database, multiAz: true })).toMatchObject({
      allocatedStorage: 80,
    });
  });

  it("keeps its backups while a replica is fed from them", () => {
    const account = new DataAccount();
    const created = account.create(instance, database);
    const off = (): WireObject =>
      account.update(instance, created, database, { ...database, backupRetentionPeriod: 0 });
    expect(codeOf(off)).toBe("accepted");
    account.update(instance, created, database, { ...database, backupRetentionPeriod: 7 });
    account.create(instance, {
      identifier: "copy",
      replicateSourceDb: "records",
      instanceClass: "db.t4g.medium",
      skipFinalSnapshot: true,
    });
    expect(codeOf(off)).toBe("InvalidDBInstanceState");
  });
});

describe("an Aurora cluster that stands", () => {
  it("wants the flag for a newer major version, and goes back to none", () => {
    const account = new DataAccount();
    const inputs = {
      clusterIdentifier: "aurora",
      engine: "aurora-postgresql",
      engineVersion: "16.4",
      masterUsername: "owner",
      masterPassword: "correcthorse",
      skipFinalSnapshot: true,
    };
    const created = account.create(cluster, inputs);
    const to = (change: WireObject) => codeOf(() => account.update(cluster, created, inputs, { ...inputs, ...change }));
    expect(to({ engineVersion: "17.2" })).toBe("InvalidParameterCombination");
    expect(to({ engineVersion: "15.2", allowMajorVersionUpgrade: true })).toBe("InvalidParameterCombination");
    expect(to({ engineVersion: "17.2", allowMajorVersionUpgrade: true })).toBe("accepted");
  });
});

describe("a group of subnets that stands", () => {
  it("stays in its network", () => {
    const account = new DataAccount();
    const groups = [
      [subnetGroup, { name: "rds", subnetIds: ["subnet-0000000a", "subnet-0000000b"] }, "InvalidParameterValue"],
      [cacheSubnetGroup, { name: "cache", subnetIds: ["subnet-0000000a"] }, "InvalidSubnet"],
    ] as const;
    for (const [type, inputs, code] of groups) {
      const created = account.create(type, inputs);
      const moved = { ...inputs, subnetIds: ["subnet-000000ee", "subnet-00000eec"] };
      expect(codeOf(() => account.update(type, created, inputs, moved))).toBe(code);
      const within = { ...inputs, subnetIds: ["subnet-000000a2", "subnet-0000000b"] };
      expect(codeOf(() => account.update(type, created, inputs, within))).toBe("accepted");
    }
  });
});

describe("a replication group that stands", () => {
  it.each<[string, string, boolean]>([
    ["7.1", "7.0", true],
    ["7.0", "6.2", true],
    ["6.x", "6.2", true],
    ["6.2", "6.x", false],
    ["6.2", "7.1", false],
    ["7.1", "7.1", false],
  ])("is replaced for an older version only: %s to %s", (from, to, replaced) => {
    const inputs = (engineVersion: string): WireObject => ({ engine: "redis", engineVersion, description: "queues" });
    expect(new DataAccount().replaces(replicationGroup, inputs(from), inputs(to))).toBe(replaced);
  });

  it("is replaced on the way back from Valkey", () => {
    const inputs = (engine: string): WireObject => ({ engine, engineVersion: "7.2", description: "queues" });
    expect(new DataAccount().replaces(replicationGroup, inputs("valkey"), inputs("redis"))).toBe(true);
    expect(new DataAccount().replaces(replicationGroup, inputs("redis"), inputs("valkey"))).toBe(false);
  });
});

describe("an Atlas cluster that stands", () => {
  it.each([
    ["8.0", "7.0", "MONGODB_VERSION_INVALID"],
    ["6.0", "8.0", "MONGODB_VERSION_INVALID"],
    ["7.0", "8.0", "accepted"],
    ["8.0", "8.0", "accepted"],
  ])("changes from version %s to %s: %s", (from, to, code) => {
    const account = new AtlasAccount();
    const inputs = (mongoDbMajorVersion: string): WireObject => ({ ...atlasCluster, mongoDbMajorVersion });
    const created = account.create("AdvancedCluster", inputs(from));
    expect(codeOf(() => account.update("AdvancedCluster", created, inputs(from), inputs(to)))).toBe(code);
  });
});
