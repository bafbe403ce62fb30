import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { gatheredEvidence } from "../../../readiness/report/gathered-evidence";
import { readinessOf } from "../../../readiness/report/readiness";
import { readEvidence } from "../../../readiness/report/read-evidence";
import { stageState } from "../../../readiness/report/stage-state";
import { runs } from "../results";
import {
  deployedState,
  full,
  now,
  passedRun,
  passedTests,
  project,
  settled,
  stateText,
  then,
} from "./evidence-of-staging";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "readiness-files-"));
afterAll(() => {
  fs.rmSync(folder, { recursive: true });
});

/** Writes a file; anything but a text as JSON. */
function written(name: string, content: unknown): string {
  const file = path.join(folder, name);
  fs.writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
}

const result = { rows: ["AH-VER-01"], verdict: "passed", when: then, by: "a tool" };
const signature = { rows: ["DS-GO-03"], role: "security", signer: "a person", when: then, version: "v1" };

describe("a file of evidence", () => {
  it("is read with what it leaves out", () => {
    const file = written("evidence.json", { stage: "staging", results: [result], signatures: [signature] });
    expect(readEvidence(file)).toEqual({
      stage: "staging",
      rehearsed: false,
      kind: "verification",
      results: [result],
      signatures: [signature],
    });
  });

  it.each<[string, unknown, readonly string[]]>([
    ["is no JSON", "{", ["it is not JSON"]],
    ["has nothing in it", { stage: "staging" }, ["it has neither results nor signatures"]],
    ["is a list", [], ["the file: "]],
    [
      "has several faults",
      {
        stage: "staging",
        results: [
          { ...result, rows: ["AH-VER-99"], when: "yesterday" },
          { ...result, verdict: "good" },
        ],
      },
      ['results.0.rows.0: "AH-VER-99" is no row of checklist/items.json', "results.0.when: ", "results.1.verdict: "],
    ],
    [
      "has a signature without a version",
      { stage: "staging", signatures: [{ ...signature, version: "" }] },
      ["signatures.0.version: "],
    ],
    [
      "is a verification of an unknown row",
      verification([{ row: "AH-VER-99", verdict: "passed", probes: [] }]),
      ['rows.0.row: "AH-VER-99"'],
    ],
  ])("that %s is refused with all its faults", (_, content, faults) => {
    const file = written("bad.json", content);
    let message = "";
    try {
      readEvidence(file);
    } catch (error) {
      ({ message } = error as Error);
    }
    expect(message).toContain(`${file} cannot be read as evidence.`);
    for (const fault of faults) expect(message).toContain(`    given    ${fault}`);
  });

  it("that is missing is refused", () => {
    expect(() => readEvidence(path.join(folder, "nothing.json"))).toThrow("given    file not found");
  });
});

function verification(rows: readonly object[]): object {
  return {
    stage: "staging",
    verdict: "unknown",
    by: "care-platform 0.1.0",
    begun: then,
    ended: then,
    systems: [{ system: "ahava-healthcare", version: "v1.2.3" }],
    results: [
      {
        probe: "health",
        system: "ahava-healthcare",
        address: "https://api.test/health",
        rows: ["AH-VER-01"],
        partOf: ["AH-GO-05"],
        verdict: "passed",
        measured: "200",
        wanted: "200",
        at: then,
      },
      {
        probe: "headers",
        system: "ahava-healthcare",
        address: "https://api.test/",
        rows: ["AH-VER-04"],
        partOf: [],
        verdict: "failed",
        measured: "no HSTS",
        wanted: "max-age of a year",
        at: then,
      },
    ],
    rows,
    notProbed: [],
  };
}

describe("a result of npm run verify", () => {
  const file = () =>
    written(
      "verification.json",
      verification([
        { row: "AH-VER-01", verdict: "passed", probes: ["health"] },
        { row: "AH-GO-05", verdict: "passed in part", probes: ["health"] },
        { row: "AH-VER-04", verdict: "failed", probes: ["headers"] },
      ]),
    );
  const byFile = (id: string) => settled(id, { ...full, recorded: [readEvidence(file())] });

  it("settles the rows that it shows whole", () => {
    expect(byFile("AH-VER-01")).toMatchObject({ state: "met", why: "verification care-platform 0.1.0: health" });
    expect(byFile("AH-VER-04")).toMatchObject({
      state: "failed",
      why: "verification care-platform 0.1.0: headers: no HSTS; wanted max-age of a year",
    });
  });

  it("leaves a row open of which it shows a part", () => {
    expect(byFile("AH-GO-05").state).toBe("unknown");
    expect(byFile("AH-GO-05").why).toContain("only a part of the row is shown; 200");
  });
});

describe("the state of a stack", () => {
  it("tells what each system runs, without the images of vendors", () => {
    const digest = `sha256:${"a".repeat(64)}`;
    expect(deployedState({ image: `v1@${digest}` }).versions.get("med-platform")).toEqual([digest, "v1"]);
    expect(deployedState()).toMatchObject({ stack: "staging", when: then, rehearsed: false, owner: "platform" });
    expect(deployedState({ account: "000000000000" }).rehearsed).toBe(true);
  });

  it("tells no version of a task whose containers cannot be read", () => {
    const text = stateText().replace(/"containerDefinitions":"\[.*?\]"/g, '"containerDefinitions":"["');
    expect(stageState(text, "state.json").versions.get("med-platform")).toEqual([]);
  });

  it.each([
    ["{", "it is no state of a stack"],
    ["{}", "it is no state of a stack"],
    [JSON.stringify({ deployment: { manifest: { time: then }, resources: [] } }), "it has no resources"],
  ])("is refused when it is %s", (text, why) => {
    expect(() => stageState(text, "state.json")).toThrow(why);
  });
});

describe("the evidence of a stage", () => {
  it("is read from its files, and is about the systems that the state has", () => {
    const files = {
      result: written("result.json", passedRun()),
      state: written("state.json", stateText()),
      tests: written("tests.json", passedTests()),
      evidence: [written("evidence.json", { stage: "staging", results: [result] })],
    };
    const gathered = gatheredEvidence("staging", files, now);
    expect(gathered.systems).toHaveLength(3);
    expect(readinessOf({ project, gathered }).sources.map(({ name }) => name)).toEqual([
      "Preview with the policy pack",
      "State of the stack",
      "Tests",
      "Recorded: verification",
    ]);
  });

  it("of the stack of one system is about its rows alone", () => {
    const { rows } = readinessOf({ project, gathered: gatheredEvidence("staging-med-platform", {}, now) });
    expect(new Set(rows.map((one) => one.row.system))).toEqual(new Set(["med-platform"]));
  });

  it("is refused with every file that is about another stack", () => {
    const files = {
      result: written("result.json", runs.ok()),
      state: written("state.json", stateText()),
      evidence: [written("evidence.json", { stage: "production", results: [result] })],
    };
    expect(() => gatheredEvidence("development", files, now)).toThrow(
      [
        "The evidence is not all about development.",
        "",
        `    given    ${files.result} is about production`,
        `    given    ${files.state} is about staging`,
        `    given    ${files.evidence[0] ?? ""} is about production`,
      ].join("\n"),
    );
  });

  it("is refused when the tests are no result of jest, or are missing", () => {
    expect(() => gatheredEvidence("staging", { tests: written("tests.json", "{}") }, now)).toThrow(
      "is not the result of a test run. Create it with: npm test",
    );
    expect(() => gatheredEvidence("staging", { tests: path.join(folder, "none.json") }, now)).toThrow("file not found");
  });
});
