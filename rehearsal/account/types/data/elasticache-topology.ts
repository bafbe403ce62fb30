import type * as aws from "@pulumi/aws";
import { coerce, lt } from "semver";
import type { Refusal } from "../../resource-type";
import { firstRefusal } from "../first-refusal";
import type { Check } from "../first-refusal";

type GroupCheck = Check<aws.elasticache.ReplicationGroupArgs>;

const invalidCombination = (message: string): Refusal => ({ code: "InvalidParameterCombination", message });

/** Source: ElastiCache API reference, CreateReplicationGroup, "AutomaticFailoverEnabled" and "DataTieringEnabled". */
const modes: GroupCheck = ({ inputs }) => {
  const sharded = inputs.clusterMode === "enabled" || (inputs.numNodeGroups ?? 1) > 1;
  if (sharded && inputs.automaticFailoverEnabled !== true) {
    return invalidCombination("Redis with cluster mode enabled cannot be created with auto failover turned off.");
  }
  return inputs.dataTieringEnabled === true && !(inputs.nodeType ?? "cache.r6gd.").startsWith("cache.r6gd.")
    ? invalidCombination(`Data tiering is supported for r6gd nodes only, not for ${inputs.nodeType ?? ""}.`)
    : undefined;
};

/** Each node stands in a zone of the list, and several zones need several nodes ("PreferredCacheClusterAZs"). */
const zones: GroupCheck = ({ inputs }) => {
  const { preferredCacheClusterAzs: named = [], numCacheClusters } = inputs;
  return named.length > 0 && numCacheClusters !== undefined && named.length !== numCacheClusters
    ? invalidCombination(
        `The number of preferred zones, ${named.length}, must equal the number of nodes, ${numCacheClusters}.`,
      )
    : undefined;
};

/** The first versions that deliver each log (User Guide, "Log delivery"). */
const firstWithLog: Readonly<Record<string, string>> = { "slow-log": "6.0.0", "engine-log": "6.2.0" };

const logs: GroupCheck = ({ inputs }) => {
  const types = (inputs.logDeliveryConfigurations ?? []).map(({ logType }) => logType);
  if (new Set(types).size < types.length)
    return invalidCombination("A log type is twice in LogDeliveryConfigurations.");
  const version = coerce(inputs.engineVersion?.replace(/\.x$/, ".999"));
  const early = types.find((type) => version !== null && lt(version, firstWithLog[type] ?? "0.0.0"));
  return (inputs.engine ?? "redis") === "redis" && early !== undefined
    ? invalidCombination(`The log type ${early} needs Redis ${firstWithLog[early] ?? ""} or newer.`)
    : undefined;
};

/** Source: ElastiCache User Guide, "Role-Based Access Control": groups of Valkey serve Valkey only. */
const userGroups: GroupCheck = ({ inputs, account }) => {
  const foreign = (inputs.userGroupIds ?? []).find((id) => {
    const engine = account.find("aws:elasticache/userGroup:UserGroup", "userGroupId", id)?.state.engine;
    return typeof engine === "string" && engine.toLowerCase() === "valkey" && (inputs.engine ?? "redis") === "redis";
  });
  return foreign === undefined
    ? undefined
    : invalidCombination(`The user group ${foreign} is for valkey and cannot serve a group of redis.`);
};

/** What ElastiCache refuses about the nodes of a replication group and what they are given. */
export const refusesTopology = firstRefusal(modes, zones, logs, userGroups);
