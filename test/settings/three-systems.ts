import { type Section, type System, systems } from "../../stacks/settings/systems";
import { namespace } from "../../settings/stage/namespace";
import * as fs from "node:fs";
import * as path from "node:path";
import { readStandIns, standInsFile } from "../../stacks/settings/stand-ins";
import { parseSettings } from "../../stacks/settings/parse";
import type { SettingsWith } from "../../stacks/settings/schema";
import { type SettingsSource } from "../../stacks/settings/source";
import { type Stage } from "../../settings/stage/stage";
import { type Changes, faultsOf, type Refused, sourceOf } from "./complete";

const root = path.resolve(__dirname, "../..");

/**
 * A stage of all three systems, with the vendor secrets of a rehearsal, and changes. Its values are the tests' own: what the
 * owner of a checked-in stage chooses must not decide whether a test passes.
 */
export function threeSystems(stage: Stage, changes: Changes = {}): SettingsSource {
  const keys = JSON.parse(fs.readFileSync(path.join(__dirname, "stages", `${stage}.json`), "utf8")) as object;
  const secrets = readStandIns(stage, root, standInsFile).filter(({ keys: [key = ""] }) => key.includes("."));
  const values = Object.fromEntries(secrets.map(({ keys: [key = ""], value }) => [key, value]));
  return sourceOf(stage, { ...keys, ...values }, changes);
}

/** The settings of a stage of all three systems, with changes. */
export function settingsOfThree(stage: Stage, changes: Changes = {}): SettingsWith<Section> {
  return parseSettings(threeSystems(stage, changes)) as SettingsWith<Section>;
}

/** The faults of a stage of all three systems with changes. */
export function refusedOfThree(stage: Stage, changes: Changes): Refused[] {
  return faultsOf(threeSystems(stage, changes));
}

/** A stage of one of the three systems: nothing of the others is in it. */
export function oneSystem(stage: Stage, system: System): SettingsSource {
  const given = threeSystems(stage);
  const others = systems.filter((other) => other !== system).map((other) => `${namespace}${other}`);
  const values = Object.entries(given.values).filter(
    ([key]) => !others.some((other) => key === other || key.startsWith(`${other}.`)),
  );
  const list = { [`${namespace}systems`]: { value: JSON.stringify([system]), secret: false } };
  return { ...given, values: { ...Object.fromEntries(values), ...list } };
}
