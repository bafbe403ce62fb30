import { byWeight } from "../change-order";
import type { Finding, RunResult, StepResult } from "../run-result";
import { blockLines, code, fence, prose } from "./markdown-text";
import type { Section } from "./section";

/**
 * The step whose changes are worth telling: the deployment, in which every value is known; the preview where nothing was
 * deployed. Undefined when not even that was reached.
 */
export function tellingStep({ steps }: RunResult): StepResult | undefined {
  return steps.find(({ name }) => name === "up") ?? steps.find(({ name }) => name === "preview");
}

/** The counts of rules and resources: the second thing a reader looks at. */
export function countLines(result: RunResult): readonly string[] {
  const count = (outcome: string): number => result.policy.outcomes.filter((rule) => rule.outcome === outcome).length;
  const { policy } = result;
  const strong = (number: number, text: string): string => (number > 0 ? `**${number} ${text}**` : `${number} ${text}`);
  const rules = [
    `${count("passed")} passed`,
    strong(count("failed"), "failed"),
    `${count("undecided")} undecided`,
    `${count("waived")} waived`,
    `${count("not evaluated")} not evaluated`,
  ].join(" · ");
  const findings = [
    `${policy.mandatory} mandatory`,
    `${policy.advisory} advisory`,
    `${policy.undecided} undecided`,
    `${policy.waived} waived`,
  ].join(" · ");
  return [`**Rules** ${rules}`, `**Findings** ${findings}`, `**Resources** ${resourceCounts(tellingStep(result))}`];
}

function resourceCounts(step: StepResult | undefined): string {
  if (step === undefined) return "no changes were planned";
  const { planned } = step;
  const words = [
    [step.created, planned ? "to create" : "created"],
    [step.updated, planned ? "to update" : "updated"],
    [step.replaced, planned ? "to replace" : "replaced"],
    [step.deleted, planned ? "to delete" : "deleted"],
    [step.same, "unchanged"],
  ] as const;
  const text = words.flatMap(([count, word]) => (count > 0 ? [`${count} ${word}`] : []));
  return text.length > 0 ? text.join(" · ") : "no changes";
}

/** A resource in words. */
export function resource({ name, type }: { readonly name: string; readonly type?: string }): string {
  return type === undefined ? code(name) : `${code(name)} (${prose(type.split(":").pop() ?? type)})`;
}

/** Why the run failed, where the table of violations does not already say it. */
export function failureLines({ failure, blocked }: RunResult): readonly string[] {
  if (failure === undefined || blocked) return [];
  const lines = blockLines(failure).slice(0, 40);
  const { before, after } = fence(lines);
  return [before, ...lines, after, ""];
}

/** The violations, mandatory before advisory, critical before low. */
export function violations({ policy }: RunResult): Section | undefined {
  const order = ["critical", "high", "medium", "low"];
  const broken = policy.findings
    .filter(({ kind }) => kind === "mandatory" || kind === "advisory")
    .sort((a, b) =>
      a.kind === b.kind ? order.indexOf(a.severity) - order.indexOf(b.severity) : a.kind < b.kind ? 1 : -1,
    );
  if (broken.length === 0) return undefined;
  return {
    before: ["| level | rule | where | found | needed | change |", "|---|---|---|---|---|---|"],
    lines: broken.map(
      (finding) =>
        `| ${prose(finding.kind)}, ${prose(finding.severity)} | ${code(finding.rule)} | ${resource(finding.resource)} | ${prose(finding.found ?? finding.message)} | ${prose(finding.needed ?? "")} | ${prose(finding.setting ?? "")} |`,
    ),
    after: [""],
    keeps: "first",
    missing: (left) => `| | | and ${left} more | | | |`,
  };
}

/** A folded part; undefined when it has no lines. */
function folded(
  title: string,
  head: readonly string[],
  lines: readonly string[],
  missing: Section["missing"],
): Section | undefined {
  if (lines.length === 0) return undefined;
  return {
    before: [`<details><summary>${title}</summary>`, "", ...head],
    lines,
    after: ["", "</details>", ""],
    keeps: "first",
    missing,
  };
}

/** What somebody set aside: shown open, because a waiver never hides. */
export function waived({ policy }: RunResult): Section | undefined {
  const lines = policy.findings
    .filter(({ kind }) => kind === "waived")
    .map(
      ({ rule, resource: subject, waiver }) =>
        `| ${code(rule)} | ${resource(subject)} | ${prose(waiver?.reason ?? "")} | ${prose(waiver?.owner ?? "")} | ${prose(waiver?.lastDay ?? "")} |`,
    );
  if (lines.length === 0) return undefined;
  return {
    before: ["| waived rule | where | reason | owner | last day |", "|---|---|---|---|---|"],
    lines,
    after: [""],
    keeps: "first",
    missing: (left) => `| and ${left} more | | | | |`,
  };
}

export function undecided({ policy }: RunResult): Section | undefined {
  const lines = policy.findings
    .filter(({ kind }) => kind === "undecided")
    .map(
      ({ rule, resource: subject, waitsFor }: Finding) =>
        `| ${code(rule)} | ${resource(subject)} | ${code(waitsFor ?? "a value")} |`,
    );
  const head = ["| rule | where | waits for |", "|---|---|---|"];
  return folded(`Undecided (${lines.length})`, head, lines, (left) => `| and ${left} more | | |`);
}

export function rules({ policy }: RunResult): Section | undefined {
  const lines = policy.outcomes.map(
    ({ rule, title, level, severity, outcome, rows }) =>
      `| ${outcome} | ${code(rule)} | ${prose(title)} | ${level}, ${prose(severity)} | ${rows.map(prose).join(", ")} |`,
  );
  const head = ["| outcome | rule | title | level | rows |", "|---|---|---|---|---|"];
  return folded(`All ${lines.length} rules`, head, lines, (left) => `| | and ${left} more | | | |`);
}

/** What a step says that it would do. */
const planned = { created: "to create", updated: "to update", replaced: "to replace", deleted: "to delete" } as const;

export function resources(result: RunResult): Section | undefined {
  const step = tellingStep(result);
  const lines = byWeight(step?.changes ?? []).map(
    (change) =>
      `| ${step?.planned ? planned[change.operation] : change.operation} | ${code(change.name)} | ${code(change.type)} | ${change.properties.map(code).join(", ")} |`,
  );
  const head = ["| | resource | type | properties |", "|---|---|---|---|"];
  return folded(`Changes of resources (${lines.length})`, head, lines, (left) => `| | and ${left} more | | |`);
}

/** The commands, what each did, and what the engine said: the first thing to be cut. */
export function log({ steps }: RunResult): Section | undefined {
  const lines = steps.flatMap((step) => [
    `$ ${step.command}`,
    `  ${resourceCounts(step)} in ${step.seconds.toFixed(1)} s`,
    ...step.messages.flatMap((message) => blockLines(message).map((line) => `  ${line}`)),
  ]);
  if (lines.length === 0) return undefined;
  const { before, after } = fence(lines);
  return {
    before: ["<details><summary>Log</summary>", "", before],
    lines,
    after: [after, "", "</details>", ""],
    keeps: "ends",
    missing: (left) => `  … ${left === 1 ? "1 line is" : `${left} lines are`} left out …`,
  };
}
