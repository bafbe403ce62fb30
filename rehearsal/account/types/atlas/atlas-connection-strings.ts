import type { AccountView, KeptResource, WireObject } from "../../resource-type";
import { inSameProject } from "./atlas-ids";
import { textOf } from "../wire-text";

/** How many characters of a cluster's name go into its host names. */
export const hostNameLength = 23;

/** The first label of a cluster's host names. */
export function hostNamePrefix(clusterName: string): string {
  return clusterName.slice(0, hostNameLength).toLowerCase();
}

/** What a client needs to know to connect, in the shapes Atlas gives it. */
export interface ConnectionStrings {
  standard: string;
  standardSrv: string;
  private: string;
  privateSrv: string;
  privateEndpoints: PrivateEndpointStrings[];
}

interface PrivateEndpointStrings {
  connectionString: string;
  srvConnectionString: string;
  srvShardOptimizedConnectionString: string;
  type: string;
  endpoints: { endpointId: string; providerName: string; region: string }[];
}

/**
 * The connection strings of a cluster: the five characters after its name are the project's own, and there is one string
 * for each private endpoint that the project has when the cluster is made.
 */
export function connectionStrings(account: AccountView, projectId: string, clusterName: string): ConnectionStrings {
  const prefix = hostNamePrefix(clusterName);
  const domain = `${projectId.slice(-5)}.mongodb.net`;
  const options = `?ssl=true&authSource=admin&replicaSet=atlas-${projectId.slice(-6)}-shard-0`;
  const nodes = ["00", "01", "02"].map((node) => `${prefix}-shard-00-${node}.${domain}:27017`);
  return {
    standard: `mongodb://${nodes.join(",")}/${options}`,
    standardSrv: `mongodb+srv://${prefix}.${domain}`,
    private: "",
    privateSrv: "",
    privateEndpoints: inSameProject(
      account,
      "mongodbatlas:index/privateLinkEndpointService:PrivateLinkEndpointService",
      projectId,
    ).map((service, index) => throughEndpoint(account, service, { prefix, domain, options, index })),
  };
}

function throughEndpoint(
  account: AccountView,
  service: KeptResource,
  cluster: { prefix: string; domain: string; options: string; index: number },
): PrivateEndpointStrings {
  const { state }: { state: WireObject } = service;
  const region = textOf(
    account.find(
      "mongodbatlas:index/privateLinkEndpoint:PrivateLinkEndpoint",
      "privateLinkId",
      textOf(state.privateLinkId),
    )?.state.regionName,
  );
  const host = `pl-${cluster.index}-${region.toLowerCase().replaceAll("_", "-")}.${cluster.domain}`;
  return {
    // Behind a private endpoint each node has a port of its own, the first above the reserved ones.
    connectionString: `mongodb://${[1024, 1025, 1026].map((port) => `${host}:${port}`).join(",")}/${cluster.options}`,
    srvConnectionString: `mongodb+srv://${cluster.prefix}-pl-${cluster.index}.${cluster.domain}`,
    srvShardOptimizedConnectionString: "",
    type: "MONGOD",
    endpoints: [{ endpointId: textOf(state.endpointServiceId), providerName: textOf(state.providerName), region }],
  };
}
