import { generateKeyPairSync, sign } from "node:crypto";
import { row } from "../../checklist";
import { attestedResults, judgeAttested } from "../../verify/attested/attested";
import { type Attestations, readAttestations } from "../../verify/attested/statements";
import { attestedTests } from "../../verify/attested/tests";
import { rowResults } from "../../verify/result";

const digest = `sha256:${"a".repeat(64)}`;
const otherDigest = `sha256:${"b".repeat(64)}`;
const names = attestedTests.map(({ name }) => name);
const file = "attested.jsonl";

interface Tests {
  readonly passedTests?: readonly string[];
  readonly warnedTests?: readonly string[];
  readonly failedTests?: readonly string[];
}

/** A statement as a pipeline writes it. */
function statement(tests: Tests, of = digest): string {
  return JSON.stringify({
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ name: "api", digest: { sha256: of.replace("sha256:", "") } }],
    predicateType: "https://in-toto.io/attestation/test-result/v0.1",
    predicate: { result: "PASSED", configuration: [], ...tests },
  });
}

const signer = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
const key = signer.publicKey.export({ type: "spki", format: "pem" }).toString();

/** The envelope of a statement (DSSE): the signature is over the type and the payload, each with its length. */
function enveloped(payload: string, { privateKey } = signer): string {
  const type = "application/vnd.in-toto+json";
  const encoded = `DSSEv1 ${type.length} ${type} ${Buffer.byteLength(payload)} ${payload}`;
  const sig = sign("sha256", Buffer.from(encoded), privateKey).toString("base64");
  return JSON.stringify({
    payloadType: type,
    payload: Buffer.from(payload).toString("base64"),
    signatures: [{ keyid: "", sig }],
  });
}

const systems = ["doctor-system", "ahava-healthcare", "med-platform"];

/** The rows with a verdict, of all systems with the same image. */
function rowsThat(verdict: string, attestations: Attestations): readonly string[] {
  const results = systems.flatMap((system) => attestedResults({ system, digest }, attestations, new Date(0)));
  return rowResults(results)
    .filter((result) => result.verdict === verdict)
    .map((result) => result.row)
    .sort();
}

it("passes every row that only wants an attestation, where all tests passed", () => {
  const attestations = readAttestations(statement({ passedTests: names }), file);
  expect(rowsThat("passed", attestations)).toEqual(attestedTests.flatMap(({ rows }) => rows).sort());
  expect(rowsThat("failed", attestations)).toEqual([]);
});

it.each(names)("%s that failed fails exactly its rows", (failed) => {
  const passedTests = names.filter((name) => name !== failed);
  const attestations = readAttestations(statement({ passedTests, failedTests: [failed] }), file);
  const { rows, partOf = [] } = attestedTests.find(({ name }) => name === failed)!;
  expect(rowsThat("failed", attestations)).toEqual([...rows, ...partOf].sort());
});

it("cites rows that need a verification, each once", () => {
  const rows = attestedTests.flatMap((test) => test.rows);
  expect(rows.filter((id) => row(id).kind !== "verify")).toEqual([]);
  expect(new Set(rows).size).toBe(rows.length);
});

describe("an attested test", () => {
  const of = (...texts: string[]) => judgeAttested("lint", digest, readAttestations(texts.join("\n"), file)).verdict;

  it.each([
    ["of another image", of(statement({ passedTests: ["lint"] }, otherDigest)), "unknown"],
    ["that is not named", of(statement({ passedTests: ["build"] })), "unknown"],
    ["with warnings", of(statement({ warnedTests: ["lint"] })), "unknown"],
    ["that passed", of(statement({ passedTests: ["build"] }), statement({ passedTests: ["lint"] })), "passed"],
    ["that failed once", of(statement({ failedTests: ["lint"] }), statement({ passedTests: ["lint"] })), "failed"],
  ])("%s has the right verdict", (_, found, wanted) => {
    expect(found).toBe(wanted);
  });

  it("of a system whose digest is not known is unknown", () => {
    const attestations = readAttestations(statement({ passedTests: names }), file);
    const results = attestedResults({ system: "med-platform", version: "v1.0.0" }, attestations, new Date(0));
    expect([...new Set(results.map(({ verdict }) => verdict))]).toEqual(["unknown"]);
    expect(results[0]?.measured).toBe("the settings name v1.0.0 and no digest: set --digest");
  });
});

describe("a signature", () => {
  const passed = statement({ passedTests: ["lint"] });

  it("of the key that is given is verified, in an envelope and in a bundle", () => {
    const bundle = JSON.stringify({ mediaType: "bundle", dsseEnvelope: JSON.parse(enveloped(passed)) as unknown });
    const attestations = readAttestations(`${enveloped(passed)}\n${bundle}\n`, file, key);
    expect(attestations.signed).toBe(true);
    expect(attestations.results).toHaveLength(2);
    expect(judgeAttested("lint", digest, attestations).measured).toBe(`passed, attested for ${digest}, signed`);
  });

  it("that is missing, of another key, or of another payload refuses the file, all at once", () => {
    const other = enveloped(passed, generateKeyPairSync("ec", { namedCurve: "prime256v1" }));
    const { signatures } = JSON.parse(enveloped(passed)) as { signatures: unknown };
    const changed = JSON.parse(enveloped(statement({ passedTests: names }))) as object;
    const text = [passed, other, JSON.stringify({ ...changed, signatures }), enveloped(passed)].join("\n");
    expect(() => readAttestations(text, file, key)).toThrow(
      [
        "attested.jsonl has attestations that cannot be used.",
        "  entry 1: is not in a signed DSSE envelope",
        "  entry 2: is not signed by the key that was given",
        "  entry 3: is not signed by the key that was given",
      ].join("\n"),
    );
  });

  it("that nobody verified is said", () => {
    expect(judgeAttested("lint", digest, readAttestations(enveloped(passed), file)).measured).toBe(
      `passed, attested for ${digest}, signature not verified`,
    );
  });
});

describe("a file", () => {
  it("may have statements with other predicates, which say nothing here", () => {
    const other = JSON.stringify({
      _type: "https://in-toto.io/Statement/v1",
      subject: [],
      predicateType: "https://slsa.dev/provenance/v1",
      predicate: {},
    });
    expect(readAttestations(`[${other}, ${statement({ passedTests: ["lint"] })}]`, file).results).toHaveLength(1);
  });

  it.each([
    ["no JSON", "attested", "attested.jsonl is not JSON"],
    ["nothing", "", "attested.jsonl is not JSON"],
    ["another document", "{}", "entry 1: is no result of tests: _type"],
    [
      "a result without its word",
      statement({}).replace("PASSED", "GREEN"),
      "entry 1: is no result of tests: predicate.result",
    ],
  ])("with %s is refused", (_, text, message) => {
    expect(() => readAttestations(text, file)).toThrow(message);
  });
});
