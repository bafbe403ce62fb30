import type { ServiceAccount } from "../types/service-account";
import { itRefuses, itRefusesChanges } from "./twins";
import type { ChangeTwin, Twin } from "./twins";

const group = "aws:elasticache/replicationGroup:ReplicationGroup";
const combination = "InvalidParameterCombination";

const redis = {
  replicationGroupId: "cache",
  description: "cache",
  engine: "redis",
  engineVersion: "7.1",
  nodeType: "cache.m7g.large",
  numCacheClusters: 2,
  automaticFailoverEnabled: true,
};
const encrypted = { ...redis, transitEncryptionEnabled: true, transitEncryptionMode: "required" };
const log = (logType: string) => ({
  destination: "/staging/system/api",
  destinationType: "cloudwatch-logs",
  logFormat: "json",
  logType,
});

function around(account: ServiceAccount): void {
  account.put("aws:elasticache/userGroup:UserGroup", "of-redis", { userGroupId: "of-redis", engine: "redis" });
  account.put("aws:elasticache/userGroup:UserGroup", "of-valkey", { userGroupId: "of-valkey", engine: "valkey" });
  account.put("aws:elasticache/user:User", "plain", { userId: "plain", userName: "plain", engine: "redis" });
  account.put("aws:elasticache/user:User", "newer", { userId: "newer", userName: "newer", engine: "valkey" });
}

const cases: readonly Twin[] = [
  ["a mode of encryption on Redis 6.2", group, encrypted, { engineVersion: "6.2" }, combination],
  ["a mode of encryption without encryption", group, encrypted, { transitEncryptionEnabled: false }, combination],
  [
    "encryption that is only preferred, with a token",
    group,
    { ...encrypted, authToken: "correcthorsebatterystaple" },
    { transitEncryptionMode: "preferred" },
    combination,
  ],
  [
    "shards without failover",
    group,
    { ...redis, numCacheClusters: undefined, clusterMode: "enabled", numNodeGroups: 2, replicasPerNodeGroup: 1 },
    { automaticFailoverEnabled: false },
    combination,
  ],
  [
    "fewer zones than nodes",
    group,
    { ...redis, preferredCacheClusterAzs: ["eu-west-1a", "eu-west-1b"] },
    { preferredCacheClusterAzs: ["eu-west-1a"] },
    combination,
  ],
  [
    "a log type twice",
    group,
    { ...redis, logDeliveryConfigurations: [log("slow-log"), log("engine-log")] },
    { logDeliveryConfigurations: [log("slow-log"), log("slow-log")] },
    combination,
  ],
  [
    "the engine's log of Redis 6.0",
    group,
    { ...redis, engineVersion: "6.2", logDeliveryConfigurations: [log("engine-log")] },
    { engineVersion: "6.0" },
    combination,
  ],
  [
    "data tiering on other nodes",
    group,
    { ...redis, nodeType: "cache.r6gd.xlarge", dataTieringEnabled: true },
    { nodeType: "cache.m7g.large" },
    combination,
  ],
  [
    "a user group of Valkey",
    group,
    { ...encrypted, userGroupIds: ["of-redis"] },
    { userGroupIds: ["of-valkey"] },
    combination,
  ],
  [
    "a user of Valkey in a group of Redis",
    "aws:elasticache/userGroup:UserGroup",
    { userGroupId: "g", engine: "redis", userIds: ["default", "plain"] },
    { userIds: ["default", "newer"] },
    combination,
  ],
];

const changes: readonly ChangeTwin[] = [
  [
    "encryption at once",
    group,
    redis,
    { transitEncryptionEnabled: true, transitEncryptionMode: "preferred" },
    { transitEncryptionEnabled: true, transitEncryptionMode: "required" },
    combination,
  ],
  [
    "no more encryption at once",
    group,
    encrypted,
    { transitEncryptionMode: "preferred" },
    { transitEncryptionEnabled: false, transitEncryptionMode: undefined },
    combination,
  ],
  ["cluster mode at once", group, redis, { clusterMode: "compatible" }, { clusterMode: "enabled" }, combination],
  ["one node with failover", group, redis, { numCacheClusters: 3 }, { numCacheClusters: 1 }, combination],
];

describe("a cache is refused for", () => {
  itRefuses(cases, around);
});

describe("a standing cache is refused for", () => {
  itRefusesChanges(changes, around);
});
