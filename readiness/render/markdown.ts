import type { RunResult } from "../run-result";
import { prose } from "./markdown-text";
import type { Section } from "./section";
import { fitted, sizeOf } from "./section";
import {
  countLines,
  dangerLines,
  failureLines,
  log,
  resources,
  rules,
  undecided,
  violations,
  waived,
} from "./sections";
import { outcomeOf, signs, verdictOf } from "./verdict";

/** What each kind of run is called in a heading. */
const sources: Readonly<Record<RunResult["source"], string>> = {
  rehearsal: "rehearsed on a simulated account",
  preview: "previewed on the real account",
};

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
    `${capitalised(sources[result.source])}${result.engine === undefined ? "" : `, Pulumi ${prose(result.engine.version)}`}.`,
    "",
    ...countLines(result).flatMap((line) => [line, ""]),
    ...failureLines(result),
    ...dangerLines(result),
  ];
  let left = room - sizeOf(head);
  const parts = [violations, waived, undecided, rules, resources, log].map((part) => part(result));
  const body = parts
    .filter((section): section is Section => section !== undefined)
    .flatMap((section) => {
      const lines = fitted(section, left);
      left -= sizeOf(lines);
      return lines;
    });
  return [...head, ...body];
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
