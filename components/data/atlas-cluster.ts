import * as mongodbatlas from "@pulumi/mongodbatlas/advancedCluster";
import { getAdvancedClusterOutput } from "@pulumi/mongodbatlas/getAdvancedCluster";
import type { types } from "@pulumi/mongodbatlas";
import * as pulumi from "@pulumi/pulumi";
import { isLarger } from "./atlas-instance-sizes";
import type { AtlasInstanceSize } from "./atlas-instance-sizes";
import { atlasRegion } from "./atlas-region";
import { physicalName } from "../naming";
import type { Stage } from "../naming";

export interface AtlasClusterArgs {
  stage: Stage;
  /** The project the cluster is in. */
  projectId: pulumi.Input<string>;
  /** The stage's AWS region, in AWS's spelling; Atlas puts the nodes into it. */
  region: string;
  /** The size of each node at first (DS-DB-02). With a larger `maximumInstanceSize`, Atlas changes it from then on. */
  instanceSize: AtlasInstanceSize;
  /** The maximum size of compute autoscaling. @default instanceSize: no autoscaling */
  maximumInstanceSize?: AtlasInstanceSize;
  /** Electable nodes: 3, 5 or 7. @default 3 */
  nodes?: 3 | 5 | 7;
  /** The major version of MongoDB: "7.0", "8.0". */
  majorVersion: string;
  /**
   * The project's encryption configuration (`AtlasEncryption.configurationId`): the cluster waits for it, and encrypts
   * with the customer's key on top of Atlas's own encryption. @default Atlas's own key only
   */
  encryptionConfigurationId?: pulumi.Input<string>;
  /**
   * The private endpoint clients come through (`AtlasPrivateLink.endpointId`): the cluster waits for it, because Atlas
   * reports the addresses behind an endpoint only after its creation. @default none: over the internet, by access list
   */
  privateEndpointId?: pulumi.Input<string>;
  /** Further tags, as for the project. @default {} */
  tags?: Readonly<Record<string, string>>;
  /** Whether Atlas and the engine refuse to delete it, and its snapshots are retained. @default true */
  protectData?: boolean;
}

/** Properties that Atlas changes when it scales a cluster: the program must not revert them. */
const scaledProperties = ["replicationSpecs[0].regionConfigs[0].electableSpecs.instanceSize"];

/**
 * A replica set on dedicated machines: with continuous backups, TLS 1.2 or newer, without server-side
 * JavaScript, with a log that omits query values, and with disk autoscaling (DS-DB-02, DS-DB-08, DS-DB-12).
 *
 * Cost (November 2026, list price, eu-west-1/af-south-1): three nodes of M10 about USD 60/75 a month, of M30 about USD
 * 400/500, backups about USD 0.14/0.20 per GB and month on top.
 */
export class AtlasCluster extends pulumi.ComponentResource {
  readonly clusterName: pulumi.Output<string>;
  /** Atlas's id of the cluster, 24 hexadecimal digits. */
  readonly clusterId: pulumi.Output<string>;
  /** The size the nodes have, as Atlas reports it: autoscaling changes it. */
  readonly instanceSize: pulumi.Output<string>;
  /** `mongodb+srv://<host>`: through the private endpoint if there is one; without user and options. */
  readonly srvAddress: pulumi.Output<string>;

  /** Throws a RangeError for an invalid region and for a maximum size below the first. */
  constructor(name: string, args: AtlasClusterArgs, options?: pulumi.ComponentResourceOptions) {
    const nodes = nodesInRegion(args);
    super("care-platform:data:AtlasCluster", name, { ...args }, options);

    const cluster = this.cluster(name, args, nodes);

    this.clusterName = cluster.name;
    this.clusterId = cluster.clusterId;
    this.instanceSize = cluster.replicationSpecs.apply((specs) => sizeOf(specs) ?? args.instanceSize);
    this.srvAddress = this.address(cluster, args);
    this.registerOutputs({
      clusterName: this.clusterName,
      clusterId: this.clusterId,
      instanceSize: this.instanceSize,
      srvAddress: this.srvAddress,
    });
  }

