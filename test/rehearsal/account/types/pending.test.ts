import type { WireObject } from "../../../../rehearsal/account/resource-type";
import { pendingInWords } from "../../../../rehearsal/account/pending";
import { nextWindow } from "../../../../rehearsal/account/types/time-windows";
import { codeOf, type Created, DataAccount } from "./data-account";

const instance = "aws:rds/instance:Instance";
const parameterGroup = "aws:rds/parameterGroup:ParameterGroup";
const replicationGroup = "aws:elasticache/replicationGroup:ReplicationGroup";

const monday = new Date("2026-11-30T10:00:00Z");
const sunday = "2026-12-06T04:00:00.000Z";

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
  backupRetentionPeriod: 7,
  maintenanceWindow: "sun:04:00-sun:05:00",
};

function changed(change: WireObject, before: WireObject = {}) {
  const account = new DataAccount(() => monday);
  const olds = { ...database, ...before };
  const created = account.create(instance, olds);
  const state = account.update(instance, created, olds, { ...olds, ...change });
  return { account, created, state };
}

const standing = (account: DataAccount, { id }: Created) => account.read(instance, id) ?? {};

describe("a database instance whose changes wait for the window", () => {
  it.each<[string, WireObject]>([
    ["the class", { instanceClass: "db.t4g.large" }],
    ["storage", { allocatedStorage: 60 }],
    ["a standby", { multiAz: true }],
    ["a minor version", { engineVersion: "16.9" }],
    ["log-in by IAM", { iamDatabaseAuthenticationEnabled: true }],
    ["backups switched off", { backupRetentionPeriod: 0 }],
  ])("keeps what it has of %s until then, and Read tells it", (_, change) => {
    const [property = ""] = Object.keys(change);
    const { account, created, state } = changed(change);
    expect(state[property]).toEqual(created.state[property]);
    expect(standing(account, created)[property]).toEqual(created.state[property]);
    expect(account.pendingOf(instance, created.id)).toContainEqual(
      expect.objectContaining({ property, to: change[property], until: sunday }),
    );
    account.startAt(new Date("2026-12-06T03:59:00Z"));
    expect(standing(account, created)[property]).toEqual(created.state[property]);
    account.startAt(new Date("2026-12-07T00:00:00Z"));
    expect(standing(account, created)[property]).toEqual(change[property]);
    expect(account.pendingOf(instance, created.id)).toEqual([]);
  });

  it.each<[string, WireObject]>([
    ["what RDS changes at once in any case: deletion protection", { deletionProtection: true }],
    ["the ceiling of its storage", { maxAllocatedStorage: 300 }],
    ["another retention of backups", { backupRetentionPeriod: 14 }],
    ["the window itself", { maintenanceWindow: "mon:04:00-mon:05:00" }],
    ["the class, with applyImmediately", { instanceClass: "db.t4g.large", applyImmediately: true }],
  ])("changes at once %s", (_, change) => {
    const { account, created, state } = changed(change);
    expect(state).toMatchObject(change);
    expect(account.pendingOf(instance, created.id)).toEqual([]);
  });

  it("makes what waits along with what is to be made at once", () => {
    const account = new DataAccount(() => monday);
    const created = account.create(instance, database);
    const larger = { ...database, instanceClass: "db.t4g.large" };
    account.update(instance, created, database, larger);
    const both = { ...larger, multiAz: true, applyImmediately: true };
    account.update(instance, created, larger, both);
    expect(standing(account, created)).toMatchObject({ instanceClass: "db.t4g.large", multiAz: true });
    expect(account.pendingOf(instance, created.id)).toEqual([]);
  });

  it("waits for nothing any more when the change is taken back", () => {
    const account = new DataAccount(() => monday);
    const created = account.create(instance, database);
    const larger = { ...database, instanceClass: "db.t4g.large" };
    account.update(instance, created, database, larger);
    account.update(instance, created, larger, database);
    expect(account.pendingOf(instance, created.id)).toEqual([]);
  });

  it("says so in words", () => {
    const { account, created } = changed({ instanceClass: "db.t4g.large" });
    expect(account.pendingOf(instance, created.id).map(pendingInWords)).toEqual([
      'instanceClass: the change waits for the maintenance window (2026-12-06 04:00 UTC); until then it is "db.t4g.medium".',
    ]);
  });
});

