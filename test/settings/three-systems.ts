import * as path from "node:path";
import { readStageFile } from "../../settings/file";
import { overlay, readStandIns, standInsFile } from "../../settings/overlay";
import { parseSettings } from "../../settings/parse";
import type { SettingsWith } from "../../settings/schema";
import { namespace, type SettingsSource } from "../../settings/source";
import { type Section, type Stage, type System, systems } from "../../settings/stage";
import { type Changes, faultsOf, type Refused, sourceOf } from "./complete";

const root = path.resolve(__dirname, "../..");

/** A checked-in stage, the stand-ins of a rehearsal over it, and changes. */
export function threeSystems(stage: Stage, changes: Changes = {}): SettingsSource {
  const { values } = overlay(readStageFile(stage, root), readStandIns(stage, root, standInsFile)).source;
  const keys = Object.entries(values)
    .filter(([key]) => key.startsWith(namespace))
    .map(([key, { value }]) => [key.slice(namespace.length), valueOf(value)] as const);
  return sourceOf(stage, Object.fromEntries(keys), changes);
}

function valueOf(text: string): unknown {
  return /^[[{]/.test(text) ? (JSON.parse(text) as unknown) : text;
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
