import * as fs from "node:fs";
import * as path from "node:path";
import { engineTimeout } from "./project-copy";
import { type Outcome, outcomesOf } from "./small-programs";

// Small programs that fail where a stage may fail, on the real engine: each ends, and says why.

let outcomes: readonly Outcome[];

beforeAll(async () => {
  outcomes = await outcomesOf("failing-programs.ts");
}, engineTimeout);

const programs = fs.readFileSync(path.join(__dirname, "failing-programs.ts"), "utf8").split("\n");
const outcomeOf = (name: string) => outcomes.find((outcome) => outcome.name === name);

it.each([
  "an apply, on which a resource depends",
  "an apply, on which a resource, another and an output depend",
  "an output",
  "an output with a promise",
  "a component",
  "the outputs of a component, on which a resource depends",
  "a promise that nobody waits for",
])("ends once with the sentence of a failure in %s, its place and no stack trace", (name) => {
  const { errors = [], failed } = outcomeOf(name) ?? {};
  expect(failed).toBe(true);
  expect(errors).toHaveLength(1);
  const [, row] = /boom.*\(test\/rehearsal\/engine\/failing-programs\.ts:(\d+)\)/.exec(errors[0] ?? "") ?? [];
  expect(programs[Number(row) - 1]).toContain('new Error("boom")');
  expect(errors[0]).not.toMatch(/^\s+at /m);
});

it("names the component and the section of the settings when a component itself fails", () => {
  const { errors = [], failed } = outcomeOf("a component of a system, by its own mistake") ?? {};
  expect(failed).toBe(true);
  expect(errors).toHaveLength(1);
  expect(errors[0]).toMatch(
    /^TypeError: Cannot .* \(components\/data\/private-bucket\.ts:\d+\)\n {2}building {3}PrivateBucket \(components\/data\/private-bucket\.ts:\d+\)\n {2}setting {4}med-platform in Pulumi\.small\.yaml$/,
  );
});

it("ends where the account refuses a resource for which others and the outputs wait, and names it", () => {
  const { errors = [], failed } = outcomeOf("a request that the account refuses") ?? {};
  expect(failed).toBe(true);
  expect(errors).toHaveLength(1);
  expect(errors[0]).toContain("byteLength is 0");
  expect(errors[0]).toContain("wrong (random:index/randomId:RandomId)");
});

it("leaves a program alone in which nothing fails", () => {
  expect(outcomeOf("nothing")).toEqual({ name: "nothing", failed: false, errors: [] });
});
