import { createHash } from "node:crypto";
import { dsse } from "@sigstore/core";
import { z } from "zod";
import { parsedJson } from "../files/json-text";
import { isSignedBy } from "./keys";
import { isStep, type ReleaseRole, releaseRoles, type Statement, statementSchema } from "./statement";

const payloadType = "application/vnd.care-platform.release+json";

/** An entry as the file has it: a statement with the signature of one role (DSSE v1.0.2). */
const envelope = z.strictObject({
  payloadType: z.literal(payloadType),
  payload: z.base64(),
  signatures: z.array(z.strictObject({ keyid: z.enum(releaseRoles), sig: z.base64() })).length(1),
});

/** The public keys of each role, the newest first; older ones verify older entries. */
export type ReleaseKeys = Readonly<Partial<Record<ReleaseRole, readonly string[]>>>;

/** An entry whose signature is valid. */
export interface Entry {
  /** SHA-256 of the statement; other entries name it by this. */
  readonly id: string;
  readonly statement: Statement;
  /** The role whose key signed it. */
  readonly signedAs: ReleaseRole;
}

/** A parsed record. A record with faults must not be used. */
export interface ReadRecord {
  readonly entries: readonly Entry[];
  /** Each in one sentence with its line. */
  readonly faults: readonly string[];
}

/** The bytes that are signed for a statement. */
export function signedBytes(statement: Statement): Buffer {
  return dsse.preAuthEncoding(payloadType, payloadOf(statement));
}

/** A signed statement as a line of the file, without the end of the line. */
export function lineOf(statement: Statement, role: ReleaseRole, signature: Buffer): string {
  const sig = signature.toString("base64");
  return JSON.stringify({
    payloadType,
    payload: payloadOf(statement).toString("base64"),
    signatures: [{ keyid: role, sig }],
  });
}

/** The id of a statement. */
export function idOf(statement: Statement): string {
  return createHash("sha256").update(payloadOf(statement)).digest("hex");
}

function payloadOf(statement: Statement): Buffer {
  return Buffer.from(JSON.stringify(statement), "utf8");
}

/**
 * Reads the record of a system on a stack: one signed entry in each line, in any order; a duplicate entry counts
 * once.
 */
export function readRecord(
  text: string,
  keys: ReleaseKeys,
  of: { readonly stack: string; readonly system: string },
): ReadRecord {
  const entries = new Map<string, Entry>();
  const faults: string[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const read = entryOf(line, keys, of);
    if (typeof read === "string") faults.push(`line ${index + 1} ${read}`);
    else entries.set(read.id, read);
  }
  return { entries: [...entries.values()], faults: [...faults, ...forks([...entries.values()])] };
}

/** An entry, or the fault of its line. */
function entryOf(
  line: string,
  keys: ReleaseKeys,
  of: { readonly stack: string; readonly system: string },
): Entry | string {
  const { data } = envelope.safeParse(parsedJson(line));
  const [signature] = data?.signatures ?? [];
  if (data === undefined || signature === undefined) return "is no signed entry";
  const payload = Buffer.from(data.payload, "base64");
  const statement = statementSchema.safeParse(parsedJson(payload.toString("utf8"))).data;
  if (statement === undefined) return "does not contain a statement about a release";
  const { keyid: role, sig } = signature;
  const bytes = dsse.preAuthEncoding(payloadType, payload);
  const isSigned = (keys[role] ?? []).some((key) => isSignedBy(key, bytes, Buffer.from(sig, "base64")));
  if (!isSigned) return `is not signed by a key of the role ${role} in the settings`;
  if (statement.stack !== of.stack || statement.system !== of.system)
    return `is about ${statement.system} on ${statement.stack}`;
  if (!mayState(role, statement)) return `is signed as ${role}, who may not state "${statement.kind}"`;
  return { id: createHash("sha256").update(payload).digest("hex"), statement, signedAs: role };
}

/** Steps come from the pipeline, a signature from its own role; anyone with a key may revoke, and name contacts and drills. */
function mayState(role: ReleaseRole, statement: Statement): boolean {
  if (isStep(statement)) return role === "pipeline";
  return statement.kind !== "signed" || statement.role === role;
}

/** Steps that do not form one chain: two after the same one, or one after a missing one. */
function forks(entries: readonly Entry[]): string[] {
  const steps = entries.filter(({ statement }) => isStep(statement));
  const ids = new Set(steps.map(({ id }) => id));
  const followers = new Map<string | null, number>();
  const missing: string[] = [];
  for (const { statement } of steps) {
    if (!isStep(statement)) continue;
    followers.set(statement.after, (followers.get(statement.after) ?? 0) + 1);
    if (statement.after !== null && !ids.has(statement.after))
      missing.push(`the entry before "${statement.kind}" ${statement.version} is missing: ${statement.after}`);
  }
  const twice = [...followers].filter(([, count]) => count > 1);
  return [...missing, ...twice.map(([after]) => `two steps follow ${after ?? "the start"}: keep one of them`)];
}
