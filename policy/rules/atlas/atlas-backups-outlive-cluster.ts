import { atlas, besideInProject } from "../../selectors/atlas";
import type { AtlasClusterArgs } from "../../selectors/atlas";
import { stackRule } from "../../rule";

export const atlasBackupsOutliveCluster = stackRule({
  id: "atlas-backups-outlive-cluster",
  title: "Atlas retains the backups of a deleted production cluster",
  severity: "high",
  enforcement: "productionOnly",
  rows: ["DS-DB-12"],
  frameworks: [],
  remediation: "Set retainBackupsEnabled to true, or declare a mongodbatlas.BackupCompliancePolicy for the project.",
  example: 'new mongodbatlas.AdvancedCluster("data", { ..., retainBackupsEnabled: false });',
  types: atlas.clusters,
  check(stack, context) {
    for (const cluster of stack.of<AtlasClusterArgs>(atlas.clusters)) {
      context.about(cluster).requires({
        // Absent is false.
        read: () =>
          cluster.props.retainBackupsEnabled === true ||
          besideInProject(stack, cluster, atlas.compliancePolicies).length > 0,
        accept: (retained) => retained,
        found: () => "backups that are deleted with the cluster",
        needed: "retainBackupsEnabled true, or a backup compliance policy",
        setting: "retainBackupsEnabled",
      });
    }
  },
});
