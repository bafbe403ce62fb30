import { rules } from "../../../policy/index";
import type { Diagnostic } from "../../../policy/pack";
import type { Rule } from "../../../policy/rule";
import { manifestType } from "../../../policy/stage-manifest";
import { ProjectCopy, engineTimeout } from "../../rehearsal/engine/project-copy";
import { breakingAdditions, harmlessAdditions } from "../mutations/additions";
import {
  attackingAccess,
  attackingAccessAdditions,
  harmlessAccess,
  harmlessAccessAdditions,
} from "../mutations/attack-access";
import { attackingOperationsAdditions, harmlessOperations } from "../mutations/attack-harmless";
import { attackingOperations } from "../mutations/attack-operations";
import { attackingServices } from "../mutations/attack-services";
import { breakingAtlas } from "../mutations/breaking-atlas";
import { breakingEdge } from "../mutations/breaking-edge";
import { breakingNetwork } from "../mutations/breaking-network";
import { breakingOperations } from "../mutations/breaking-operations";
import { breakingSecrets } from "../mutations/breaking-secrets";
import { breakingServices } from "../mutations/breaking-services";
import { breakingStores } from "../mutations/breaking-stores";
import { AskedPack, deployedResources, secretsOf } from "../mutations/deployed-stage";
import type { DeployedResource } from "../mutations/deployed-stage";
import { harmless } from "../mutations/harmless";
import { additionsOf, apart, mutationsOf } from "../mutations/mutation";
import type { Mutation } from "../mutations/mutation";
import { survivors, unbreakable } from "../mutations/survivors";

// One property at a time: a rehearsed production, as it was exported, is broken, and the rule that is there for it must
// say so. This proves nothing about AWS, only about the rules.

const tables = [
  ...breakingNetwork,
  ...breakingStores,
  ...breakingAtlas,
  ...breakingEdge,
  ...breakingServices,
  ...breakingSecrets,
  ...breakingOperations,
  ...attackingAccess,
  ...attackingOperations,
  ...attackingServices,
];
const additions = [...breakingAdditions, ...attackingAccessAdditions, ...attackingOperationsAdditions];
const harmlessTables = [...harmless, ...harmlessAccess, ...harmlessOperations];

/** What the requirement asks for at least (the pack's own goal). */
const leastBreaking = 300;
const leastHarmless = 200;

let stage: readonly DeployedResource[];
let secrets: ReadonlySet<string>;
let breaking: readonly { readonly mutation: Mutation; readonly said: readonly Diagnostic[] }[];

beforeAll(async () => {
  const state = await rehearsedProduction();
  stage = deployedResources(state);
  secrets = secretsOf(state);
  const packs = new Map(rules.map((rule) => [rule.id, new AskedPack([rule], stage)]));
  const mutations = [...mutationsOf(tables, stage), ...additionsOf(additions, stage)];
  breaking = mutations.map((mutation) => {
    const pack = packs.get(mutation.rule ?? "");
    if (pack === undefined) throw new Error(`There is no rule "${mutation.rule ?? ""}".`);
    return { mutation, said: pack.findings(mutation.apply(stage), mutation.urn) };
  });
}, engineTimeout);

/** The state of a production that was rehearsed, with its secrets shown, as a policy sees them. */
async function rehearsedProduction(): Promise<string> {
  const copy = new ProjectCopy();
  try {
    const { exitCode, stderr } = await copy.rehearse("--stage", "production", "--keep");
    if (exitCode !== 0) throw new Error(stderr);
    return (await copy.account("--stage", "production", "pulumi", "stack", "export", "--show-secrets")).stdout;
  } finally {
    copy.remove();
  }
}

it("begins with what the engine was told of it: a production in which every rule holds, and nothing is undecided", () => {
  const pack = new AskedPack(rules, stage);
  const answers = [...pack.about(stage, stage), pack.together(stage)];
  expect(answers.flatMap(({ diagnostics }) => diagnostics.map(({ message }) => message))).toEqual([]);
});

it("catches every breaking mutation by the right rule, except the survivors that are explained", () => {
  const survived = breaking
    .filter(({ said }) => said.length === 0)
    .map(({ mutation: { title, rule } }) => `[${rule ?? ""}] ${title}`);
  expect(survived.sort()).toEqual(Object.keys(survivors).sort());
  expect(breaking.length - survived.length).toBeGreaterThanOrEqual(leastBreaking);
});

it("breaks every rule by one mutation at least, except those of which is explained why not", () => {
  const broken = new Set(breaking.filter(({ said }) => said.length > 0).map(({ mutation }) => mutation.rule));
  const unbroken = rules.map(({ id }: Rule) => id).filter((id) => !broken.has(id));
  expect(unbroken.sort()).toEqual(Object.keys(unbreakable).sort());
});

it("prints no secret, whatever is broken", () => {
  const messages = breaking.flatMap(({ said }) => said.map(({ message }) => message));
  const all = [...secrets];
  expect(all.length).toBeGreaterThan(20);
  expect(messages.filter((text) => all.some((secret) => text.includes(secret)))).toEqual([]);
});

it(
  "judges every input of every type whatever its shape, without an error, and prints no secret",
  () => {
    const pack = new AskedPack(rules, stage);
    const [first, all] = [new Map(stage.map((resource) => [resource.type, resource])), [...secrets]];
    let tries = 0;
    for (const resource of first.values()) {
      if (resource.type === manifestType) continue;
      for (const property of Object.keys(resource.inputs)) {
        for (const wrong of [null, [], {}, 7, true, "{", [null], { x: 7 }, "x".repeat(100_000)]) {
          tries += 1;
          const inputs = { ...resource.inputs, [property]: wrong };
          const answers = pack.about([{ ...resource, inputs }], stage);
          const messages = answers.flatMap(({ diagnostics }) => diagnostics.map(({ message }) => message));
          expect(messages.filter((text) => all.some((secret) => text.includes(secret)))).toEqual([]);
        }
      }
    }
    expect(tries).toBeGreaterThan(3000);
  },
  engineTimeout,
);

it(
  "gives no false alarm for a harmless mutation",
  () => {
    const pack = new AskedPack(rules, stage);
    const mutations = [
      ...mutationsOf(harmlessTables, stage),
      ...additionsOf([...harmlessAdditions, ...harmlessAccessAdditions], stage),
    ];
    // Together, where each changes another resource; one by one only where something is said, to tell of which.
    const alarms = apart(mutations).flatMap((group) => {
      const changed = group.reduce((resources, mutation) => mutation.apply(resources), stage);
      const urns = group.map(({ urn }) => urn);
      const said = pack.findingsOf(changed, urns);
      if (said.length === 0) return [];
      const apiece = group.flatMap((mutation) =>
        pack.findings(mutation.apply(stage), mutation.urn).map(({ message }) => `${mutation.title}: ${message}`),
      );
      return apiece.length > 0 ? apiece : said.map(({ message }) => `together: ${message}`);
    });
    expect(alarms).toEqual([]);
    expect(mutations.length).toBeGreaterThanOrEqual(leastHarmless);
  },
  engineTimeout,
);
