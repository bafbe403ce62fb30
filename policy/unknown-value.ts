import * as sdk from "@pulumi/policy";

/** What the SDK throws when a rule reads a property that a preview does not know yet. */
export interface UnknownValueError extends Error {
  /** The path to the property. */
  readonly props: readonly (string | symbol)[];
}

interface Unknowns {
  readonly UnknownValueError: new (typeSentinel: string, path: readonly string[]) => UnknownValueError;
  readonly unknownCheckingProxy: <T extends object>(props: T) => T;
}

// SDK 1.21 exports both, but its declaration file was emptied of everything marked internal.
const unknowns = sdk as unknown as Unknowns;

/** Wraps a resource's properties as the SDK's server does: reading an unknown one throws. */
export const unknownCheckingProxy = unknowns.unknownCheckingProxy;

/** Whether an error says that a property is not known yet. */
export function isUnknownValueError(error: unknown): error is UnknownValueError {
  return error instanceof unknowns.UnknownValueError;
}
