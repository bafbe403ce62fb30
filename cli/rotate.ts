import * as fs from "node:fs";
import * as path from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { z } from "zod";
import { notJsonBecause } from "../readiness/not-json";
import { stackFileName } from "../stacks/settings/file";
import { readDeploymentRecord, type DeploymentRecord } from "../settings/rotation/deployment";
import { withRecords } from "../settings/rotation/edit";
import { steps } from "../settings/rotation/gates";
import { carryOut, noSuchSecret, noSuchSystem, type Order, type OrderResult } from "../stacks/settings/rotation/orders";
import { readRotation } from "../stacks/settings/rotation/read";
import { replaceFile } from "../settings/rotation/replace-file";
import { keyringRow } from "../stacks/settings/rotation/keyrings";
import { statusOf } from "../stacks/settings/rotation/status";
import { SettingsError } from "../settings/faults/settings-error";
import { type StackName, type System, systems } from "../stacks/settings/systems";
import { choiceOption, jsonOption, type JsonTarget, npmCommand, run, stageOption } from "./npm-command";
import { writeJson } from "./json-output";
import { difference, emergencies, emergencyText, refusalText, statusTable } from "./rotation-printer";

interface Options {
  readonly stage: StackName;
  readonly system?: System;
  readonly secret?: string;
  readonly deployed?: string;
  readonly directory: string;
  readonly json?: JsonTarget;
}

/** What a file holds as JSON; `-` is standard input. */
function readJson(file: string): unknown {
  const name = file === "-" ? "standard input" : file;
  let text: string;
  try {
    text = fs.readFileSync(file === "-" ? 0 : file, "utf8");
  } catch {
    throw new SettingsError(`${name} cannot be read.`);
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new SettingsError(`${name} is not JSON${notJsonBecause(text)}.`);
  }
}

function deployedRecord(file: string | undefined): DeploymentRecord | "unknown" {
  if (file === undefined) return "unknown";
  const value = readJson(file);
  try {
    return readDeploymentRecord(value);
  } catch (error) {
    throw new SettingsError(`${file === "-" ? "standard input" : file}: ${(error as Error).message}`);
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
    `${file} is not the record of a re-encryption: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""} (docs/runbooks/rotation/re-encryption.md).`,
  );
}

function status({ stage, system, secret, deployed, directory, json }: Options): void {
  const all = statusOf(readRotation(stage, directory), deployedRecord(deployed), new Date());
  const ofSystem = all.secrets.filter((row) => system === undefined || row.system === system);
  if (system !== undefined && ofSystem.length === 0) {
    throw noSuchSystem(stage, system, [...new Set(all.secrets.map((row) => row.system))]);
  }
  const secrets = ofSystem.filter((row) => secret === undefined || row.secret === secret);
  if (secret !== undefined && secrets.length === 0) {
    throw noSuchSecret(
      stage,
      secret,
      ofSystem.map((row) => row.secret),
    );
  }
  const shown = { ...all, secrets };
  if (writeJson(json, shown)) return;
  print(statusTable(shown, process.stdout.isTTY ? process.stdout.columns : undefined));
}

function carryOutOrder(order: Order, { stage, system, secret, deployed, directory, json }: Options): void {
  const name = stackFileName(stage);
  const file = path.join(directory, name);
  const record = deployedRecord(deployed);
  // Read first: a later change of the file by another process is detected before anything is written.
  const before = textOf(file);
  const result = carryOut(readRotation(stage, directory), { system, secret }, order, record, new Date());
  const after = withRecords(before, result.changes);
  if (result.changes.length > 0) replaceFile(file, before, after);
  else process.exitCode = 1;
  const next = `pulumi up --stack ${stage} --policy-pack policy`;
  const told = order.step === "emergency" ? emergencies(result) : [];
  const elsewhere = order.step === "activate" ? elsewhereOf(result) : [];
  const changed = result.changes.length > 0 ? { file: name, next } : {};
  if (writeJson(json, { stack: stage, step: order.step, ...result, emergencies: told, elsewhere, ...changed })) return;
  if (result.refused.length > 0) print(refusalText(result), "");
  if (result.changes.length > 0) print(difference(name, before, after), "");
  if (told.length > 0) print(emergencyText(told), "");
  if (elsewhere.length > 0) print(...elsewhere.map((work) => `Then ${work}.`), "");
  const gated = order.step !== "emergency" && result.changes.some((one) => keyringRow(one.system, one.name));
  if (record === "unknown" && gated) {
    print("Not checked without --deployed: whether the stage already runs the previous step. pulumi up checks it.");
  }
  print(result.changes.length > 0 ? `Next: ${next}` : "Nothing was changed.");
}

