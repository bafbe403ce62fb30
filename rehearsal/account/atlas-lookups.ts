import { AccountRefusal } from "./refusal";
import type { Invoke } from "./resource-type";
import { connectionStrings } from "./types/atlas/atlas-connection-strings";
import { advancedClusterType, inSameProject } from "./types/atlas/atlas-ids";
import { textOf } from "./types/wire-text";

/** A cluster as Atlas has it now: unlike the resource's state, with the addresses behind endpoints that are younger. */
const getAdvancedCluster: Invoke = (args, account) => {
  const [projectId, name] = [textOf(args.projectId), textOf(args.name)];
  const cluster = inSameProject(account, advancedClusterType, projectId).find(({ state }) => state.name === name);
  if (cluster === undefined) {
    throw new AccountRefusal("reading", "Atlas Cluster", name, {
      code: "CLUSTER_NOT_FOUND",
      message: `No cluster named ${name} exists in group ${projectId}.`,
    });
  }
  const { privateEndpoints, ...addresses } = connectionStrings(account, projectId, name);
  const endpoints = privateEndpoints.map((endpoint) => ({ ...endpoint }));
  return { ...cluster.state, id: cluster.id, connectionStrings: { ...addresses, privateEndpoints: endpoints } };
};

/** The answers of Atlas to the functions a program may call, by token. */
export const atlasLookups: Readonly<Record<string, Invoke>> = {
  "mongodbatlas:index/getAdvancedCluster:getAdvancedCluster": getAdvancedCluster,
};
