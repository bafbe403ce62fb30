import { sign } from "node:crypto";
import { rehearsalKey } from "../../../settings/release/keys";
import { idOf, lineOf, type ReleaseKeys, signedBytes } from "../../../settings/release/record";
import { releaseRoles, type ReleaseRole, signatories, type Statement } from "../../../settings/release/statement";

/** Where the records of these tests are kept. */
export const place = { stack: "production", system: "ahava-healthcare" };

/** The public keys of every role. */
export const keys: ReleaseKeys = Object.fromEntries(releaseRoles.map((role) => [role, [rehearsalKey(role).publicKey]]));

export const v1 = { version: "v1.0.0", digest: `sha256:${"1".repeat(64)}` };
export const v2 = { version: "v2.0.0", digest: `sha256:${"2".repeat(64)}` };

export const evidence = { sha256: "e".repeat(64), says: "every check passed", when: "2026-11-29T11:00:00Z" };
export const reason = "errors in the payment flow";

/** A line as the role signs it. */
export function signed(statement: Statement, role: ReleaseRole = "pipeline"): string {
  return lineOf(statement, role, sign("sha256", signedBytes(statement), rehearsalKey(role).privateKey));
}

type Distributed<T> = T extends unknown ? Omit<T, "stack" | "system" | "by" | "at" | "after"> & Partial<T> : never;

/** A statement about the system of these tests, at noon, by the pipeline. */
export function stated(given: Distributed<Statement>, at: { stack: string; system: string } = place): Statement {
  return {
    ...at,
    by: "arn:aws:sts::000000000000:assumed-role/deployer/pipeline",
    at: "2026-11-29T12:00:00Z",
    ...given,
  } as Statement;
}

/** Steps one after the other, each naming the one before it. */
export function steps(
  given: readonly Distributed<Extract<Statement, { after: string | null }>>[],
  at: { stack: string; system: string } = place,
): Statement[] {
  const made: Statement[] = [];
  for (const one of given) made.push(stated({ after: last(made), ...one }, at));
  return made;
}

/** The id of the last statement. */
export function last(statements: readonly Statement[]): string | null {
  const newest = statements.at(-1);
  return newest === undefined ? null : idOf(newest);
}

/** The steps that bring a release to "verified". */
export const toVerified = (release: { version: string; digest: string }) =>
  [
    { kind: "proposed", ...release, migrations: "none" },
    { kind: "started", ...release },
    { kind: "deployed", ...release, evidence },
    { kind: "verified", ...release, evidence },
  ] as const;

/** The four signatures of a release, each by another person. */
export function signatures(release: { version: string; digest: string }, at = place): string[] {
  return signatories.map((role) => signed(signature(role, release, at), role));
}

/** The signature of a role. */
export function signature(
  role: (typeof signatories)[number],
  release: { version: string; digest: string },
  at = place,
): Statement {
  const by = `arn:aws:sts::000000000000:assumed-role/signer/${role}@rehearsal.test`;
  return stated({ kind: "signed", role, ...release, by }, at);
}
