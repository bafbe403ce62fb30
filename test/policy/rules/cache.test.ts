import { redisAuthToken } from "../../../policy/rules/cache/redis-auth-token";
import { redisBullmqSafe } from "../../../policy/rules/cache/redis-bullmq-safe";
import { redisCustomerManagedKey } from "../../../policy/rules/cache/redis-customer-managed-key";
import { redisHighlyAvailable } from "../../../policy/rules/cache/redis-highly-available";
import { redisMinorUpgrades } from "../../../policy/rules/cache/redis-minor-upgrades";
import { redisReplicationGroup } from "../../../policy/rules/cache/redis-replication-group";
import { redisSecure } from "../../../policy/rules/cache/redis-secure";
import { redisSubnetGroup } from "../../../policy/rules/cache/redis-subnet-group";
import { inStack, judged, judgedTogether, resource, unknown } from "../harness";

const replicationGroup = "aws:elasticache/replicationGroup:ReplicationGroup";

const compliant = {
  atRestEncryptionEnabled: true,
  transitEncryptionEnabled: true,
  transitEncryptionMode: "required",
  userGroupIds: [unknown],
  snapshotRetentionLimit: 7,
  snapshotWindow: "00:00-01:00",
  automaticFailoverEnabled: true,
  multiAzEnabled: true,
  numCacheClusters: 2,
};
const cache = (change: object = {}) => resource(replicationGroup, { ...compliant, ...change });

describe("redis-secure", () => {
  const says = (found: string, needed: string, setting: string) => [
    `[redis-secure] subject: found ${found}; needed ${needed}. Change ${setting}.`,
  ];

  it.each([
    ["a cache as it should be", {}, ["pass"]],
    [
      "no encryption at rest",
      { atRestEncryptionEnabled: false },
      says("atRestEncryptionEnabled false", "atRestEncryptionEnabled true", "atRestEncryptionEnabled"),
    ],
    [
      "no word about TLS",
      { transitEncryptionEnabled: undefined },
      says("transitEncryptionEnabled not set", "transitEncryptionEnabled true", "transitEncryptionEnabled"),
    ],
    [
      "TLS as a preference",
      { transitEncryptionMode: "preferred" },
      says(
        "transitEncryptionMode preferred, which allows connections without TLS",
        "transitEncryptionMode required",
        "transitEncryptionMode",
      ),
    ],
    ["the default mode", { transitEncryptionMode: undefined }, ["pass"]],
    [
      "nobody to authenticate",
      { userGroupIds: [] },
      says("neither a user group nor an AUTH token", "a user group", "userGroupIds"),
    ],
    ["an AUTH token that is unknown", { userGroupIds: undefined, authToken: unknown }, ["pass"]],
    [
      "an unknown list of user groups",
      { userGroupIds: unknown },
      ["[redis-secure] subject: undecided: waits for userGroupIds."],
    ],
    [
      "no snapshots",
      { snapshotRetentionLimit: undefined },
      says("snapshots kept 0 days", "at least 7 days", "snapshotRetentionLimit"),
    ],
    [
      "no window",
      { snapshotWindow: undefined },
      says("snapshotWindow not set", "a window at a time of low load", "snapshotWindow"),
    ],
  ])("judges %s", (_, change, expected) => {
    expect(judged(redisSecure, cache(change))).toEqual(expected);
  });

  it("asks nothing of the secondary of a global group, which may not say any of it", () => {
    expect(judged(redisSecure, resource(replicationGroup, { globalReplicationGroupId: unknown }))).toEqual([
      "not applicable",
    ]);
  });

  it("asks for snapshots in production only", () => {
    expect(judged(redisSecure, cache({ snapshotRetentionLimit: undefined }), { stage: "staging" })).toEqual(["pass"]);
  });
});

describe("redis-highly-available", () => {
  it.each([
    ["two nodes in two zones", {}, ["pass"]],
    ["replicas given per node group", { numCacheClusters: undefined, replicasPerNodeGroup: 1 }, ["pass"]],
    [
      "one node",
      { numCacheClusters: undefined },
      ["[redis-highly-available] subject: found 1 node; needed at least 2 nodes. Change numCacheClusters."],
    ],
    [
      "no failover",
      { automaticFailoverEnabled: undefined },
      [
        "[redis-highly-available] subject: found automaticFailoverEnabled not set; needed automaticFailoverEnabled true. Change automaticFailoverEnabled.",
      ],
    ],
    [
      "one zone",
      { multiAzEnabled: false },
      [
        "[redis-highly-available] subject: found multiAzEnabled false; needed multiAzEnabled true. Change multiAzEnabled.",
      ],
    ],
    [
      "an unknown number of nodes",
      { numCacheClusters: unknown },
      ["[redis-highly-available] subject: undecided: waits for numCacheClusters."],
    ],
  ])("judges %s", (_, change, expected) => {
    expect(judged(redisHighlyAvailable, cache(change))).toEqual(expected);
  });
});

