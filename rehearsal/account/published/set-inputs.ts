import * as fs from "node:fs";
import * as path from "node:path";

/** The inputs that are sets to the provider: the order of their elements is no difference. */
export interface SetInputs {
  /** The package, with its version. */
  readonly source: string;
  /** Their paths, by token: `ingress`, `rules[].conditions`. A type without any has an empty list. */
  readonly types: Readonly<Record<string, readonly string[]>>;
}

/** The name of the data's file, in the folder of this one. */
export const setInputsFile = "set-inputs.json";

let read: SetInputs | undefined;

/** The data as it is published. */
export function publishedSets(): SetInputs {
  read ??= JSON.parse(fs.readFileSync(path.join(__dirname, setInputsFile), "utf8")) as SetInputs;
  return read;
}
