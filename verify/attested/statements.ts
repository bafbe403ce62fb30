import { crypto, dsse } from "@sigstore/core";
import { z } from "zod";
import { ExpectedError } from "../../settings/faults/expected-error";
import { parsedJson } from "../../settings/files/json-text";

const names = z.array(z.string()).default([]);

/**
 * A statement about images by the pipeline that built them (in-toto Attestation Framework, Statement v1), with the results of
 * tests (predicate test-result v0.1). Fields that are not known are ignored, as its parsing rules say.
 */
const testResult = z.object({
  _type: z.literal("https://in-toto.io/Statement/v1"),
  subject: z.array(z.object({ digest: z.object({ sha256: z.string().optional() }) })),
  predicateType: z.literal("https://in-toto.io/attestation/test-result/v0.1"),
  predicate: z.object({
    result: z.enum(["PASSED", "WARNED", "FAILED"]),
    passedTests: names,
    warnedTests: names,
    failedTests: names,
  }),
});

/** An envelope around a statement, with its signatures (DSSE v1.0.2). */
const envelope = z.object({
  payloadType: z.literal("application/vnd.in-toto+json"),
  payload: z.string(),
  signatures: z.array(z.object({ sig: z.string() })).min(1),
});

/** What the tests of one image came to. */
export interface TestResults {
  /** The images, as `sha256:…`. */
  readonly digests: readonly string[];
  readonly passed: readonly string[];
  readonly warned: readonly string[];
  readonly failed: readonly string[];
}

/** The attestations that a run reads. */
export interface Attestations {
  readonly results: readonly TestResults[];
  /** Whether the signature of each was verified. */
  readonly signed: boolean;
}

/**
 * Reads attestations: statements, envelopes or Sigstore bundles as JSON, one or an array of them, or one in each line.
 * Statements with another predicate than results of tests are passed over.
 * @param file the name of the file, for the errors.
 * @param key the public key that must have signed each, as PEM; without one nothing is verified.
 * @throws ExpectedError with every entry that is no attestation, or that the key did not sign.
 */
export function readAttestations(text: string, file: string, key?: string): Attestations {
  const faults: string[] = [];
  const results = entriesOf(text, file).flatMap((entry, index): TestResults[] => {
    try {
      return resultsOf(statementOf(entry, key));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      faults.push(`  entry ${index + 1}: ${error.message}`);
      return [];
    }
  });
  if (faults.length > 0)
    throw new ExpectedError(
      [
        `${file} has attestations that cannot be used.`,
        ...faults,
        "  allowed  in-toto statements v1 as JSON, in DSSE envelopes where --attestation-key is given",
        "  fix      write the file again in the application's pipeline, and sign it with that key",
      ].join("\n"),
    );
  return { results, signed: key !== undefined };
}

class Refused extends Error {}

function entriesOf(text: string, file: string): readonly unknown[] {
  const whole = parsedJson(text);
  if (whole !== undefined) return Array.isArray(whole) ? (whole as readonly unknown[]) : [whole];
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const entries = lines.map(parsedJson);
  if (entries.length === 0 || entries.includes(undefined))
    throw new ExpectedError(`${file} is not JSON, and not one JSON document in each line.`);
  return entries;
}

/** The statement of an entry, once the key has signed it, where one is given. */
function statementOf(entry: unknown, key: string | undefined): unknown {
  const bundled = z.object({ dsseEnvelope: z.unknown() }).safeParse(entry);
  const { data } = envelope.safeParse(bundled.success ? bundled.data.dsseEnvelope : entry);
  if (data === undefined) {
    if (key !== undefined) throw new Refused("is not in a signed DSSE envelope");
    return entry;
  }
  const payload = Buffer.from(data.payload, "base64");
  if (key !== undefined && !isSigned(data, payload, key)) throw new Refused("is not signed by the key that was given");
  const statement = parsedJson(payload.toString("utf8"));
  if (statement === undefined) throw new Refused("has a payload that is not JSON");
  return statement;
}

function isSigned({ payloadType, signatures }: z.infer<typeof envelope>, payload: Buffer, key: string): boolean {
  const signed = dsse.preAuthEncoding(payloadType, payload);
  const publicKey = crypto.createPublicKey(key);
  return signatures.some(({ sig }) => crypto.verify(signed, publicKey, Buffer.from(sig, "base64")));
}

function resultsOf(statement: unknown): TestResults[] {
  const { predicateType } = z.object({ predicateType: z.string() }).safeParse(statement).data ?? {};
  if (predicateType !== undefined && predicateType !== testResult.shape.predicateType.value) return [];
  const { data, error } = testResult.safeParse(statement);
  if (data === undefined) {
    const [issue] = error.issues;
    throw new Refused(`is no result of tests: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`);
  }
  const { passedTests, warnedTests, failedTests } = data.predicate;
  return [
    {
      digests: data.subject.flatMap(({ digest }) => (digest.sha256 === undefined ? [] : [`sha256:${digest.sha256}`])),
      passed: passedTests,
      warned: warnedTests,
      failed: failedTests,
    },
  ];
}
