import type { RunResult } from "../run-result";
import { CommentError } from "./comment-error";
import { runLines } from "./markdown";
import { code, prose } from "./markdown-text";
import { sizeOf } from "./section";
import { outcomeOf, signs, verdictOf, worstOf } from "./verdict";

/**
 * The longest comment, in bytes. GitHub refuses a body of more than 65,536 characters ("Body is too long (maximum is
 * 65536 characters)"); a text of so many bytes never has more characters.
 */
export const longestComment = 65_536;

/** What a comment is made from. */
export interface CommentSource {
  /** The runs of one stage, rehearsal before preview; at least one. */
  readonly results: readonly RunResult[];
  /** The commit that was run, when it is known. */
  readonly commit?: string;
}

/** The hidden line by which the comment of a stage is found again, so that it is edited in place. */
export function commentMarker(stage: string): string {
  return `<!-- care-platform: stage ${stage.replace(/[^a-z0-9-]/gi, "")} -->`;
}

/** The comment of one stage. Throws {@link CommentError} when the results are of different stages, or there is none. */
export function comment({ results, commit }: CommentSource): string {
  const stages = [...new Set(results.map(({ stage }) => stage))];
  const [stage] = stages;
  if (stage === undefined || stages.length > 1) {
    throw new CommentError(`A comment is about one stage; these results are about ${stages.join(", ") || "none"}.`);
  }
  const frame = { head: heading(stage, results), foot: footer(stage, commit) };
  const room = longestComment - sizeOf([...frame.head, ...frame.foot]);
  const body = results.flatMap((result) => {
    const title = results.length > 1 ? [`#### ${signs[outcomeOf(result)]} ${verdictOf(result)}`, ""] : [];
    return [...title, ...runLines(result, room / results.length - sizeOf(title))];
  });
  return `${[...frame.head, ...body, ...frame.foot].join("\n")}\n`;
}

function heading(stage: string, results: readonly RunResult[]): readonly string[] {
  const worst = worstOf(results);
  const decisive = results.find((result) => outcomeOf(result) === worst);
  const verdict = decisive === undefined ? "" : verdictOf(decisive);
  return [commentMarker(stage), `### ${signs[worst]} ${prose(stage)}: ${verdict}`, ""];
}

function footer(stage: string, commit: string | undefined): readonly string[] {
  const of = commit === undefined ? "" : `Of commit ${code(commit)}. `;
  return [
    `${of}The same on your machine: ${code(`npm run rehearse -- --stage ${stage} --json .rehearsal/result.json; npm run comment -- --result .rehearsal/result.json`)}`,
  ];
}
