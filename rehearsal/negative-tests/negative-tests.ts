import * as fs from "node:fs";
import * as os from "node:os";
import { readResult } from "../../readiness/read-result";
import type { RunResult } from "../../readiness/run-result";
import type { WrongChange } from "./wrong-changes";
import { ProjectCopy } from "./project-copy";

/** The outcome of one wrong change. */
export interface Outcome {
  readonly change: WrongChange;
  /** The rules that stopped it, or "settings"; empty when it slipped through. */
  readonly stoppedBy: readonly string[];
  /** What was found and needed, in the words of whatever stopped it. */
  readonly said: string;
  /** Whether it was stopped by what must stop it. */
  readonly asExpected: boolean;
}

/**
 * Makes each wrong change in a copy of the project and rehearses the copy on the real engine under the pack; `onOutcome` is
 * told of each as it is known. Runs as many at a time as there are CPU cores, at most `parallel`. Once `signal` aborts, no
 * other is begun, and what it was aborted with is thrown when those that run have ended and their copies are gone.
 */
export async function negativeTests(
  wrongChanges: readonly WrongChange[],
  {
    onOutcome,
    parallel = os.availableParallelism(),
    signal,
  }: {
    readonly onOutcome?: (outcome: Outcome) => void;
    readonly parallel?: number;
    readonly signal?: AbortSignal;
  } = {},
): Promise<readonly Outcome[]> {
  const waiting = [...wrongChanges.entries()];
  const outcomes: Outcome[] = [];
  const work = async (): Promise<void> => {
    const copy = new ProjectCopy();
    try {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [index, change] = next;
        const outcome = await outcomeOf(copy, change);
        signal?.throwIfAborted();
        outcomes[index] = outcome;
        onOutcome?.(outcome);
      }
    } finally {
      copy.remove();
    }
  };
  const works = Array.from({ length: Math.max(1, Math.min(parallel, wrongChanges.length)) }, work);
  // Every copy is gone before anything is thrown.
  const failed = (await Promise.allSettled(works)).find(({ status }) => status === "rejected");
  if (failed?.status === "rejected") throw failed.reason;
  return outcomes;
}

async function outcomeOf(copy: ProjectCopy, change: WrongChange): Promise<Outcome> {
  const original = copy.leaveSystem(change.stage, change.system);
  const { stage, file, from, to } = change;
  const takeBack = typeof from === "string" ? copy.change(file, from, to) : copy.choose(stage, from, to);
  try {
    const until = change.until === "up" ? "--keep" : "--preview-only";
    fs.rmSync(copy.path("result.json"), { force: true });
    const { exitCode, stderr } = await copy.rehearse("--stage", change.stage, until, "--json", "result.json");
    if (!fs.existsSync(copy.path("result.json"))) {
      return { change, stoppedBy: [`exit code ${exitCode}`], said: stderr.trim(), asExpected: false };
    }
    return judged(change, readResult(copy.path("result.json")));
  } finally {
    takeBack();
    original();
  }
}

/** The outcome, from the result of a rehearsal. */
export function judged(change: WrongChange, result: RunResult): Outcome {
  if (result.ok) return { change, stoppedBy: [], said: "nothing", asExpected: false };
  if (result.steps.length === 0) {
    return {
      change,
      stoppedBy: ["settings"],
      said: fault(result.failure ?? ""),
      asExpected: change.stoppedBy === "settings",
    };
  }
  const broken = result.policy.findings.filter(({ kind }) => kind === "mandatory");
  if (broken.length === 0) {
    return { change, stoppedBy: ["the run itself"], said: result.failure ?? "", asExpected: false };
  }
  const telling = broken.find(({ rule }) => rule === change.stoppedBy) ?? broken[0];
  return {
    change,
    stoppedBy: [...new Set(broken.map(({ rule }) => rule))],
    said: `found ${telling?.found ?? ""}; needed ${telling?.needed ?? ""}`,
    asExpected: broken.some(({ rule }) => rule === change.stoppedBy),
  };
}

/** The lines of a refusal of settings that say what was given and what is allowed. */
function fault(text: string): string {
  const line = (word: string): string => new RegExp(`^ +${word} +(.*)$`, "m").exec(text)?.[1] ?? "";
  return `found ${line("given")}; needed ${line("allowed")}`;
}
