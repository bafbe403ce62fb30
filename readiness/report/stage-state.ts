import { z } from "zod";
import { ExpectedError } from "../../settings/faults/expected-error";
import { parsedJson } from "../../settings/files/json-text";
import { type DeployedResource, deployedResources } from "../deployed-resource";
import { notJsonBecause } from "../not-json";
import { resourcesByOwner } from "../stage-owner";

/** What a state of a stack says about it. */
export interface StageState {
  /** The name of the stack. */
  readonly stack: string;
  /** When Pulumi wrote it, as an ISO date and time. */
  readonly when: string;
  readonly resources: readonly DeployedResource[];
  /** Whether it is of a simulated account, whose number consists of zeros. */
  readonly rehearsed: boolean;
  /** The team that answers for the stage, as its tag has it. */
  readonly owner?: string;
  /** By system, what its containers run: `v1.2.3` or `sha256:…`, without the images of vendors. */
  readonly versions: ReadonlyMap<string, readonly string[]>;
}

/** A text is not the state of a stack. */
export class UnreadableState extends ExpectedError {}

const header = z.object({ deployment: z.object({ manifest: z.object({ time: z.string() }) }) });

/**
 * Reads what `pulumi stack export` printed.
 * @param name what the text is called in an error.
 * @throws UnreadableState for a text that is no such state.
 */
export function stageState(text: string, name: string): StageState {
  let resources: readonly DeployedResource[];
  let time: string;
  try {
    const state: unknown = JSON.parse(text);
    time = header.parse(state).deployment.manifest.time;
    resources = deployedResources(state);
  } catch {
    throw refusal(name, `it is no state of a stack${notJsonBecause(text)}`);
  }
  const when = new Date(time);
  const [, , stack] = resources[0]?.urn.split(":") ?? [];
  if (stack === undefined || Number.isNaN(when.getTime())) throw refusal(name, "it has no resources");
  const [owner] = resources.flatMap(({ properties }) => ownerTag(properties) ?? []);
  return {
    stack,
    when: when.toISOString(),
    resources,
    rehearsed: resources.some(({ properties }) =>
      /^arn:[\w-]+:[\w-]*:[\w-]*:000000000000:/.test(String(properties.arn)),
    ),
    ...(owner !== undefined && { owner }),
    versions: versionsOf(resources),
  };
}

function refusal(name: string, why: string): UnreadableState {
  return new UnreadableState(
    [
      `${name} cannot be read as the state of a stack.`,
      "",
      `    given    ${why}`,
      "    allowed  the output of pulumi stack export, or the file of npm run rehearse -- --export <file>",
      "    fix      pulumi stack export --stack <stack> --file <file>",
    ].join("\n"),
  );
}

function ownerTag({ tagsAll }: DeployedResource["properties"]): string | undefined {
  const { owner } = (tagsAll ?? {}) as { readonly owner?: unknown };
  return typeof owner === "string" ? owner : undefined;
}

const containers = z.array(z.object({ image: z.string() }));

function versionsOf(resources: readonly DeployedResource[]): StageState["versions"] {
  return new Map(
    [...resourcesByOwner(resources)].flatMap(([owner, own]) => {
      const tasks = own.filter(({ type }) => type === "aws:ecs/taskDefinition:TaskDefinition");
      const images = tasks.flatMap(({ properties }) => imagesOf(properties.containerDefinitions));
      const versions = [...new Set(images.flatMap(versionsIn))].sort();
      return tasks.length === 0 ? [] : [[owner, versions] as const];
    }),
  );
}

/** The tag and the digest of an image; none of an image of a vendor, which has versions of its own. */
function versionsIn(image: string): readonly string[] {
  if (!/\.dkr\.ecr\.[\w-]+\.amazonaws\.com\//.test(image)) return [];
  const [, tag, digest] = /\/[^/]+\/(?:[^/:@]+)(?::([^@]+))?(?:@(.+))?$/.exec(image) ?? [];
  return [tag, digest].filter((version) => version !== undefined);
}

function imagesOf(definitions: unknown): string[] {
  if (typeof definitions !== "string") return [];
  const { data } = containers.safeParse(parsedJson(definitions));
  return (data ?? []).map(({ image }) => image);
}