describe("a major version that waits for the window", () => {
  function upgrade(how: WireObject) {
    const account = new DataAccount(() => monday);
    const old = account.create(parameterGroup, { name: "records-16", family: "postgres16" });
    account.create(parameterGroup, { name: "records-17", family: "postgres17" });
    const olds = { ...database, parameterGroupName: "records-16" };
    const created = account.create(instance, olds);
    const news = { ...olds, engineVersion: "17", parameterGroupName: "records-17", ...how };
    account.update(instance, created, olds, { ...news, allowMajorVersionUpgrade: true });
    return { account, created, old };
  }

  it("still runs on its old parameter group, which cannot be deleted until then", () => {
    const { account, created, old } = upgrade({});
    expect(standing(account, created)).toMatchObject({ engineVersion: "16", parameterGroupName: "records-16" });
    expect(
      codeOf(() => {
        account.delete(parameterGroup, old);
      }),
    ).toBe("InvalidDBParameterGroupState");
    account.startAt(new Date("2026-12-07T00:00:00Z"));
    expect(standing(account, created)).toMatchObject({
      engineVersion: "17",
      engineVersionActual: "17",
      parameterGroupName: "records-17",
    });
    expect(
      codeOf(() => {
        account.delete(parameterGroup, old);
      }),
    ).toBe("accepted");
  });

  it("frees its old parameter group when it is made at once", () => {
    const { account, old } = upgrade({ applyImmediately: true });
    expect(
      codeOf(() => {
        account.delete(parameterGroup, old);
      }),
    ).toBe("accepted");
  });
});

describe("a parameter that is changed", () => {
  const group = (value: string, slow: string) => ({
    name: "records-16",
    family: "postgres16",
    parameters: [
      { name: "max_connections", value, applyMethod: "pending-reboot" },
      { name: "log_min_duration_statement", value: slow, applyMethod: "immediate" },
    ],
  });

  it.each<[string, string, string, boolean, readonly string[]]>([
    ["static, of a group in use", "200", "1000", true, ["max_connections"]],
    ["dynamic", "100", "500", true, []],
    ["static, of a group that nothing uses", "200", "1000", false, []],
  ])("%s: the account warns where it counts only after a restart", (_, value, slow, inUse, names) => {
    const account = new DataAccount(() => monday);
    const created = account.create(parameterGroup, group("100", "1000"));
    if (inUse) account.create(instance, { ...database, parameterGroupName: "records-16" });
    account.update(parameterGroup, created, group("100", "1000"), group(value, slow));
    expect(account.restartOf(parameterGroup, created.id)).toEqual(
      names.map((name) => expect.stringContaining(`${name} takes effect when the instances`) as string),
    );
    // A later change of something else says nothing of it again.
    account.update(parameterGroup, created, group(value, slow), group(value, "100"));
    expect(account.restartOf(parameterGroup, created.id)).toEqual([]);
  });
});

describe("the replica of a database that is upgraded to a new major version", () => {
  it("is upgraded with it", () => {
    const account = new DataAccount(() => monday);
    const created = account.create(instance, database);
    const replica = account.create(instance, {
      identifier: "records-reader",
      replicateSourceDb: "records",
      instanceClass: "db.t4g.medium",
      skipFinalSnapshot: true,
    });
    expect(standing(account, replica)).toMatchObject({ engineVersion: "16" });
    const how = { engineVersion: "17", allowMajorVersionUpgrade: true, applyImmediately: true };
    account.update(instance, created, database, { ...database, ...how });
    expect(standing(account, replica)).toMatchObject({ engineVersion: "17", engineVersionActual: "17" });
  });
});

describe("a replication group whose changes wait for the window", () => {
  const cache: WireObject = {
    replicationGroupId: "queues",
    description: "Queues",
    engine: "redis",
    engineVersion: "7.0",
    nodeType: "cache.t4g.small",
    numCacheClusters: 2,
    automaticFailoverEnabled: true,
    maintenanceWindow: "sun:04:00-sun:05:00",
  };

  it.each<[string, boolean, string, string]>([
    ["keeps its version and nodes until then", false, "7.0", "cache.t4g.small"],
    ["has the new ones with applyImmediately", true, "7.1", "cache.t4g.medium"],
  ])("%s", (_, applyImmediately, engineVersion, nodeType) => {
    const account = new DataAccount(() => monday);
    const created = account.create(replicationGroup, cache);
    const news = { ...cache, engineVersion: "7.1", nodeType: "cache.t4g.medium", applyImmediately };
    expect(account.update(replicationGroup, created, cache, news)).toMatchObject({ engineVersion, nodeType });
    account.startAt(new Date("2026-12-07T00:00:00Z"));
    expect(account.read(replicationGroup, created.id)).toMatchObject({
      engineVersion: "7.1",
      nodeType: "cache.t4g.medium",
    });
  });
});

describe("the next window", () => {
  it.each([
    ["2026-11-30T10:00:00Z", "sun:04:00-sun:05:00", "2026-12-06T04:00:00.000Z"],
    ["2026-12-06T03:59:59Z", "sun:04:00-sun:05:00", "2026-12-06T04:00:00.000Z"],
    ["2026-12-06T04:00:00Z", "sun:04:00-sun:05:00", "2026-12-13T04:00:00.000Z"],
    ["2026-12-31T23:00:00Z", "thu:23:30-fri:00:30", "2026-12-31T23:30:00.000Z"],
  ])("after %s of %s begins at %s", (now, window, begins) => {
    expect(nextWindow(window, new Date(now))?.toISOString()).toBe(begins);
  });

  it("is none of a text that is no window", () => {
    expect(nextWindow("sunday", new Date())).toBeUndefined();
  });
});
