import type { BackupCompliancePolicyState } from "@pulumi/mongodbatlas";
import { atlas, sameProject } from "../../selectors/atlas";
import type { InProject } from "../../selectors/atlas";
import { stackRule } from "../../rule";

export const atlasBackupCompliance = stackRule({
  id: "atlas-backup-compliance",
  title: "Atlas projects with clusters have a Backup Compliance Policy with encryption and point-in-time restore",
  severity: "high",
  enforcement: "productionOnly",
  rows: ["DS-DB-12"],
  frameworks: [],
  remediation: "Declare a mongodbatlas.BackupCompliancePolicy for the project of the cluster.",
  example: 'new mongodbatlas.AdvancedCluster("records", { projectId, … }); // and no BackupCompliancePolicy',
  types: [...atlas.clusters, ...atlas.compliancePolicies],
  check(stack, context) {
    const policies = stack.of<BackupCompliancePolicyState>(atlas.compliancePolicies);
    for (const cluster of stack.of<InProject>(atlas.clusters)) {
      context.about(cluster).requires({
        read: () => policies.some((policy) => sameProject(policy, cluster)),
        accept: (covered) => covered,
        found: () => "a project without a Backup Compliance Policy",
        needed: "a Backup Compliance Policy",
        setting: "mongodbatlas.BackupCompliancePolicy",
      });
    }
    for (const policy of policies) {
      const about = context.about(policy);
      for (const setting of ["encryptionAtRestEnabled", "pitEnabled"] as const) {
        about.requires({
          read: () => policy.props[setting],
          accept: (enabled) => enabled === true,
          needed: `${setting} true`,
          setting,
        });
      }
    }
  },
});
