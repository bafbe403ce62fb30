import type { RuleContext } from "../context";
import type { CheckedResource } from "../rule";
import { manifestType } from "../stage-manifest";
import type { SystemFacts, TaskNeeds } from "../system-facts";
import type { TaskArgs } from "./containers";
import { textIn } from "./json-text";

/** A task that the stage's manifest names, and what it needs. */
export interface KnownTask {
  readonly system: string;
  readonly role: string;
  readonly needs: TaskNeeds;
}

/** Why a task is not in the manifest. */
export interface OtherTask {
  /**
   * "unnamed": the manifest omits this API, or its whole system. "no manifest": it is an API, and the
   * program has no manifest. "no API": it needs no entry.
   */
  readonly why: "unnamed" | "no manifest" | "no API";
  /** The name of the task: from the component's facts, or else its family. */
  readonly called: string;
}

/**
 * Finds what a task needs in the stage's manifest: by the facts of the component, or else by the system and the role in the
 * name of the family. Throws the SDK's unknown-value error if neither is known yet.
 */
export function taskNeeds(
  { props }: CheckedResource<TaskArgs>,
  { systems }: Pick<RuleContext, "systems">,
): KnownTask | OtherTask {
  const system = textIn(props.system, "system");
  const family = system === "" ? textIn(props.family, "family") : "";
  const role = textIn(props.role, "role");
  const called = system === "" ? family : `${system} ${role}`.trim();
  const isApi = hasWords(called, "api");
  if (systems === undefined) return { why: isApi ? "no manifest" : "no API", called };
  const known = system === "" ? named(family, systems) : { system, role };
  const needs = known && systems[known.system]?.[known.role];
  if (known !== undefined && needs !== undefined) return { ...known, needs };
  const systemUnnamed = system !== "" && systems[system] === undefined;
  return { why: isApi || systemUnnamed ? "unnamed" : "no API", called };
}

/** The system and the role that the name of a family has in it. */
function named(family: string, systems: SystemFacts): { readonly system: string; readonly role: string } | undefined {
  const system = longestIn(family, Object.keys(systems));
  const role = system && longestIn(family, Object.keys(systems[system] ?? {}));
  return system && role ? { system, role } : undefined;
}

/** The location of the tasks' needs, in words. */
export const needsOfTasks = `systems of a ${manifestType} component`;

/** The longest of the names that a text contains as whole words: "lab-system" before "lab". */
function longestIn(text: string, names: readonly string[]): string | undefined {
  return [...names].sort((left, right) => right.length - left.length).find((name) => hasWords(text, name));
}

/** Whether a name contains words between its ends and separators. */
function hasWords(text: string, words: string): boolean {
  const separator = /[-_/ ]/;
  for (let from = text.indexOf(words); from !== -1; from = text.indexOf(words, from + 1)) {
    const [before, after] = [text[from - 1], text[from + words.length]];
    if ((before === undefined || separator.test(before)) && (after === undefined || separator.test(after))) return true;
  }
  return false;
}
