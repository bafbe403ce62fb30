import type * as aws from "@pulumi/aws";
import { coerce, lt } from "semver";
import type { Creation, Plain, Refusal, Standing, Waiting, WireObject } from "../../resource-type";
import { nextWindow } from "../time-windows";
import { invalidCombination } from "./rds-refusals";

type Before = Plain<aws.rds.InstanceState>;
type After = Creation<aws.rds.InstanceArgs>;
type InstanceChange = (before: Before, after: After, standing: Standing) => Refusal | undefined;

/** What runs on an instance or a cluster. */
interface RunningVersion {
  readonly engineVersion?: string;
  readonly engineVersionActual?: string;
}

/** What is to run there. */
interface WantedVersion {
  readonly engine?: string;
  readonly engineVersion?: string;
  readonly allowMajorVersionUpgrade?: boolean;
}

/**
 * RDS never goes back to an older version, and to a newer major one only when it is told so. `engine_version` may be a
 * prefix such as "16". Sources: Amazon RDS User Guide, upgrading Postgres; hashicorp/terraform-provider-aws#13389.
 */
export function refusesVersionChange(
  before: RunningVersion,
  { inputs }: { readonly inputs: WantedVersion },
): Refusal | undefined {
  const { engine = "", engineVersion: wanted } = inputs;
  const standing = before.engineVersionActual ?? before.engineVersion;
  const [from, to] = [coerce(standing), coerce(wanted)];
  if (from === null || to === null || wanted === undefined || isPrefix(wanted, standing ?? "")) return undefined;
  if (lt(to, from)) return invalidCombination(`Cannot upgrade ${engine} from ${standing ?? ""} to ${wanted}`);
  return to.major > from.major && inputs.allowMajorVersionUpgrade !== true
    ? invalidCombination("The AllowMajorVersionUpgrade flag must be present when upgrading to a new major version.")
    : undefined;
}

function isPrefix(wanted: string, standing: string): boolean {
  return standing === wanted || standing.startsWith(`${wanted}.`);
}

/** Storage only grows, and by a tenth at least. Source: Amazon RDS API reference, ModifyDBInstance. */
const storage: InstanceChange = ({ allocatedStorage: standing = 0 }, { inputs }) => {
  const { allocatedStorage: wanted = standing } = inputs;
  if (wanted < standing) {
    return invalidCombination(`Storage size ${wanted} is below the current ${standing} GiB; it cannot be decreased.`);
  }
  if (wanted > standing && wanted < Math.ceil((standing * 11) / 10)) {
    return invalidCombination("The allocated storage must be increased by at least 10 percent.");
  }
  return undefined;
};

/** The settings of which a change rewrites the volume. */
const volume = ["allocatedStorage", "storageType", "iops", "storageThroughput"] as const;

/** How long a volume cannot be changed again after a change, in milliseconds (ModifyDBInstance, "AllocatedStorage"). */
const optimization = 6 * 60 * 60 * 1000;

function changesVolume(before: Before, { inputs }: After): boolean {
  return volume.some((key) => inputs[key] !== undefined && inputs[key] !== before[key]);
}

/** Notes when a volume was changed; a change that waits for the maintenance window has not begun. */
export function storageChange(before: Before, after: After, now: Date): WireObject {
  const begun = after.inputs.applyImmediately === true && changesVolume(before, after);
  return begun ? { storageChangedAt: now.toISOString() } : {};
}

/** After a change of its storage, RDS optimizes the volume and changes nothing about it for six hours. */
const optimizing: InstanceChange = (before, after, { notes, now }) => {
  const last = Date.parse(typeof notes.storageChangedAt === "string" ? notes.storageChangedAt : "");
  return changesVolume(before, after) && now.getTime() - last < optimization
    ? invalidCombination(
        "You can't currently modify the storage of this DB instance because the previous storage change is being optimized.",
      )
    : undefined;
};

