import type { Bound, BoundInputs } from "../published/model";
import { typeModel } from "../published/models";
import type { TypeModel } from "../published/models";
import type { ProviderRule } from "../published/provider-rule";
import { rulesOf } from "../published/provider-rules";
import { reads } from "../read";
import type { Read } from "../read/read";
import { customizeDiffCount } from "./customize-diff";
import { listedInputsOf } from "./offer-check";

/** How many of the provider's own rules are known of a type, by where they are from. */
export interface ProviderCoverage {
  /** Rules of single values and of several inputs that the provider's source or its documentation tells. */
  readonly rules: number;
  /** Those that were read in its source. */
  readonly fromSource: number;
  /** Refusals of its CustomizeDiff that are no such rules. */
  readonly customizeDiff: number;
  /** Where the rules stand. */
  readonly sources: readonly string[];
}

/** How far what AWS publishes reaches into the inputs of one type, each by its path: `rules[].schedule`. */
export interface TypeCoverage {
  readonly type: string;
  /** The operations whose requests the inputs are bound to. */
  readonly operations: readonly string[];
  /** The CloudFormation schema that was read as well. */
  readonly schema?: string;
  /** Inputs that are bound to a member whose values AWS publishes a constraint of. */
  readonly constrained: readonly string[];
  /** Inputs that are bound to a member, of which AWS publishes no more than that it is there. */
  readonly free: readonly string[];
  /** Inputs whose values a closed list decides: runtimes, versions, zones, policies of AWS's own. */
  readonly listed: readonly string[];
  /** Inputs that no member answers to: the provider's own, or those it makes something else from. */
  readonly unmodelled: readonly string[];
  readonly provider: ProviderCoverage;
  /** What is known of what the provider's Read writes; absent where its file was not read. */
  readonly read?: ReadCoverage;
}

/** What is known of the provider's Read of one type. */
export interface ReadCoverage {
  /** The file that was read. */
  readonly source: string;
  /** The inputs that are not read as they were given, each by its path; all others are. */
  readonly properties: readonly string[];
}

/** What is known of types, in their order. Of a type of another vendor there is the provider's part only. */
export function coverageOf(tokens: readonly string[]): readonly TypeCoverage[] {
  return tokens.map((type) => {
    const model = typeModel(type);
    const found = { constrained: new Set<string>(), free: new Set<string>(), unmodelled: new Set<string>() };
    if (model) new Walk(model, found).object(model.inputs, "");
    return {
      type,
      operations: model?.type.operations ?? [],
      ...(model?.type.schema !== undefined && { schema: model.type.schema }),
      constrained: [...found.constrained],
      free: [...found.free],
      listed: listedInputsOf(type),
      unmodelled: [...found.unmodelled],
      provider: providerCoverage(type, rulesOf(type)),
      ...readCoverage(reads[type]),
    };
  });
}

function readCoverage(read: Read | undefined): Pick<TypeCoverage, "read"> {
  return read ? { read: { source: read.source, properties: Object.keys(read.properties ?? {}) } } : {};
}

function providerCoverage(type: string, rules: readonly ProviderRule[]): ProviderCoverage {
  return {
    rules: rules.length,
    fromSource: rules.filter(({ exact }) => exact === true).length,
    customizeDiff: customizeDiffCount(type),
    sources: [...new Set(rules.map(({ source = "" }) => source))],
  };
}

class Walk {
  readonly #followed = new Set<BoundInputs>();

  constructor(
    private readonly model: TypeModel,
    private readonly found: Readonly<Record<"constrained" | "free" | "unmodelled", Set<string>>>,
  ) {}

  /** An object that stands in several places, or in itself, is followed once. */
  object(inputs: BoundInputs, path: string): void {
    if (this.#followed.has(inputs)) return;
    this.#followed.add(inputs);
    const at = (name: string) => (path === "" ? name : `${path}.${name}`);
    for (const name of inputs.unmodelled ?? []) this.found.unmodelled.add(at(name));
    for (const [name, bound] of Object.entries(inputs.bound)) this.#value(bound, at(name));
  }

  #value(bound: Bound, path: string): void {
    const inputs = this.model.inputsOf(bound);
    const constrained = this.model.constraintsOf(bound).length > 0 || bound.key !== undefined;
    if (constrained) this.found.constrained.add(path);
    if (inputs) this.object(inputs, path);
    else if (bound.element) this.#value(bound.element, `${path}[]`);
    else if (!constrained) this.found.free.add(path);
  }
}
