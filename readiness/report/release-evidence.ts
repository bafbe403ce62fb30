import * as path from "node:path";
import { ExpectedError } from "../../settings/faults/expected-error";
import { isRehearsalKey } from "../../settings/release/keys";
import { readRecord } from "../../settings/release/record";
import { type ReleaseState, stateOf, validSignatures } from "../../settings/release/state";
import { type Release, signatories } from "../../settings/release/statement";
import type { ReleaseRows } from "../../settings/system/declaration";
import { rehearsalSource } from "../../stacks/settings/overlay";
import { parseSettings } from "../../stacks/settings/parse";
import { declarationOf, declarations, isStack, isSystem } from "../../stacks/settings/systems";
import type { RecordedEvidence } from "./recorded-evidence";

/** The rows whose signatures only a record of releases proves. */
export const provenRows: ReadonlySet<string> = new Set(
  declarations.flatMap(({ releaseRows: { signatures = {}, approval = [] } = {} }) => [
    ...Object.values(signatures).flat(),
    ...approval,
  ]),
);

/** Whether a file is a record of releases: `releases/<stack>.<system>.jsonl`. */
export function isReleaseRecord(name: string): boolean {
  return name.endsWith(".jsonl");
}

/**
 * What a record of releases proves: signatures and contacts, and drills.
 * @param directory where the stage file is, whose keys must have signed each entry.
 * @throws ExpectedError for another name, and with every fault of the record.
 */
export function readReleaseEvidence(name: string, text: string, directory: string): readonly RecordedEvidence[] {
  const [stack = "", system] = path.basename(name, ".jsonl").split(".");
  if (!isStack(stack) || !isSystem(system))
    throw new ExpectedError(`${name} is not named as a record of releases: releases/<stack>.<system>.jsonl.`);
  const { source } = rehearsalSource(stack, directory);
  const { release } = parseSettings(source.chosen ?? source);
  const record = readRecord(text, release.keys, { stack, system });
  const state = stateOf(record.entries);
  const faults = [...record.faults, ...state.faults];
  if (faults.length > 0)
    throw new ExpectedError(
      [
        `${name} cannot be used as evidence.`,
        "",
        ...faults.map((fault) => `    given    ${fault}`),
        "    allowed  a record whose entries the keys of release.keys signed",
        "    fix      restore the file from version control",
      ].join("\n"),
    );
  const rehearsed = Object.values(release.keys).some((keys) => keys.some(isRehearsalKey));
  const rows = declarationOf(system).releaseRows ?? {};
  const file = { stage: stack, rehearsed, results: [], signatures: [] };
  return [
    { ...file, kind: "review", signatures: signaturesOf(state, rows), contacts: contactsOf(state, rows) },
    { ...file, kind: "drill", results: drillsOf(state, rows) },
  ];
}

function signaturesOf(state: ReleaseState, { signatures = {}, approval = [] }: ReleaseRows) {
  const each = state.signatures.map(({ role, by, at, version, digest, revoked }) => ({
    rows: [...(signatures[role] ?? [])],
    role,
    signer: by,
    when: at,
    version,
    digest,
    proven: true as const,
    ...(revoked && { revoked: { when: revoked.at, by: revoked.by, reason: revoked.reason } }),
  }));
  return [...each, ...approvals(state, approval)].filter(({ rows }) => rows.length > 0);
}

/** All four signatures of a release together, as old as the oldest of them. */
function approvals(state: ReleaseState, rows: readonly string[]) {
  const releases = new Map<string, Release>(state.history.map((one) => [one.digest, one]));
  return [...releases.values()].flatMap(({ version, digest }) => {
    const valid = validSignatures(state, { version, digest });
    const when = valid.map(({ at }) => at).sort((one, other) => Date.parse(one) - Date.parse(other))[0];
    if (valid.length < signatories.length || when === undefined) return [];
    const signer = valid.map(({ by }) => by).join(", ");
    return [{ rows: [...rows], role: signatories.join(", "), signer, when, version, digest, proven: true as const }];
  });
}

function contactsOf({ contacts }: ReleaseState, rows: ReleaseRows) {
  return contacts.flatMap(({ duty, by, at }) => {
    const own = rows.contacts?.[duty] ?? [];
    return own.length === 0 ? [] : [{ rows: own, duty, by, when: at }];
  });
}

function drillsOf({ drills }: ReleaseState, rows: ReleaseRows): RecordedEvidence["results"] {
  return drills.flatMap(({ drill, heldAt, result, measured, by }) => {
    const own = rows.drills?.[drill] ?? [];
    return own.length === 0 ? [] : [{ rows: [...own], verdict: result, measured, when: heldAt, by }];
  });
}
