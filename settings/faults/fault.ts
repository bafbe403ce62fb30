import type { Path } from "../fields/field";
import { Secret } from "../fields/secret";

/** One thing that is wrong with a stage's settings. */
export interface Fault {
  /** Where: the keys of the stage file from `care-platform:` down. */
  readonly path: Path;
  /** The value that was given, ready to print; never a secret. */
  readonly given: string;
  /** The allowed values. */
  readonly allowed: string;
  /** The fix. */
  readonly fix: string;
}

/** Source positions of a stage's settings, for messages. */
export interface Place {
  /** The name of the file: `Pulumi.staging.yaml`. */
  readonly file: string;
  /** The line of a key, given by the path from `care-platform:`; `undefined` if it has none. */
  readonly lineOf?: (keys: Path) => number | undefined;
}

/** A path in the file's notation, as for `pulumi config set --path`: `systems[0]`. */
export function keysText(keys: Path): string {
  return keys.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    return text === "" ? key : `${text}.${key}`;
  }, "");
}

/** The longest value that is printed whole, in characters. */
const longestShown = 90;

/** A value as the messages show it. */
export function shown(value: unknown): string {
  if (value === undefined) return "nothing: the key is missing";
  if (value instanceof Secret) return "a secret, not shown";
  if (value === "") return "nothing: the value is empty";
  if (Array.isArray(value) && value.length === 0) return "an empty list";
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    const keys = Object.keys(value);
    return keys.length === 0 ? "an empty mapping" : `a mapping with the keys ${keys.join(", ")}`;
  }
  const json = JSON.stringify(value).replaceAll('","', '", "');
  return json.length <= longestShown ? json : `${json.slice(0, longestShown)}… (${json.length} characters)`;
}

function block({ path, given, allowed, fix }: Fault, { file, lineOf }: Place): string {
  const line = lineOf?.(path);
  return [
    `  ${keysText(path)}  (${file}${line === undefined ? "" : `:${line}`})`,
    `    given    ${given}`,
    `    allowed  ${allowed}`,
    `    fix      ${fix}`,
  ].join("\n");
}

/** All faults of a stage's settings as one message: the verdict first, then a block for each. */
export function report(stage: string, faults: readonly Fault[], place: Place): string {
  const count = faults.length === 1 ? "1 error" : `${faults.length} errors`;
  return [
    `The settings of the stage ${stage} have ${count}. Nothing was created or changed.`,
    ...faults.map((fault) => block(fault, place)),
  ].join("\n\n");
}
