import { capitalized } from "./render/wording";
import { drawnAreas, stageParts } from "./stage-parts";
import type { StagePart } from "./stage-parts";
import type { DeployedResource } from "./deployed-resource";

/** A deployed stage. */
export interface DeployedStage {
  readonly stage: string;
  readonly resources: readonly DeployedResource[];
}

/** Where the page lies, from the root of the project. */
export const architecturePageName = "docs/architecture.md";

/** The page that shows each stage as it was deployed: a diagram of its parts, and a table of all of them. */
export function architecturePage(stages: readonly DeployedStage[]): string {
  return [
    "# Deployed stages",
    "",
    "Generated from the resources of each stage and their dependencies by `npm run generate`; do not edit. The domains",
    "are those of a rehearsal. An arrow points from a part to the part that it uses, directly or through a secret; what it",
    "uses only through another part has no arrow.",
    "",
    ...stages.flatMap(stageSection),
  ].join("\n");
}

/** What the page says of one stage, line by line. */
export function stageSection({ stage, resources }: DeployedStage): string[] {
  const parts = stageParts(resources);
  const count = parts.reduce((sum, part) => sum + part.resources, 0);
  return [
    `## ${capitalized(stage)}`,
    "",
    `${parts.length} parts with ${count} resources.`,
    "",
    ...diagram(parts),
    "",
    "| belongs to | part | component | resources |",
    "| --- | --- | --- | ---: |",
    ...parts.map(({ owner, name, component, resources: own }) => `| ${owner} | ${name} | ${component} | ${own} |`),
    "",
  ];
}

/** The parts as a Mermaid flowchart. */
function diagram(parts: readonly StagePart[]): string[] {
  const drawn = parts.filter(({ area }) => drawnAreas.includes(area));
  const ids = new Map(drawn.map((part, index) => [part.urn, `n${index}`]));
  const id = (urn: string) => ids.get(urn) ?? "";
  const owners = [...new Set(drawn.map(({ owner }) => owner))];
  return [
    "```mermaid",
    "flowchart LR",
    '  internet(("internet"))',
    ...owners.flatMap((owner) => [
      `  subgraph ${owner}`,
      ...drawn
        .filter((part) => part.owner === owner)
        .map((part) => `    ${id(part.urn)}["${part.name}<br/>${part.component}"]`),
      "  end",
    ]),
    ...drawn.flatMap(({ urn, publicNames }) => publicNames.map((name) => `  internet -->|"${name}"| ${id(urn)}`)),
    ...arrows(drawn).map(([from, to]) => `  ${id(from)} --> ${id(to)}`),
    "```",
  ];
}

/** From which drawn part to which, without what another arrow already implies. */
export function arrows(drawn: readonly StagePart[]): readonly (readonly [string, string])[] {
  const direct = new Map(drawn.map(({ urn, uses }) => [urn, uses]));
  const isReachable = (from: string, to: string, seen = new Set<string>()): boolean =>
    (direct.get(from) ?? []).some((next) => {
      if (next === to) return true;
      if (seen.has(next)) return false;
      seen.add(next);
      return isReachable(next, to, seen);
    });
  return drawn.flatMap(({ urn, uses }) =>
    uses
      .filter((to) => !uses.some((other) => other !== to && isReachable(other, to) && !isReachable(to, other)))
      .map((to) => [urn, to] as const),
  );
}
