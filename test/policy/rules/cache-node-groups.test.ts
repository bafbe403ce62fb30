import { redisBullmqSafe } from "../../../policy/rules/cache/redis-bullmq-safe";
import { inStack, judgedTogether, unknown } from "../harness";

const group = inStack("aws:elasticache/parameterGroup:ParameterGroup", "group", {
  name: "queues",
  parameters: [{ name: "maxmemory-policy", value: "noeviction" }],
});
const judge = (props: object) =>
  judgedTogether(redisBullmqSafe, [
    group,
    inStack("aws:elasticache/replicationGroup:ReplicationGroup", "queues", { parameterGroupName: "queues", ...props }),
  ]);

it("counts node groups also where cluster mode is off by name", () => {
  expect(judge({ clusterMode: "disabled", numNodeGroups: 3 })).toEqual([
    "[redis-bullmq-safe] queues: found cluster mode disabled with 3 node groups; needed cluster mode disabled with one node group. Change clusterMode and numNodeGroups.",
  ]);
  for (const numNodeGroups of [unknown, 1, undefined])
    expect(judge({ clusterMode: "disabled", numNodeGroups })).toEqual(["pass"]);
});
