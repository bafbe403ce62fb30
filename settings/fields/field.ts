import { z } from "zod";
import { rewritten } from "./corrected";
import { nearest } from "./nearest";
import { pastedAlong, withoutPasted } from "./pasted";

/**
 * The path of a fault: the schema's keys from the root of the settings.
 * @example ["network", "natGateways"]
 */
export type Path = readonly (string | number)[];

/**
 * The message of a schema check: the allowed values and, on a second line, a fix
 * if there is a more specific one than "use an allowed value".
 */
export function refusal(allowed: string, fix?: string): string {
  return fix === undefined ? allowed : `${allowed}\n${fix}`;
}

/** The two halves of a {@link refusal}. */
export function readRefusal(message: string): { readonly allowed: string; readonly fix: string | undefined } {
  const [allowed = "", fix] = message.split("\n", 2);
  return { allowed, fix };
}

/** The fix of a fault whose check has none: the example in the allowed values, if there is one. */
export function fixByExample(allowed: string): string {
  const [, example] = /such as (\S+?)[,:()]?(?=\s|$)/.exec(allowed) ?? [];
  return example === undefined ? "write an allowed value" : `write a value such as ${example}`;
}

/**
 * A text.
 * @param allowed the allowed values, in words.
 * @param accepts whether a text is allowed.
 * @param fix how to correct another value, if known.
 */
export function text(
  allowed: string,
  accepts: (value: string) => boolean = (value) => value.trim() !== "",
  fix: (value: string) => string | undefined = () => undefined,
) {
  const isClean = (value: string) => pastedAlong(value) === undefined && accepts(value);
  return z.string({ error: (issue) => refusal(allowed, inQuotes(issue.input, accepts, fix)) }).refine(isClean, {
    error: ({ input }) => {
      const value = input as string;
      return pastedRefusal(allowed, value) ?? refusal(allowed, lowerCase(value, accepts) ?? fix(value));
    },
  });
}

/** The refusal of a text with pasted extra characters, regardless of its form; `undefined` without them. */
function pastedRefusal(allowed: string, value: string): string | undefined {
  const pasted = pastedAlong(value);
  return pasted === undefined ? undefined : refusal(`${allowed}, without ${pasted}`, `write it without ${pasted}`);
}

/** How to correct a text with wrong capitals. */
function lowerCase(value: string, accepts: (value: string) => boolean): string | undefined {
  return rewritten(accepts, (text) => text.toLowerCase())(value);
}

/**
 * A text that is one of many published names.
 * @param allowed the allowed values, in words.
 */
export function oneOfMany(allowed: string, names: readonly string[], fix?: (value: string) => string | undefined) {
  return text(
    allowed,
    (value) => names.includes(value),
    (value) => fix?.(value) ?? meant(value, names),
  );
}

/** The suggestion of a similar name. */
function meant(value: string, names: readonly string[]): string | undefined {
  const name = nearest(value, names);
  return name === undefined ? undefined : `did you mean "${name}"?`;
}

