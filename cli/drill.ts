import { Command, Option } from "commander";
import pc from "picocolors";
import { type EmergencyCheck, emergency } from "../drill/emergency";
import { type Leniency, notDrilled, orderAlone } from "../drill/records";
import { RotationDrill } from "../drill/rotation-drill";
import { RehearsedStage } from "../drill/rehearsed-blueprint";
import { serversMissing, startServers } from "../drill/stage";
import { emergencyLine, failureLines, heading, phaseLine } from "./drill-printer";
import { runCommandLine } from "./run-command-line";

interface Options {
  readonly twoSlots?: true;
  readonly gates: boolean;
}

function print(...lines: readonly string[]): void {
  process.stdout.write(`${lines.join("\n")}\n`);
}

function leniencyOf({ twoSlots, gates }: Options): Leniency {
  return { ...(twoSlots && { publishesNext: false }), ...(!gates && { asked: orderAlone, compares: false }) };
}

async function rotation(options: Options): Promise<void> {
  const missing = serversMissing();
  if (missing !== undefined) {
    print(`No drill: ${missing}.`);
    process.exitCode = 1;
    return;
  }
  const begun = Date.now();
  const servers = await startServers();
  const lenient = options.twoSlots === true || !options.gates;
  // A drill that must break shows what the keyrings and gates are for, and needs no stage.
  const rehearsed = lenient ? undefined : await RehearsedStage.start(servers.folder);
  const drill = new RotationDrill(servers, { leniency: leniencyOf(options), source: rehearsed?.source }, (phase) => {
    print(phaseLine(phase));
  });
  try {
    print(heading);
    const report = await drill.run();
    const checks = lenient ? [] : await lastEmergency(drill);
    const { operations, failures } = drill.report();
    if (failures.length > 0) print("", ...failureLines({ failures }));
    if (checks.length > 0) print("", "After the emergency, of the generation before:", ...checks.map(emergencyLine));
    const accepted = checks.reduce((sum, check) => sum + check.accepted, 0);
    const failed = failures.length > 0 || accepted > 0;
    const seconds = Math.round((Date.now() - begun) / 1000);
    print(
      "",
      `Not drilled, for no server of it can be started here: ${notDrilled.join(", ")}. Refused as too early: ${report.refused} steps.`,
      (failed ? pc.red : pc.green)(
        `${failed ? "FAILED" : "PASSED"}  ${operations} operations in ${seconds} seconds, ${failures.length} failed.`,
      ),
    );
    if (failed) process.exitCode = 1;
  } finally {
    await drill.stage.fleet.stop();
    rehearsed?.stop();
    await servers.stop();
  }
}

async function lastEmergency(drill: RotationDrill): Promise<readonly EmergencyCheck[]> {
  const checks = await emergency(drill.stage);
  await drill.stage.round();
  drill.over(3, "emergency");
  return checks;
}

const program = new Command("npm run drill --")
  .description("Drill an emergency on real servers, on this machine alone.")
  .addCommand(
    new Command("rotation")
      .description("Rotate every keyring twice under load, with one rollback, on a real Postgres and a real Redis.")
      .addOption(new Option("--two-slots", "with keyrings that publish nothing before it is used: must fail"))
      .addOption(new Option("--no-gates", "with no gate but the order of the steps: must fail"))
      .action(rotation),
  )
  .addHelpText("after", "\nExit codes: 0 nothing failed, 1 something did.");

void runCommandLine(program);
