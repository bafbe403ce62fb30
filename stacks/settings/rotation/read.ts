import { namespace } from "../../../settings/stage/namespace";
import type { z } from "zod";
import { type Fault, report, shown } from "../../../settings/faults/fault";
import { fixByExample, readRefusal, valueAt } from "../../../settings/fields/field";
import { linesOf, readStageFile, stackFileName } from "../file";
import { SettingsError } from "../../../settings/faults/settings-error";
import { isMapping, listedSystems, type SettingsSource, valueOf as parsedValue } from "../source";
import { declarations, sections, type StackName, stackNamed, type System } from "../systems";
import { tokens } from "../../../settings/sections/tokens";
import type { RotationSettings } from "./keyrings";
import { rotation } from "../../../settings/rotation/section";

/** The rotation records and the systems in a stack's file. */
export interface StageRotation {
  /** The stack: of a whole stage, or of one system of it. */
  readonly stack: StackName;
  readonly settings: RotationSettings;
  readonly systems: readonly System[];
}

/**
 * Reads only the parts of a stack's file that a rotation needs: a rotation works on a machine that
 * cannot read the stage's secrets, and while other settings are being changed.
 * @throws SettingsError naming every fault of these parts at once.
 */
export function readRotation(stack: StackName, directory: string): StageRotation {
  const { stage } = stackNamed(stack);
  const { values } = readStageFile(stack, directory);
  const systems = listedSystems(values);
  const parsed = checked(["rotation"], rotation(declarations), valueIn(values, "rotation"));
  const ofSystems = systems.map((system) => {
    const section = valueIn(values, system);
    const given = isMapping(section) ? section.tokens : undefined;
    return [system, checked([system, "tokens"], tokens({ access: "C-03", refresh: "C-03" }), given)] as const;
  });
  const faults = [...parsed.faults, ...ofSystems.flatMap(([, result]) => result.faults)];
  if (parsed.data === undefined || faults.length > 0) {
    const place = { file: stackFileName(stack), lineOf: linesOf(stack, directory) };
    throw new SettingsError(report(stack, faults, place));
  }
  return {
    stack,
    settings: {
      stage,
      rotation: parsed.data,
      ...Object.fromEntries(ofSystems.map(([system, { data }]) => [sections[system], { tokens: data }])),
    },
    systems,
  };
}

/** A list or mapping, which a source has as JSON; undefined if it has none. */
function valueIn(values: SettingsSource["values"], key: string): unknown {
  const text = values[`${namespace}${key}`]?.value ?? "";
  return text === "" ? undefined : parsedValue(text);
}

function checked<T extends z.ZodType>(
  path: Fault["path"],
  schema: T,
  value: unknown,
): { readonly data: z.infer<T> | undefined; readonly faults: readonly Fault[] } {
  const { data, error } = schema.safeParse(value);
  const faults = (error?.issues ?? []).map(({ path: inner, message }): Fault => {
    const at = inner as Fault["path"];
    const given = valueAt(value, at);
    const { allowed, fix = `${fixByExample(allowed)}, or restore the file from version control` } =
      readRefusal(message);
    return { path: [...path, ...at], given: shown(given), allowed, fix };
  });
  return { data, faults };
}
