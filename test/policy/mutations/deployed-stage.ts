import path from "node:path";
import type { Rule } from "../../../policy/rule";
import { Pack } from "../../../policy/pack";
import type { Answer, Diagnostic } from "../../../policy/pack";
import type { StackResource } from "../../../policy/stack-view";
import { manifestType } from "../../../policy/stage-manifest";

type Properties = Readonly<Record<string, unknown>>;

/** A resource of a deployed stage as plain data, which a mutation may change. */
export interface DeployedResource {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
  /** The outputs that are kept as secrets, or have one in them. */
  readonly secretOutputs: readonly string[];
  readonly protect: boolean;
  readonly additionalSecretOutputs: readonly string[];
  /** The URN of what it belongs to. */
  readonly parent?: string;
  /** The URN of its provider. */
  readonly provider?: string;
  /** By property, the URNs of what its value was made from. */
  readonly madeFrom: Readonly<Record<string, readonly string[]>>;
}

/** What `pulumi stack export --show-secrets` prints, as far as it is read here. */
interface ExportedState {
  readonly deployment: { readonly resources: readonly ExportedResource[] };
}
interface ExportedResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly inputs?: Properties;
  readonly outputs?: Properties;
  readonly protect?: boolean;
  readonly additionalSecretOutputs?: readonly string[];
  readonly parent?: string;
  readonly provider?: string;
  readonly propertyDependencies?: Readonly<Record<string, readonly string[] | null>>;
}

/** The resources of a state that was exported with its secrets shown: a policy gets secrets as plain values as well. */
export function deployedResources(state: string): readonly DeployedResource[] {
  const { deployment } = JSON.parse(state) as ExportedState;
  return deployment.resources.map((resource) => {
    const { urn, type, id, inputs, protect = false, additionalSecretOutputs = [], parent, provider } = resource;
    // The provider of AWS writes the id among the outputs, where stack rules look for it; the simulated account does not.
    const outputs = id === undefined ? resource.outputs : { id, ...resource.outputs };
    const madeFrom = Object.entries(resource.propertyDependencies ?? {}).map(([key, urns]) => [key, urns ?? []]);
    return {
      type,
      name: urn.split("::").pop() ?? "",
      urn,
      inputs: opened(inputs ?? {}) as Properties,
      outputs: opened(outputs ?? {}) as Properties,
      secretOutputs: Object.keys(outputs ?? {}).filter((key) =>
        JSON.stringify(outputs?.[key]).includes('"plaintext":'),
      ),
      protect,
      additionalSecretOutputs,
      parent,
      // A reference to a provider is its URN and its id.
      provider: provider?.split("::").slice(0, -1).join("::"),
      madeFrom: Object.fromEntries(madeFrom) as Record<string, readonly string[]>,
    };
  });
}

function opened(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(opened);
  if (typeof value !== "object" || value === null) return value;
  const { plaintext } = value as { readonly plaintext?: unknown };
  if (typeof plaintext === "string") return opened(JSON.parse(plaintext));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, opened(inner)]));
}

/** Every text of a state that was exported with its secrets shown that is secret, and long enough to be told apart. */
export function secretsOf(state: string): ReadonlySet<string> {
  const found = new Set<string>();
  JSON.parse(state, (key, value: unknown) => {
    if (key === "plaintext" && typeof value === "string") {
      JSON.parse(value, (_, inner: unknown) => {
        if (typeof inner === "string" && inner.length >= shortestSecret) found.add(inner);
        return inner;
      });
    }
    return value;
  });
  return found;
}

/** Characters below which a secret may stand in a message by accident, as "true" does. */
const shortestSecret = 8;

/** The pack with some of its rules, as it stands in a deployment: what it says of resources, of the stack, or of both. */
export class AskedPack {
  readonly #pack: Pack;

  constructor(
    private readonly rules: readonly Rule[],
    stage: readonly DeployedResource[],
  ) {
    this.#pack = new Pack(rules, {
      environment: { CARE_PLATFORM_POLICY_STRICT: "1" },
      folder: path.resolve(__dirname, "../../../policy"),
      today: new Date().toISOString().slice(0, "YYYY-MM-DD".length),
    });
    this.#pack.configureStack({ stack: "production", tags: new Map(), dryRun: false });
    for (const manifest of stage.filter(({ type }) => type === manifestType)) this.about([manifest], stage);
  }

  /** What the resource rules say of each, the stage around it being this. */
  about(resources: readonly DeployedResource[], stage: readonly DeployedResource[]): readonly Answer[] {
    return resources.map(({ type, name, urn, inputs, protect, additionalSecretOutputs, provider }) => {
      const by = stage.find((other) => other.urn === provider);
      return this.#pack.analyze({
        type,
        name,
        urn,
        props: inputs,
        opts: { protect, additionalSecretOutputs },
        provider: by && { type: by.type, props: by.inputs },
      });
    });
  }

  /** What the stack rules say of the stage. */
  together(stage: readonly DeployedResource[]): Answer {
    return this.#pack.analyzeStack(inStack(stage));
  }

  /** Everything that is found, or waits, when one resource of the stage was changed. */
  findings(stage: readonly DeployedResource[], changed: string): readonly Diagnostic[] {
    return this.findingsOf(stage, [changed]);
  }

  /** The same when some resources of the stage were changed. */
  findingsOf(stage: readonly DeployedResource[], changed: readonly string[]): readonly Diagnostic[] {
    const resources = stage.filter(({ urn }) => changed.includes(urn));
    const hasStackRule = this.rules.some(({ kind }) => kind === "stack");
    const answers = [...this.about(resources, stage), ...(hasStackRule ? [this.together(stage)] : [])];
    return answers.flatMap(({ diagnostics }) => diagnostics);
  }
}

function inStack(stage: readonly DeployedResource[]): readonly StackResource[] {
  const all = new Map<string, StackResource>();
  const resources = stage.map((resource) => new ResourceInStack(resource, all));
  for (const resource of resources) all.set(resource.urn, resource);
  return resources;
}

/** A resource as the engine shows it when it asks about the stack: what AWS and Atlas made of it. */
class ResourceInStack implements StackResource {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly props: Properties;
  #openProps: Properties | undefined;
  #madeFrom: Readonly<Record<string, readonly StackResource[]>> | undefined;

  constructor(
    private readonly resource: DeployedResource,
    private readonly all: ReadonlyMap<string, StackResource>,
  ) {
    this.type = resource.type;
    this.name = resource.name;
    this.urn = resource.urn;
    this.props = resource.outputs;
  }

  get openProps(): Properties {
    this.#openProps ??= Object.fromEntries(
      Object.entries(this.resource.outputs).filter(([key]) => !this.resource.secretOutputs.includes(key)),
    );
    return this.#openProps;
  }

  get parent(): StackResource | undefined {
    return this.all.get(this.resource.parent ?? "");
  }

  get propertyDependencies(): Readonly<Record<string, readonly StackResource[]>> {
    this.#madeFrom ??= Object.fromEntries(
      Object.entries(this.resource.madeFrom).map(([property, urns]) => [
        property,
        urns.flatMap((urn) => this.all.get(urn) ?? []),
      ]),
    );
    return this.#madeFrom;
  }
}