  /** The address for clients. */
  private address(
    cluster: mongodbatlas.AdvancedCluster,
    { projectId, privateEndpointId }: AtlasClusterArgs,
  ): pulumi.Output<string> {
    if (privateEndpointId === undefined) {
      return cluster.connectionStrings.apply(({ standardSrv }) => standardSrv);
    }
    // Read again, because the state of a cluster that is older than the endpoint has no address for it.
    const name = pulumi.all([cluster.name, privateEndpointId]).apply(([known]) => known);
    const { connectionStrings } = pulumi.output(getAdvancedClusterOutput({ projectId, name }, { parent: this }));
    return pulumi
      .all([connectionStrings, privateEndpointId])
      .apply(([{ privateEndpoints }, endpointId]) => addressThrough(endpointId, privateEndpoints, cluster));
  }

  private cluster(name: string, args: AtlasClusterArgs, nodes: RegionConfig): mongodbatlas.AdvancedCluster {
    const { stage, protectData = true } = args;
    return new mongodbatlas.AdvancedCluster(
      `${name}-cluster`,
      {
        projectId: args.projectId,
        name: physicalName("atlasCluster", stage, name),
        clusterType: "REPLICASET",
        replicationSpecs: [{ regionConfigs: [nodes] }],
        mongoDbMajorVersion: args.majorVersion,
        versionReleaseSystem: "LTS",
        advancedConfiguration: {
          minimumEnabledTlsProtocol: "TLS1_2",
          javascriptEnabled: false,
          defaultWriteConcern: "majority",
        },
        backupEnabled: true,
        pitEnabled: true,
        retainBackupsEnabled: protectData,
        terminationProtectionEnabled: protectData,
        redactClientLogData: true,
        encryptionAtRestProvider: args.encryptionConfigurationId === undefined ? "NONE" : "AWS",
        tags: { ...args.tags, stage, "data-class": "patient" },
      },
      {
        parent: this,
        protect: protectData,
        dependsOn: after(args.encryptionConfigurationId, args.privateEndpointId),
        ignoreChanges: scales(args) ? scaledProperties : [],
      },
    );
  }
}

/** The size of the nodes, from what Atlas reports of a cluster with one region. */
function sizeOf([spec]: readonly types.output.AdvancedClusterReplicationSpec[]): string | undefined {
  return spec?.regionConfigs[0]?.electableSpecs.instanceSize;
}

type RegionConfig = types.input.AdvancedClusterReplicationSpecRegionConfig;

function scales({ instanceSize, maximumInstanceSize = instanceSize }: AtlasClusterArgs): boolean {
  if (isLarger(instanceSize, maximumInstanceSize)) {
    throw new RangeError(`maximumInstanceSize is ${maximumInstanceSize}, which is smaller than ${instanceSize}.`);
  }
  return isLarger(maximumInstanceSize, instanceSize);
}

function nodesInRegion(args: AtlasClusterArgs): RegionConfig {
  const { instanceSize, maximumInstanceSize } = args;
  return {
    providerName: "AWS",
    regionName: atlasRegion(args.region),
    // The highest of Atlas's priorities; with one region there is no other.
    priority: 7,
    electableSpecs: { instanceSize, nodeCount: args.nodes ?? 3 },
    autoScaling: {
      diskGbEnabled: true,
      ...(scales(args)
        ? {
            computeEnabled: true,
            computeMaxInstanceSize: maximumInstanceSize,
            computeScaleDownEnabled: true,
            computeMinInstanceSize: instanceSize,
          }
        : { computeEnabled: false }),
    },
  };
}

/** A dependency on the source of values that are not inputs of the resource. */
function after(...values: readonly (pulumi.Input<string> | undefined)[]): pulumi.Output<pulumi.Resource[]> {
  return pulumi.all([...values]).apply((): pulumi.Resource[] => []);
}

/** One of a cluster's private endpoints, as reported by Atlas. */
interface PrivateEndpoint {
  readonly srvConnectionString: string;
  readonly endpoints: readonly { readonly endpointId: string }[];
}

/** The address of a cluster behind an endpoint. Throws a ResourceError about the cluster when Atlas lists none yet. */
export function addressThrough(
  endpointId: string,
  privateEndpoints: readonly PrivateEndpoint[],
  cluster?: pulumi.Resource,
): string {
  const own = privateEndpoints.find(({ endpoints }) =>
    endpoints.some((endpoint) => endpoint.endpointId === endpointId),
  );
  if (own === undefined) {
    throw new pulumi.ResourceError(
      `Atlas lists no address of the cluster behind the private endpoint ${endpointId} yet. ` +
        'Wait until Atlas shows the endpoint as available, then run "pulumi up" again.',
      cluster,
      true,
    );
  }
  return own.srvConnectionString;
}
