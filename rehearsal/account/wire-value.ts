/** A value as it travels between the engine and a provider, secrets already unwrapped. */
export type WireValue = string | number | boolean | null | undefined | readonly WireValue[] | WireObject;

/** A mapping of such values. */
export interface WireObject {
  readonly [key: string]: WireValue;
}
