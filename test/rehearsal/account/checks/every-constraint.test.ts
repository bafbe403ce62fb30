import * as fc from "fast-check";
import { broken } from "../../../../rehearsal/account/checks/constraint";
import { modelFailures } from "../../../../rehearsal/account/checks/model-check";
import type { Constraint } from "../../../../rehearsal/account/published/model";
import { serviceModels, typeModel } from "../../../../rehearsal/account/published/models";
import type { WireValue } from "../../../../rehearsal/account/resource-type";
import { resourceTypes } from "../../../../rehearsal/account/types";
import { constrainedInputs, inputsWith } from "./model-paths";

const tokens = Object.keys(resourceTypes).filter((token) => token.startsWith("aws:"));
const inputs = tokens.flatMap((token) => constrainedInputs(token).map((input) => ({ token, ...input })));

/** The types that deploy nothing of their own: the provider waits for another. */
const withoutOperation = ["aws:acm/certificateValidation:CertificateValidation"];

/** Values that break a constraint, where it says enough to make one. */
function refused({ kind, min, max, values }: Constraint): readonly WireValue[] {
  if (values) return [kind === "number" ? -1 : "no such value"];
  const below = min !== undefined && min > 1 ? [min - 1] : [];
  // What is longer would be slow to make, and is compared in the same way.
  const above = max !== undefined && max < 10_000 ? [max + 1] : [];
  switch (kind) {
    case "number":
      return [...below, ...(max === undefined ? [] : [max + 1])];
    case "text":
      return [...below, ...above].map((length) => "a".repeat(length));
    case "list":
      return [...below, ...above].map((length) => Array<string>(length).fill("a"));
    case "map":
      return above.map((length) => Object.fromEntries(Array.from({ length }, (_, at) => [`k${at}`, "a"])));
  }
}

/** Values within a constraint that its numbers and its list alone decide. */
function accepted({ kind, min, max, values, pattern }: Constraint): readonly WireValue[] {
  if (values) return kind === "number" ? values.flatMap((value) => [value, Number(value)]) : values;
  if (pattern !== undefined) return [];
  const least = Math.max(min ?? 0, 0);
  const measures = max !== undefined && max < 10_000 ? [least, max] : [least];
  if (kind === "number") return [...(min === undefined ? [] : [min]), ...(max === undefined ? [] : [max])];
  if (kind === "text") return measures.map((length) => "a".repeat(length));
  if (kind === "list") return measures.map((length) => Array<string>(length).fill("a"));
  return measures.map((length) => Object.fromEntries(Array.from({ length }, (_, at) => [`k${at}`, "a"])));
}

/** A text that a pattern describes; undefined where fast-check cannot read the pattern. */
function described(pattern: string): string | undefined {
  try {
    return fc.sample(fc.stringMatching(new RegExp(pattern, "u"), { size: "xsmall" }), { numRuns: 1, seed: 7 })[0];
  } catch {
    return undefined;
  }
}

it("knows what AWS publishes of every type that is modelled, and of no other", () => {
  const known = serviceModels().flatMap(({ types }) => Object.keys(types));
  const unbound = tokens.filter((token) => (typeModel(token)?.type.operations ?? []).length === 0);

  expect(tokens.filter((token) => typeModel(token) === undefined)).toEqual([]);
  expect(known.filter((token) => !tokens.includes(token))).toEqual([]);
  expect(unbound).toEqual(withoutOperation);
});

it("names the packages and the day of its data", () => {
  for (const { source, date } of serviceModels()) {
    expect(source).toEqual([expect.stringMatching(/^botocore \d/), expect.stringMatching(/^cfn-lint \d/)]);
    expect(date).toMatch(/^20\d\d-\d\d-\d\d$/);
  }
});

it("refuses at its own place every value outside of what AWS publishes", () => {
  const missed = inputs.flatMap(({ token, steps, path, constraints }) =>
    constraints
      .flatMap(refused)
      .filter((value) => !modelFailures(token, inputsWith(steps, value)).some(({ property }) => property === path))
      .map((value) => `${token} ${path} ${JSON.stringify(value).slice(0, 40)}`),
  );

  expect(missed).toEqual([]);
  expect(inputs.flatMap(({ constraints }) => constraints.flatMap(refused)).length).toBeGreaterThan(1000);
});

it("accepts the values that AWS publishes, and the ends of its ranges", () => {
  const all = serviceModels().flatMap(({ constraints }) => constraints);
  const refusedWrongly = all.flatMap((constraint) =>
    accepted(constraint).flatMap((value) => {
      const allowed = broken(constraint, value);
      return allowed === undefined ? [] : [`${JSON.stringify(constraint)} ${JSON.stringify(value).slice(0, 40)}`];
    }),
  );

  expect(refusedWrongly).toEqual([]);
});

describe("a pattern that AWS publishes", () => {
  const patterns = serviceModels().flatMap(({ constraints }) =>
    constraints.flatMap(({ pattern }) => (pattern === undefined ? [] : [pattern])),
  );
  it("accepts what it describes", () => {
    const samples = [...new Set(patterns)].flatMap((pattern) => {
      const sample = described(pattern);
      return sample === undefined ? [] : [{ pattern, sample }];
    });

    expect(samples.length).toBeGreaterThan(100);
    expect(samples.filter(({ pattern, sample }) => broken({ kind: "text", pattern }, sample) !== undefined)).toEqual(
      [],
    );
  });

  it("is anchored where the text must match as a whole", () => {
    const constraint = { kind: "text", pattern: "^(?:[a-z]+)$" } as const;

    fc.assert(fc.property(fc.stringMatching(/^[a-z]+$/), (text) => broken(constraint, text) === undefined));
    fc.assert(fc.property(fc.stringMatching(/^[a-z]+$/), (text) => broken(constraint, `${text}!`) !== undefined));
  });
});
