import { tokens } from "./tokens";

/** Everything of RDS that stores data of its own: instances, and clusters as a whole. */
export const databaseStores = [...tokens.databases, ...tokens.databaseClusters] as const;

/** Everything of RDS that computes and listens: instances, and the members of clusters. */
export const databaseInstances = [...tokens.databases, ...tokens.databaseClusterInstances] as const;

/** The properties that make an instance or a cluster a replica of another. */
export interface ReplicaArgs {
  readonly replicateSourceDb?: string;
  readonly replicationSourceIdentifier?: string;
}

/** Whether the inputs of an instance or a cluster make it a read replica; its source may still be unknown. */
export function isReplica(inputs: ReplicaArgs): boolean {
  return "replicateSourceDb" in inputs || "replicationSourceIdentifier" in inputs;
}

/** Whether a type is a cluster's. */
export function isCluster(type: string): boolean {
  return tokens.databaseClusters.some((cluster) => cluster === type);
}

/** Whether a type is a cluster member's. */
export function isClusterInstance(type: string): boolean {
  return tokens.databaseClusterInstances.some((member) => member === type);
}
