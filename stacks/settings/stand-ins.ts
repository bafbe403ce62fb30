import { plainContent, readYaml } from "../../settings/files/yaml-file";
import type { Stage } from "../../settings/stage/stage";
import { SettingsError } from "../../settings/faults/settings-error";
import { vendorRows } from "../../settings/secrets/row";
import { isMapping } from "./source";
import { declarations } from "./systems";

/** A value for a rehearsal, recognisably false. */
export interface StandIn {
  /** Its path: the keys of the stage file from `care-platform:`. */
  readonly keys: readonly string[];
  /** The value; a list replaces the whole list. */
  readonly value: unknown;
}

/** The file of the project's stand-ins. */
export const standInsFile = "rehearsal/stand-ins.yaml";

/**
 * The stand-ins of a stage: those that its systems declare, with their vendor secrets, overridden by those of the file, the
 * values below `common:`, then those below the stage's name.
 * @throws SettingsError if the file cannot be read, or has another top-level key.
 */
export function readStandIns(stage: Stage, directory: string, file: string): StandIn[] {
  const yaml = readYaml(directory, file);
  const groups = (plainContent(yaml) ?? {}) as Readonly<Record<string, unknown>>;
  const known = ["common", "development", "staging", "production"];
  const unknown = Object.keys(groups).filter((key) => !known.includes(key));
  if (unknown.length > 0) {
    throw new SettingsError(
      [
        `${file} has an unknown top-level key.`,
        "",
        `    given    ${unknown.join(", ")}`,
        `    allowed  ${known.join(", ")}`,
        "    fix      put the stand-in under one of these",
      ].join("\n"),
    );
  }
  const byKey = [...declaredStandIns(stage), ...leaves(groups.common), ...leaves(groups[stage])].map(
    (standIn) => [standIn.keys.join("."), standIn] as const,
  );
  return [...new Map(byKey).values()];
}

/** The stand-ins of the systems. */
function declaredStandIns(stage: Stage): StandIn[] {
  return declarations.flatMap(({ name, standIns, secrets }) => [
    ...leaves(standIns.common, [name]),
    ...leaves(standIns[stage], [name]),
    ...vendorRows(secrets).map((row) => ({ keys: [`${name}.${row.name}`], value: row.standIn(stage) })),
  ]);
}

/** A route of alerts is one value: an address beside the endpoint of an on-call service would be two routes. */
function isOneValue(keys: readonly string[]): boolean {
  return keys.length === 2 && keys[0] === "alerts";
}

function leaves(value: unknown, keys: readonly string[] = []): StandIn[] {
  if (isMapping(value) && !isOneValue(keys))
    return Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...keys, key]));
  return keys.length === 0 || value === undefined ? [] : [{ keys, value }];
}
