import * as fs from "node:fs";
import * as path from "node:path";
import { Command, Option } from "commander";
import { z } from "zod";
import { stackFileName } from "../settings/file";
import { readDeploymentRecord, type DeploymentRecord } from "../settings/rotation/deployment";
import { replaceFile, withRecords } from "../settings/rotation/edit";
import { steps } from "../settings/rotation/gates";
import { carryOut, type Order } from "../settings/rotation/orders";
import { readRotation } from "../settings/rotation/read";
import { rotatedSecret } from "../settings/rotation/rotated-secrets";
import { statusOf } from "../settings/rotation/status";
import { SettingsError } from "../settings/settings-error";
import { type Stage, stages, type System, systems } from "../settings/stage";
import { difference, emergencyText, refusalText, statusTable } from "./rotation-printer";

interface Options {
  readonly stage: Stage;
  readonly system?: System;
  readonly secret?: string;
  readonly deployed?: string;
  readonly directory: string;
}

/** What a file holds as JSON. */
function readJson(file: string): unknown {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8")) as unknown;
  } catch (error) {
    const reason = error instanceof SyntaxError ? "it is not JSON" : "it cannot be read";
    throw new SettingsError(`${file}: ${reason}.`);
  }
}

function deployedRecord(file: string | undefined): DeploymentRecord | "unknown" {
  if (file === undefined) return "unknown";
  try {
    return readDeploymentRecord(readJson(file));
  } catch (error) {
    throw error instanceof SettingsError ? error : new SettingsError(`${file}: ${(error as Error).message}`);
  }
}

const reencryptionRecord = z.object({
  generation: z.number().int().min(1),
  rowsLeft: z.number().int().min(0),
  at: z.iso.datetime({ offset: true }),
});

function readReencryption(file: string) {
  const { data, error } = reencryptionRecord.safeParse(readJson(file));
  if (data !== undefined) return data;
  const [issue] = error.issues;
  throw new SettingsError(
    `${file} is not the record of a re-encryption: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""} (docs/runbooks/re-encryption.md).`,
  );
}

function status({ stage, system, secret, deployed, directory, json }: Options & { readonly json?: true }): void {
  const all = statusOf(readRotation(stage, directory), deployedRecord(deployed), new Date());
  const secrets = all.secrets.filter(
    (row) => (system === undefined || row.system === system) && (secret === undefined || row.secret === secret),
  );
  const shown = { ...all, secrets };
  print(json ? JSON.stringify(shown, undefined, 2) : statusTable(shown));
}

function carryOutOrder(order: Order, { stage, system, secret, deployed, directory }: Options): void {
  const record = deployedRecord(deployed);
  const result = carryOut(readRotation(stage, directory), { system, secret }, order, record, new Date());
  if (result.refused.length > 0) print(refusalText(result), "");
  if (result.changes.length === 0) {
    print("Nothing was changed.");
    process.exitCode = 1;
    return;
  }
  const file = path.join(directory, stackFileName(stage));
  const before = fs.readFileSync(file, "utf8");
  const after = withRecords(before, result.changes);
  replaceFile(file, before, after);
  print(difference(stackFileName(stage), before, after), "");
  if (order.step === "emergency") print(emergencyText(result), "");
  const elsewhere = result.changes.flatMap(({ system: of, name }) => rotatedSecret(of, name)?.elsewhere ?? []);
  if (order.step === "activate" && elsewhere.length > 0) print(...elsewhere.map((work) => `Then ${work}.`), "");
  const gated = order.step !== "emergency" && result.changes.some(({ name, system: of }) => rotatedSecret(of, name));
  if (record === "unknown" && gated) {
    print("Not asked, for want of --deployed: whether the stage runs the step before this one.");
  }
  print(`Next: pulumi up --stack ${stage} --policy-pack policy`);
}

function print(...lines: readonly string[]): void {
  process.stdout.write(`${lines.join("\n")}\n`);
}

/** A mistake of the caller ends in its message; everything else in a stack trace. */
function explained<T extends unknown[]>(action: (...args: T) => void): (...args: T) => void {
  return (...args) => {
    try {
      action(...args);
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      process.stderr.write(`${error.message}\n`);
      process.exitCode = 1;
    }
  };
}

function command(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .addOption(new Option("--stage <stage>", "the stage").choices(stages).makeOptionMandatory())
    .addOption(new Option("--system <system>", "one of its systems").choices(systems))
    .option("--secret <name>", "one secret, such as JWT_SECRET")
    .option("--deployed <file>", "what the stage runs: pulumi stack output rotation --json > <file>")
    .addOption(new Option("--directory <folder>", "where the stage files lie").default(process.cwd()).hideHelp());
}

const describedAs = {
  publish: "Make the next generation known everywhere; nothing uses it yet.",
  activate: "Use the generation that was published; for a vendor's secret, record that it was renewed.",
  retire: "Drop the generation before, once nothing needs it.",
} as const;

new Command("npm run rotate --")
  .description("Rotate the secrets of a stage, one step at a time. Only the stage's settings file is changed.")
  .addCommand(
    command("status", "Show every secret: its generation, phase, age, due date and next step.")
      .option("--json", "as JSON")
      .action(explained(status)),
  )
  .addCommand(
    command("publish", describedAs.publish).action(
      explained((options: Options) => {
        carryOutOrder({ step: "publish" }, options);
      }),
    ),
  )
  .addCommand(
    command("activate", describedAs.activate)
      .option("--owner <team>", "for a vendor's secret: the team that renews it")
      .action(
        explained(({ owner, ...options }: Options & { readonly owner?: string }) => {
          carryOutOrder({ step: "activate", owner }, options);
        }),
      ),
  )
  .addCommand(
    command("retire", describedAs.retire)
      .option("--record <file>", "for an encryption key: the record of the re-encryption job, as JSON")
      .action(
        explained(({ record, ...options }: Options & { readonly record?: string }) => {
          const reencryption = record === undefined ? undefined : readReencryption(record);
          carryOutOrder({ step: "retire", reencryption }, options);
        }),
      ),
  )
  .addCommand(
    command("emergency", "Replace a secret at once; whatever was made with it is worth nothing afterwards.")
      .requiredOption("--reason <words>", "what has happened, without any value")
      .action(
        explained(({ reason, ...options }: Options & { readonly reason: string }) => {
          carryOutOrder({ step: "emergency", reason }, options);
        }),
      ),
  )
  .addHelpText(
    "after",
    `\nA rotation is ${steps.join(", ")}, each followed by pulumi up (docs/runbooks/rotate-secrets.md).\nExit codes: 0 done, 1 refused or failed.`,
  )
  .parse();