/** What a person must do elsewhere once these are activated. */
function elsewhereOf({ changes }: OrderResult): string[] {
  return changes.flatMap(({ system, name }) => keyringRow(system, name)?.elsewhere ?? []);
}

/** Empty where it cannot be read; the parser reports that. */
function textOf(file: string): string {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

function print(...lines: readonly string[]): void {
  process.stdout.write(`${lines.join("\n")}\n`);
}

/** A day or a moment of the past. */
function momentOf(text: string): Date {
  const isMoment = z.iso.date().safeParse(text).success || z.iso.datetime({ offset: true }).safeParse(text).success;
  if (!isMoment) throw new InvalidArgumentError("Write it as 2026-11-22, or as 2026-11-22T14:30:00+02:00.");
  return new Date(text);
}

function command(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .addOption(stageOption("the stage").makeOptionMandatory())
    .addOption(choiceOption("--system <system>", "one of its systems", systems))
    .option("--secret <name>", "one secret, such as JWT_SECRET")
    .option(
      "--deployed <file>",
      "the deployed keyrings: pulumi stack output rotation --json > <file>, or - to read them",
    )
    .addOption(jsonOption())
    .addOption(new Option("--directory <folder>", "the folder of the stage files").default(process.cwd()).hideHelp());
}

const describedAs = {
  publish: "Deploy the next generation to every task; nothing uses it yet.",
  activate: "Use the published generation; for a vendor's secret, record its renewal.",
  retire: "Remove the previous generation once nothing needs it.",
} as const;

const program = npmCommand(
  "rotate",
  "Rotate the secrets of a stage, one step at a time. Changes only the stage's settings file.",
)
  .addCommand(
    command("status", "Show every secret: its generation, phase, age, due date and next step.").action(status),
  )
  .addCommand(
    command("publish", describedAs.publish).action((options: Options) => {
      carryOutOrder({ step: "publish" }, options);
    }),
  )
  .addCommand(
    command("activate", describedAs.activate)
      .option("--owner <team>", "for a vendor's secret: the team that renews it")
      .addOption(
        new Option("--renewed <day>", "for a vendor's secret: when the vendor issued it (default: now)").argParser(
          momentOf,
        ),
      )
      .action(({ owner, renewed, ...options }: Options & { readonly owner?: string; readonly renewed?: Date }) => {
        carryOutOrder({ step: "activate", owner, renewedAt: renewed }, options);
      }),
  )
  .addCommand(
    command("retire", describedAs.retire)
      .option("--record <file>", "for an encryption key: the record of the re-encryption job, as JSON")
      .action(({ record, ...options }: Options & { readonly record?: string }) => {
        const reencryption = record === undefined ? undefined : readReencryption(record);
        carryOutOrder({ step: "retire", reencryption }, options);
      }),
  )
  .addCommand(
    command(
      "emergency",
      "Replace a secret immediately; everything signed or encrypted with the old one becomes invalid.",
    )
      .requiredOption("--reason <words>", "what happened; must not contain a secret")
      .action(({ reason, ...options }: Options & { readonly reason: string }) => {
        carryOutOrder({ step: "emergency", reason }, options);
      }),
  )
  .addHelpText(
    "after",
    `\nThe steps of a rotation are ${steps.join(", ")}, each followed by pulumi up (docs/runbooks/rotation/rotate-secrets.md).\nExit codes: 0 done, 1 refused or failed.`,
  );

void run(program);
