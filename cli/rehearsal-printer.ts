import { type StackName, stackNamed } from "../stacks/settings/systems";
import * as path from "node:path";
import type { EventTally } from "../readiness/event-tally";
import { changeLines } from "../readiness/render/change-lines";
import type { Changes, Finding, RunResult, StepResult } from "../readiness/run-result";
import { projectRoot } from "../rehearsal/engine/engine";
import { resourcesOf, type UsualStep } from "../rehearsal/last-runs";
import type { RehearsalListener } from "../rehearsal/rehearsal";
import { takenBack } from "../rehearsal/run-folder";
import { guardedResources } from "../rehearsal/steps";
import type { Step } from "../rehearsal/steps";
import { type Colours, coloursFor, errorColours } from "./colours";
import type { Progress, StartProgress } from "./progress";

/** How a rehearsal is printed. */
interface PrinterOptions {
  /** The output of the results. @default standard output */
  readonly output?: NodeJS.WriteStream;
  /** The expectations of each step, by name, from previous runs. @default no run is recorded */
  readonly usual?: ReadonlyMap<string, UsualStep>;
}

/** Prints a rehearsal as it goes: results on standard output, progress on standard error. */
export class RehearsalPrinter implements RehearsalListener {
  readonly #output: NodeJS.WriteStream;
  /** What the steps before have warned of: each run of the engine repeats it. */
  readonly #warned = new Set<string>();
  readonly #colours: Colours;
  readonly #usual: ReadonlyMap<string, UsualStep> | undefined;
  #progress: Progress | undefined;
  #folder = "";
  /** Number of resources of the previous step. */
  #resources: number | undefined;

  constructor(
    private readonly stage: StackName,
    private readonly startProgress: StartProgress,
    { output = process.stdout, usual }: PrinterOptions = {},
  ) {
    this.#output = output;
    this.#colours = coloursFor(output);
    this.#usual = usual;
  }

  begins({ engine, standIns, folder, takenBack: isTakenBack }: Parameters<RehearsalListener["begins"]>[0]): void {
    this.#folder = path.relative(projectRoot, folder);
    this.print(
      `${this.#colours.bold(`Rehearsal of ${this.stage}`)}: Pulumi engine ${engine.version} (${engine.source}), simulated AWS account.`,
      `${standIns.length} settings of Pulumi.${this.stage}.yaml are replaced by stand-ins.`,
      `Runs on this machine only. State and account: ${this.#folder}`,
      ...(isTakenBack ? [takenBack] : []),
      "",
    );
  }

  stepBegins(step: Step, number: number, of: number): void {
    this.print(`${this.#colours.dim(`${number}/${of}`)}  ${step.command}`);
    const { resources, seconds } = this.#usual?.get(step.name) ?? {};
    // The counts of this run are newer than those of the last one.
    this.#progress = this.startProgress(step.name, {
      resources: this.#resources ?? resources,
      seconds,
      isFirst: this.#usual !== undefined && seconds === undefined,
    });
  }

  plans(resources: number): void {
    this.#progress?.expect(resources);
  }

  progresses(finished: number): void {
    this.#progress?.update(finished);
  }

  stepEnds(result: StepResult, step: Step, { tally, error }: Parameters<RehearsalListener["stepEnds"]>[2]): void {
    this.#progress?.stop();
    if (!tally.began) return;
    if (error !== undefined && !step.refused && worthShowing(tally.findings).length === 0) {
      // Changes and checklist of unreached resources are unknown.
      const resources = `${tally.finished} ${tally.finished === 1 ? "resource" : "resources"}`;
      const expected = step.stopsFor === undefined ? "" : `, as expected for ${step.stopsFor},`;
      this.print(`     stopped${expected} after ${resources}  ${this.#colours.dim(`${result.seconds.toFixed(1)} s`)}`);
      return;
    }
    const planned = step.operation === "preview";
    if (!step.refused) this.#resources = resourcesOf(result) || undefined;
    const done = step.refused ? refusalText(tally) : changesText(result, planned);
    const time = this.#colours.dim(`${result.seconds.toFixed(1)} s`);
    this.print(`     ${done}  ${time}`);
    // `destroy` deletes everything, as the command says.
    if (step.operation === "preview" || step.operation === "up") {
      for (const line of changeLines(result)) this.print(`       ${line}`);
    }
    const warnings = step.operation === "destroy" ? [] : warningsOf(result).filter((each) => !this.#warned.has(each));
    for (const warning of warnings) {
      this.#warned.add(warning);
      this.print(`     ${this.#colours.yellow(warning)}`);
    }
    if (step.operation === "destroy" && !step.refused) for (const left of result.messages) this.print(`     ${left}`);
    if (step.withPolicy) this.print(`     checklist: ${this.#verdict(tally.findings, planned)}`);
    const shown = worthShowing(tally.findings);
    for (const finding of shown) this.print(`       ${this.#findingText(finding)}`);
    if (shown.length > 0) this.print(`       ${this.#colours.dim(whereToReadOn(this.stage))}`);
  }

  /** The last words of a rehearsal that went well. */
  succeeded(result: RunResult, { keep, previewOnly, fromKept }: RunOptions): void {
    const seconds = result.steps.reduce((sum, step) => sum + step.seconds, 0);
    this.print(
      "",
      `${this.#colours.green("OK")}  ${result.stage} in ${seconds.toFixed(0)} s: previewed${previewOnly ? ", not deployed" : deployedWords(keep)}.`,
      ...roleUseLines(result),
      ...quotaLines(result),
      ...(keep && !previewOnly ? [`The stage is kept in ${this.#folder}.`] : []),
      `Next: npm run rehearse -- --stage ${nextOf(result.stage, { keep, previewOnly, fromKept })}`,
    );
  }

  /** The last words of a rehearsal that did not go well. */
  failed(message: string, blockedByChecklist: boolean): void {
    this.#progress?.stop();
    const word = blockedByChecklist ? "BLOCKED" : "FAILED";
    process.stderr.write(`\n${errorColours.red(word)}  ${message}\n`);
    if (this.#folder !== "") process.stderr.write(`All engine events: ${this.#folder}/events.jsonl\n`);
  }

  /** Prints lines where the results go. */
  print(...lines: readonly string[]): void {
    for (const line of lines) this.#output.write(`${line}\n`);
  }

  #verdict(findings: readonly Finding[], planned: boolean): string {
    const text = verdict(findings, planned);
    return findings.some(({ kind }) => kind === "mandatory") ? this.#colours.red(text) : text;
  }

  #findingText({ kind, message }: Finding): string {
    if (kind === "mandatory") return `${this.#colours.red("mandatory")} ${message}`;
    return `${this.#colours.yellow(kind.padEnd("mandatory".length))} ${message}`;
  }
}

