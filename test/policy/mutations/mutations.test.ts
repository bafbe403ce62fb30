import { rules } from "../../../policy/index";
import type { Rule } from "../../../policy/rule";
import { breakingEdge } from "./breaking-edge";
import { breakingServices } from "./breaking-services";
import { breakingStores } from "./breaking-stores";
import { harmless } from "./harmless";
import { mutationsOf } from "./mutation";
import type { Mutation } from "./mutation";
import { Examined, production } from "./state";
import type { DeployedResource } from "./state";
import { survivors } from "./survivors";

// One property at a time: a production that is in order is broken, and the rule that is there for it must say so. The
// resources are those that the program registers, and a rule sees them as it does in a deployment, every value known.
// This proves nothing about AWS, only about the rules.

const breaking = [...breakingStores, ...breakingEdge, ...breakingServices];

/** What the requirement asks for at least (the pack's own goal). */
const leastBreaking = 300;
const leastHarmless = 200;

const byId: ReadonlyMap<string, Rule> = new Map(rules.map((rule) => [rule.id, rule]));
let resources: readonly DeployedResource[];

beforeAll(async () => {
  resources = await production();
});

/** What rules say after a mutation; resource rules are asked about the changed resource alone. */
function findingsOf(asked: readonly Rule[], { apply, urn }: Mutation): readonly string[] {
  const after = apply(resources);
  const examined = new Examined(after);
  const changed = after.filter((resource) => resource.urn === urn);
  return asked.flatMap((rule) =>
    examined
      .verdicts(rule, changed)
      .flatMap(({ findings, waiting }) => [
        ...findings.map(({ subject, found }) => `[${rule.id}] ${subject.name}: ${found}`),
        ...waiting.map(({ subject, waitsFor }) => `[${rule.id}] ${subject.name} waits for ${waitsFor}`),
      ]),
  );
}

it("begins with a production in which every rule that is asked holds, and nothing is undecided", () => {
  const examined = new Examined(resources);
  const wrong = rules.flatMap((rule) =>
    examined
      .verdicts(rule)
      .filter(({ result }) => result === "fail" || result === "undecided")
      .map(({ findings, waiting }) => [rule.id, findings, waiting]),
  );
  expect(wrong).toEqual([]);
});

it("catches every breaking mutation by the right rule, except the survivors that are explained", () => {
  const mutations = mutationsOf(breaking, resources);
  const survived = mutations
    .filter((mutation) => {
      const rule = byId.get(mutation.rule ?? "");
      if (rule === undefined) throw new Error(`There is no rule "${mutation.rule ?? ""}".`);
      return findingsOf([rule], mutation).length === 0;
    })
    .map(({ title, rule }) => `[${rule ?? ""}] ${title}`);
  expect(survived.sort()).toEqual(Object.keys(survivors).sort());
  expect(mutations.length - survived.length).toBeGreaterThanOrEqual(leastBreaking);
});

it("prints no secret, whatever is broken", () => {
  const secrets = resources
    .flatMap(({ inputs }) => [inputs.secretString, inputs.password])
    .filter((value): value is string => typeof value === "string" && value.length >= 8);
  const said = mutationsOf(breaking, resources).flatMap((mutation) =>
    findingsOf(
      rules.filter(({ id }) => id === mutation.rule),
      mutation,
    ),
  );
  expect(secrets.length).toBeGreaterThan(10);
  expect(said.filter((text) => secrets.some((secret) => text.includes(secret)))).toEqual([]);
});

it("gives no false alarm for a harmless mutation", () => {
  const mutations = mutationsOf(harmless, resources);
  const alarms = mutations.flatMap((mutation) =>
    findingsOf(rules, mutation).map((finding) => `${mutation.title}: ${finding}`),
  );
  expect(alarms).toEqual([]);
  expect(mutations.length).toBeGreaterThanOrEqual(leastHarmless);
});

it("has a breaking mutation for every rule", () => {
  const broken = new Set(mutationsOf(breaking, resources).map(({ rule }) => rule));
  expect(rules.map(({ id }) => id).filter((id) => !broken.has(id))).toEqual([]);
});
