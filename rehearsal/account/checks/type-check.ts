import { inputTypes, inputsOf } from "../published/input-types";
import type { InputType } from "../published/input-types";
import type { WireObject, WireValue } from "../resource-type";
import { isList, isObject, isUnknown } from "../wire";
import type { CheckFailure } from "./check-failure";

/**
 * What the provider refuses because an input is missing or has another type than its schema declares, all of it at once. No
 * value is part of a reason. Inputs that the SDK does not declare are passed over. `inputs` are without the envelopes of
 * secrets.
 *
 * What converts into what: pulumi/pulumi-terraform-bridge pkg/tfbridge/schema.go, `makeTerraformInput`, which takes numbers
 * and booleans for texts, texts for numbers and booleans, and a single value for a list of one; and
 * hashicorp/terraform-plugin-sdk helper/schema/schema.go, `validatePrimitive`, `validateObject` and `validateMap`, which
 * refuse the rest.
 */
export function typeFailures(type: string, inputs: WireObject): readonly CheckFailure[] {
  return inObject(inputsOf(type), inputs, "").map(({ property, reason }) => ({
    property,
    reason: reason === missing ? reason : `${reason} Source: ${inputTypes().source.join(", ")}.`,
  }));
}

const missing = "Missing required argument.";

function inObject(declared: ReadonlyMap<string, InputType>, value: WireObject, path: string): readonly CheckFailure[] {
  return [...declared].flatMap(([name, type]) => {
    const property = path === "" ? name : `${path}.${name}`;
    const given = value[name];
    if ((given ?? null) !== null) return inValue(type, given, property);
    return type.required ? [{ property, reason: missing }] : [];
  });
}

function inValue(type: InputType, value: WireValue, property: string): readonly CheckFailure[] {
  if (value === undefined || value === null || isUnknown(value)) return [];
  const wrong = (expected: string) => [{ property, reason: `expected ${expected}, got ${kindOf(value)}.` }];
  switch (type.kind) {
    case "any":
      return [];
    case "text":
      return isList(value) || isObject(value) ? wrong("a text") : [];
    case "number":
      return isNumber(value) ? [] : wrong("a number");
    case "boolean":
      return isBoolean(value) ? [] : wrong("true or false");
    case "list":
      return (isList(value) ? value : [value]).flatMap((each, index) =>
        inValue(type.element, each, isList(value) ? `${property}[${index}]` : property),
      );
    case "map":
      return isObject(value)
        ? Object.entries(value).flatMap(([key, each]) =>
            inValue(type.element, each, `${property}[${JSON.stringify(key)}]`),
          )
        : wrong("a map");
    case "object":
      // The bridge takes a list of one where Terraform's schema has a list that holds at most one.
      if (isList(value)) return value.flatMap((each, index) => inValue(type, each, `${property}[${index}]`));
      return isObject(value) ? inObject(type.inputs(), value, property) : wrong("an object");
  }
}

const isNumber = (value: WireValue) =>
  typeof value === "number" || (typeof value === "string" && (value === "" || Number.isFinite(Number(value))));

/** The texts are those of Go's `strconv.ParseBool`; an empty one is no value. */
const isBoolean = (value: WireValue) =>
  typeof value === "boolean" ||
  typeof value === "number" ||
  (typeof value === "string" && /^(|1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/.test(value));

function kindOf(value: WireValue): string {
  if (isList(value)) return "a list";
  if (isObject(value)) return "an object";
  return typeof value === "string" ? "a text" : `a ${typeof value}`;
}
