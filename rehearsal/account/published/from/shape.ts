import type { Constraint } from "../model";

/** A value as AWS describes it, whether in a service's model or in a CloudFormation schema. */
export interface Shape {
  /** Where it is described: `lambda#FunctionName`, `AWS::Lambda::Function/Runtime`. */
  readonly name: string;
  readonly kind: "text" | "number" | "boolean" | "list" | "map" | "object" | "other";
  readonly constraint?: Constraint;
  /** The names of an object's members. */
  readonly members: readonly string[];
  member(name: string): Shape | undefined;
  /** What a list or a map holds. */
  readonly element?: () => Shape | undefined;
  readonly key?: () => Shape | undefined;
}

/** A constraint of these parts, or none when all of them are absent. `pattern` is written for JavaScript already. */
export function constraintOf(kind: Constraint["kind"], parts: Omit<Constraint, "kind">): Constraint | undefined {
  const given = Object.entries(parts as Readonly<Record<string, unknown>>).filter(([, value]) => value !== undefined);
  return given.length === 0 ? undefined : { kind, ...(Object.fromEntries(given) as Omit<Constraint, "kind">) };
}

/** The shape at a path of members, `.` for itself, `[]` for what a list holds: `ChangeBatch.Changes[].ResourceRecordSet`. */
export function shapeAt(shape: Shape, path: string): Shape | undefined {
  if (path === ".") return shape;
  return path
    .replaceAll("[]", ".[]")
    .split(".")
    .reduce<Shape | undefined>((at, step) => (step === "[]" ? at?.element?.() : at?.member(step)), shape);
}

/** Collects the patterns that cannot be used, by the shape that has them. */
export type Unusable = Map<string, string>;
