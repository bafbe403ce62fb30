import { atlas, besideInProject } from "../../selectors/atlas";
import type { AtlasClusterArgs, InProject } from "../../selectors/atlas";
import { stackRule } from "../../rule";

interface AuditingState extends InProject {
  readonly enabled: boolean;
  readonly auditFilter: string;
}

export const atlasAuditingEnabled = stackRule({
  id: "atlas-auditing-enabled",
  title: "Production Atlas projects have database auditing enabled",
  severity: "medium",
  enforcement: "productionOnly",
  rows: ["DS-HRD-05"],
  frameworks: [],
  remediation: "Declare a mongodbatlas.Auditing for the project with enabled: true and a filter.",
  example: 'new mongodbatlas.Auditing("audit", { projectId, enabled: false });',
  types: atlas.clusters,
  check(stack, context) {
    for (const cluster of stack.of<AtlasClusterArgs>(atlas.clusters)) {
      context.about(cluster).requires({
        // Absent is false.
        read: () =>
          besideInProject<AuditingState>(stack, cluster, atlas.auditings).map(
            ({ props }) => props.enabled === true && seesLogins(props.auditFilter),
          ),
        accept: (enabled) => enabled.includes(true),
        found: (enabled) =>
          enabled.length === 0 ? "no database auditing" : "database auditing that is disabled, or sees no logins",
        needed: "a mongodbatlas.Auditing with enabled true",
        setting: "mongodbatlas.Auditing",
      });
    }
  },
});

/** Whether a filter takes the events of logins; none takes every event. Source: MongoDB manual, "Configure Audit Filters". */
function seesLogins(filter: string | undefined): boolean {
  if (filter === undefined || filter.trim() === "" || !filter.includes("atype")) return true;
  return /"(authenticate|authCheck)"/.test(filter);
}
