import * as fs from "node:fs";
import { ExpectedError } from "../../settings/faults/expected-error";
import { notJsonBecause } from "../not-json";
import { evidenceFile, type RecordedEvidence } from "./recorded-evidence";
import { isVerification, ofVerification, verificationFile } from "./verification-file";

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
    : evidenceFile.safeParse(value);
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