/** The options of a rehearsal. */
interface RunOptions {
  readonly keep: boolean;
  readonly previewOnly: boolean;
  readonly fromKept: boolean;
}

/** The stage, and the options, of the rehearsal that follows this one. */
function nextOf(stage: string, { previewOnly, fromKept }: RunOptions): string {
  if (previewOnly) return `${stage}${fromKept ? " --from-kept --keep" : ""}`;
  return stage.startsWith("production") ? "staging" : "production";
}

function deployedWords(kept: boolean): string {
  return `, deployed, unchanged by a second deployment${kept ? "" : ", destroyed"}`;
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
  return guarded > 0 ? `refused as expected: ${guarded} resources are protected; nothing was deleted` : "not refused";
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
  return parts.join(", ");
}

/** Undecided findings are only counted: there is one for most values that AWS computes, and each is decided by `up`. */
function worthShowing(findings: readonly Finding[]): readonly Finding[] {
  const order = { mandatory: 0, advisory: 1, waived: 2, undecided: 3 };
  return findings.filter(({ kind }) => kind !== "undecided").sort((a, b) => order[a.kind] - order[b.kind]);
}

function whereToReadOn(stack: StackName): string {
  return `Rules: docs/policies.md#<rule>. Waivers: policy/waivers/${stackNamed(stack).stage}.yaml.`;
}

/** Warnings of the engine or the account; the preview prints them for all steps. */
function warningsOf({ messages }: StepResult): readonly string[] {
  return messages.filter((message) => message.startsWith("warning: "));
}

/** Number of judged uses of rights, and the unjudged ones. */
function roleUseLines({ roleUses }: RunResult): readonly string[] {
  if (roleUses === undefined) return [];
  const { judged, denied, notJudged } = roleUses;
  return [
    `role uses: ${judged} judged, ${denied.length} denied, ${notJudged.length} not judged`,
    ...notJudged.slice(0, shownGaps).map(({ what, why }) => `    not judged: ${what}: ${why}`),
    ...(notJudged.length > shownGaps ? [`    and ${notJudged.length - shownGaps} more, which --json lists`] : []),
  ];
}

/** Maximum number of unjudged uses that are listed. */
const shownGaps = 10;

/** The quotas that a new account has too little of, each with its request. */
function quotaLines({ quotas = [] }: RunResult): readonly string[] {
  const raised = quotas.filter(({ raise }) => raise);
  return raised.length === 0
    ? []
    : [
        "Quotas to raise before the first deployment (docs/deploy.md):",
        ...raised.flatMap(({ name, needed, limit, unit, request }) => [
          `    ${name}: needed ${needed} ${unit}, the account has ${limit}`,
          `        ${request}`,
        ]),
      ];
}
