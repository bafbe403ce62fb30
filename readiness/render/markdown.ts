import type { RunResult } from "../run-result";
import { dangerLines } from "./dangers";
import { prose } from "./markdown-text";
import type { Section } from "./section";
import { fitted, sizeOf } from "./section";
import { countLines, failureLines, log, resources, rules, undecided, violations, waived } from "./sections";
import { outcomeOf, signs, verdictOf } from "./verdict";

/** How and on what a run was made, as a sentence begins with it. */
function origin({ source, startedFrom }: RunResult): string {
  if (source === "preview") return "Previewed on the real account";
  return startedFrom === "stage"
    ? "Rehearsed on a simulated account, starting from the stage before the change"
    : "Rehearsed on an empty simulated account, so every resource counts as created";
}

/** A run as Markdown for people: verdict first, then what to change, then everything else folded. */
export function markdown(result: RunResult): string {
  return [
    `### ${signs[outcomeOf(result)]} ${prose(result.stage)}: ${verdictOf(result)}`,
    "",
    ...runLines(result, Number.POSITIVE_INFINITY),
  ].join("\n");
}

/**
 * Everything about a run below its heading, in at most `room` bytes. What must not be overlooked is never cut; of the
 * rest, what comes last is cut first, line by line, so that the Markdown stays whole.
 */
export function runLines(result: RunResult, room: number): readonly string[] {
  const head = [
    `${origin(result)}${result.engine === undefined ? "" : `, Pulumi ${prose(result.engine.version)}`}.`,
    "",
    ...countLines(result).flatMap((line) => [line, ""]),
    ...failureLines(result),
  ];
  const dangers = dangerLines(result, room - sizeOf(head));
  let left = room - sizeOf([...head, ...dangers]);
  const parts = [violations, waived, undecided, rules, resources, log].map((part) => part(result));
  const body = parts
    .filter((section): section is Section => section !== undefined)
    .flatMap((section) => {
      const lines = fitted(section, left);
      left -= sizeOf(lines);
      return lines;
    });
  return [...head, ...dangers, ...body];
}
