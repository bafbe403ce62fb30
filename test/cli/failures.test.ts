import { endOf, faultsOf, summaryOf } from "../../cli/failures";

const point = { urn: "a", type: "aws:s3/bucket:Bucket", operation: "create", kind: "refused" } as const;
const walk = {
  name: "release",
  runs: [],
  fired: [point],
  killed: 1,
  imported: [],
  removed: [],
  neverReached: [],
  findings: [],
};

describe("how failures of a deployment are told", () => {
  it.each([
    [{ fired: [point], ended: "failed" }, "1 point failed"],
    [{ fired: [point, point], ended: "killed" }, "2 points failed, then killed"],
    [{ fired: [], ended: "killed" }, "killed"],
    [{ fired: [], ended: "failed" }, "failed because of resources that an earlier run left behind"],
    [{ fired: [], ended: "through" }, "went through"],
  ] as const)("a run: %j", (run, words) => {
    expect(endOf(run)).toBe(words);
  });

  it("a deployment: what people had to do, and that it converges, or how much was found", () => {
    expect(summaryOf(walk)).toBe(
      "points failed: 1, runs: 0, killed: 1, imported by hand: 0, removed by hand: 0, converges",
    );
    expect(summaryOf({ ...walk, neverReached: [point], findings: ["left behind"] })).toMatch(
      /points never reached: 1, findings: 1$/,
    );
  });
});

it.each(["0", "-1", "many", "1.5", ""])("refuses %j as a number of changes", (text) => {
  expect(() => faultsOf(text)).toThrow("Allowed: all, or a number from 1 to 99999.");
});

it("reads a number of changes, or all", () => {
  expect([faultsOf("60"), faultsOf("all")]).toEqual([60, "all"]);
});
