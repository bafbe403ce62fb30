import type { Proof } from "../../checklist/proof";
import { jestReport, unproven } from "../../readiness/proven";

const file = "test/door.test.ts";
const proofs = (name: string): ReadonlyMap<string, Proof> =>
  new Map([["DS-ENV-01", { by: "components/door.ts", test: { file, name } }]]);

function ended(...cases: [title: string, status: string][]) {
  const assertionResults = cases.map(([title, status]) => ({ ancestorTitles: ["a door"], title, status }));
  return jestReport(JSON.stringify({ testResults: [{ name: `/project/${file}`, assertionResults }] }));
}

describe("a proof, held against a run of the tests", () => {
  it.each(["is shut", "a door › is shut"])("holds when the test it names as %s has passed", (name) => {
    expect(unproven(proofs(name), ended(["is shut", "passed"]), "/project")).toEqual([]);
  });

  it.each(["failed", "pending", "skipped", "todo"])("does not hold when the test is %s", (status) => {
    expect(unproven(proofs("is shut"), ended(["is shut", status]), "/project")).toEqual([
      `DS-ENV-01: the test "is shut" of ${file}: ${status}`,
    ]);
  });

  it("needs every case of a table", () => {
    const both = (second: string) => ended(["is shut by key", "passed"], ["is shut by night", second]);
    expect(unproven(proofs("is shut by %s"), both("passed"), "/project")).toEqual([]);
    expect(unproven(proofs("is shut by %s"), both("failed"), "/project")).toHaveLength(1);
    expect(unproven(proofs("is shut by key"), both("failed"), "/project")).toEqual([]);
  });

  it("does not hold when the test did not run, or ran in another file or group", () => {
    const absent = [`DS-ENV-01: the test "is shut" of ${file} did not run`];
    expect(unproven(proofs("is shut"), ended(["is shut at night", "passed"]), "/project")).toEqual(absent);
    expect(unproven(proofs("is shut"), ended(["is shut", "passed"]), "/elsewhere")).toEqual(absent);
    expect(unproven(proofs("a gate › is shut"), ended(["is shut", "passed"]), "/project")).toHaveLength(1);
  });

  it("is not judged by what is no report", () => {
    expect(() => jestReport('{"testResults": [{}]}')).toThrow();
  });
});