describe("redis-bullmq-safe", () => {
  const group = (parameters: object[] | undefined) =>
    inStack("aws:elasticache/parameterGroup:ParameterGroup", "group", { name: "production-queues", parameters });
  const queues = (change: object = {}) =>
    inStack(replicationGroup, "queues", { parameterGroupName: "production-queues", ...change });
  const keeping = [{ name: "maxmemory-policy", value: "noeviction" }];
  const says = (found: string, setting: string) => [
    `[redis-bullmq-safe] queues: found ${found}; needed a parameter group with maxmemory-policy noeviction. Change ${setting}.`,
  ];
  const mode = (found: string) => [
    `[redis-bullmq-safe] queues: found ${found}; needed cluster mode disabled with one node group. Change clusterMode and numNodeGroups.`,
  ];

  it.each([
    ["noeviction", {}, keeping, ["pass"]],
    ["one node group", { clusterMode: "disabled", numNodeGroups: 1 }, keeping, ["pass"]],
    [
      "cluster mode off and a number AWS has yet to compute",
      { clusterMode: "disabled", numNodeGroups: unknown },
      keeping,
      ["pass"],
    ],
    [
      "an unknown number of node groups",
      { numNodeGroups: unknown },
      keeping,
      ["[redis-bullmq-safe] queues: undecided: waits for numNodeGroups."],
    ],
    ["two node groups", { numNodeGroups: 2 }, keeping, mode("cluster mode not set with 2 node groups")],
    [
      "another policy",
      {},
      [{ name: "maxmemory-policy", value: "volatile-lru" }],
      says("maxmemory-policy volatile-lru", "parameters of group"),
    ],
    ["no word about the policy", {}, undefined, says("maxmemory-policy not set", "parameters of group")],
    [
      "the default group",
      { parameterGroupName: "default.redis7" },
      keeping,
      says("the engine's default parameter group", "parameterGroupName"),
    ],
    [
      "no group",
      { parameterGroupName: undefined },
      keeping,
      says("the engine's default parameter group", "parameterGroupName"),
    ],
    [
      "cluster mode",
      { clusterMode: "enabled", numNodeGroups: 2 },
      keeping,
      mode("cluster mode enabled with 2 node groups"),
    ],
    [
      "an unknown policy",
      {},
      [{ name: "maxmemory-policy", value: unknown }],
      ["[redis-bullmq-safe] queues: undecided: waits for parameters.0.value."],
    ],
    [
      "a group from elsewhere",
      { parameterGroupName: "shared" },
      keeping,
      ["[redis-bullmq-safe] queues: undecided: waits for the parameter group shared, which is not in this stack."],
    ],
  ])("judges %s", (_, change, parameters, expected) => {
    expect(judgedTogether(redisBullmqSafe, [queues(change), group(parameters)])).toEqual(expected);
  });
});

describe("redis-customer-managed-key", () => {
  const says = (found: string) => [
    `[redis-customer-managed-key] subject: found ${found}; needed a customer-managed key. Change kmsKeyId.`,
  ];

  it.each([
    ["a key of our own", "arn:aws:kms:eu-west-1:0:key/1", ["pass"]],
    ["no key", undefined, says("the default key of ElastiCache")],
    ["the managed key", "alias/aws/elasticache", says("the AWS-managed key aws/elasticache")],
    ["an unknown key", unknown, ["[redis-customer-managed-key] subject: undecided: waits for kmsKeyId."]],
  ])("judges %s", (_, kmsKeyId, expected) => {
    expect(judged(redisCustomerManagedKey, cache({ kmsKeyId }))).toEqual(expected);
  });
});

