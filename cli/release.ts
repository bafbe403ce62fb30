import * as fs from "node:fs";
import * as path from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { z } from "zod";
import { ExpectedError } from "../settings/faults/expected-error";
import { recordFile } from "../settings/release/gate";
import {
  databaseStates,
  type DatabaseState,
  type Drill,
  drills,
  type Duty,
  duties,
  type ReleaseRole,
  releaseRoles,
  signatories,
  type Signatory,
} from "../settings/release/statement";
import { stackFileName } from "../stacks/settings/file";
import type { EvidenceFile } from "../stacks/settings/releases/evidence";
import { caller, signWithKms } from "../stacks/settings/releases/kms";
import { type Ledger, openLedgers, refuseDamage, signedInto, writeRecorded } from "../stacks/settings/releases/ledger";
import {
  migrationsThatStay,
  type ReleaseOrder,
  roleOf,
  rollbackTarget,
  statementFor,
} from "../stacks/settings/releases/orders";
import { type StackName, type System, systems } from "../stacks/settings/systems";
import { writeJson } from "./json-output";
import { choiceOption, jsonOption, type JsonTarget, npmCommand, refuse, run, stageOption } from "./npm-command";
import { databaseText, historyText, statusText } from "./release-printer";

interface Shown {
  readonly stage: StackName;
  readonly system?: System;
  readonly directory: string;
  readonly json?: JsonTarget;
}

interface Options extends Shown {
  readonly system: System;
  readonly key?: string;
}

function show(text: (ledger: Parameters<typeof statusText>[0], now: Date) => string) {
  return ({ stage, system, directory, json }: Shown): void => {
    const records = openLedgers(stage, directory, system).map((ledger) => ({
      stack: ledger.stack,
      system: ledger.system,
      state: ledger.state,
      faults: ledger.record.faults,
      lacks: ledger.lacks,
    }));
    if (records.some(({ faults, state }) => faults.length + state.faults.length > 0)) process.exitCode = 1;
    if (writeJson(json, records)) return;
    process.stdout.write(`${records.map((record) => text(record, new Date())).join("\n\n")}\n`);
  };
}

async function record(order: ReleaseOrder, options: Options): Promise<void> {
  const ledger = ledgerOf(options);
  const { stack, system, settings, state } = ledger;
  const { accountId, region } = settings.aws;
  const { account, arn: by } = await caller({ region });
  if (account !== accountId)
    throw new ExpectedError(
      `The credentials are of the account ${account}, and ${stack} is in ${accountId}. Nothing was recorded.`,
    );
  const statement = statementFor(order, { stack, system, state, by, now: new Date() });
  const role = roleOf(order);
  const key = options.key ?? `alias/${settings.stage}-release-${role}`;
  const recorded = await signedInto(ledger, statement, role, (bytes) => signWithKms(bytes, key, { region }));
  writeRecorded(ledger, recorded);
  const files = [recordFile(stack, system), ...(recorded.stageFile === undefined ? [] : [stackFileName(stack)])];
  const next = nextOf(order, stack);
  if (writeJson(options.json, { statement, files, next })) return;
  process.stdout.write(`Recorded in ${files.join(" and ")}: ${statement.kind}, by ${by}.\nNext: ${next}\n`);
}

function ledgerOf({ stage, system, directory }: Options): Ledger {
  const [ledger] = openLedgers(stage, directory, system);
  if (ledger === undefined) throw new Error(`${stage} has no ${system}.`);
  refuseDamage(ledger);
  return ledger;
}

function nextOf({ kind }: ReleaseOrder, stack: StackName): string {
  if (kind === "start" || kind === "rollback")
    return `commit both files, then pulumi up --stack ${stack} --policy-pack policy`;
  return "commit the file, and have the change reviewed";
}

async function rollback(
  given: Options & { readonly reason?: string; readonly database?: DatabaseState },
): Promise<void> {
  const { reason, database, json } = given;
  const ledger = ledgerOf(given);
  const target = rollbackTarget(ledger);
  const text = databaseText(target, migrationsThatStay(ledger.state, target));
  if (json !== true) process.stdout.write(`${text}\n\n`);
  if (database === undefined || reason === undefined) {
    refuse(
      `Nothing was changed. Confirm that ${target.version} works with this database, with a reason: npm run release -- rollback --stage ${ledger.stack} --system ${ledger.system} --database ${databaseStates.join("|")} --reason <text>`,
      json === true,
    );
    return;
  }
  await record({ kind: "rollback", reason, database }, given);
}

/** Reads a file of evidence. Throws ExpectedError where there is none. */
function evidenceIn(name: string): EvidenceFile {
  if (!fs.existsSync(name)) throw new ExpectedError(`${name}: there is no such file.`);
  return { name, text: fs.readFileSync(name, "utf8") };
}

function pattern(expression: RegExp, expected: string) {
  return (text: string): string => {
    if (expression.test(text)) return text;
    throw new InvalidArgumentError(expected);
  };
}

function moment(text: string): string {
  if (z.iso.datetime({ offset: true }).safeParse(text).success) return text;
  throw new InvalidArgumentError("Write it as 2026-11-22T14:30:00+02:00.");
}

function command(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .addOption(stageOption("the stage").makeOptionMandatory())
    .addOption(
      new Option("--directory <folder>", "the project's folder").default(path.resolve(__dirname, "..")).hideHelp(),
    )
    .addOption(jsonOption());
}

