import { atlas } from "../../selectors/atlas";
import type { AtlasClusterArgs } from "../../selectors/atlas";
import { resourceRule } from "../../rule";

const encryption = "mongodbatlas:index/encryptionAtRest:EncryptionAtRest";

/** The services whose keys Atlas uses. */
const services = ["awsKmsConfig", "azureKeyVaultConfig", "googleCloudKmsConfig"] as const;

type EncryptionArgs = Readonly<Partial<Record<(typeof services)[number], { readonly enabled?: boolean }>>>;

export const atlasEncryptedAtRest = resourceRule<AtlasClusterArgs>({
  id: "atlas-encrypted-at-rest",
  title: "Production Atlas clusters are encrypted with a customer-managed key",
  severity: "high",
  enforcement: "productionOnly",
  rows: ["DS-HRD-05"],
  frameworks: [],
  remediation: "Declare a mongodbatlas.EncryptionAtRest for the project and set encryptionAtRestProvider to AWS.",
  example: 'new mongodbatlas.AdvancedCluster("data", { ..., encryptionAtRestProvider: "NONE" });',
  types: [...atlas.clusters, encryption],
  check({ type, props }, context) {
    if (type === encryption) {
      const configuration = props as unknown as EncryptionArgs;
      context.requires({
        read: () => services.some((service) => configuration[service]?.enabled === true),
        accept: (enabled) => enabled,
        found: () => "encryption at rest that is not enabled for any key",
        needed: "enabled true with a customer-managed key",
        setting: "awsKmsConfig",
      });
      return;
    }
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
