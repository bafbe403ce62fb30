import { redisBullmqSafe } from "../../../policy/rules/cache/redis-bullmq-safe";
import { redisHighlyAvailable } from "../../../policy/rules/cache/redis-highly-available";
import { redisSecure } from "../../../policy/rules/cache/redis-secure";
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
        "transitEncryptionMode preferred, which lets plain connections in",
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
      says("snapshotWindow not set", "a window in a quiet hour", "snapshotWindow"),
    ],
  ])("judges %s", (_, change, expected) => {
    expect(judged(redisSecure, cache(change))).toEqual(expected);
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
