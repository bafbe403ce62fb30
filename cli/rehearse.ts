import { type StackName } from "../stacks/settings/systems";
import "../rehearsal/engine/own-process";
import * as path from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import { requireWritable } from "../readiness/output-file";
import type { RunResult } from "../readiness/run-result";
import { projectRoot } from "../rehearsal/engine/engine";
import { limits, limitsInWords } from "../rehearsal/engine/limits";
import { keptStage, markKept, requireStanding } from "../rehearsal/kept-stage";
import { LastRuns, pastStepOf } from "../rehearsal/last-runs";
import { type MissingName, missingNames, missingWork } from "../rehearsal/missing-work";
import { Interrupted, ownProcesses } from "../rehearsal/processes/own-processes";
import { RehearsalFailure } from "../rehearsal/steps";
import { rehearsalSource } from "../stacks/settings/overlay";
import { parseSettings } from "../stacks/settings/parse";
import { SettingsError } from "../settings/faults/settings-error";
import { type AskedFault, askableFaults, readFault } from "../rehearsal/account/faults";
import type { AccountGrants, AccountKind } from "../rehearsal/account/index";
import { coverageTable } from "./coverage";
import { faultsOf, tellFailures } from "./failures";
import { writeJson } from "./json-output";
import { accountKindOption, dateOption, jsonOption, npmCommand, oneOf, run, stageOption } from "./npm-command";
import { progressOnStandardError } from "./progress";
import { RehearsalPrinter } from "./rehearsal-printer";
import { tellYear } from "./year";
import { assertReportsWritable, writeReports, writtenLines } from "./reports";
import type { ReportFiles } from "./reports";

/** 0: success. */
const exitCodes = { failed: 1, blocked: 2 } as const;

interface Options extends ReportFiles {
  readonly stage: StackName;
  readonly export?: string;
  readonly keep?: true;
  readonly previewOnly?: true;
  readonly fromKept?: true;
  readonly refresh?: true;
  readonly firstDeployment?: true;
  readonly missing: readonly MissingName[];
  readonly coverage?: true;
  readonly accountKind?: AccountKind;
  readonly date?: Date;
  readonly fault?: readonly AskedFault[];
  readonly faults?: number | "all";
  readonly seed: string;
  readonly year?: true;
}

async function rehearseOrTell(options: Options): Promise<void> {
  if (options.coverage === true) await tellCoverage(options.json);
  else if (options.faults !== undefined) await failStage(options, options.faults);
  else if (options.year === true) await goThroughYear(options);
  else await rehearseStage(options);
}

async function tellCoverage(json: ReportFiles["json"]): Promise<void> {
  const { coverageOf, resourceTypes } = await import("../rehearsal/account/index.js");
  const tokens = Object.keys(resourceTypes).filter((token) => /^(aws|mongodbatlas):/.test(token));
  const types = coverageOf(tokens.sort());
  if (!writeJson(json, { types })) process.stdout.write(`${coverageTable(types)}\n`);
}

async function failStage({ stage, seed, json }: Options, faults: number | "all"): Promise<void> {
  ownProcesses();
  requireWritable("--json", json === true ? undefined : json);
  await tellFailures({ stage, seed, json, faults });
}

async function goThroughYear({ stage, json }: Options): Promise<void> {
  ownProcesses();
  requireWritable("--json", json === true ? undefined : json);
  await tellYear({ stage, json });
}

async function rehearseStage(options: Options): Promise<void> {
  ownProcesses();
  const {
    stage,
    keep = false,
    previewOnly = false,
    fromKept = false,
    refresh = false,
    firstDeployment = false,
  } = options;
  const lastRuns = new LastRuns(projectRoot, stage);
  const printer = new RehearsalPrinter(stage, await progressOnStandardError(), {
    output: options.json === true ? process.stderr : process.stdout,
    usual: lastRuns.usual(),
  });
  try {
    assertReportsWritable(options);
    requireWritable("--export", options.export);
    if (fromKept) requireStanding(projectRoot, stage);
    // Settings are checked before the engine's modules are loaded, which takes seconds.
    parseSettings(rehearsalSource(stage, projectRoot).source);
    const missing = options.missing.map((name) => missingWork(stage, name, projectRoot));
    const kept = fromKept ? undefined : keptStage(projectRoot, stage);
    if (kept !== undefined) {
      process.stderr.write(`The stage kept in ${kept} is deleted; use --from-kept to start from it.\n`);
    }
    const { rehearse } = await import("../rehearsal/rehearsal.js");
    const result = await rehearse({
      stage,
      keep,
      previewOnly,
      fromKept,
      refresh,
      firstDeployment,
      missing,
      exportFile: options.export,
      grants: grantsOf(options),
      listener: printer,
    });
    if (keep && !previewOnly) markKept({ path: path.join(projectRoot, ".rehearsal", stage) });
    lastRuns.add(result.steps.map(pastStepOf));
    const files = await writeReports(options, result);
    printer.succeeded(result, { keep, previewOnly, fromKept });
    printer.print(...writtenLines([...files, previewOnly ? undefined : options.export]));
  } catch (error) {
    if (error instanceof RehearsalFailure) {
      const files = error.result ? await writeReports(options, error.result) : [];
      printer.failed(error.message, error.blockedByChecklist);
      printer.print(...writtenLines(files));
      process.exitCode = error.blockedByChecklist ? exitCodes.blocked : exitCodes.failed;
    } else if (error instanceof SettingsError) {
      const files = await writeReports(options, await refusedSettings(stage, error.message));
      printer.failed(error.message, false);
      printer.print(...writtenLines(files));
      process.exitCode = exitCodes.failed;
    } else if (error instanceof Interrupted) {
      printer.failed(error.message, false);
      process.exitCode = error.exitCode;
    } else throw error;
  }
}

