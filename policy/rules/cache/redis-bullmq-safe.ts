import type { ReplicationGroupState } from "@pulumi/aws/elasticache";
import { parameterOf } from "../../selectors/parameters";
import type { ParameterGroupState } from "../../selectors/parameters";
import { known } from "../../unknown-value";
import { tokens } from "../../selectors/tokens";
import { stackRule } from "../../rule";

export const redisBullmqSafe = stackRule({
  id: "redis-bullmq-safe",
  title: "ElastiCache has maxmemory-policy noeviction and cluster mode disabled, as BullMQ requires",
  severity: "high",
  enforcement: "everywhere",
  rows: ["AH-RED-01", "AH-RED-02"],
  frameworks: [],
  remediation: "Give the replication group a parameter group with maxmemory-policy noeviction, and one node group.",
  example:
    'new elasticache.ParameterGroup("queues", { parameters: [{ name: "maxmemory-policy", value: "allkeys-lru" }], … });',
  types: tokens.caches,
  check(stack, context) {
    const needed = "a parameter group with maxmemory-policy noeviction";
    for (const cache of stack.of<ReplicationGroupState>(tokens.caches)) {
      const about = context.about(cache);
      about.requires({
        // Cluster mode that is off by name means one node group, whose number AWS computes and a preview does not know.
        read: () =>
          (cache.props.clusterMode === "disabled"
            ? known(() => cache.props.numNodeGroups)
            : cache.props.numNodeGroups) ?? 1,
        accept: (groups) => groups <= 1 && (cache.props.clusterMode ?? "disabled") === "disabled",
        found: (groups) => `cluster mode ${cache.props.clusterMode ?? "not set"} with ${groups} node groups`,
        needed: "cluster mode disabled with one node group",
        setting: "clusterMode and numNodeGroups",
      });
      about.guard(() => {
        const group = stack.referenced<ParameterGroupState>(cache, {
          property: "parameterGroupName",
          to: tokens.cacheParameterGroups,
          by: ["name", "id"],
        });
        if (group !== undefined) {
          about.requires({
            read: () => parameterOf(group.props, "maxmemory-policy"),
            accept: (policy) => policy === "noeviction",
            found: (policy) => `maxmemory-policy ${policy ?? "not set"}`,
            needed,
            setting: `parameters of ${group.name}`,
          });
          return;
        }
        const name = cache.props.parameterGroupName;
        if (name === undefined || name.startsWith("default.")) {
          about.fails({ found: "the engine's default parameter group", needed, setting: "parameterGroupName" });
        } else {
          about.undecided(`the parameter group ${name}, which is not in this stack`);
        }
      });
    }
  },
});
