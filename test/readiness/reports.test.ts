import * as fs from "node:fs";
import * as path from "node:path";
import Ajv from "ajv-draft-04";
import addFormats from "ajv-formats";
import type { Log } from "sarif";
import { convert } from "xmlbuilder2";
import { comment, commentMarker } from "../../readiness/render/comment";
import { junit } from "../../readiness/render/junit";
import { markdown } from "../../readiness/render/markdown";
import { sarif } from "../../readiness/render/sarif";
import { expectGolden } from "./golden";
import { runs } from "./results";

const names = Object.keys(runs) as readonly (keyof typeof runs)[];
const shown = names.filter((name) => name !== "huge");

/** The schema of SARIF 2.1.0 as Microsoft's own package brings it. */
const schema = JSON.parse(
  fs.readFileSync(
    path.join(require.resolve("@microsoft/jest-sarif/package.json"), "../lib/schemas/sarif-2.1.0-rtm.5.json"),
    "utf8",
  ),
) as object;
// One pattern of the schema is none in the stricter syntax of Unicode expressions.
const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
addFormats(ajv);
const isSarif = ajv.compile(schema);

describe("the comment", () => {
  it.each(shown)("of a run that is %s is as agreed", (name) => {
    expectGolden(`${name}.comment.md`, comment({ results: [runs[name]()], commit: "0123456789abcdef" }));
  });

  it("of a rehearsal and a preview of one stage tells both, the worse first in its heading", () => {
    expectGolden("two-runs.comment.md", comment({ results: [runs.ok(), runs.replaced()] }));
  });

  it("begins with the mark by which it is found again", () => {
    expect(comment({ results: [runs.hostile()] }).split("\n")[0]).toBe(commentMarker("production"));
  });

  it("is refused for results of different stages, and for none", () => {
    expect(() => comment({ results: [runs.ok(), { ...runs.ok(), stage: "staging" }] })).toThrow(
      "A comment is about one stage; these results are about production, staging.",
    );
    expect(() => comment({ results: [] })).toThrow("these results are about none");
  });
});

describe("the Markdown report", () => {
  it.each(shown)("of a run that is %s is as agreed", (name) => {
    expectGolden(`${name}.report.md`, markdown(runs[name]()));
  });

  it("leaves nothing out, however much there is", () => {
    const text = markdown(runs.huge());
    expect(text.match(/\| `rds-private` \| `subject-\d+` \(Instance\) \|/g)).toHaveLength(3000);
    expect(text.match(/^ {2}warning: subject-/gm)).toHaveLength(3000);
  });
});

describe("the SARIF file", () => {
  it.each(names)("of a run that is %s follows the schema", (name) => {
    expect([isSarif(JSON.parse(sarif(runs[name]()))), isSarif.errors]).toEqual([true, null]);
  });

  it("can fail: a level that SARIF does not know is refused", () => {
    const log = JSON.parse(sarif(runs.failing()).replace('"level": "error"', '"level": "mandatory"')) as object;
    expect(isSarif(log)).toBe(false);
  });

  it("of a failing run is as agreed", () => {
    expectGolden("failing.sarif.json", sarif(runs.failing()));
  });

  it("has a violation as a failure, an open question as open, and a waived one as suppressed", () => {
    const { results = [] } = (JSON.parse(sarif(runs.failing())) as Log).runs[0]!;
    expect(
      results.map(({ ruleId, kind, level, suppressions }) => [ruleId, kind, level, suppressions?.length ?? 0]),
    ).toEqual([
      ["log-retention", "fail", "warning", 0],
      ["rds-backups", "fail", "error", 0],
      ["alb-hsts", "open", "none", 0],
      ["redis-bullmq-safe", "fail", "warning", 1],
    ]);
  });

  it("recognises a finding again whose value has changed, and tells two settings apart", () => {
    const prints = (found: string, setting: string) => {
      const run = runs.failing();
      const [first] = run.policy.findings;
      const log = JSON.parse(
        sarif({ ...run, policy: { ...run.policy, findings: [{ ...first!, found, setting }] } }),
      ) as Log;
      return log.runs[0]?.results?.[0]?.partialFingerprints;
    };
    expect(prints("7", "a")).toEqual(prints("8", "a"));
    expect(prints("7", "a")).not.toEqual(prints("7", "b"));
  });
});

interface Suite {
  readonly "@tests": string;
  readonly "@failures": string;
  readonly "@errors": string;
  readonly "@skipped": string;
  readonly testcase: readonly {
    readonly "@name": string;
    readonly failure?: object;
    readonly error?: object;
    readonly skipped?: object;
  }[];
}

describe("the JUnit file", () => {
  const suiteOf = (name: keyof typeof runs): Suite =>
    (convert(junit(runs[name]()), { format: "object" }) as unknown as { testsuites: { testsuite: Suite } }).testsuites
      .testsuite;

  it("of a failing run is as agreed", () => {
    expectGolden("failing.junit.xml", junit(runs.failing()));
  });

  it.each(names)("of a run that is %s is XML whose counts are those of its cases", (name) => {
    const suite = suiteOf(name);
    const count = (outcome: "failure" | "error" | "skipped") => suite.testcase.filter((one) => outcome in one).length;
    expect([suite["@tests"], suite["@failures"], suite["@errors"], suite["@skipped"]]).toEqual(
      [suite.testcase.length, count("failure"), count("error"), count("skipped")].map(String),
    );
  });

  it("passes no rule that was not evaluated", () => {
    const unskipped = suiteOf("ok").testcase.filter((one) => !("skipped" in one));
    expect(unskipped.map((one) => one["@name"].split(":")[0])).toEqual([
      "rehearsal of production",
      "rds-private",
      "rds-backups",
      "redis-bullmq-safe",
      "log-retention",
      "alb-hsts",
    ]);
  });
});