function grantsOf({ accountKind, date, fault }: Options): AccountGrants {
  return {
    ...(accountKind && { kind: accountKind }),
    ...(date && { now: () => date }),
    ...(fault && { faults: fault }),
  };
}

/** Adds a fault to the given ones, or refuses it like commander refuses a choice. */
function addFault(text: string, asked: readonly AskedFault[] = []): readonly AskedFault[] {
  try {
    return [...asked, readFault(text)];
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}

async function refusedSettings(stage: StackName, message: string): Promise<RunResult> {
  const { failedBeforeStart } = await import("../readiness/policy-result.js");
  return failedBeforeStart(stage, "rehearsal", message);
}

/** The options that belong to the rehearsal of one deployment. */
const ofOneRun = [
  ...["keep", "fromKept", "previewOnly", "refresh", "firstDeployment", "missing"],
  ...["export", "sarif", "junit", "markdown"],
];

const command: Command = npmCommand(
  "rehearse",
  "Preview, deploy, redeploy and destroy a whole stage on the real engine and a simulated account.",
)
  .addOption(stageOption("the stage to rehearse").default("staging"))
  .addOption(jsonOption("the result (the source of every other report)"))
  .option("--sarif <file>", "write the findings as SARIF 2.1.0, for code scanning")
  .option("--junit <file>", "write one test case per rule as JUnit XML")
  .option("--markdown <file>", "write the result as Markdown")
  .option("--export <file>", "write the state of the deployed stack in the format of pulumi stack export")
  .addOption(accountKindOption())
  .addOption(dateOption())
  .addOption(
    new Option(
      "--fault <what>",
      `simulate a failure after AWS has accepted the request; may be given several times: ${askableFaults.join("; ")}`,
    ).argParser(addFault),
  )
  .addOption(
    new Option(
      "--faults <number>",
      "make this many changes of each deployment fail (all: every one): a first deployment, a release, a rotation and destroy",
    )
      .argParser(faultsOf)
      .conflicts(["fault", ...ofOneRun]),
  )
  .addOption(
    new Option(
      "--year",
      "a year of operation with a moved clock: deploy, release, failed release, rotation, drift, upgrade, restore, emergency, destroy",
    ).conflicts(["fault", "faults", "date", "accountKind", ...ofOneRun]),
  )
  .option("--seed <text>", "the seed for the choice of failures; the same seed gives the same failures", "1")
  .option("--keep", "keep the stage in the simulated account")
  .option("--from-kept", "start from the stage of the last --keep and show the changes")
  .option("--preview-only", "preview only; deploy nothing")
  .addOption(
    new Option(
      "--refresh",
      "refresh the stage once it stands, which writes into the state what AWS reports; it must change nothing",
    ).conflicts("previewOnly"),
  )
  .addOption(
    new Option(
      "--first-deployment",
      "deploy in the two passes of a first deployment: preparation, then everything",
    ).conflicts(["fromKept", "previewOnly"]),
  )
  .addOption(
    new Option(
      "--missing <work...>",
      "a first deployment whose second pass starts without image:<system> or delegation:<system>, and then continues",
    )
      .default([], "nothing")
      .argParser((word, others: readonly MissingName[]) => [...others, oneOf(missingNames)(word)])
      .conflicts(["fromKept", "previewOnly"])
      .implies({ firstDeployment: true }),
  )
  .option(
    "--coverage",
    "rehearse nothing: list the constraints of AWS's published models and the provider for each resource type",
  )
  .addHelpText(
    "after",
    `\nExit codes: 0 success, 1 the run failed, 2 the checklist blocks.\n${limitsInWords(limits.silenceMinutes)}`,
  )
  .action(rehearseOrTell);

void run(command);
