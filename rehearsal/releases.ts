import { sign } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { recordFile } from "../settings/release/gate";
import { rehearsalKey } from "../settings/release/keys";
import { idOf, lineOf, signedBytes } from "../settings/release/record";
import { releaseStatuses } from "../settings/sections/release-record";
import { isStep, type ReleaseRole, signatories, type Statement, type StepKind } from "../settings/release/statement";
import { wantedRelease, type RecordText } from "../stacks/settings/releases/records";
import type { Settings } from "../stacks/settings/schema";
import { stackNamed } from "../stacks/settings/systems";

/** When everything of a rehearsed record happened. */
const at = "2000-01-01T00:00:00Z";

/** Writes the rehearsed records of a stage into a folder, as the project has them in its own; returns the folder. */
export function writeRehearsedRecords(settings: Settings, folder: string): string {
  fs.rmSync(path.join(folder, "releases"), { recursive: true, force: true });
  fs.mkdirSync(path.join(folder, "releases"), { recursive: true });
  const textOf = rehearsedRecords(settings);
  for (const stack of new Set([settings.stack, "staging" as const])) {
    for (const system of settings.systems) {
      const text = textOf(stack, system);
      if (text !== undefined) fs.writeFileSync(path.join(folder, recordFile(stack, system)), `${text}\n`);
    }
  }
  return folder;
}

/** A statement as a role signs it with the key that everyone can make. */
export function rehearsedLine(statement: Statement, role: ReleaseRole): string {
  return lineOf(statement, role, sign("sha256", signedBytes(statement), rehearsalKey(role).privateKey));
}

/**
 * The records of the releases that the settings want, as if staging had verified each, and four people had signed it: a
 * rehearsal of production has what a deployment of production needs. Nobody signed them but the rehearsal.
 */
export function rehearsedRecords(settings: Settings): RecordText {
  return (stack, system) => {
    const { version, digest, status } = wantedRelease(settings, system) ?? {};
    const isStaging = stackNamed(stack).stage === "staging";
    if (version === undefined || digest === undefined || !(isStaging || stack === settings.stack)) return undefined;
    const evidence = { sha256: "0".repeat(64), says: "the rehearsal's stand-in for evidence", when: at };
    const common = { stack, system, by: "arn:aws:sts::000000000000:assumed-role/rehearsal/pipeline", at };
    const lines: string[] = [];
    let after: string | null = null;
    const kinds: readonly StepKind[] = ["proposed", "started", "deployed", "verified"];
    // As far as the settings say, and started at least.
    const reached = Math.max(
      1,
      releaseStatuses.findIndex((one) => one === status),
    );
    for (const kind of isStaging ? kinds : kinds.slice(0, reached + 1)) {
      const proof = kind === "proposed" ? { migrations: "none" } : kind === "started" ? {} : { evidence };
      const step = { kind, ...common, version, digest, after, ...proof } as Statement;
      if (isStep(step)) after = idOf(step);
      lines.push(rehearsedLine(step, "pipeline"));
    }
    if (isStaging) return lines.join("\n");
    const signatures = signatories.map((role) => {
      const by = `arn:aws:sts::000000000000:assumed-role/rehearsal/${role}@rehearsal.test`;
      return rehearsedLine({ kind: "signed", ...common, by, version, digest, role }, role);
    });
    return [...lines, ...signatures].join("\n");
  };
}
