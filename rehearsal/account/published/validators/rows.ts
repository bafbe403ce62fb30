import type { ProviderRule, When } from "../provider-rule";

/** A rule as it is written down: of the resource itself, unless it says where. */
export type Row = Omit<ProviderRule, "at" | "source" | "exact"> & { readonly at?: string };

/**
 * Rules from one file of the AWS provider, below `internal/service`. `file` ends with the commit at which it was read:
 * `rds/instance.go@00e4b238`.
 */
export const from = (file: string, ...rules: readonly Row[]): readonly ProviderRule[] =>
  read(`hashicorp/terraform-provider-aws internal/service/${file}`, rules);

/** The same for the Atlas provider. */
export const fromAtlas = (file: string, ...rules: readonly Row[]): readonly ProviderRule[] =>
  read(`mongodb/terraform-provider-mongodbatlas internal/service/${file}`, rules);

/**
 * Rules that the vendor's documentation states and neither a published model nor the provider's source does. `page` names
 * the reference and its page: `Amazon EC2 API reference, IpPermission`. As with every rule from documentation, a value
 * that is empty counts as not given.
 */
export const documented = (page: string, ...rules: readonly Row[]): readonly ProviderRule[] =>
  rules.map((rule) => ({ at: "", ...rule, source: page }));

const read = (source: string, rules: readonly Row[]): readonly ProviderRule[] =>
  rules.map((rule) => ({ at: "", exact: true, ...rule, source }));

/** The first of the inputs conflicts with each of the others (ConflictsWith). */
export const conflict = (...inputs: readonly string[]): Row => ({ kind: "conflict", inputs });
/** Exactly one of the inputs (ExactlyOneOf). */
export const exactlyOne = (...inputs: readonly string[]): Row => ({ kind: "exactlyOne", inputs });
/** At least one of the inputs (AtLeastOneOf). */
export const atLeastOne = (...inputs: readonly string[]): Row => ({ kind: "atLeastOne", inputs });
/** The first of the inputs only with all of the others (RequiredWith). */
export const needs = (...inputs: readonly string[]): Row => ({ kind: "needs", inputs });
/** The input must be given for these values of another. */
export const required = (input: string, when: When): Row => ({ kind: "required", inputs: [input], when });
/** The input must not be given for these values of another. */
export const excluded = (input: string, when: When): Row => ({ kind: "excluded", inputs: [input], when });
/** A whole number (IntBetween, IntAtLeast, IntAtMost). */
export const range = (input: string, min: number | undefined, max?: number): Row => ({
  kind: "range",
  inputs: [input],
  ...(min !== undefined && { min }),
  ...(max !== undefined && { max }),
});
/** A multiple of a number, or one of the values (IntDivisibleBy, IntInSlice). */
export const divisible = (input: string, divisor: number, ...besides: readonly number[]): Row => ({
  kind: "divisible",
  inputs: [input],
  divisor,
  values: besides.map(String),
});
/** The length of a text in bytes (StringLenBetween). */
export const length = (input: string, min: number, max: number): Row => ({ kind: "length", inputs: [input], min, max });
/** A text that is not empty (StringIsNotEmpty). */
export const filled = (input: string): Row => ({
  kind: "form",
  inputs: [input],
  pattern: "[^]",
  says: "expected to not be an empty string",
});
/** How many elements a list has (MinItems, MaxItems). */
export const items = (input: string, min: number, max?: number): Row => ({
  kind: "items",
  inputs: [input],
  min,
  ...(max !== undefined && { max }),
});
/** The provider's own list of values (StringInSlice). */
export const values = (input: string, ...allowed: readonly string[]): Row => ({
  kind: "values",
  inputs: [input],
  values: allowed,
});
/** A text that a pattern is found in (StringMatch). */
export const form = (input: string, pattern: RegExp, says?: string): Row => ({
  kind: "form",
  inputs: [input],
  pattern: pattern.source,
  ...(says !== undefined && { says }),
});

/** The provider's own list of words, in whatever case (StringInSlice with ignoreCase). */
export const anyCase = (input: string, ...words: readonly string[]): Row => {
  const bothCases = (letter: string) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`;
  const pattern = `^(${words.map((word) => word.replace(/[a-z]/gi, bothCases)).join("|")})$`;
  return { kind: "form", inputs: [input], pattern, says: `expected to be one of ${words.join(", ")}` };
};

const each = (kind: Row["kind"], inputs: readonly string[]): readonly Row[] =>
  inputs.map((input) => ({ kind, inputs: [input] }));

/** Values of AWS's model, checked by the provider (enum.Validate). */
export const enumerated = (...inputs: readonly string[]) => each("enumeration", inputs);
/** ARNs (verify.ValidARN). */
export const arns = (...inputs: readonly string[]) => each("arn", inputs);
/** CIDR blocks of networks (verify.ValidCIDRNetworkAddress and those for one version of IP). */
export const networks = (...inputs: readonly string[]) => each("network", inputs);
/** JSON documents (StringIsJSON, and the IAM policy schemas of internal/sdkv2/schema.go, which are no more). */
export const json = (...inputs: readonly string[]) => each("json", inputs);
/** Policies as IAM takes them (verify.ValidIAMPolicyJSON). */
export const policies = (...inputs: readonly string[]) => each("policy", inputs);
/** Windows of every day (verify.ValidOnceADayWindowFormat). */
export const dailyWindows = (...inputs: readonly string[]) => each("dailyWindow", inputs);
/** Windows of every week (verify.ValidOnceAWeekWindowFormat). */
export const weeklyWindows = (...inputs: readonly string[]) => each("weeklyWindow", inputs);

/** The rows of an object inside the resource: `healthCheck`, `defaultActions[]`. */
export const inside = (at: string, ...rows: readonly Row[]): readonly Row[] =>
  rows.map((row) => ({ ...row, at: row.at === undefined ? at : `${at}.${row.at}` }));
