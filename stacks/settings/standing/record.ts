import { z } from "zod";
import { fileKeys, systemOfSection } from "../systems";
import { keysText } from "../../../settings/faults/fault";
import { type Path, valueAt } from "../../../settings/fields/field";
import { type Settings, stageSchema } from "../schema";
import { readStageOutput } from "../../../settings/stage/stage-output";
import { type Leaf, leavesOf } from "../../../settings/standing/leaves";

/** The recorded settings of a deployed stage: its output `standing`, without secrets. */
export interface StandingRecord {
  /** The settings that the next deployment is compared with, by key. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** The vendor-reported values that a service changes, by the key of the setting. */
  readonly measured: Readonly<Record<string, unknown>>;
}

const standingRecord = z.object({
  settings: z.record(z.string(), z.unknown()),
  measured: z.record(z.string(), z.unknown()),
});

/**
 * Reads a stack's output `standing`.
 * @throws Error in one sentence if it is malformed.
 */
export function readStandingRecord(value: unknown): StandingRecord {
  const { settings, measured } = readStageOutput("standing", standingRecord, value);
  // A record without the setting was written by a deployment of the whole stage, when there was no other.
  return { settings: { deploy: "everything", ...settings }, measured };
}

/** The settings whose values a stage records. */
export function recordedLeaves(settings: Pick<Settings, "stage">): Leaf[] {
  return leavesOf(stageSchema(settings.stage)).filter(
    ({ rule }) => [rule?.refuses, rule?.loses].some(Boolean) || rule?.recorded === true || rule?.afterRestart === true,
  );
}

/** The recorded settings with their values, by key; a setting without a value is left out. */
export function recordedSettings(settings: Settings): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    deployedLeaves(settings).flatMap(({ path }) => {
      const value = valueAt(settings, path);
      return value === undefined ? [] : [[keyOf(path), value]];
    }),
  );
}

/** In a prepared stage, only the zone of a system's domain is deployed. */
function deployedLeaves(settings: Settings): Leaf[] {
  const leaves = recordedLeaves(settings);
  if (settings.deploy === "everything") return leaves;
  return leaves.filter(({ path: [section, key] }) => systemOfSection(section) === undefined || key === "domain");
}

/** A path of the schema as the key of the stage file. */
export function keyOf(path: Path): string {
  return keysText(fileKeys(path));
}