/** Source: Amazon RDS API reference, ModifyDBInstance, "PerformanceInsightsKMSKeyId"; internal/service/rds/instance.go. */
const lasting: InstanceChange = (before, { inputs }) => {
  const { performanceInsightsKmsKeyId: key, replicateSourceDb: source } = inputs;
  const standing = before.performanceInsightsKmsKeyId ?? "";
  if (before.performanceInsightsEnabled === true && key !== undefined && standing !== "" && key !== standing) {
    return invalidCombination("You can't change your Performance Insights KMS key.");
  }
  return source !== undefined && source !== before.replicateSourceDb
    ? invalidCombination("cannot elect new source database for replication")
    : undefined;
};

/** Replicas are fed from the backups' logs (Amazon RDS User Guide, working with read replicas). */
const backups: InstanceChange = ({ identifier, arn }, { inputs, account }) => {
  const copied = account
    .list("aws:rds/instance:Instance")
    .some(
      ({ state }) =>
        state.replicateSourceDb !== undefined && [identifier, arn].includes(state.replicateSourceDb as string),
    );
  return copied && inputs.backupRetentionPeriod === 0
    ? {
        code: "InvalidDBInstanceState",
        message: "The DB instance has read replicas; automated backups cannot be disabled.",
      }
    : undefined;
};

/** An instance stays in its network (hashicorp/terraform-provider-aws#512). */
const network: InstanceChange = ({ identifier = "", dbSubnetGroupName: standing }, { inputs }) => {
  const wanted = inputs.dbSubnetGroupName;
  return wanted === undefined || standing === undefined || wanted === standing
    ? undefined
    : {
        code: "InvalidVPCNetworkStateFault",
        message: `You cannot move DB instance ${identifier} to subnet group ${wanted}.`,
      };
};

/** What RDS refuses about a change of a database instance that stands. */
export const refusesInstanceChange: InstanceChange = (before, after, standing) => {
  for (const check of [refusesVersionChange, storage, optimizing, lasting, backups, network]) {
    const refusal = check(before, after, standing);
    if (refusal) return refusal;
  }
  return undefined;
};

/**
 * Where RDS has grown the storage by itself and may grow it further, the provider does not see that the program names
 * less (internal/service/rds/instance.go, allocated_storage).
 */
export function keptStorage(
  { allocatedStorage: before = 0 }: Plain<aws.rds.InstanceArgs>,
  { allocatedStorage: after = before, maxAllocatedStorage: ceiling = 0 }: Plain<aws.rds.InstanceArgs>,
): readonly "allocatedStorage"[] {
  return before > after && ceiling > after ? ["allocatedStorage"] : [];
}

/**
 * What RDS changes in the maintenance window unless it is told to at once; everything else it changes at once in any case.
 * Source: Amazon RDS User Guide, "Settings for DB instances"; ModifyDBInstance, "ApplyImmediately".
 */
const inWindow = [
  "allocatedStorage",
  "caCertIdentifier",
  "engineVersion",
  "engineVersionActual",
  "iamDatabaseAuthenticationEnabled",
  "instanceClass",
  "iops",
  "licenseModel",
  "multiAz",
  "networkType",
  "optionGroupName",
  "storageThroughput",
  "storageType",
] as const;

/** The changes of an instance that wait; a parameter group of another family comes with the major version it is for. */
export function instanceWaits(before: Before, { inputs }: After, now: Date): Waiting | undefined {
  const until = nextWindow(before.maintenanceWindow ?? "", now);
  if (inputs.applyImmediately === true || until === undefined) return undefined;
  const backups = [
    before.backupRetentionPeriod ?? 0,
    inputs.backupRetentionPeriod ?? before.backupRetentionPeriod ?? 0,
  ];
  const [from, to] = [coerce(before.engineVersion), coerce(inputs.engineVersion)];
  const properties = [
    ...inWindow,
    ...(from !== null && to !== null && to.major !== from.major ? ["parameterGroupName"] : []),
    // Between two retention periods at once; on and off in the window.
    ...(backups.includes(0) ? ["backupRetentionPeriod"] : []),
  ];
  return { properties, until };
}
