import type { Rule } from "./rule";
import { accepts, allowedBy, nearest } from "./settings";
import type { SettingValue } from "./settings";
import { systemFacts } from "./system-facts";
import type { FactFault, SystemFacts } from "./system-facts";
import { isUnknownValueError } from "./unknown-value";

/** The component whose inputs are plain facts about the stage for the pack. */
export const manifestType = "care-platform:stage:StageManifest";

/** Values of settings by rule and setting. */
export type SettingValues = ReadonlyMap<string, Readonly<Record<string, SettingValue>>>;

/** The stage's facts, as far as rules use them. */
export interface StageFacts {
  readonly settings: SettingValues;
  /** The needs of its systems' tasks; undefined if it does not list them. */
  readonly systems?: SystemFacts;
}

/** A fact of the stage is invalid for a rule; the message lists all of them. */
export class StageManifestFault extends Error {}

/**
 * The facts of a stage's manifest for the rules; missing ones are omitted. A number outside
 * a rule's bounds is replaced by the nearest bound: a stage may be stricter than a rule, not weaker.
 * @throws StageManifestFault when a fact is of another kind than a rule takes, with all of them.
 */
export function factsFromManifest(rules: readonly Rule[], inputs: Readonly<Record<string, unknown>>): StageFacts {
  const faults: string[] = [];
  const settings = settingsIn(rules, inputs, faults);
  const systems = systemFacts(inputs, (fault) => faults.push(...systemFault(fault)));
  if (faults.length > 0)
    throw new StageManifestFault(
      ["The stage manifest does not match the settings of the policy pack.", "", ...faults].join("\n"),
    );
  return { settings, systems };
}

function settingsIn(
  rules: readonly Rule[],
  inputs: Readonly<Record<string, unknown>>,
  faults: string[],
): SettingValues {
  const values = new Map<string, Record<string, SettingValue>>();
  for (const rule of rules) {
    for (const [name, setting] of Object.entries(rule.settings ?? {})) {
      if (setting.stageFact === undefined) continue;
      const fact = nearest(setting, factAt(inputs, setting.stageFact));
      if (fact === undefined) continue;
      if (accepts(setting, fact)) values.set(rule.id, { ...values.get(rule.id), [name]: fact });
      else faults.push(...faultOf(rule, name, setting.stageFact, allowedBy(setting), fact));
    }
  }
  return values;
}

/** The value at a path of the inputs; undefined if there is none, "unknown" if a preview has none. */
function factAt(inputs: Readonly<Record<string, unknown>>, path: string): unknown {
  try {
    return path
      .split(".")
      .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], inputs);
  } catch (error) {
    if (isUnknownValueError(error)) return "unknown";
    throw error;
  }
}

function faultOf(rule: Rule, name: string, path: string, allowed: string, fact: unknown): readonly string[] {
  return [
    `  ${manifestType}, ${path}, for the setting ${name} of ${rule.id}`,
    `    given    ${JSON.stringify(fact)}`,
    `    allowed  ${allowed}`,
    `    fix      change the stage's setting, or configure ${name} of ${rule.id} with --policy-pack-config`,
    "",
  ];
}

function systemFault({ path, given, allowed }: FactFault): readonly string[] {
  return [
    `  ${manifestType}, ${path}`,
    `    given    ${given}`,
    `    allowed  ${allowed}`,
    "    fix      change the stage's facts about its systems",
    "",
  ];
}
