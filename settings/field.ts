import { z } from "zod";

/**
 * Where a fault lies: the keys from the root of the settings down, as the schema names them.
 * @example ["ahavaHealthcare", "postgres", "multiAz"]
 */
export type Path = readonly (string | number)[];

/**
 * The message every check of the schema carries: what is allowed and, on a second line, how to correct the value
 * where that can be said more exactly than "write something that is allowed".
 */
export function refusal(allowed: string, fix?: string): string {
  return fix === undefined ? allowed : `${allowed}\n${fix}`;
}

/** The two halves of a {@link refusal}. */
export function readRefusal(message: string): { readonly allowed: string; readonly fix: string | undefined } {
  const [allowed = "", fix] = message.split("\n", 2);
  return { allowed, fix };
}

/**
 * A text.
 * @param allowed what may stand there, in words.
 * @param accepts whether a text may stand there.
 * @param fix how to correct one that may not, where that can be said.
 */
export function text(
  allowed: string,
  accepts: (value: string) => boolean = (value) => value.trim() !== "",
  fix: (value: string) => string | undefined = () => undefined,
) {
  return z
    .string({ error: (issue) => refusal(allowed, inQuotes(issue.input)) })
    .refine(accepts, { error: (issue) => refusal(allowed, fix(issue.input as string)) });
}

/** YAML reads an unquoted 16.10 as a number and an unquoted date as a point in time; both lose their spelling. */
function inQuotes(value: unknown): string | undefined {
  return typeof value === "number" || typeof value === "boolean"
    ? `write it in quotes: without them YAML reads a ${typeof value}`
    : undefined;
}

/** The bounds of a number and the words that go with them. */
export interface Bounds {
  /** The smallest number allowed. */
  readonly minimum: number;
  /** The largest number allowed. @default none */
  readonly maximum?: number;
  /** What is counted: "days", "GiB". */
  readonly unit: string;
  /** Why exactly these bounds: the service's limit or the checklist row. Shown in brackets. */
  readonly because?: string;
}

/** A whole number within bounds. */
export function wholeNumber({ minimum, maximum, unit, because }: Bounds) {
  const range = maximum === undefined ? `of at least ${minimum}` : `from ${minimum} to ${maximum}`;
  const allowed = `a whole number ${range} (${because === undefined ? unit : `${unit}; ${because}`})`;
  const isWithin = (value: number) => Number.isInteger(value) && value >= minimum && value <= (maximum ?? Infinity);
  const fix = (value: number) => {
    if (value < minimum) return `set it to ${minimum} or more`;
    return maximum !== undefined && value > maximum ? `set it to ${maximum} or less` : undefined;
  };
  return z
    .number({ error: allowed })
    .refine(isWithin, { error: (issue) => refusal(allowed, fix(issue.input as number)) });
}

/** One of a list of values. */
export function oneOf<const T extends string>(values: readonly [T, ...T[]], because?: string) {
  return z.enum(values, { error: `${values.join(" or ")}${because === undefined ? "" : ` (${because})`}` });
}

/** True or false; `required` is the only value allowed where a stage leaves no choice. */
export function yesOrNo(required?: { readonly value: boolean; readonly because: string }) {
  if (required === undefined) return z.boolean({ error: "true or false" });
  const { value, because } = required;
  const allowed = refusal(`${String(value)} (${because})`, `set it to ${String(value)}`);
  return z.boolean({ error: allowed }).refine((given) => given === value, { error: allowed });
}

/** A list of different entries, each of one kind: exactly `length` of them, or else one or more. */
export function listOf<T extends z.ZodType>(
  entry: T,
  { length, of }: { readonly length?: number; readonly of: string },
) {
  const allowed = `a list of ${length === undefined ? "one or more" : `exactly ${length}`} different ${of}`;
  const hasLength = (list: readonly unknown[]) => (length === undefined ? list.length >= 1 : list.length === length);
  const isDifferent = (list: readonly unknown[]) => new Set(list).size === list.length;
  return z.array(entry, { error: allowed }).refine((list) => hasLength(list) && isDifferent(list), {
    error: ({ input }) => refusal(allowed, isDifferent(input as unknown[]) ? undefined : "remove the repeated entry"),
  });
}

/**
 * A mapping that knows all its keys. The message of an unknown key is the list of the known ones, from which the
 * formatting picks the nearest.
 */
export function section<T extends z.ZodRawShape>(shape: T) {
  const keys = Object.keys(shape).join(", ");
  return z.strictObject(shape, {
    error: (issue) => (issue.code === "unrecognized_keys" ? keys : `a mapping with the keys ${keys}`),
  });
}
