import { InvalidArgumentError } from "commander";
import { stackNamed, type StackName } from "../stacks/settings/systems";
import type { DeploymentName, FailuresListener, FailuresResult } from "../rehearsal/failures/rehearsed-failures";
import { runLimit } from "../rehearsal/failures/run-limit";
import type { WalkResult, WalkRun } from "../rehearsal/failures/walk";
import { writeJson } from "./json-output";
import type { JsonTarget } from "./npm-command";

/** The value of `--faults`. */
export interface FailuresOptions {
  readonly stage: StackName;
  readonly faults: number | "all";
  readonly seed: string;
  readonly json?: JsonTarget;
}

/** How many changes fail: `all`, or a number. Throws for any other text, which refuses the command line. */
export function faultsOf(text: string): number | "all" {
  if (text === "all") return "all";
  if (!/^[1-9]\d{0,4}$/.test(text)) throw new InvalidArgumentError("Allowed: all, or a number from 1 to 99999.");
  return Number(text);
}

/** Makes the deployments of a stage fail at given points and prints the result; the exit code is 1 if something is left behind. */
export async function tellFailures({ stage, faults, seed, json }: FailuresOptions): Promise<void> {
  const output = json === true ? process.stderr : process.stdout;
  const print = (...lines: readonly string[]): void => {
    for (const line of lines) output.write(`${line}\n`);
  };
  const { rehearseFailures } = await import("../rehearsal/failures/rehearsed-failures.js");
  const { stage: ofStage, system } = stackNamed(stage);
  print(
    `Failures of ${stage}: ${faults === "all" ? "every change" : `up to ${faults} changes`} of each deployment, seed ${seed}.`,
    "Runs on this machine only, in a folder that is deleted afterwards.",
    "",
  );
  const result = await rehearseFailures({
    stage: ofStage,
    ...(system !== undefined && { systems: [system] }),
    count: faults,
    seed,
    listener: listenerOn(print),
  });
  writeJson(json, result);
  print(...lastWords(result));
  if (!result.ok) process.exitCode = 1;
}

function listenerOn(print: (...lines: readonly string[]) => void): FailuresListener {
  return {
    begins: (deployment: DeploymentName, points: number, seconds: number) => {
      print(
        `${deployment}: ${points} points; at most ${runLimit} runs of the engine, about ${minutesOf(seconds)} minutes`,
      );
    },
    ran: (run: WalkRun) => {
      print(`     ${run.command}: ${endOf(run)}  ${run.seconds.toFixed(1)} s`);
    },
    ends: (result: WalkResult) => {
      print(`     ${summaryOf(result)}`, "");
    },
  };
}

/** The end of one run, in words. */
export function endOf({ fired, ended }: Pick<WalkRun, "fired" | "ended">): string {
  const points = `${fired.length} ${fired.length === 1 ? "point" : "points"} failed`;
  if (ended === "killed") return fired.length === 0 ? "killed" : `${points}, then killed`;
  if (ended === "through") return "went through";
  return fired.length === 0 ? "failed because of resources that an earlier run left behind" : points;
}

/** The result of one deployment, in a line. */
export function summaryOf({ fired, killed, runs, imported, removed, neverReached, findings }: WalkResult): string {
  return [
    `points failed: ${fired.length}`,
    `runs: ${runs.length}`,
    `killed: ${killed}`,
    `imported by hand: ${imported.length}`,
    `removed by hand: ${removed.length}`,
    ...(neverReached.length > 0 ? [`points never reached: ${neverReached.length}`] : []),
    findings.length === 0 ? "converges" : `findings: ${findings.length}`,
  ].join(", ");
}

/** A run takes about twice as long as the preview before it: it refreshes and deploys. */
function minutesOf(secondsOfPreview: number): number {
  return Math.ceil((runLimit * 2 * secondsOfPreview) / 60);
}

function lastWords({ walks, seconds, ok }: FailuresResult): readonly string[] {
  const findings = walks.flatMap(({ name, findings: found }) => found.map((finding) => `${name}: ${finding}`));
  const points = walks.reduce((sum, { fired }) => sum + fired.length, 0);
  return [
    ...findings.map((finding) => `FOUND  ${finding}`),
    `${ok ? "OK" : "FAILED"}  ${points} points in ${seconds} s${ok ? ": each deployment converges, a further one changes nothing, nothing is left behind, no seed changed" : ""}.`,
  ];
}
