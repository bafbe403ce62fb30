import { inputsOf } from "../../../../rehearsal/account/published/input-types";
import type { InputType } from "../../../../rehearsal/account/published/input-types";
import type { WireObject, WireValue } from "../../../../rehearsal/account/resource-type";
import { isList, isObject } from "../../../../rehearsal/account/wire";

/** What kind of wrong value takes the place of a right one. */
export type ChangeKind =
  | "another type"
  | "a member that is missing"
  | "a wrong word"
  | "a wrong form"
  | "too long"
  | "no number"
  | "too small"
  | "too great";

/** Inputs of a resource that stands, with one of them changed for the worse. */
export interface WrongChange {
  readonly kind: ChangeKind;
  readonly type: string;
  /** Where, without the indices of lists: `rules[].schedule`. */
  readonly path: string;
  readonly inputs: WireObject;
}

/** The inputs of one resource. */
export interface DeployedInputs {
  readonly type: string;
  readonly inputs: WireObject;
}

/** Each input of each type changed once in each way that its value allows. */
export function wrongChanges(deployed: readonly DeployedInputs[]): readonly WrongChange[] {
  const changes = deployed.flatMap(({ type, inputs }) =>
    leavesOf(inputs, []).flatMap(({ steps, value }) => {
      const path = pathOf(steps);
      return waysOf(value, String(steps.at(-1))).map(([kind, wrong]) => ({
        kind,
        type,
        path,
        inputs: changed(inputs, steps, wrong) as WireObject,
      }));
    }),
  );
  const missing = deployed.flatMap(({ type, inputs }) =>
    requiredIn({ kind: "object", required: true, inputs: () => inputsOf(type) }, inputs, []).map((steps) => ({
      kind: "a member that is missing" as const,
      type,
      path: pathOf(steps),
      inputs: changed(inputs, steps, undefined) as WireObject,
    })),
  );
  const first = new Map([...changes, ...missing].reverse().map((change) => [keyOf(change), change]));
  return [...first.values()];
}

const keyOf = ({ kind, type, path }: WrongChange) => `${kind} ${type} ${path}`;

type Steps = readonly (string | number)[];

const pathOf = (steps: Steps) =>
  steps
    .map((step) => (typeof step === "number" ? "[]" : `.${step}`))
    .join("")
    .replace(/^\./, "");

interface Leaf {
  readonly steps: Steps;
  readonly value: WireValue;
}

function leavesOf(value: WireValue, steps: Steps): readonly Leaf[] {
  if (isList(value)) return value.flatMap((each, index) => leavesOf(each, [...steps, index]));
  if (isObject(value)) return Object.entries(value).flatMap(([name, each]) => leavesOf(each, [...steps, name]));
  return [{ steps, value }];
}

/** Where the inputs that must be given stand, of those that are. */
function requiredIn(type: InputType, value: WireValue, steps: Steps): readonly Steps[] {
  if (type.kind === "list" && isList(value)) {
    return value.flatMap((each, index) => requiredIn(type.element, each, [...steps, index]));
  }
  if (type.kind !== "object" || !isObject(value)) return [];
  return [...type.inputs()].flatMap(([name, inner]) => {
    const given = value[name];
    if (given === undefined || given === null) return [];
    const at = [...steps, name];
    return [...(inner.required ? [at] : []), ...requiredIn(inner, given, at)];
  });
}

/** The wrong values for a right one, each with what is wrong about it. */
function waysOf(value: WireValue, name: string): readonly (readonly [ChangeKind, WireValue])[] {
  if (typeof value === "boolean") return [["another type", "yes please"]];
  if (typeof value === "number") {
    return [
      ["too small", -7],
      ["too great", 2 ** 40],
    ];
  }
  if (typeof value !== "string" || value === "") return [];
  if (/^-?\d+(\.\d+)?$/.test(value)) return [["no number", "many"]];
  const long: readonly (readonly [ChangeKind, WireValue])[] = /(name|description|comment|prefix)$/i.test(name)
    ? [["too long", "x".repeat(3000)]]
    : [];
  if (/^arn:|^(cron|rate)\(|^\d+\.\d+\.\d+\.\d+\/\d+$|^[{[]/.test(value)) {
    return [...long, ["a wrong form", value.startsWith("{") || value.startsWith("[") ? "{" : "10.0.0.0/99"]];
  }
  return [
    ...long,
    /^[A-Za-z][\w.:/-]{0,40}$/.test(value) ? ["a wrong word", "bogus-value"] : ["a wrong form", "§§ bogus"],
  ];
}

function changed(value: WireValue, steps: Steps, wrong: WireValue): WireValue {
  const [step, ...rest] = steps;
  if (step === undefined) return wrong;
  if (isList(value)) return value.map((each, index) => (index === step ? changed(each, rest, wrong) : each));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([name, each]) => [
    name,
    name === step ? changed(each, rest, wrong) : each,
  ]);
  return Object.fromEntries(entries) as WireObject;
}
