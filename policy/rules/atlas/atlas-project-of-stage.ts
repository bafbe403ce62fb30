import { atlas } from "../../selectors/atlas";
import type { InProject } from "../../selectors/atlas";
import { ownStage, stageOfName } from "../../selectors/stage-words";
import { stackRule } from "../../rule";
import type { StackResource, StackView } from "../../stack-view";

interface ProjectState {
  readonly id: string;
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
}

export const atlasProjectOfStage = stackRule({
  id: "atlas-project-of-stage",
  title: "Atlas clusters are in an Atlas project of their own stage",
  severity: "high",
  enforcement: "deployed",
  rows: ["DS-DB-01"],
  frameworks: [],
  remediation: "Declare one mongodbatlas.Project per stage, named after the stage, and create the cluster in it.",
  example: 'new mongodbatlas.AdvancedCluster("data", { projectId: sharedProjectId, ... });',
  types: [...atlas.clusters, ...atlas.sharedClusters, ...atlas.projects],
  check(stack, context) {
    for (const project of stack.of<ProjectState>(atlas.projects)) {
      const about = context.about(project);
      const own = ownStage(project.urn, about.stage);
      for (const [setting, read] of [
        ["name", () => project.props.name],
        ["tags.stage", () => project.props.tags?.stage],
      ] as const) {
        about.requires({
          read,
          accept: (text) => (stageOfName(text ?? "") ?? own) === own,
          found: (text) => `a project of the stage ${stageOfName(text ?? "") ?? ""}`,
          needed: `a project of ${own}`,
          setting,
        });
      }
    }
    for (const cluster of stack.of<InProject>([...atlas.clusters, ...atlas.sharedClusters])) {
      const about = context.about(cluster);
      about.guard(() => {
        if (!standsInProjectOf(stack, cluster)) about.undecided("the mongodbatlas.Project in this stack");
      });
    }
  },
});

function standsInProjectOf(stack: StackView, cluster: StackResource<InProject>): boolean {
  const reference = { property: "projectId", to: atlas.projects, by: ["id"] };
  return stack.referenced(cluster, reference) !== undefined;
}
