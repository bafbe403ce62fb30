import type { z } from "zod";
import type { Path } from "../fields/field";
import { type ChangeRule, ruleOf } from "./change-rule";

/** One setting of a schema. */
export interface Leaf {
  /** The keys of the schema that lead to it. */
  readonly path: Path;
  readonly schema: z.core.$ZodType;
  /** The effect of a change; absent if neither it nor its sections declare one. */
  readonly rule?: ChangeRule;
}

/** The settings of a schema, each once, in the order of the schema. A list or a mapping of free names is one setting. */
export function leavesOf(schema: z.core.$ZodType, path: Path = [], inherited?: ChangeRule): Leaf[] {
  const chain = unwrapped(schema);
  const rule = chain.map(ruleOf).find((own) => own !== undefined) ?? inherited;
  const inner = chain.at(-1) ?? schema;
  const { def } = inner._zod;
  if (def.type !== "object") return [{ path, schema, ...(rule && { rule }) }];
  const { shape } = def as z.core.$ZodObjectDef;
  return Object.entries(shape).flatMap(([key, value]) => leavesOf(value, [...path, key], rule));
}

/** A schema and its wrapped schemas: defaults, optional values and transformations, from the outside in. */
function unwrapped(schema: z.core.$ZodType): z.core.$ZodType[] {
  const def = schema._zod.def as { readonly innerType?: z.core.$ZodType; readonly in?: z.core.$ZodType };
  const next = def.innerType ?? def.in;
  return next === undefined ? [schema] : [schema, ...unwrapped(next)];
}
