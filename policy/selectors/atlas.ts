import type { StackResource, StackView } from "../stack-view";

/** Type tokens of MongoDB Atlas. The provider keeps an older cluster resource beside `AdvancedCluster`. */
export const atlas = {
  clusters: ["mongodbatlas:index/advancedCluster:AdvancedCluster", "mongodbatlas:index/cluster:Cluster"],
  /** Clusters on machines that are shared with other customers. */
  sharedClusters: [
    "mongodbatlas:index/flexCluster:FlexCluster",
    "mongodbatlas:index/serverlessInstance:ServerlessInstance",
  ],
  projects: ["mongodbatlas:index/project:Project"],
  accessLists: ["mongodbatlas:index/projectIpAccessList:ProjectIpAccessList"],
  schedules: ["mongodbatlas:index/cloudBackupSchedule:CloudBackupSchedule"],
  compliancePolicies: ["mongodbatlas:index/backupCompliancePolicy:BackupCompliancePolicy"],
  users: ["mongodbatlas:index/databaseUser:DatabaseUser"],
  customRoles: ["mongodbatlas:index/customDbRole:CustomDbRole"],
  alerts: ["mongodbatlas:index/alertConfiguration:AlertConfiguration"],
  auditings: ["mongodbatlas:index/auditing:Auditing"],
} as const;

/** The machines of one kind in one region. */
interface NodeSpecs {
  readonly instanceSize?: string;
  readonly nodeCount?: number;
}

/** Placement and size of nodes. */
interface RegionConfig {
  readonly providerName?: string;
  readonly electableSpecs?: NodeSpecs;
  readonly readOnlySpecs?: NodeSpecs;
  readonly analyticsSpecs?: NodeSpecs;
  readonly autoScaling?: { readonly computeMinInstanceSize?: string };
}

/** Inputs of a cluster in both of its spellings, as far as rules read them. */
export interface AtlasClusterArgs {
  readonly projectId: string;
  readonly name: string;
  readonly backupEnabled: boolean;
  /** The older resource's name of `backupEnabled`. */
  readonly cloudBackup: boolean;
  readonly pitEnabled: boolean;
  readonly retainBackupsEnabled: boolean;
  readonly terminationProtectionEnabled: boolean;
  readonly encryptionAtRestProvider: string;
  readonly advancedConfiguration: {
    readonly minimumEnabledTlsProtocol?: string;
    readonly javascriptEnabled?: boolean;
  };
  readonly replicationSpecs: readonly { readonly regionConfigs?: readonly RegionConfig[] }[];
  /** The older resource's. */
  readonly providerName: string;
  readonly providerInstanceSizeName: string;
  readonly providerAutoScalingComputeMinInstanceSize: string;
}

/** Everything that names the project it belongs to. */
export interface InProject {
  readonly projectId: string;
}

/**
 * Whether two resources belong to one project: their ids were made from one resource, or are one text. Throws the SDK's
 * unknown-value error when that is not known yet.
 */
export function sameProject(one: StackResource<InProject>, other: StackResource<InProject>): boolean {
  const [ones, others] = [projectsBehind(one), projectsBehind(other)];
  if (ones.length > 0 && others.length > 0) return ones.some((urn) => others.includes(urn));
  return one.props.projectId === other.props.projectId;
}

/** The projects of this stack that a resource's project id was made from. */
function projectsBehind({ propertyDependencies }: StackResource): readonly string[] {
  return (propertyDependencies.projectId ?? [])
    .filter(({ type }) => (atlas.projects as readonly string[]).includes(type))
    .map(({ urn }) => urn);
}

/** The resources of the given types in the project of a cluster. */
export function besideInProject<State extends InProject>(
  stack: StackView,
  cluster: StackResource<InProject>,
  types: readonly string[],
): readonly StackResource<State>[] {
  return stack.of<State>(types).filter((resource) => sameProject(cluster, resource));
}

/** How long backups of one kind are kept. */
export interface Retention {
  readonly retentionUnit?: string;
  readonly retentionValue?: number;
}

/** Days of each unit in which Atlas counts; a month is the shortest, so that the retention is not overestimated. */
const daysOf: Readonly<Record<string, number | undefined>> = { days: 1, weeks: 7, months: 28, years: 365 };

/** How long backups are kept, in days; 0 without backups of that kind. */
export function daysKept(retention: Retention | undefined): number {
  return (retention?.retentionValue ?? 0) * (daysOf[retention?.retentionUnit ?? ""] ?? 0);
}
