import { AccountRefusal } from "./refusal";
import type { Invoke, KeptResource, WireObject, WireValue } from "./resource-type";

/**
 * What ECS tells of a service: its deployments with their tasks. One that never became steady has no task of its newest task
 * definition, and those of the one before still run.
 */
export const getService: Invoke = (args, account) => {
  const service = account
    .list("aws:ecs/service:Service")
    .find(({ state }) => state.name === args.serviceName && sameCluster(state.cluster, args.clusterArn));
  if (service) return { ...args, ...service.state, id: service.id, ...tasksOf(service) };
  throw new AccountRefusal("reading", "ECS Service", "", {
    code: "ServiceNotFoundException",
    message: `No ECS Service in the account fits ${JSON.stringify(args)}.`,
  });
};

function sameCluster(one: WireValue, other: WireValue): boolean {
  const name = (cluster: WireValue) => (typeof cluster === "string" ? cluster.split("/").at(-1) : undefined);
  return other === undefined || name(one) === name(other);
}

function tasksOf({ state, notes = {} }: KeptResource): WireObject {
  const desired = typeof state.desiredCount === "number" ? state.desiredCount : 0;
  const deployment = (status: string, taskDefinition: WireValue, runningCount: number): WireObject => ({
    status,
    taskDefinition,
    desiredCount: desired,
    runningCount,
    pendingCount: 0,
  });
  const isSteady = notes.steady !== false;
  const newest = deployment("PRIMARY", state.taskDefinition, isSteady ? desired : 0);
  const before = notes.runs;
  const running = isSteady || before !== undefined ? desired : 0;
  return {
    deployments: isSteady || before === undefined ? [newest] : [newest, deployment("ACTIVE", before, desired)],
    runningCount: running,
    desiredCount: desired,
    pendingCount: 0,
  };
}
