import { databaseStores } from "../../selectors/databases";
import { tokens } from "../../selectors/tokens";
import { resourceRule } from "../../rule";

/** Inputs of data stores, as far as this rule reads them. */
interface StoreArgs {
  readonly finalSnapshotIdentifier: string;
  readonly forceDestroy: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

/** All data stores except buckets: S3 refuses to delete one that is not empty. */
const guarded: readonly string[] = [
  ...databaseStores,
  ...tokens.caches,
  "aws:kms/key:Key",
  "aws:backup/vault:Vault",
  "mongodbatlas:index/advancedCluster:AdvancedCluster",
];

/** The data classes that need protection. */
const kept: readonly string[] = ["patient", "audit", "public"];

export const dataProtected = resourceRule<StoreArgs>({
  id: "data-protected",
  title:
    "Production data stores have Pulumi's protect option, caches a final snapshot, and buckets with data no forceDestroy",
  severity: "high",
  enforcement: "productionOnly",
  rows: ["AH-DB-01", "AH-DB-04", "AH-RED-01", "MP-DR-01"],
  frameworks: ["FSBP RDS.7", "FSBP RDS.8"],
  remediation:
    "Set the resource option protect: true, finalSnapshotIdentifier for a cache, and no forceDestroy for a bucket or a backup vault.",
  example: 'new rds.Instance("records", { deletionProtection: true, … }); // without { protect: true }',
  types: [...guarded, ...tokens.buckets],
  check({ type, props, opts }, context) {
    if (guarded.includes(type)) {
      context.requires({
        read: () => opts.protect,
        accept: (isProtected) => isProtected,
        found: () => "a data store without the option protect",
        needed: "the resource option protect: true",
        setting: "protect",
      });
    }
    if (tokens.caches.some((cache) => cache === type)) {
      context.requires({
        // ElastiCache has no deletion protection: only the final snapshot remains.
        read: () => "finalSnapshotIdentifier" in props,
        accept: (named) => named,
        found: () => "no final snapshot",
        needed: "a named final snapshot",
        setting: "finalSnapshotIdentifier",
      });
    }
    context.requires({
      // Absent is false: a non-empty bucket cannot be deleted. Data without a class may be patient data.
      read: () => props.forceDestroy === true && kept.includes(props.tags?.["data-class"] ?? "patient"),
      accept: (forced) => !forced,
      found: () => "forceDestroy true, which deletes the content as well",
      needed: `forceDestroy false, or a tag data-class other than ${kept.join(", ")}`,
      setting: "forceDestroy",
    });
  },
});
