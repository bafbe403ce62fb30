import type { z } from "zod";

/**
 * Reads an output by which a stage tells what it is.
 * @throws Error in one sentence, with the first thing that is wrong, when `value` is no such output.
 */
export function readStageOutput<T>(name: string, schema: z.ZodType<T>, value: unknown): T {
  const { data, error } = schema.safeParse(value);
  if (error === undefined) return data;
  const [issue] = error.issues;
  throw new Error(
    `This is not the output "${name}" of a stage: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`,
  );
}
