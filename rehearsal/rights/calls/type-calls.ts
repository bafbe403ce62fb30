import type { Phase } from "../published/permissions";

/** Inputs and outputs of a deployed resource. */
export type Properties = Readonly<Record<string, unknown>>;

/**
 * What stands in the placeholders of an ARN in the service authorization reference, by placeholder: `{ AlarmName: "…" }`.
 * A placeholder without a value is an id that AWS gives out, which no policy can name. A text is a whole ARN.
 */
export type ArnParts = Readonly<Record<string, string>> | string;

/** The resources that the calls for one resource of a type are about. */
export type Kinds = Readonly<Record<string, ArnParts | readonly ArnParts[]>>;

/** What the calls for a type are, beside the published permissions of its schema. */
export interface TypeCalls {
  /**
   * The kinds of resources, `cloudwatch:alarm`, that its calls are about, the own kind first. A kind that an action requires
   * and that is not here has an ARN with ids of AWS.
   */
  readonly kinds: (properties: Properties, place: Place) => Kinds;
  /** Actions that the provider, or AWS with the caller's rights, calls beyond the schema's permissions. */
  readonly beyond?: Partial<Readonly<Record<Phase, readonly string[]>>>;
  /** The file of the provider, or the page of AWS, that says so. */
  readonly source?: string;
  /** Actions of the schema for what this program does not use, with `*` for any characters. */
  readonly unused?: readonly string[];
  /** Condition keys that the request of this type carries beside its tags and its Region. */
  readonly context?: () => Readonly<Record<string, string>>;
}

/** Where a resource is deployed. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

/** A text property; empty where it is absent or unknown. */
export function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** The last part of an ARN or path. */
export function lastOf(value: unknown, separator: string | RegExp = /[:/]/): string {
  return text(value).split(separator).pop() ?? "";
}
