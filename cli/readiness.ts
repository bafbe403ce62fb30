import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { requireWritable, writeWhole } from "../readiness/output-file";
import { addresses } from "../readiness/report/addresses";
import { counted } from "../readiness/render/wording";
import { type EvidenceFiles, gathered, gatheredEvidence } from "../readiness/report/gathered-evidence";
import { projectFacts } from "../readiness/report/project-facts";
import { type Readiness, readinessOf } from "../readiness/report/readiness";
import type { GatheredEvidence } from "../readiness/report/sources";
import { stageState } from "../readiness/report/stage-state";
import type { RunResult } from "../readiness/run-result";
import type { StackName } from "../stacks/settings/systems";
import { coloursFor } from "./colours";
import { writeJson } from "./json-output";
import { jsonOption, type JsonTarget, npmCommand, run, stageOption } from "./npm-command";
import { writtenLines } from "./reports";

const root = path.resolve(__dirname, "..");

/** 0: the stage is ready to go live. */
const exitCodes = { notReady: 2 } as const;

/** Maximum number of printed blockers; the page has all. */
const printedBlockers = 5;

interface Options extends EvidenceFiles {
  readonly stage: StackName;
  readonly html?: string;
  readonly markdown?: string;
  readonly json?: JsonTarget;
  readonly links?: string;
}

async function report(options: Options): Promise<void> {
  const { stage, markdown, json } = options;
  const html = options.html ?? path.join(root, ".rehearsal", `${stage}.readiness.html`);
  requireWritable("--html", html);
  requireWritable("--markdown", markdown);
  if (typeof json === "string") requireWritable("--json", json);
  const given = gatheredEvidence(stage, options, new Date());
  const evidence = given.result === undefined && given.state === undefined ? await rehearsed(options, given) : given;
  const readiness = readinessOf({ project: projectFacts(root), gathered: evidence });
  const { readinessPage } = await import("../readiness/report/page/page.js");
  writeWhole("--html", html, readinessPage(readiness, addresses(html, root, options.links)));
  if (markdown !== undefined) {
    const { readinessMarkdown } = await import("../readiness/report/markdown.js");
    writeWhole("--markdown", markdown, readinessMarkdown(readiness));
  }
  if (!writeJson(json, readiness)) {
    print(readiness);
    for (const line of writtenLines([shown(html), markdown, typeof json === "string" ? json : undefined]))
      process.stdout.write(`${line}\n`);
  }
  if (readiness.verdict.word !== "ready") process.exitCode = exitCodes.notReady;
}

/** The evidence of a rehearsal for the report, in addition to the given evidence. */
async function rehearsed({ stage, json }: Options, given: GatheredEvidence): Promise<GatheredEvidence> {
  const { ownProcesses } = await import("../rehearsal/processes/own-processes.js");
  ownProcesses();
  const { rehearse } = await import("../rehearsal/rehearsal.js");
  const { RehearsalFailure } = await import("../rehearsal/steps.js");
  const { RehearsalPrinter } = await import("./rehearsal-printer.js");
  const { progressOnStandardError } = await import("./progress.js");
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "care-platform-"));
  const exportFile = path.join(folder, "state.json");
  const output = json === true ? process.stderr : process.stdout;
  try {
    const listener = new RehearsalPrinter(stage, await progressOnStandardError(), { output });
    const result = await rehearse({ stage, exportFile, listener }).catch((error: unknown): RunResult => {
      // A run that failed is evidence too.
      if (error instanceof RehearsalFailure && error.result !== undefined) return error.result;
      throw error;
    });
    const state = fs.existsSync(exportFile) ? stageState(fs.readFileSync(exportFile, "utf8"), exportFile) : undefined;
    output.write("\n");
    return gathered(stage, { ...given, result, state, now: new Date() });
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

function shown(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative.startsWith("..") ? file : relative;
}

function print({ verdict, counts, blockers, rehearsed: isRehearsed }: Readiness): void {
  const { red, green, yellow, bold } = coloursFor(process.stdout);
  const colour = { ready: green, rehearsed: yellow, "not ready": red }[verdict.word];
  const states = Object.entries(counts).flatMap(([state, count]) => (count > 0 ? [`${count} ${state}`] : []));
  const lines = [
    ...(isRehearsed
      ? [yellow("Evidence of a rehearsal on a simulated account: it does not apply to a real stage.")]
      : []),
    colour(verdict.sentence),
    states.join(", "),
    ...(blockers.length === 0 ? [] : ["", bold("What blocks:")]),
    ...blockers
      .slice(0, printedBlockers)
      .flatMap(({ what, fix, command, owner, rows }) => [
        `  ${what} ${rows.length === 0 ? "" : `(${counted(rows.length, "row")})`}`.trimEnd(),
        `    ${fix}${command === undefined ? "" : ` ${command}`} Owner: ${owner}.`,
      ]),
    ...(blockers.length > printedBlockers ? [`  and ${blockers.length - printedBlockers} more on the page`] : []),
    "",
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}

const command = npmCommand(
  "readiness",
  "Report whether a stage may go live: the state of every checklist row, with the evidence for it.",
)
  .addOption(stageOption("the stage to report on").makeOptionMandatory())
  .option("--result <file>", "the --json result of npm run rehearse or npm run preview")
  .option("--state <file>", "the output of pulumi stack export; - is standard input")
  .option("--tests <file>", "the result of npm test -- --json --outputFile=<file>")
  .option("--evidence <file...>", "results of npm run verify, attestations, drills, reviews and signatures")
  .option("--html <file>", "the file of the page (default: .rehearsal/<stage>.readiness.html)")
  .option("--markdown <file>", "write the report as Markdown")
  .addOption(jsonOption("the report"))
  .option("--links <address>", "the address of the project's files on the code host, for the links of the page")
  .addHelpText(
    "after",
    "\nWithout --result and --state, the stage is rehearsed first.\nExit codes: 0 ready to go live, 1 no report, 2 not ready.",
  )
  .action(report);

void run(command);
