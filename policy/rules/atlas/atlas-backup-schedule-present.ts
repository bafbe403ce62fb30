import { atlas, sameProject } from "../../selectors/atlas";
import type { AtlasClusterArgs, InProject } from "../../selectors/atlas";
import { stackRule } from "../../rule";
import type { StackResource } from "../../stack-view";

interface ScheduleState extends InProject {
  readonly clusterName: string;
}

export const atlasBackupSchedulePresent = stackRule({
  id: "atlas-backup-schedule-present",
  title: "Atlas clusters have an explicit backup schedule",
  severity: "high",
  enforcement: "deployed",
  rows: ["DS-DB-12"],
  frameworks: [],
  remediation:
    "Declare a mongodbatlas.CloudBackupSchedule for the cluster; Atlas's default keeps daily snapshots for seven days.",
  example: 'new mongodbatlas.AdvancedCluster("data", { ... }); // and no CloudBackupSchedule',
  types: atlas.clusters,
  check(stack, context) {
    const schedules = stack.of<ScheduleState>(atlas.schedules);
    for (const cluster of stack.of<AtlasClusterArgs>(atlas.clusters)) {
      context.about(cluster).requires({
        read: () => schedules.filter((schedule) => isFor(schedule, cluster)).length,
        accept: (count) => count > 0,
        found: () => "no backup schedule",
        needed: "a mongodbatlas.CloudBackupSchedule",
        setting: "mongodbatlas.CloudBackupSchedule",
      });
    }
  },
});

function isFor(schedule: StackResource<ScheduleState>, cluster: StackResource<AtlasClusterArgs>): boolean {
  const made = schedule.propertyDependencies.clusterName ?? [];
  if (made.some(({ urn }) => urn === cluster.urn)) return true;
  return schedule.props.clusterName === cluster.props.name && sameProject(schedule, cluster);
}
