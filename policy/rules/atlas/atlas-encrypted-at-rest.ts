import { atlas } from "../../selectors/atlas";
import type { AtlasClusterArgs } from "../../selectors/atlas";
import { resourceRule } from "../../rule";

export const atlasEncryptedAtRest = resourceRule<AtlasClusterArgs>({
  id: "atlas-encrypted-at-rest",
  title: "Production Atlas clusters are encrypted with a customer-managed key",
  severity: "high",
  enforcement: "productionOnly",
  rows: ["DS-HRD-05"],
  frameworks: [],
  remediation: "Declare a mongodbatlas.EncryptionAtRest for the project and set encryptionAtRestProvider to AWS.",
  example: 'new mongodbatlas.AdvancedCluster("data", { ..., encryptionAtRestProvider: "NONE" });',
  types: atlas.clusters,
  check({ props }, context) {
    context.requires({
      // Absent is NONE: encrypted with Atlas's own key.
      read: () => props.encryptionAtRestProvider ?? "NONE",
      accept: (provider) => provider !== "NONE",
      found: () => "only the key that Atlas manages",
      needed: "encryptionAtRestProvider AWS, AZURE or GCP",
      setting: "encryptionAtRestProvider",
    });
  },
});
