import type { WireObject } from "../../../../rehearsal/account/resource-type";
import { codeOf, DataAccount } from "./data-account";

const group = "aws:elasticache/replicationGroup:ReplicationGroup";
const user = "aws:elasticache/user:User";
const userGroup = "aws:elasticache/userGroup:UserGroup";
const parameterGroup = "aws:elasticache/parameterGroup:ParameterGroup";

const password = "sixteen-characters-or-more";
const inputs: WireObject = {
  replicationGroupId: "queues",
  description: "Queues",
  engine: "redis",
  engineVersion: "7.1",
  nodeType: "cache.t4g.small",
  numCacheClusters: 2,
  automaticFailoverEnabled: true,
  multiAzEnabled: true,
  transitEncryptionEnabled: true,
  securityGroupIds: ["sg-00000001"],
  kmsKeyId: "arn:aws:kms:eu-west-1:000000000000:key/k",
  snapshotWindow: "02:00-03:00",
  maintenanceWindow: "sun:04:00-sun:05:00",
  notificationTopicArn: "arn:topic",
  finalSnapshotIdentifier: "queues-final-1",
};

const application: WireObject = {
  userId: "queues-application",
  userName: "application",
  engine: "redis",
  accessString: "on ~* +@all",
  authenticationMode: { type: "password", passwords: [password] },
};
const nobody: WireObject = {
  userId: "queues-default",
  userName: "default",
  engine: "redis",
  accessString: "off -@all",
  authenticationMode: { type: "no-password-required" },
};

describe("replication groups of the account", () => {
  it("have outputs in AWS's shapes", () => {
    const { id, state } = new DataAccount().create(group, inputs);
    expect(id).toBe("queues");
    expect(state.primaryEndpointAddress).toMatch(/^master\.queues\.[0-9a-f]{6}\.euw1\.cache\.amazonaws\.com$/);
    expect(state.readerEndpointAddress).toMatch(/^replica\.queues\.[0-9a-f]{6}\.euw1\.cache\.amazonaws\.com$/);
    expect(state).toMatchObject({
      arn: "arn:aws:elasticache:eu-west-1:000000000000:replicationgroup:queues",
      memberClusters: ["queues-001", "queues-002"],
      clusterEnabled: false,
      replicasPerNodeGroup: 1,
    });
    const plain = new DataAccount().create(group, { ...inputs, transitEncryptionEnabled: false });
    expect(plain.state.primaryEndpointAddress).toMatch(/^queues\.[0-9a-f]{6}\.ng\.0001\.euw1\.cache\.amazonaws\.com$/);
  });

  it.each<[string, WireObject, string]>([
    ["a blank description", { description: "" }, "InvalidParameterValue"],
    ["failover of a single node", { numCacheClusters: 1 }, "InvalidParameterCombination"],
    ["two zones without failover", { automaticFailoverEnabled: false }, "InvalidParameterCombination"],
    ["seven nodes", { numCacheClusters: 7 }, "InvalidParameterCombination"],
    ["a version with three parts", { engineVersion: "7.1.0" }, "InvalidParameterValue"],
    ["a token that is too short", { authToken: "short" }, "InvalidParameterValue"],
    ["a token with a slash", { authToken: `${password}/` }, "InvalidParameterValue"],
    [
      "a token without TLS",
      { authToken: "a".repeat(32), transitEncryptionEnabled: false },
      "InvalidParameterCombination",
    ],
    ["overlapping windows", { snapshotWindow: "04:30-05:30" }, "InvalidParameterValue"],
    ["half an hour for snapshots", { snapshotWindow: "02:00-02:30" }, "InvalidParameterValue"],
    ["snapshots kept too long", { snapshotRetentionLimit: 36 }, "InvalidParameterValue"],
    ["a user group that is not there", { userGroupIds: ["nobody"] }, "UserGroupNotFound"],
    ["a subnet group that is not there", { subnetGroupName: "nowhere" }, "CacheSubnetGroupNotFoundFault"],
    ["a topic it could not publish to", { notificationTopicArn: "arn:encrypted" }, "InvalidParameterValue"],
    [
      "a log group that is not there",
      { logDeliveryConfigurations: [{ destination: "other" }] },
      "InvalidParameterValue",
    ],
  ])("are refused for %s", (_, fault, code) => {
    const account = new DataAccount();
    expect(codeOf(() => account.create(group, { ...inputs, ...fault }))).toBe(code);
    expect(codeOf(() => account.create(group, inputs))).toBe("accepted");
  });

  it.each([
    ["7.1", "redis6.x", "InvalidParameterCombination"],
    ["7.1", "redis7", "accepted"],
    ["6.2", "redis6.x", "accepted"],
  ])("of version %s take parameters of %s: %s", (engineVersion, family, code) => {
    const account = new DataAccount();
    account.create(parameterGroup, { name: "own", family });
    expect(codeOf(() => account.create(group, { ...inputs, engineVersion, parameterGroupName: "own" }))).toBe(code);
  });

  it("leave a final snapshot, whose name is then taken", () => {
    const account = new DataAccount();
    account.delete(group, account.create(group, inputs));
    const again = account.create(group, inputs);
    expect(
      codeOf(() => {
        account.delete(group, again);
      }),
    ).toBe("SnapshotAlreadyExistsFault");
  });

  it("are replaced for another key, not for more nodes", () => {
    const account = new DataAccount();
    expect(account.replaces(group, inputs, { ...inputs, kmsKeyId: "other" })).toBe(true);
    expect(account.replaces(group, inputs, { ...inputs, numCacheClusters: 3 })).toBe(false);
  });
});

