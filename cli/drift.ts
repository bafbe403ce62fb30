import { type StackName } from "../stacks/settings/systems";
import { driftLines, driftVerdict } from "../readiness/render/drift-lines";
import type { Drift, Severity } from "../readiness/drift/drift";
import { projectRoot } from "../rehearsal/engine/engine";
import { limits, limitsInWords } from "../rehearsal/engine/limits";
import { ownProcesses } from "../rehearsal/processes/own-processes";
import { LastRuns } from "../rehearsal/last-runs";
import { coloursFor } from "./colours";
import { writeJson } from "./json-output";
import { jsonOption, type JsonTarget, npmCommand, run, stageOption } from "./npm-command";
import { progressOnStandardError } from "./progress";

/** 1 is every command's code for a run that failed. */
const exitCodes: Readonly<Record<Severity, number>> = { none: 0, mandatory: 2, other: 3, unknown: 4 };

interface Options {
  readonly stage: StackName;
  readonly rehearsed?: boolean;
  readonly json?: JsonTarget;
}

async function drift({ stage, rehearsed = false, json }: Options): Promise<void> {
  // A rehearsed stage uses no environment variables, a real one its credentials; set before anything reads a variable.
  if (rehearsed) await import("../rehearsal/engine/own-process.js");
  ownProcesses();
  const startProgress = await progressOnStandardError();
  const lastRuns = new LastRuns(projectRoot, `${stage}.${rehearsed ? "rehearsed-" : ""}drift`);
  const progress = startProgress("drift", lastRuns.usual().get("drift"));
  const update = (finished: number): void => {
    progress.update(finished);
  };
  try {
    const { driftOfKeptStage, driftOfRealStage } = await import("../rehearsal/drift/stages.js");
    const found = await (rehearsed ? driftOfKeptStage : driftOfRealStage)(stage, update);
    progress.stop();
    lastRuns.add([{ name: "drift", seconds: found.seconds, resources: 2 * found.compared }]);
    if (!writeJson(json, found)) tell(found);
    process.exitCode = exitCodes[found.severity];
  } finally {
    progress.stop();
  }
}

function tell(found: Drift): void {
  const { red, green, yellow } = coloursFor(process.stdout);
  const words: Readonly<Record<Severity, string>> = {
    none: green("NO DRIFT"),
    mandatory: red("DRIFT"),
    other: yellow("DRIFT"),
    unknown: yellow("UNKNOWN"),
  };
  const lines = driftLines(found).map((line) => `  ${line}\n`);
  process.stdout.write(
    `${lines.join("")}${words[found.severity]}  ${found.stage}: ${driftVerdict(found)} (${found.seconds.toFixed(1)} s)\n`,
  );
}

const command = npmCommand(
  "drift",
  "Compare a deployed stage with the program: differences, their severity, and the effect of up. Changes nothing.",
)
  .addOption(stageOption("the stage to compare, with the credentials in this environment").makeOptionMandatory())
  .option("--rehearsed", "compare the stage that a rehearsal kept on the simulated account")
  .addOption(jsonOption("the differences"))
  .addHelpText(
    "after",
    [
      "",
      "Exit codes: 0 no drift, 1 the comparison failed, 2 the stage violates a mandatory rule or a resource outside every state",
      "knows of, 3 other drift, 4 nothing differs, but no list of what no state knows of could be read.",
      limitsInWords(limits.realSilenceMinutes),
    ].join("\n"),
  )
  .action(drift);

void run(command);
