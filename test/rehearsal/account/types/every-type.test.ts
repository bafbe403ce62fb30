import { Account } from "../../../../rehearsal/account/account";
import type { AnyResourceType, Reference } from "../../../../rehearsal/account/resource-type";
import { Store } from "../../../../rehearsal/account/store";
import { resourceTypes } from "../../../../rehearsal/account/types";
import { isUnknown } from "../../../../rehearsal/account/wire";
import { declarationOf } from "./sdk-declarations";

const types = Object.entries(resourceTypes);
const configuration = { region: "eu-west-1", defaultTags: {} };
const account = new Account(new Store(), resourceTypes, {});

/** Types that nobody can name after a resource: domains, names without hyphens. */
const unnameable = new Set([
  "aws:route53/zone:Zone",
  "aws:backup/restoreTestingPlan:RestoreTestingPlan",
  "aws:backup/restoreTestingSelection:RestoreTestingSelection",
]);

const topOf = (path: string): string => path.split(/[.[]/)[0] ?? "";
const referencesOf = (description: AnyResourceType) => (description.references ?? []) as readonly Reference<object>[];

describe.each(types)("%s", (token, description) => {
  const declared = declarationOf(token);
  const inputs = declared?.inputs ?? new Map<string, never>();
  const outputs = declared?.outputs ?? new Set<string>();

  it("is a type of the SDK, and is called something", () => {
    expect(declared).toBeDefined();
    expect(description.title).not.toBe("");
  });

  it("speaks of inputs and outputs that the SDK has", () => {
    const spokenOf = [
      ...(description.replaces ?? []),
      ...referencesOf(description).map(({ property }) => property),
      ...(description.name ? [description.name.property] : []),
    ].map((path) => topOf(path));
    const made = [
      ...Object.keys(description.computed ?? {}),
      ...Object.keys(description.empty ?? {}),
      ...(description.generates ?? []),
      ...(description.recomputed ?? []),
      ...(description.secretOutputs ?? []),
    ].map(String);

    expect(spokenOf.filter((name) => !inputs.has(name))).toEqual([]);
    expect(made.filter((name) => !outputs.has(name) && !inputs.has(name))).toEqual([]);
  });

  it("is refused without an input that the SDK requires, and names each", () => {
    const needed = [...inputs].filter(([, { optional }]) => !optional).map(([name]) => name);
    const { failures } = account.check(token, "my-resource", {}, {}, "0123456789", configuration);
    const missing = failures.filter(({ reason }) => reason === "Missing required argument.");

    expect(missing.map(({ property }) => property).sort()).toEqual(needed.sort());
  });

  it("has tags and a region exactly when the SDK says so", () => {
    expect(description.taggable === true).toBe(outputs.has("tagsAll"));
    expect(!token.startsWith("aws:") || (description.global !== true) === inputs.has("region")).toBe(true);
  });

  it("is named by itself in a form that it accepts", () => {
    const { inputs: checked, failures } = account.check(token, "my-resource", {}, {}, "0123456789", configuration);
    const named = description.name === undefined || typeof checked[description.name.property] === "string";
    const ofName = failures.filter(({ property }) => property === "" || property === description.name?.property);
    const faults = ofName.filter(({ reason }) => /^The name "|: Value '/.test(reason));

    expect(named).toBe(true);
    expect(faults).toHaveLength(unnameable.has(token) ? 1 : 0);
  });

  it("has an id of its own making where its name is its own only within something else", () => {
    const scope = description.name?.uniqueIn ?? "account";
    expect(["account", "world", "none"].includes(scope) || description.id !== undefined).toBe(true);
  });

  it("points at types that are described", () => {
    const targets = [...referencesOf(description), ...(description.partOf ? [description.partOf] : [])].flatMap(
      ({ to }) => to,
    );

    expect(targets.filter((target) => !(target in resourceTypes))).toEqual([]);
  });

  it("promises in a preview every output that the SDK promises", () => {
    const { state } = account.create(token, `urn:${token}`, {}, true, configuration);
    const given = new Set([...inputs].filter(([, { optional }]) => !optional).map(([name]) => name));
    const absent = (declared?.promised ?? []).filter((name) => state[name] === undefined && !given.has(name));

    expect(absent).toEqual([]);
    expect(Object.keys(description.computed ?? {}).filter((name) => !isUnknown(state[name]))).toEqual([]);
  });
});
