import { atlas } from "../../selectors/atlas";
import type { AtlasClusterArgs } from "../../selectors/atlas";
import { resourceRule } from "../../rule";

export const atlasJavascriptDisabled = resourceRule<AtlasClusterArgs>({
  id: "atlas-javascript-disabled",
  title: "Atlas clusters have server-side JavaScript disabled",
  severity: "medium",
  enforcement: "deployed",
  rows: ["DS-HRD-05"],
  frameworks: [],
  remediation: "Set advancedConfiguration.javascriptEnabled to false; use aggregation operators instead of $where.",
  example: "advancedConfiguration: { javascriptEnabled: true }",
  types: atlas.clusters,
  check({ props }, context) {
    context.requires({
      // Absent is true.
      read: () => props.advancedConfiguration?.javascriptEnabled,
      accept: (enabled) => enabled === false,
      found: (enabled) =>
        enabled === undefined ? "javascriptEnabled not set, which means true" : "javascriptEnabled true",
      needed: "javascriptEnabled false",
      setting: "advancedConfiguration.javascriptEnabled",
    });
  },
});
