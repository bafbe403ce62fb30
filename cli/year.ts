import type { YearRun } from "../rehearsal/year/year-stage";
import { stackNamed, type StackName } from "../stacks/settings/systems";
import { colours as pc } from "./colours";
import { writeJson } from "./json-output";
import type { JsonTarget } from "./npm-command";
import { changesText } from "./rehearsal-printer";

/** What `--year` asks for. */
export interface YearOptions {
  readonly stage: StackName;
  readonly json?: JsonTarget;
}

/** Lets a stage go through a year and prints it; the exit code is 1 where something did not hold. */
export async function tellYear({ stage, json }: YearOptions): Promise<void> {
  const output = json === true ? process.stderr : process.stdout;
  const print = (...lines: readonly string[]): void => {
    for (const line of lines) output.write(`${line}\n`);
  };
  const { rehearseYear } = await import("../rehearsal/year/year.js");
  const { stage: ofStage, system } = stackNamed(stage);
  print(
    `${pc.bold(`A year of ${stage}`)}: real Pulumi engine, simulated account, one clock that is moved.`,
    "Runs on this machine only, in a folder that is deleted afterwards.",
  );
  const result = await rehearseYear({
    stage: ofStage,
    ...(system !== undefined && { systems: [system] }),
    watch: {
      begins: ({ name }, on) => {
        print("", `${on.toISOString().slice(0, 10)}  ${pc.bold(name)}`);
      },
      ran: (run) => {
        print(`     ${run.command}: ${runText(run)}  ${pc.dim(`${run.seconds.toFixed(1)} s`)}`);
      },
      says: (sentence, holds) => {
        print(holds ? `     ${pc.green("✓")} ${sentence}` : `     ${pc.red("✗")} ${sentence}`);
      },
    },
  });
  writeJson(json, result);
  const { findings, events, seconds } = result;
  print("", ...findings.map((finding) => `FOUND  ${finding}`));
  print(
    `${result.ok ? pc.green("OK") : pc.red("FAILED")}  ${events.length} events of a year in ${seconds} s, ${findings.length} findings.`,
  );
  if (!result.ok) process.exitCode = 1;
}

function runText({ changes, error }: YearRun): string {
  const count = (operation: string) => changes.filter((change) => change.operation === operation).length;
  const [created, updated, replaced, deleted] = ["created", "updated", "replaced", "deleted"].map(count);
  const numbers = {
    created: created ?? 0,
    updated: updated ?? 0,
    replaced: replaced ?? 0,
    deleted: deleted ?? 0,
    same: 0,
  };
  const done = changes.length === 0 ? "no changes" : changesText(numbers, false);
  return error === undefined ? done : `${done}, then failed`;
}
