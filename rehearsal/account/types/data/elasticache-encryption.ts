import type * as aws from "@pulumi/aws";
import { coerce, lt } from "semver";
import type { Creation, Plain, Refusal } from "../../resource-type";
import type { Check } from "../first-refusal";

const invalidCombination = (message: string): Refusal => ({ code: "InvalidParameterCombination", message });

/** The first version of Redis whose encryption in transit has a mode (User Guide, "Enabling in-transit encryption"). */
const firstWithMode = "7.0.5";

/** The newest patch of a version that names none: 7.0 runs as 7.0.7. */
function patched(version: string): string {
  return /^\d+\.\d+$/.test(version) ? `${version}.999` : version.replace(/\.x$/, ".999.999");
}

/** Source: ElastiCache API reference, CreateReplicationGroup, "TransitEncryptionMode"; cloudposse/terraform-aws-elasticache-redis#239. */
export const refusesTransitEncryption: Check<aws.elasticache.ReplicationGroupArgs> = ({ inputs }) => {
  const { transitEncryptionMode: mode = "", transitEncryptionEnabled, engine = "redis", engineVersion } = inputs;
  if (mode === "") return undefined;
  if (transitEncryptionEnabled !== true) {
    return invalidCombination("To modify transit encryption mode, set encryption-in-transit as enabled.");
  }
  const version = coerce(engineVersion === undefined ? undefined : patched(engineVersion));
  if (engine === "redis" && version !== null && lt(version, firstWithMode)) {
    return invalidCombination(
      `Transit encryption mode is not supported for engine version ${engineVersion ?? ""}; it needs ${firstWithMode} or newer.`,
    );
  }
  return mode === "preferred" && (inputs.authToken !== undefined || (inputs.userGroupIds ?? []).length > 0)
    ? invalidCombination("Transit encryption preferred is not supported with redis access control.")
    : undefined;
};

type Before = Plain<aws.elasticache.ReplicationGroupState>;

/**
 * Encryption in transit is switched on by way of the mode preferred, and off from there; cluster mode by way of compatible.
 * Sources: ElastiCache API reference, ModifyReplicationGroup, "TransitEncryptionEnabled" and "ClusterMode".
 */
export function refusesGroupChange(
  before: Before,
  { inputs }: Creation<aws.elasticache.ReplicationGroupArgs>,
): Refusal | undefined {
  const was = before.transitEncryptionEnabled === true;
  const is = inputs.transitEncryptionEnabled ?? was;
  if (!was && is && inputs.transitEncryptionMode !== "preferred") {
    return invalidCombination("To enable encryption in transit, set TransitEncryptionMode to preferred first.");
  }
  if (was && !is && before.transitEncryptionMode !== "preferred") {
    return invalidCombination("To disable encryption in transit, set TransitEncryptionMode to preferred first.");
  }
  const [from = "disabled", to = from] = [before.clusterMode, inputs.clusterMode];
  const allowed = from === to || (from === "disabled" && to === "compatible") || from === "compatible";
  return allowed ? undefined : invalidCombination(`Cluster mode cannot be changed from ${from} to ${to}.`);
}
