import { atlas } from "../../selectors/atlas";
import type { AtlasClusterArgs } from "../../selectors/atlas";
import { resourceRule } from "../../rule";

export const atlasBackupsRequired = resourceRule<AtlasClusterArgs>({
  id: "atlas-backups-required",
  title: "Atlas clusters have Cloud Backup and point-in-time restore enabled",
  severity: "critical",
  enforcement: "deployed",
  rows: ["DS-DB-12"],
  frameworks: [],
  remediation: "Set backupEnabled and pitEnabled to true.",
  example: 'new mongodbatlas.AdvancedCluster("data", { ..., backupEnabled: true });',
  types: atlas.clusters,
  check({ props }, context) {
    context.requires({
      // Absent is false, for both.
      read: () => props.cloudBackup ?? props.backupEnabled,
      accept: (backedUp) => backedUp === true,
      needed: "backupEnabled true",
      setting: "backupEnabled",
    });
    context.requires({
      read: () => props.pitEnabled,
      accept: (anyMoment) => anyMoment === true,
      needed: "pitEnabled true",
      setting: "pitEnabled",
    });
  },
});