/** YAML reads an unquoted 16.10 as a number and an unquoted date as a point in time; both lose their spelling. */
function inQuotes(
  value: unknown,
  accepts: (value: string) => boolean,
  fix: (value: string) => string | undefined,
): string | undefined {
  if (typeof value !== "number" && typeof value !== "boolean") return undefined;
  // YAML reads an unquoted 8.0 as the number 8.
  if (!accepts(String(value)) && accepts(`${String(value)}.0`)) return `write it in quotes: "${String(value)}.0"`;
  if (accepts(String(value))) return `write it in quotes: without them YAML reads a ${typeof value}`;
  return fix(String(value));
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
export function wholeNumber(bounds: Bounds) {
  return numberWithin(bounds, { kind: "a whole number", accepts: Number.isInteger });
}

/** A number within bounds that may have some decimal places. */
export function decimalNumber({ decimals, ...bounds }: Bounds & { readonly decimals: number }) {
  return numberWithin(bounds, {
    kind: `a number with up to ${decimals} decimals`,
    accepts: (value) => Number(value.toFixed(decimals)) === value,
  });
}

function numberWithin(
  { minimum, maximum, unit, because }: Bounds,
  { kind, accepts }: { readonly kind: string; readonly accepts: (value: number) => boolean },
) {
  const range = maximum === undefined ? `of at least ${minimum}` : `from ${minimum} to ${maximum}`;
  const allowed = `${kind} ${range} (${because === undefined ? unit : `${unit}; ${because}`})`;
  const isWithin = (value: number) => accepts(value) && value >= minimum && value <= (maximum ?? Infinity);
  const fix = (value: unknown) => {
    if (typeof value !== "number") return numberFix(value);
    if (value < minimum) return `set it to ${minimum} or more`;
    return maximum !== undefined && value > maximum ? `set it to ${maximum} or less` : undefined;
  };
  return z.number({ error: (issue) => refusal(allowed, fix(issue.input)) }).refine(isWithin, {
    error: (issue) => refusal(allowed, fix(issue.input)),
  });
}

/**
 * How to correct a value that is not a number because of quotes, units, separators or other digits.
 * `undefined` if no number was meant.
 */
function numberFix(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  const digits = withoutPasted(value).replaceAll(/(?<=\d)[ _,'](?=\d{3}\b)/g, "");
  const unit = /^(\d+) ?[A-Za-z]+$/.exec(digits);
  if (unit !== null) return `write ${unit[1] ?? ""}, without a unit and without quotes`;
  if (!/^[+-]?\d+(\.\d+)?$/.test(digits)) return undefined;
  return `write ${String(Number(digits))}, without quotes`;
}

/** One of a few numbers. */
export function oneOfNumbers(allowed: string, numbers: readonly number[]) {
  return z
    .number({ error: ({ input }) => refusal(allowed, numberFix(input)) })
    .refine((value) => numbers.includes(value), {
      error: ({ input }) => {
        const higher = numbers.find((number) => number > (input as number));
        return refusal(allowed, `set it to ${higher ?? numbers.at(-1) ?? ""}`);
      },
    });
}

/** One of a list of values. */
export function oneOf<const T extends string>(values: readonly [T, ...T[]], because?: string) {
  const allowed = `${values.join(" or ")}${because === undefined ? "" : ` (${because})`}`;
  return z.enum(values, {
    error: ({ input }) => {
      if (typeof input === "boolean") return refusal(allowed, switched(values, input));
      const pasted = typeof input === "string" ? pastedRefusal(allowed, input) : undefined;
      if (pasted !== undefined) return pasted;
      const meant = typeof input === "string" ? closest(input, values) : undefined;
      return refusal(allowed, meant ?? (input === undefined ? undefined : `write ${listed(values)}`));
    },
  });
}

/** `a, b or c`. */
function listed(values: readonly string[]): string {
  return new Intl.ListFormat("en-GB", { type: "disjunction" }).format(values);
}

/** The value of a list that was most likely meant: the same but for case, blanks and hyphens, or nearly so. */
function closest(given: string, values: readonly string[]): string | undefined {
  const bare = (value: string) => value.toLowerCase().replaceAll(/[\s_-]/g, "");
  const word = bare(given);
  const longer = values.find((value) => value.length >= 3 && word.startsWith(bare(value)));
  const same = values.find((value) => bare(value) === word) ?? longer;
  if (same !== undefined) return `write ${same}`;
  const opposite = yes.includes(bare(given)) ? true : no.includes(bare(given)) ? false : undefined;
  return (opposite === undefined ? undefined : switched(values, opposite)) ?? meant(given, values);
}

/** Words for yes and for no in some language of settings. */
const yes: readonly string[] = ["true", "yes", "on", "y", "1", "enabled"];
const no: readonly string[] = ["false", "no", "off", "n", "0", "disabled"];

function switched(values: readonly string[], on: boolean): string | undefined {
  const value = on ? "on" : "off";
  return values.includes(value) ? `write ${value}` : undefined;
}

/** True or false; `required` is the only value allowed where a stage leaves no choice, `row` the checklist's row. */
export function yesOrNo(required?: { readonly value: boolean; readonly because: string }, row?: string) {
  if (required === undefined) {
    const either = `true or false${row === undefined ? "" : ` (${row})`}`;
    return z.boolean({ error: ({ input }) => refusal(either, booleanFix(input)) });
  }
  const { value, because } = required;
  const allowed = refusal(`${String(value)} (${because})`, `set it to ${String(value)}`);
  return z.boolean({ error: allowed }).refine((given) => given === value, { error: allowed });
}

/** YAML reads only true and false as such; other languages have more words for them. */
function booleanFix(value: unknown): string | undefined {
  const word = String(value).trim().toLowerCase();
  if (yes.includes(word)) return "write true, without quotes";
  return no.includes(word) ? "write false, without quotes" : undefined;
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
    error: ({ input }) => {
      if (!isDifferent(input as unknown[])) return refusal(allowed, "remove the repeated entry");
      return refusal(allowed, length === undefined ? `list the ${of}` : `list ${length} ${of}`);
    },
  });
}

/**
 * A mapping with a fixed set of keys. The message of an unknown key is the list of the known ones, from which the
 * formatter picks the nearest.
 */
export function section<T extends z.ZodRawShape>(shape: T) {
  const keys = Object.keys(shape).join(", ");
  return z.strictObject(shape, {
    error: (issue) => (issue.code === "unrecognized_keys" ? keys : `a mapping with the keys ${keys}`),
  });
}

/** The value at a path; `undefined` if there is none. */
export function valueAt(tree: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null
        ? (value as Readonly<Record<string | number, unknown>>)[key]
        : undefined,
    tree,
  );
}

/** Whether one path is equal to the other or its prefix. */
export function overlaps(one: readonly PropertyKey[], other: readonly PropertyKey[]): boolean {
  return one.every((key, depth) => depth >= other.length || key === other[depth]);
}
