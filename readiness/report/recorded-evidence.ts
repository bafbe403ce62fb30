import * as fs from "node:fs";
import { z } from "zod";
import { ExpectedError } from "../../settings/faults/expected-error";
import { notJsonBecause } from "../not-json";
import { rowId } from "./row-id";
import { isVerification, ofVerification, verificationFile } from "./verification-file";

const moment = z.iso.datetime({ offset: true });

/** One answer to one or more rows: of a verification, a pipeline, a drill or a reviewer. */
const recorded = z.object({
  rows: z.array(rowId).min(1),
  verdict: z.enum(["passed", "failed", "unknown"]),
  /** What was found and what is needed. */
  measured: z.string().optional(),
  wanted: z.string().optional(),
  when: moment,
  /** Who or what found it. */
  by: z.string().min(1),
  /** The version and the image digest it was found on; a row of another version is not settled by it. */
  version: z.string().optional(),
  digest: z.string().optional(),
});

/** A person's word for rows, bound to what is deployed. */
const signature = z.object({
  rows: z.array(rowId).min(1),
  /** As what the person signs: "security". */
  role: z.string().min(1),
  signer: z.string().min(1),
  when: moment,
  version: z.string().min(1),
  digest: z.string().optional(),
  revoked: z.object({ when: moment, by: z.string(), reason: z.string() }).optional(),
});

const file = z.object({
  /** The stack it is about. */
  stage: z.string(),
  /** Whether it was gathered on a simulated account. */
  rehearsed: z.boolean().default(false),
  kind: z.enum(["verification", "attestation", "drill", "review"]).default("verification"),
  results: z.array(recorded).default([]),
  signatures: z.array(signature).default([]),
});

/** What one file of evidence says. */
export type RecordedEvidence = z.infer<typeof file>;
export type RecordedResult = z.infer<typeof recorded>;
export type Signature = z.infer<typeof signature>;

/** A file of evidence cannot be read, or is about another stack; the message has all of its faults. */
export class UnreadableEvidence extends ExpectedError {}

/**
 * Reads a file of results or signatures: docs/readiness.md has its form.
 * @throws UnreadableEvidence with every fault of the file.
 */
export function readEvidence(name: string): RecordedEvidence {
  let text: string;
  try {
    text = fs.readFileSync(name, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw refusal(name, [code === "ENOENT" ? "file not found" : String(code)]);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refusal(name, [`it is not JSON${notJsonBecause(text)}`]);
  }
  const { data, error } = isVerification(value)
    ? verificationFile.transform(ofVerification).safeParse(value)
    : file.safeParse(value);
  if (error)
    throw refusal(
      name,
      error.issues.map(({ path, message }) => `${path.join(".") || "the file"}: ${message}`),
    );
  if (data.results.length + data.signatures.length === 0)
    throw refusal(name, ["it has neither results nor signatures"]);
  return data;
}

function refusal(name: string, faults: readonly string[]): UnreadableEvidence {
  return new UnreadableEvidence(
    [
      `${name} cannot be read as evidence.`,
      "",
      ...faults.map((fault) => `    given    ${fault}`),
      "    allowed  the JSON of npm run verify, or a file as docs/readiness.md describes it",
      "    fix      npm run verify -- --stage <stage> --json <file>",
    ].join("\n"),
  );
}
