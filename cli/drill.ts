import { Command, Option } from "commander";
import type { EmergencyCheck } from "../drill/emergency";
import type { Leniency } from "../drill/records";
import type { PhaseReport, RotationDrill } from "../drill/rotation-drill";
import { projectRoot } from "../rehearsal/engine/engine";
import { LastRuns } from "../rehearsal/last-runs";
import { colours as pc } from "./colours";
import { emergencyLine, failureLines, heading, phaseLine } from "./drill-printer";
import { interruption, unlessInterrupted } from "./interruption";
import { writeJson } from "./json-output";
import { jsonOption, type JsonTarget, npmCommand, refuse, run } from "./npm-command";
import { type Progress, progressOnStandardError } from "./progress";

interface Options {
  readonly twoSlots?: true;
  readonly gates: boolean;
  readonly json?: JsonTarget;
}

/** Duration of a whole drill on two cores, in seconds; measured in November 2026. */
const secondsOnTwoProcessors = 285;

/** The deployments of a drill: the first, three steps twice, one that is rolled back, and the emergency. */
const phasesOfDrill = 9;

async function rotation(options: Options): Promise<void> {
  const { serversMissing } = await import("../drill/stage.js");
  const missing = serversMissing();
  if (missing !== undefined) {
    refuse(
      `The drill cannot run: ${missing}.${missing.includes("redis") ? ` ${howToGetRedis}` : ""}`,
      options.json === true,
    );
    return;
  }
  await drill(options, interruption());
}

const howToGetRedis =
  "Install Redis 7 or newer: apt-get install redis-server, brew install redis, or build it from redis.io; then run the drill again.";

async function drill(options: Options, signal: AbortSignal): Promise<void> {
  const { startServers } = await import("../drill/stage.js");
  const { RotationDrill } = await import("../drill/rotation-drill.js");
  const { RehearsedStage } = await import("../drill/rehearsed-blueprint.js");
  const { notDrilled } = await import("../drill/records.js");
  const begun = Date.now();
  const lenient = options.twoSlots === true || !options.gates;
  const lastRuns = new LastRuns(projectRoot, lenient ? "drill.lenient" : "drill");
  const printer = await DrillPrinter.start(options.json === true, lastRuns, lenient);
  const starting = startServers();
  let rehearsed: Awaited<ReturnType<typeof RehearsedStage.start>> | undefined;
  let drilled: RotationDrill | undefined;
  try {
    const servers = await unlessInterrupted(starting, signal);
    // A drill that must fail tests the keyrings and gates, and needs no stage.
    rehearsed = lenient ? undefined : await RehearsedStage.start(servers.folder);
    drilled = new RotationDrill(
      servers,
      { leniency: await leniencyOf(options), source: rehearsed?.source },
      (phase) => {
        printer.phase(phase);
      },
    );
    const report = await unlessInterrupted(drilled.run(), signal);
    const checks = lenient ? [] : await unlessInterrupted(lastEmergency(drilled), signal);
    const { operations, failures, phases } = drilled.report();
    const accepted = checks.reduce((sum, check) => sum + check.accepted, 0);
    const failed = failures.length > 0 || accepted > 0;
    const seconds = Math.round((Date.now() - begun) / 1000);
    printer.stop();
    if (!failed) lastRuns.add([{ name: "rotation", resources: phases.length, seconds }]);
    if (failed) process.exitCode = 1;
    if (failures.length > 0) printer.print("", ...failureLines({ failures }));
    if (checks.length > 0) {
      printer.print("", "After the emergency, from the previous generation:", ...checks.map(emergencyLine));
    }
    printer.print(
      "",
      `Not drilled because no server of it can run here: ${notDrilled.join(", ")}. Refused as too early: ${report.refused} steps.`,
      (failed ? pc.red : pc.green)(
        `${failed ? "FAILED" : "PASSED"}  ${operations} operations in ${seconds} seconds, ${failures.length} failed.`,
      ),
    );
    writeJson(options.json, {
      ok: !failed,
      seconds,
      operations,
      refused: report.refused,
      phases,
      failures,
      emergency: checks,
      notDrilled,
    });
  } finally {
    printer.stop();
    if (signal.aborted) drilled?.stage.fleet.kill();
    else await drilled?.stage.fleet.stop();
    rehearsed?.stop();
    await (await starting.catch(() => undefined))?.stop();
  }
}

async function leniencyOf({ twoSlots, gates }: Options): Promise<Leniency> {
  const { orderAlone } = await import("../drill/records.js");
  return { ...(twoSlots && { publishesNext: false }), ...(!gates && { asked: orderAlone, compares: false }) };
}

async function lastEmergency(drilled: RotationDrill): Promise<readonly EmergencyCheck[]> {
  const { emergency } = await import("../drill/emergency.js");
  const checks = await emergency(drilled.stage);
  await drilled.stage.round();
  drilled.over(3, "emergency");
  return checks;
}

/** Prints a drill: the result of each phase on standard output, progress on standard error. */
class DrillPrinter {
  #progress: Progress | undefined;
  #done = 0;

  private constructor(
    private readonly output: NodeJS.WriteStream,
    private readonly begin: () => Progress,
  ) {}

  static async start(isJson: boolean, lastRuns: LastRuns, lenient: boolean): Promise<DrillPrinter> {
    const startProgress = await progressOnStandardError();
    const last = lastRuns.usual().get("rotation");
    const seconds = last?.seconds ?? (lenient ? undefined : secondsOnTwoProcessors);
    const begun = Date.now();
    const expected = { resources: last?.resources ?? (lenient ? undefined : phasesOfDrill), seconds };
    const printer = new DrillPrinter(isJson ? process.stderr : process.stdout, () =>
      startProgress("drill", { ...expected, begun, unit: "phases" }),
    );
    const minutes = seconds === undefined ? "some" : String(Math.max(1, Math.round(seconds / 60)));
    process.stderr.write(
      `Rotates every secret twice on a real Postgres and a real Redis; takes about ${minutes} minutes.\n`,
    );
    printer.print(heading);
    printer.#progress = printer.begin();
    return printer;
  }

  phase(report: PhaseReport): void {
    this.#done += 1;
    this.#progress?.stop();
    this.print(phaseLine(report));
    this.#progress = this.begin();
    this.#progress.update(this.#done);
  }

  print(...lines: readonly string[]): void {
    this.output.write(`${lines.join("\n")}\n`);
  }

  stop(): void {
    this.#progress?.stop();
    this.#progress = undefined;
  }
}

const program = npmCommand(
  "drill",
  "Drill the rotation of every secret and the replacement of a leaked one, on real servers on this machine.",
)
  .addCommand(
    new Command("rotation")
      .description("Rotate every keyring twice under load, with one rollback, on a real Postgres and a real Redis.")
      .addOption(new Option("--two-slots", "without the publish step: must fail"))
      .addOption(new Option("--no-gates", "without gates except the order of the steps: must fail"))
      .addOption(jsonOption())
      .action(rotation),
  )
  .addHelpText("after", "\nExit codes: 0 no failures, 1 failures.");

void run(program);
