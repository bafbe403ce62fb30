import type { z } from "zod";

/**
 * Reads an output of a stage.
 * @throws Error in one sentence, with the first fault, if `value` has another shape.
 */
export function readStageOutput<T>(name: string, schema: z.ZodType<T>, value: unknown): T {
  const { data, error } = schema.safeParse(value);
  if (error === undefined) return data;
  const [issue] = error.issues;
  throw new Error(
    `This is not the output "${name}" of a stage: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`,
  );
}