function shown(name: string, description: string): Command {
  return command(name, description).addOption(choiceOption("--system <system>", "one of its systems", systems));
}

function recorded(name: string, description: string): Command {
  return command(name, description)
    .addOption(choiceOption("--system <system>", "the system", systems).makeOptionMandatory())
    .option("--key <key>", "the KMS key that signs (default: alias/<stage>-release-<role>)");
}

const reasonOption = () => new Option("--reason <text>", "why, in 10 to 300 characters without a secret");
const roleOption = () => choiceOption("--role <role>", "as whom you sign", releaseRoles).makeOptionMandatory();

const program = npmCommand(
  "release",
  "Record the releases of a stage: who released what, how far it is, who signed it, and how to go back.",
)
  .addCommand(
    shown("status", "Show where each release is, who signed it, what it lacks, contacts and drills.").action(
      show(statusText),
    ),
  )
  .addCommand(
    shown("history", "Show all releases with their steps and signatures.").action(show((one) => historyText(one))),
  )
  .addCommand(
    recorded("propose", 'Propose a release: status "ready".')
      .addOption(
        new Option("--release <vX.Y.Z>", "its version")
          .argParser(pattern(/^v\d+\.\d+\.\d+$/, "expected vX.Y.Z."))
          .makeOptionMandatory(),
      )
      .addOption(
        new Option("--digest <sha256:…>", "the digest of its image")
          .argParser(pattern(/^sha256:[0-9a-f]{64}$/, "expected sha256: and 64 lower-case hexadecimal digits."))
          .makeOptionMandatory(),
      )
      .addOption(
        new Option("--migrations <text>", "what its migrations change in the database, or none").makeOptionMandatory(),
      )
      .action((given: Options & { readonly release: string; readonly digest: string; readonly migrations: string }) =>
        record(
          { kind: "propose", release: { version: given.release, digest: given.digest }, migrations: given.migrations },
          given,
        ),
      ),
  )
  .addCommand(
    recorded("start", 'Start the release: status "in progress". Changes the stage file.').action((given: Options) =>
      record({ kind: "start" }, given),
    ),
  )
  .addCommand(
    recorded("deployed", 'Record that every task runs the release: status "deployed".')
      .requiredOption("--outputs <file>", "pulumi stack output releases --json > <file>")
      .action((given: Options & { readonly outputs: string }) =>
        record({ kind: "deployed", outputs: evidenceIn(given.outputs) }, given),
      ),
  )
  .addCommand(
    recorded("verified", 'Record the verification of the release: status "verified".')
      .requiredOption("--verification <file>", "npm run verify -- --stage <stage> --json <file>")
      .action((given: Options & { readonly verification: string }) =>
        record({ kind: "verified", verification: evidenceIn(given.verification) }, given),
      ),
  )
  .addCommand(
    recorded("stop", "Give the release up.")
      .addOption(reasonOption().makeOptionMandatory())
      .action((given: Options & { readonly reason: string }) => record({ kind: "stop", reason: given.reason }, given)),
  )
  .addCommand(
    recorded("rollback", "Go back to the last verified version. Says first what happens to the database.")
      .addOption(choiceOption("--database <state>", "what migrations since did to it", databaseStates))
      .addOption(reasonOption())
      .action(rollback),
  )
  .addCommand(
    recorded("sign", "Sign the release for a role.")
      .addOption(choiceOption("--role <role>", "as whom you sign", signatories).makeOptionMandatory())
      .action((given: Options & { readonly role: Signatory }) => record({ kind: "sign", role: given.role }, given)),
  )
  .addCommand(
    recorded("revoke", "Revoke a signature.")
      .requiredOption("--signature <id>", "the id of the signature, or its beginning")
      .addOption(roleOption())
      .addOption(reasonOption().makeOptionMandatory())
      .action((given: Options & { readonly signature: string; readonly role: ReleaseRole; readonly reason: string }) =>
        record({ kind: "revoke", signature: given.signature, role: given.role, reason: given.reason }, given),
      ),
  )
  .addCommand(
    recorded("contact", "Record whom to call.")
      .addOption(choiceOption("--duty <duty>", "what for", duties).makeOptionMandatory())
      .requiredOption("--reach <text>", "the address or number that is always answered")
      .addOption(roleOption())
      .action((given: Options & { readonly duty: Duty; readonly reach: string; readonly role: ReleaseRole }) =>
        record({ kind: "contact", duty: given.duty, reach: given.reach, role: given.role }, given),
      ),
  )
  .addCommand(
    recorded("drill", "Record a drill.")
      .addOption(choiceOption("--drill <drill>", "what was drilled", drills).makeOptionMandatory())
      .addOption(new Option("--held-at <time>", "when").argParser(moment).makeOptionMandatory())
      .addOption(choiceOption("--result <result>", "how it ended", ["passed", "failed"]).makeOptionMandatory())
      .requiredOption("--measured <text>", "what was measured, in 10 to 300 characters")
      .addOption(roleOption())
      .action(
        (
          given: Options & {
            readonly drill: Drill;
            readonly heldAt: string;
            readonly result: "passed" | "failed";
            readonly measured: string;
            readonly role: ReleaseRole;
          },
        ) => {
          const { drill, heldAt, result, measured, role } = given;
          return record({ kind: "drill", drill, heldAt, result, measured, role }, given);
        },
      ),
  );

void run(program);
