import { namespace } from "../../settings/stage/namespace";
import { fileKeys, isSystem, stackNamed, type StackName } from "./systems";
import { isRequired } from "./environments";
import { keysText, shown } from "../../settings/faults/fault";
import { readStageFile, stackFileName } from "./file";
import { type Path, valueAt } from "../../settings/fields/field";
import { givenAt, rehearsalSource } from "./overlay";
import { parseSettings } from "./parse";
import { holdsPlaceholder } from "../../settings/fields/placeholder";
import { stageSchema } from "./schema";
import type { SettingsSource } from "./source";
import { leavesOf } from "../../settings/standing/leaves";
import { inDomain } from "../../settings/files/translation";

/** One setting of a stage with its effective value and its source. */
export interface EffectiveSetting {
  /** The key of the stage file: `network.cidr`. */
  readonly key: string;
  /** The value; absent for a secret and for an optional setting that is not set. */
  readonly value?: unknown;
  /** The value as text: `"single"`, `a secret, not shown`, `not set`. */
  readonly text: string;
  /** The file and line that sets it; `default` if the file does not; `none` if it has no value. */
  readonly from: { readonly file: string; readonly line: number | undefined } | "default" | "none";
  /** The remaining action before a deployment: choose a value for a placeholder, or set a secret. */
  readonly open?: "choose" | "set";
}

/**
 * Every setting of a stack with its effective value. A rehearsal's placeholder values are not shown: a default that follows from a domain
 * which is not chosen yet shows the placeholder of the file.
 * @param directory where the stage files and `rehearsal/` lie.
 * @throws SettingsError when a value that was chosen is not allowed.
 */
export function effectiveSettings(stack: StackName, directory: string): readonly EffectiveSetting[] {
  const file = readStageFile(stack, directory);
  const { source } = rehearsalSource(stack, directory);
  const { chosen = source } = source;
  const settings = parseSettings(chosen);
  const systems: readonly string[] = settings.systems;
  return leavesOf(stageSchema(stackNamed(stack).stage)).flatMap(({ path }): EffectiveSetting[] => {
    const keys = fileKeys(path);
    const key = keysText(keys);
    const [system = ""] = key.split(".", 1);
    if (key === "stack" || key === "stage" || (isSystem(system) && !systems.includes(system))) return [];
    const given = givenAt(file.values, keys);
    if (given !== undefined) {
      const from = { file: stackFileName(stack), line: file.lineOf?.(keys) };
      if (isSecretIn(file, keys)) return [{ key, text: "a secret, not shown", from }];
      const open = holdsPlaceholder(given);
      return [{ key, value: given, text: shown(given), from, ...(open && { open: "choose" }) }];
    }
    if (isRotationRecord(path)) return [];
    if (isSystem(system) && path[1] === "vendorSecrets") {
      const open = isRequired(system, String(path[2]), settings.stage);
      return [{ key, text: "not set", from: "none", ...(open && { open: "set" }) }];
    }
    const value = withPlaceholder(valueAt(settings, path), system, file, chosen);
    if (value === undefined) return [{ key, text: "not set", from: "none" }];
    return [{ key, value, text: shown(value), from: "default" }];
  });
}

/** The rotation record of one secret; omitted for a secret that was never rotated. */
function isRotationRecord(path: Path): boolean {
  return path[0] === "rotation" && isSystem(String(path[1]));
}

/** Whether the key of the file that holds a value was given as a secret. */
function isSecretIn({ values }: SettingsSource, [first = ""]: Path): boolean {
  return values[`${namespace}${first}`]?.secret === true;
}

/** A default that was made from a domain, with the domain of the file instead of the rehearsal's. */
function withPlaceholder(value: unknown, system: string, file: SettingsSource, chosen: SettingsSource): unknown {
  const [own, rehearsed] = [file, chosen].map((source) => givenAt(source.values, [system, "domain"]));
  if (typeof own !== "string" || typeof rehearsed !== "string" || own === rehearsed) return value;
  return inDomain(value, rehearsed, own).value;
}
