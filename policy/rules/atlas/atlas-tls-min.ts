import { atlas } from "../../selectors/atlas";
import type { AtlasClusterArgs } from "../../selectors/atlas";
import { resourceRule } from "../../rule";

const modern = ["TLS1_2", "TLS1_3"];

export const atlasTlsMin = resourceRule<AtlasClusterArgs>({
  id: "atlas-tls-min",
  title: "Atlas clusters require TLS 1.2 or later",
  severity: "high",
  enforcement: "everywhere",
  rows: ["DS-DB-08"],
  frameworks: [],
  remediation: "Set advancedConfiguration.minimumEnabledTlsProtocol to TLS1_2 or TLS1_3.",
  example: 'advancedConfiguration: { minimumEnabledTlsProtocol: "TLS1_0" }',
  types: atlas.clusters,
  check({ props }, context) {
    context.requires({
      read: () => props.advancedConfiguration?.minimumEnabledTlsProtocol,
      // Absent keeps the current value of a cluster, and an older one may have less.
      accept: (protocol) => protocol !== undefined && modern.includes(protocol),
      found: (protocol) => `minimumEnabledTlsProtocol ${protocol ?? "not set"}`,
      needed: modern.join(" or "),
      setting: "advancedConfiguration.minimumEnabledTlsProtocol",
    });
  },
});
