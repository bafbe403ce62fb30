import type { z } from "zod";
import type { CheckedPath } from "../../settings/checks/cross-field-check";
import { type CommonCheck, commonChecks } from "../../settings/checks/common-checks";
import { overlaps, type Path, refusal } from "../../settings/fields/field";
import type { CommonSettings } from "../../settings/stage/common";
import type { SystemSection } from "../../settings/system/declaration";
import { beginningCheck, renewalChecks, rotationChecks } from "./rotation/cross-field-checks";
import { type AnyDeclaration, declarations, stackNamed } from "./systems";

/** The settings for the checks: the common settings, and the sections of the stage's systems. */
export type CheckedSettings = CommonSettings & Readonly<Partial<Record<string, unknown>>>;

/** A check on the settings of a stage as a whole. */
interface Check {
  readonly at: Path;
  readonly with: readonly Path[];
  readonly violation: (settings: CheckedSettings) => string | undefined;
}

function sectionOf(settings: CheckedSettings, key: string): SystemSection | undefined {
  return settings[key] as SystemSection | undefined;
}

/** A system that the stage runs has its settings; that no other has any is seen before (`assemble`). */
function sectionOfListed({ name, key }: AnyDeclaration): Check {
  return {
    at: [key],
    with: [["systems"]],
    violation: (settings) =>
      settings.systems.includes(name) && sectionOf(settings, key) === undefined
        ? refusal(`a section: systems lists ${name}`, `add ${name}:, or remove it from systems`)
        : undefined,
  };
}

/** A stack that is named after one system holds that one and no other. */
const systemOfTheName: CommonCheck = {
  at: ["systems"],
  with: [["stack"]],
  violation: ({ stack, systems: listed }) => {
    const { system } = stackNamed(stack);
    return system === undefined || (listed.length === 1 && listed[0] === system)
      ? undefined
      : refusal(`[${system}], as in the name of the stack ${stack}`, "change the list, or use the stack of the stage");
  },
};

/** The checks of a system; they are skipped in a stage without it. */
function checksOf({ key, checks }: AnyDeclaration): Check[] {
  const absolute = (path: CheckedPath): Path => ("common" in path ? path.common : [key, ...path]);
  return checks.map((check) => ({
    at: absolute(check.at),
    with: check.with.map(absolute),
    violation: (settings) => {
      const section = sectionOf(settings, key);
      return section === undefined ? undefined : check.violation(section, settings);
    },
  }));
}

const checks: readonly Check[] = [
  systemOfTheName,
  ...commonChecks,
  ...declarations.map(sectionOfListed),
  ...declarations.flatMap(checksOf),
  ...declarations.flatMap(rotationChecks),
  beginningCheck,
  ...declarations.flatMap(renewalChecks),
];

/** A cross-field check that settings fail: where, and its refusal. */
export interface Violation {
  readonly at: Path;
  readonly message: string;
}

/** What the cross-field checks find in settings whose values are right by themselves. */
export function violationsOf(settings: CheckedSettings): Violation[] {
  return checks.flatMap(({ at, violation }) => {
    const message = violation(settings);
    return message === undefined ? [] : [{ at, message }];
  });
}

/**
 * Adds the cross-field checks to a schema. Each runs even if other values have faults, so that all faults are reported
 * at once, but not if one of its own values has one.
 */
export function checked<T extends z.ZodType>(schema: T): T {
  return checks.reduce(
    (before, { at, with: others, violation }) =>
      before.refine((settings) => violation(settings as CheckedSettings) === undefined, {
        path: [...at],
        when: ({ issues }) =>
          !issues.some(
            ({ code, path = [] }) =>
              code !== "unrecognized_keys" && [at, ...others].some((value) => overlaps(value, path)),
          ),
        error: (issue) => violation(issue.input as CheckedSettings),
      }),
    schema,
  );
}
