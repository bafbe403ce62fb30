import * as fs from "node:fs";
import * as path from "node:path";

/** The inputs that the vendor fills in where the program gives none: the provider's Optional and Computed. */
export interface FilledInputs {
  /** The SDK's packages, each with its version. */
  readonly source: readonly string[];
  /** The names of the inputs, by token. */
  readonly types: Readonly<Record<string, readonly string[]>>;
}

/** The name of the data's file, in the folder of this one. */
export const filledInputsFile = "filled-inputs.json";

let read: FilledInputs | undefined;

/**
 * Whether the vendor fills in the input where the program gives none. The provider then leaves alone what stands there: a change
 * past the program is not taken back.
 */
export function isFilledIn(token: string, input: string): boolean {
  read ??= JSON.parse(fs.readFileSync(path.join(__dirname, filledInputsFile), "utf8")) as FilledInputs;
  return read.types[token]?.includes(input) ?? false;
}
