import type { z } from "zod";

/** A value that has to be given only under a condition; in all stages of one type, so that they have one shape. */
export function optionalUnless<T extends z.ZodType>(required: boolean, schema: T): T | z.ZodOptional<T> {
  return required ? schema : schema.optional();
}