describe("redis-minor-upgrades", () => {
  const says = [
    "[redis-minor-upgrades] subject: found autoMinorVersionUpgrade false; needed autoMinorVersionUpgrade true. Change autoMinorVersionUpgrade.",
  ];

  it.each([
    ["upgrades", true, ["pass"]],
    ["upgrades in the text of the provider", "true", ["pass"]],
    ["ElastiCache's default", undefined, ["pass"]],
    ["no upgrades", false, says],
    ["no upgrades in the text of the provider", "false", says],
    ["something unknown", unknown, ["[redis-minor-upgrades] subject: undecided: waits for autoMinorVersionUpgrade."]],
  ])("judges %s", (_, autoMinorVersionUpgrade, expected) => {
    expect(judged(redisMinorUpgrades, cache({ autoMinorVersionUpgrade }))).toEqual(expected);
  });
});

describe("redis-subnet-group", () => {
  const placed = { subnetGroupName: "production-queues", securityGroupIds: [unknown] };
  const network =
    "[redis-subnet-group] subject: found the default subnet group; needed a subnet group of isolated subnets. Change subnetGroupName.";
  const group =
    "[redis-subnet-group] subject: found no security group, which means the VPC's default security group; needed a security group. Change securityGroupIds.";

  it.each([
    ["subnets and a group of its own", {}, ["pass"]],
    ["the default subnets", { subnetGroupName: "default" }, [network]],
    ["nothing said", { subnetGroupName: undefined, securityGroupIds: undefined }, [network, group]],
    ["no security group", { securityGroupIds: [] }, [group]],
    [
      "an unknown group",
      { subnetGroupName: unknown },
      ["[redis-subnet-group] subject: undecided: waits for subnetGroupName."],
    ],
  ])("judges %s", (_, change, expected) => {
    expect(judged(redisSubnetGroup, cache({ ...placed, ...change }))).toEqual(expected);
  });
});

describe("redis-replication-group", () => {
  const cluster = "aws:elasticache/cluster:Cluster";
  const serverless = "aws:elasticache/serverlessCache:ServerlessCache";
  const says = (found: string) => [
    `[redis-replication-group] subject: found ${found}; needed a replication group. Change aws.elasticache.ReplicationGroup.`,
  ];

  it.each([
    ["a single node", cluster, { engine: "redis" }, says("a single node of redis")],
    ["a single node of Valkey", cluster, { engine: "valkey" }, says("a single node of valkey")],
    ["a node of a replication group", cluster, { replicationGroupId: unknown }, ["not applicable"]],
    ["Memcached", cluster, { engine: "memcached" }, ["pass"]],
    ["serverless Memcached", serverless, { engine: "memcached" }, ["pass"]],
    ["serverless Redis", serverless, { engine: "redis" }, says("a serverless redis")],
    [
      "an unknown engine",
      cluster,
      { engine: unknown },
      ["[redis-replication-group] subject: undecided: waits for engine."],
    ],
  ])("judges %s", (_, type, props, expected) => {
    expect(judged(redisReplicationGroup, resource(type, props))).toEqual(expected);
  });
});

describe("redis-auth-token", () => {
  const says = (found: string) => [
    `[redis-auth-token] subject: found an AUTH token ${found}; needed 16 to 128 letters, digits and !&#$^<>-. Change authToken.`,
  ];

  it.each([
    ["users instead of a token", {}, ["pass"]],
    ["16 signs", { authToken: "Aa0!&#$^<>-56789" }, ["pass"]],
    ["15 signs", { authToken: "Aa0!&#$^<>-5678" }, says("of the wrong length")],
    ["129 signs", { authToken: "a".repeat(129) }, says("of the wrong length")],
    [
      "a sign that ElastiCache refuses",
      { authToken: "aaaaaaaaaaaaaaa@" },
      says("with characters that ElastiCache rejects"),
    ],
    ["an unknown token", { authToken: unknown }, ["[redis-auth-token] subject: undecided: waits for authToken."]],
    ["a rotation", { authTokenUpdateStrategy: "ROTATE" }, ["pass"]],
    ["a token taken away for users", { authTokenUpdateStrategy: "DELETE" }, ["pass"]],
    [
      "a token taken away for nobody",
      { authTokenUpdateStrategy: "DELETE", userGroupIds: undefined },
      [
        "[redis-auth-token] subject: found a change that disables authentication; needed ROTATE, then SET once every client has the token. Change authTokenUpdateStrategy.",
      ],
    ],
  ])("judges %s, and repeats no token", (_, change, expected) => {
    expect(judged(redisAuthToken, cache(change))).toEqual(expected);
  });
});
