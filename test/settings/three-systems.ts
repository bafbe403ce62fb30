import * as path from "node:path";
import { readStageFile, readYaml } from "../../settings/file";
import { overlay, readStandIns, standInsFile } from "../../settings/overlay";
import { parseSettings } from "../../settings/parse";
import type { SettingsWith } from "../../settings/schema";
import { namespace, type SettingsSource } from "../../settings/source";
import { type Section, type Stage, systems } from "../../settings/stage";
import { type Changes, faultsOf, type Refused, sourceOf } from "./complete";

const root = path.resolve(__dirname, "../..");

/** The section that a document offers to be copied into a stage file; only production must record its release. */
function documented(stage: Stage, system: "doctor-system"): unknown {
  const { document } = readYaml(root, `docs/environment/${system}.settings.yaml`);
  const { config } = document.toJS() as { config: Record<string, Record<string, unknown>> };
  const { release, ...section } = config[`${namespace}${system}`]!;
  return stage === "production" ? { ...section, release } : section;
}

/** The checked-in file of a stage with the documented section of the other system in it. */
export function withDocumentedSections(stage: Stage): SettingsSource {
  const file = readStageFile(stage, root);
  const added = Object.entries({
    systems,
    "doctor-system": documented(stage, "doctor-system"),
  }).map(([key, value]) => [`${namespace}${key}`, { value: JSON.stringify(value), secret: false }] as const);
  return { ...file, values: { ...file.values, ...Object.fromEntries(added) } };
}

/** A stage of all three systems: documented sections, the stand-ins of a rehearsal, and changes. */
export function threeSystems(stage: Stage, changes: Changes = {}): SettingsSource {
  const { values } = overlay(withDocumentedSections(stage), readStandIns(stage, root, standInsFile)).source;
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
