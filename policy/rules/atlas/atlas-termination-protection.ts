import { atlas } from "../../selectors/atlas";
import type { AtlasClusterArgs } from "../../selectors/atlas";
import { resourceRule } from "../../rule";

export const atlasTerminationProtection = resourceRule<AtlasClusterArgs>({
  id: "atlas-termination-protection",
  title: "Production Atlas clusters have termination protection and Pulumi's protect option",
  severity: "high",
  enforcement: "productionOnly",
  rows: ["DS-DB-12"],
  frameworks: [],
  remediation: "Set terminationProtectionEnabled to true and the resource option protect to true.",
  example: 'new mongodbatlas.AdvancedCluster("data", { ..., terminationProtectionEnabled: false });',
  types: [...atlas.clusters, ...atlas.sharedClusters],
  check({ props, opts }, context) {
    context.requires({
      // Absent is false.
      read: () => props.terminationProtectionEnabled,
      accept: (guarded) => guarded === true,
      needed: "terminationProtectionEnabled true",
      setting: "terminationProtectionEnabled",
    });
    context.requires({
      read: () => opts.protect,
      accept: (guarded) => guarded,
      needed: "protect true",
      setting: "protect",
    });
  },
});
