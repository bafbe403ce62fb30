import { byWeight, losesData } from "../change-order";
import type { ResourceChange, StepResult } from "../run-result";

/** The most changes that are named in a terminal, besides the data stores that are lost, which are all named. */
const mostNamed = 20;

/** The most properties that are named of one change. */
const mostProperties = 4;

const done = { created: "create", updated: "update", replaced: "REPLACE", deleted: "DELETE" } as const;

/**
 * What a step changes about a stage that stood before, one line for each change, what weighs most first; nothing for a stage
 * that is new, in which everything is created, or for one that stays as it is.
 */
export function changeLines({ changes, same, updated, replaced, deleted }: StepResult): readonly string[] {
  if (same + updated + replaced + deleted === 0) return [];
  const ordered = byWeight(changes);
  const lost = ordered.filter(losesData);
  const others = ordered.filter((change) => !losesData(change));
  const left = others.length - mostNamed;
  return [
    ...lost.map((change) => `${changeText(change)}  ${lossText(change)}`),
    ...others.slice(0, mostNamed).map(changeText),
    ...(left > 0 ? [`and ${left} more: --markdown FILE and --json FILE have all of them`] : []),
  ];
}

function changeText({ operation, name, type, properties }: ResourceChange): string {
  const named = properties.slice(0, mostProperties).join(", ");
  const more = properties.length > mostProperties ? ", …" : "";
  const because = operation === "created" || named === "" ? "" : `: ${named}${more}`;
  return withoutControl(
    `${done[operation].padEnd("REPLACE".length)} ${name} (${type.split(":").pop() ?? type})${because}`,
  );
}

function lossText({ operation }: ResourceChange): string {
  return operation === "replaced" ? "(a data store: its data is lost unless it was migrated)" : "(a data store)";
}

/** A name may hold anything; in a terminal it may move no cursor. */
function withoutControl(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, " ");
}