describe("users of the account's caches", () => {
  it.each<[string, WireObject, string]>([
    [
      "three passwords",
      { authenticationMode: { type: "password", passwords: [1, 2, 3].map((n) => `${password}${n}`) } },
      "InvalidParameterValue",
    ],
    [
      "two passwords",
      { authenticationMode: { type: "password", passwords: [1, 2].map((n) => `${password}${n}`) } },
      "accepted",
    ],
    ["a short password", { authenticationMode: { type: "password", passwords: ["short"] } }, "InvalidParameterValue"],
    [
      "a password with a comma",
      { authenticationMode: { type: "password", passwords: [`${password},`] } },
      "InvalidParameterValue",
    ],
    ["no password", { authenticationMode: undefined }, "InvalidParameterCombination"],
    ["a password for nobody", { noPasswordRequired: true }, "InvalidParameterCombination"],
    ["an access string without a beginning", { accessString: "~* +@all" }, "InvalidParameterValue"],
  ])("are judged for %s", (_, fault, code) => {
    const account = new DataAccount();
    expect(codeOf(() => account.create(user, { ...application, ...fault }))).toBe(code);
  });

  it("stand in groups that have a default user", () => {
    const account = new DataAccount();
    account.create(user, application);
    const standard = account.create(user, nobody);
    const team = { userGroupId: "queues", engine: "redis" };
    expect(codeOf(() => account.create(userGroup, { ...team, userIds: ["queues-application"] }))).toBe(
      "DefaultUserRequired",
    );
    expect(codeOf(() => account.create(userGroup, { ...team, userIds: ["default", "queues-default"] }))).toBe(
      "DuplicateUserName",
    );
    expect(codeOf(() => account.create(userGroup, { ...team, userIds: ["somebody"] }))).toBe("UserNotFound");
    const created = account.create(userGroup, { ...team, userIds: ["queues-default", "queues-application"] });
    expect(
      codeOf(() => {
        account.delete(user, standard);
      }),
    ).toBe("DefaultUserAssociatedToUserGroup");

    account.create(group, { ...inputs, userGroupIds: ["queues"] });
    expect(
      codeOf(() => {
        account.delete(userGroup, created);
      }),
    ).toBe("InvalidUserGroupState");
  });

  it("need TLS, and stand in for a token", () => {
    const account = new DataAccount();
    account.create(userGroup, { userGroupId: "queues", engine: "redis", userIds: ["default"] });
    const guarded = { ...inputs, userGroupIds: ["queues"] };
    expect(codeOf(() => account.create(group, { ...guarded, transitEncryptionEnabled: false }))).toBe(
      "InvalidParameterCombination",
    );
    expect(codeOf(() => account.create(group, { ...guarded, authToken: "a".repeat(32) }))).toBe(
      "InvalidParameterCombination",
    );
  });
});
