import type { Bound, BoundInputs, Constraint } from "../../../../rehearsal/account/published/model";
import { typeModel } from "../../../../rehearsal/account/published/models";
import type { TypeModel } from "../../../../rehearsal/account/published/models";
import type { WireObject, WireValue } from "../../../../rehearsal/account/resource-type";

/** A step to a value: the name of an input, or that of the element of a list or a map. */
type Step = string | { readonly list: true } | { readonly map: true };

/** An input with what constrains it. */
export interface ConstrainedInput {
  readonly steps: readonly Step[];
  /** As a check writes it: `rules[0].schedule`. */
  readonly path: string;
  readonly constraints: readonly Constraint[];
}

/** Every constrained input of a type. An object that holds itself is followed once. */
export function constrainedInputs(token: string): readonly ConstrainedInput[] {
  const model = typeModel(token);
  return model ? inObject(model, model.inputs, [], new Set()) : [];
}

/** The inputs of a resource that has the value at the steps, and nothing else. */
export function inputsWith(steps: readonly Step[], value: WireValue): WireObject {
  return steps.reduceRight<WireValue>((inner, step) => {
    if (typeof step === "string") return { [step]: inner };
    return "list" in step ? [inner] : { key: inner };
  }, value) as WireObject;
}

function inObject(
  model: TypeModel,
  inputs: BoundInputs,
  steps: readonly Step[],
  seen: ReadonlySet<BoundInputs>,
): readonly ConstrainedInput[] {
  if (seen.has(inputs)) return [];
  const within = new Set([...seen, inputs]);
  return Object.entries(inputs.bound).flatMap(([name, bound]) => atValue(model, bound, [...steps, name], within));
}

function atValue(
  model: TypeModel,
  bound: Bound,
  steps: readonly Step[],
  seen: ReadonlySet<BoundInputs>,
): readonly ConstrainedInput[] {
  if (bound.json === true) return [];
  const constraints = model.constraintsOf(bound);
  const kinds = constraints.map(({ kind }) => kind);
  const inputs = model.inputsOf(bound);
  const own = constraints.length > 0 ? [{ steps, path: pathOf(steps), constraints }] : [];
  const ofMap = bound.key !== undefined || kinds.includes("map");
  const next = ofMap ? ({ map: true } as const) : ({ list: true } as const);
  const element = bound.element ? atValue(model, bound.element, [...steps, next], seen) : [];
  return [...own, ...(inputs ? inObject(model, inputs, steps, seen) : []), ...element];
}

function pathOf(steps: readonly Step[]): string {
  return steps.reduce<string>((path, step) => {
    if (typeof step === "string") return path === "" ? step : `${path}.${step}`;
    return `${path}${"list" in step ? "[0]" : '["key"]'}`;
  }, "");
}
