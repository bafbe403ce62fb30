import * as path from "node:path";
import pc from "picocolors";
import type { EventTally } from "../readiness/event-tally";
import type { Changes, Finding, RunResult, StepResult } from "../readiness/run-result";
import { projectRoot } from "../rehearsal/engine/engine";
import type { RehearsalListener } from "../rehearsal/rehearsal";
import { guardedResources } from "../rehearsal/steps";
import type { Step } from "../rehearsal/steps";
import type { Progress, StartProgress } from "./progress";

/** Prints a rehearsal as it goes: results on standard output, progress on standard error. */
export class RehearsalPrinter implements RehearsalListener {
  #progress: Progress | undefined;
  #folder = "";

  constructor(
    private readonly stage: string,
    private readonly startProgress: StartProgress,
  ) {}

  begins({ engine, standIns, folder }: Parameters<RehearsalListener["begins"]>[0]): void {
    this.#folder = path.relative(projectRoot, folder);
    print(
      `${pc.bold(`Rehearsal of ${this.stage}`)}: the real Pulumi engine ${engine.version} (${engine.source}), a simulated AWS account.`,
      `Nothing leaves this machine. ${standIns.length} settings of Pulumi.${this.stage}.yaml are overlaid with stand-ins from rehearsal/stand-ins.yaml.`,
      `State and account: ${this.#folder} (delete it any time)`,
      "",
    );
  }

  stepBegins(step: Step, number: number, of: number): void {
    print(`${pc.dim(`${number}/${of}`)}  ${step.command}`);
    this.#progress = this.startProgress(step.name);
  }

  progresses(finished: number): void {
    this.#progress?.update(finished);
  }

  stepEnds(result: StepResult, step: Step, tally: EventTally): void {
    this.#progress?.stop();
    const planned = step.operation === "preview";
    const done = step.refused ? refusalText(tally) : changesText(result, planned);
    const checklist = step.withPolicy ? `  checklist: ${verdict(tally.findings, planned)}` : "";
    print(`     ${done}${checklist}  ${pc.dim(`${result.seconds.toFixed(1)} s`)}`);
    const shown = worthShowing(tally.findings);
    for (const finding of shown) print(`       ${findingText(finding)}`);
    if (shown.length > 0) print(`       ${pc.dim(whereToReadOn(this.stage))}`);
  }

  /** The last words of a rehearsal that went well. */
  succeeded(result: RunResult, { kept, previewOnly }: { readonly kept: boolean; readonly previewOnly: boolean }): void {
    const seconds = result.steps.reduce((sum, step) => sum + step.seconds, 0);
    const other = result.stage === "production" ? "staging" : "production";
    print(
      "",
      `${pc.green("OK")}  ${result.stage} in ${seconds.toFixed(0)} s: previewed${previewOnly ? ", not deployed" : deployedWords(kept)}.`,
      ...(kept && !previewOnly ? [`It is left standing in ${this.#folder}.`] : []),
      `Next: npm run rehearse -- --stage ${other}`,
    );
  }

  /** The last words of a rehearsal that did not go well. */
  failed(message: string, blockedByChecklist: boolean): void {
    this.#progress?.stop();
    const word = blockedByChecklist ? "BLOCKED" : "FAILED";
    process.stderr.write(`\n${pc.red(word)}  ${message}\n`);
    if (this.#folder !== "") process.stderr.write(`What happened, event by event: ${this.#folder}/events.jsonl\n`);
  }
}

function deployedWords(kept: boolean): string {
  return `, deployed, unchanged by a second deployment${kept ? "" : ", destroyed without remains"}`;
}

function print(...lines: readonly string[]): void {
  for (const line of lines) process.stdout.write(`${line}\n`);
}

/** `187 created, 2 updated`; `no changes` when nothing but unchanged resources. */
export function changesText(result: Changes, planned: boolean): string {
  const words: readonly (readonly [number, string, string])[] = [
    [result.created, "created", "to create"],
    [result.updated, "updated", "to update"],
    [result.replaced, "replaced", "to replace"],
    [result.deleted, "deleted", "to delete"],
    [result.same, "unchanged", "unchanged"],
  ];
  return (
    words.flatMap(([count, done, plan]) => (count > 0 ? [`${count} ${planned ? plan : done}`] : [])).join(", ") ||
    "nothing"
  );
}

function refusalText(tally: EventTally): string {
  const guarded = guardedResources(tally);
  return guarded > 0 ? `refused, as it must be: ${guarded} resources are guarded; nothing was deleted` : "not refused";
}

function verdict(findings: readonly Finding[], planned: boolean): string {
  const count = (kind: Finding["kind"]): number => findings.filter((finding) => finding.kind === kind).length;
  const undecided = count("undecided");
  const parts = [
    `${count("mandatory")} mandatory`,
    `${count("advisory")} advisory`,
    `${undecided} undecided${undecided > 0 && planned ? " until deployed" : ""}`,
    ...(count("waived") > 0 ? [`${count("waived")} waived`] : []),
  ];
  const text = parts.join(", ");
  return count("mandatory") > 0 ? pc.red(text) : text;
}

/** Undecided findings are only counted: there is one for most values that AWS computes, and each is decided by `up`. */
function worthShowing(findings: readonly Finding[]): readonly Finding[] {
  const order = { mandatory: 0, advisory: 1, waived: 2, undecided: 3 };
  return findings.filter(({ kind }) => kind !== "undecided").sort((a, b) => order[a.kind] - order[b.kind]);
}

function whereToReadOn(stage: string): string {
  return `Each rule: docs/policies.md#<rule>. To set one aside for a resource until a day: policy/waivers/${stage}.yaml.`;
}

function findingText({ kind, message }: Finding): string {
  if (kind === "mandatory") return `${pc.red("mandatory")} ${message}`;
  return `${pc.yellow(kind.padEnd("mandatory".length))} ${message}`;
}
