import * as fs from "node:fs";
import * as path from "node:path";
import { ExpectedError } from "../../../settings/faults/expected-error";
import { type Lack, lacksOf, recordFile } from "../../../settings/release/gate";
import { lineOf, readRecord, type ReadRecord, signedBytes } from "../../../settings/release/record";
import { type ReleaseState, stateOf } from "../../../settings/release/state";
import { isStep, type ReleaseRole, type Statement } from "../../../settings/release/statement";
import { withFields } from "../../../settings/rotation/edit";
import { replaceFile } from "../../../settings/rotation/replace-file";
import { stackFileName } from "../file";
import { rehearsalSource } from "../overlay";
import { parseSettings } from "../parse";
import type { Settings } from "../schema";
import { sections, type StackName, type System } from "../systems";
import { ownRecord, recordsIn, releaseLacks, stagingRecords } from "./records";

/** The record of a system on a stack, with the settings that it belongs to. */
export interface Ledger {
  readonly stack: StackName;
  readonly system: System;
  readonly directory: string;
  readonly settings: Settings;
  /** The text of the record; empty if there is none yet. */
  readonly text: string;
  readonly record: ReadRecord;
  readonly state: ReleaseState;
  /** The missing requirements of the release in the settings. */
  readonly lacks: readonly Lack[];
}

/**
 * Opens the records of the systems of a stack.
 * @param only one of its systems. @default all
 * @throws SettingsError where the stage file has faults, and ExpectedError for a system that the stack does not run.
 */
export function openLedgers(stack: StackName, directory: string, only?: System): readonly Ledger[] {
  const { source } = rehearsalSource(stack, directory);
  const settings = parseSettings(source.chosen ?? source);
  if (only !== undefined && !settings.systems.includes(only))
    throw new ExpectedError(
      `${stackFileName(stack)} does not run ${only}; it runs ${settings.systems.join(", ")}. Name one of these.`,
    );
  const textOf = recordsIn(directory);
  return settings.systems
    .filter((system) => only === undefined || system === only)
    .map((system) => {
      const record = ownRecord(settings, system, textOf);
      const state = stateOf(record.entries);
      const lacks = releaseLacks(settings, system, textOf);
      return { stack, system, directory, settings, text: textOf(stack, system) ?? "", record, state, lacks };
    });
}

/** Refuses a damaged record. */
export function refuseDamage({ stack, system, record, state }: Ledger): void {
  const faults = [...record.faults, ...state.faults];
  if (faults.length === 0) return;
  throw new ExpectedError(
    [
      `${recordFile(stack, system)} is damaged. Nothing was recorded.`,
      "",
      ...faults.map((fault) => `    given    ${fault}`),
      "    allowed  entries that the keys of release.keys signed, each step after the one before it",
      "    fix      restore the file from version control; if two branches each added a step, keep one of them",
    ].join("\n"),
  );
}

/** The missing requirements of a start: in production those of the program. */
export function lacksOfStart(ledger: Ledger, statement: Statement, textAfter: string): readonly Lack[] {
  const { stack, system, settings, directory } = ledger;
  if (statement.kind !== "started" || settings.stage !== "production") return [];
  const isExcepted = settings.release.exceptions.some(
    (one) => one.system === system && one.version === statement.version,
  );
  if (isExcepted) return [];
  const own = readRecord(textAfter, settings.release.keys, { stack, system });
  const staging = stagingRecords(settings, system, recordsIn(directory));
  const { version, digest } = statement;
  const samePerson = !settings.release.separatePersons;
  return lacksOf({ system, stack, version, digest, status: "in progress", own, staging, samePerson });
}

/** How bytes are signed. */
export type Sign = (bytes: Buffer) => Promise<Buffer>;

/** The changes of recording a statement. */
export interface Recorded {
  readonly statement: Statement;
  /** The text of the record with the statement. */
  readonly text: string;
  /** The text of the stage file before and after; absent where it stays. */
  readonly stageFile?: { readonly before: string; readonly after: string };
}

/**
 * Signs a statement and adds it to the record. Nothing is written.
 * @throws ExpectedError if the key is not the role's, or a production release lacks a requirement.
 */
export async function signedInto(
  ledger: Ledger,
  statement: Statement,
  role: ReleaseRole,
  sign: Sign,
): Promise<Recorded> {
  const { stack, system, settings, text } = ledger;
  const line = lineOf(statement, role, await sign(signedBytes(statement)));
  const after = `${text.trim() === "" ? "" : `${text.trimEnd()}\n`}${line}\n`;
  const { faults } = readRecord(after, settings.release.keys, { stack, system });
  if (faults.length > 0)
    throw new ExpectedError(
      [
        `The entry is refused. Nothing was recorded.`,
        "",
        ...faults.map((fault) => `    given    ${fault}`),
        `    allowed  a signature by a key of release.keys.${role} in ${stackFileName(stack)}`,
        `    fix      use that key (--key), or enter the public key of this one: aws kms get-public-key --query PublicKey`,
      ].join("\n"),
    );
  const lacks = lacksOfStart(ledger, statement, after);
  if (lacks.length > 0)
    throw new ExpectedError(
      [
        `${system} may not start on ${stack}. Nothing was recorded.`,
        ...lacks.map(({ what, who, fix }) =>
          [`    missing  ${what}`, `    from     ${who}`, `    fix      ${fix}`].join("\n"),
        ),
      ].join("\n\n"),
    );
  const stageFile = stageFileWith(ledger, statement);
  return { statement, text: after, ...(stageFile && { stageFile }) };
}

/** The stage file after a step: a start and a rollback set the release, and each step its status. */
function stageFileWith(
  { stack, system, directory, settings }: Ledger,
  statement: Statement,
): Recorded["stageFile"] | undefined {
  if (!isStep(statement) || statement.kind === "proposed" || statement.kind === "stopped") return undefined;
  const before = fs.readFileSync(path.join(directory, stackFileName(stack)), "utf8");
  const { kind, version, digest, by, at } = statement;
  if (kind === "deployed" || kind === "verified")
    return { before, after: withFields(before, [system, "release"], { status: kind }) };
  const section = settings[sections[system]];
  const image = section?.image.startsWith("sha256:") === true ? digest : version;
  const promoted = section?.release !== undefined && "promotedFromStaging" in section.release;
  const fields = {
    version,
    digest,
    deployedBy: by,
    deployedAt: at,
    status: "in progress",
    ...(promoted && { promotedFromStaging: image }),
  };
  return { before, after: withFields(withFields(before, [system], { image }), [system, "release"], fields) };
}

/** Writes the record, and the stage file where it changes. */
export function writeRecorded({ stack, system, directory, text }: Ledger, recorded: Recorded): void {
  const file = path.join(directory, recordFile(stack, system));
  if (fs.existsSync(file)) replaceFile(file, text, recorded.text);
  else {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, recorded.text, { flag: "wx" });
  }
  const { stageFile } = recorded;
  if (stageFile !== undefined && stageFile.before !== stageFile.after)
    replaceFile(path.join(directory, stackFileName(stack)), stageFile.before, stageFile.after);
}
