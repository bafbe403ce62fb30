import { systems } from "../../../stacks/settings/systems";
import * as fs from "node:fs";
import { Store } from "../../../rehearsal/account/store";
import { overlap } from "../../../settings/fields/address";
import { neighboursType } from "../../../policy/selectors/neighbours";
import { leavesOf, secretsOf } from "./state-leaves";
import type { Leaf, State, StateResource } from "./state-leaves";
import { ProjectCopy, engineTimeout } from "./project-copy";

// Staging and production in one simulated account, the strictest case there is: whatever one names, the other could meet.

type Name = "staging" | "production";

/** The words by which a name tells its stage. */
const words: Readonly<Record<Name, RegExp>> = {
  staging: /(?<![a-z])(staging|stg)(?![a-z])/i,
  production: /(?<![a-z])(production|prod|prd)(?![a-z])/i,
};

/**
 * What of the other stage's words may be read in a stage: Node's own mode, which is the same in both because staging would
 * prove nothing otherwise (C-01), and CloudFront's property by which a distribution says that it is no rehearsal of another.
 */
const allowedWords = ["NODE_ENV=production", "key=staging"];

/** ARNs of what AWS itself keeps in every account. */
const managedByAws = /^arn:aws:iam::(aws:policy|\d{12}:role\/aws-service-role)\//;

const copy = new ProjectCopy();
const states = {} as Record<Name, State>;
const leaves = {} as Record<Name, readonly Leaf[]>;
const texts = {} as Record<Name, string>;
let beforeDestruction: Store;
let afterDestruction: Store;

const accountFile = (stage: Name) => copy.path(`.rehearsal/${stage}/account.jsonl`);

/** Runs the Pulumi CLI on a stage, with the state written once at the end, as a rehearsal does. */
async function pulumi(stage: Name, ...args: readonly string[]): Promise<string> {
  const quick = ["env", "PULUMI_SKIP_CHECKPOINTS=true", "PULUMI_EXPERIMENTAL=true", "pulumi"];
  const command = ["--stack-trace-limit=0", "--import", "tsx", "cli/account.ts", "--stage", stage, ...quick, ...args];
  const { exitCode, stdout, stderr } = await copy.run(process.execPath, command);
  if (exitCode !== 0)
    throw new Error(`pulumi ${args.join(" ")} of ${stage}: ${stdout.slice(-2000)}${stderr.slice(-2000)}`);
  return stdout;
}

/** Lets a stage's folder go on from what another's account holds: one account for both. */
function handOver(from: Name, to: Name): void {
  fs.mkdirSync(copy.path(`.rehearsal/${to}`), { recursive: true });
  fs.copyFileSync(accountFile(from), accountFile(to));
}

/** Lets a stage find another's state beside its own: one place for the states of both. */
function showState(from: Name, to: Name): void {
  fs.cpSync(copy.path(`.rehearsal/${from}/state`), copy.path(`.rehearsal/${to}/state`), { recursive: true });
}

beforeAll(async () => {
  for (const stage of ["staging", "production"] as const) {
    if (stage === "production") {
      handOver("staging", "production");
      showState("staging", "production");
    }
    await pulumi(stage, "up", "--yes", "--skip-preview", "--suppress-outputs");
    states[stage] = JSON.parse(await pulumi(stage, "stack", "export", "--show-secrets")) as State;
    // What a stage knows of its neighbours names them; it is looked at by itself.
    leaves[stage] = leavesOf(without(states[stage], neighboursType));
    texts[stage] = leaves[stage].map(({ value }) => value).join("\n");
  }
  handOver("production", "staging");
  beforeDestruction = new Store(accountFile("staging"));
  await pulumi("staging", "destroy", "--yes", "--skip-preview", "--suppress-outputs");
  afterDestruction = new Store(accountFile("staging"));
}, engineTimeout);

afterAll(() => {
  copy.remove();
});

function without({ deployment }: State, type: string): State {
  return { deployment: { resources: deployment.resources.filter((resource) => resource.type !== type) } };
}

it("reads of its neighbour before it is built, and finds that they share nothing and that staging ran all of it", () => {
  const [neighbours] = states.production.deployment.resources.filter(({ type }) => type === neighboursType);
  expect(neighbours?.inputs).toEqual({
    stage: "production",
    compared: ["development", "staging"],
    unread: [],
    shared: [],
    promotions: systems.map((system) => ({ system, image: "v1.0.0", ranInStaging: true })),
  });
  const [alone] = states.staging.deployment.resources.filter(({ type }) => type === neighboursType);
  expect(alone?.inputs).toMatchObject({ compared: ["development", "production"], unread: [], shared: [] });
});

const custom = (stage: Name): readonly StateResource[] =>
  states[stage].deployment.resources.filter(({ custom: own, type }) => own && !type.startsWith("pulumi:providers:"));

/** Kept with the secrets, and none: the address of Meta's API, and what the clinics of a rehearsal are called. */
const given = new Set(["https://graph.facebook.com/v21.0", "rehearsal-north", "rehearsal-south"]);

/** Whether a selection of AWS Backup takes a resource: one of its tags is enough, or all of its conditions must hold. */
function isTaken({ outputs = {} }: StateResource, selection: Readonly<Record<string, unknown>>): boolean {
  const tags = (outputs.tagsAll ?? {}) as Readonly<Record<string, string>>;
  const { selectionTags = [], conditions = [] } = selection as {
    readonly selectionTags?: readonly { readonly key: string; readonly value: string }[];
    readonly conditions?: readonly {
      readonly stringEquals?: readonly { readonly key: string; readonly value: string }[];
    }[];
  };
  const all = conditions.flatMap(({ stringEquals = [] }) => stringEquals);
  return (
    selectionTags.some(({ key, value }) => tags[key] === value) ||
    (all.length > 0 && all.every(({ key, value }) => tags[key.replace("aws:ResourceTag/", "")] === value))
  );
}

const both: readonly (readonly [Name, Name])[] = [
  ["staging", "production"],
  ["production", "staging"],
];

it("deploys both into one account, where no name of one was taken by the other", () => {
  expect(custom("staging").length).toBeGreaterThan(300);
  expect(beforeDestruction.size).toBe(custom("staging").length + custom("production").length);
});

it.each(both)("%s does not say the name of %s", (one, other) => {
  const said = leaves[one].filter(({ value }) => words[other].test(value)).map(({ name, value }) => `${name}=${value}`);
  expect([...new Set(said)].filter((each) => !allowedWords.includes(each))).toEqual([]);
});

it.each(both)("%s knows no id and no ARN of %s", (one, other) => {
  const foreign = new Set(
    custom(other)
      .flatMap(({ id = "", outputs = {} }) => [id, outputs.arn])
      .filter((value): value is string => typeof value === "string" && value.length >= 8),
  );
  expect(foreign.size).toBeGreaterThan(300);
  expect([...foreign].filter((value) => texts[one].includes(value))).toEqual([]);
});

it("points at nothing in common but what AWS keeps in every account", () => {
  const arns = (stage: Name) => new Set(texts[stage].match(/arn:aws:[^\s"',*]+/g));
  const shared = [...arns("staging")].filter((arn) => arns("production").has(arn));
  const account = "000000000000";
  // A whole account, region or service as the condition of a policy; whose account it is, is in the settings of each stage.
  const wholeAccount = new RegExp(
    `^arn:aws:(iam::${account}:root|[a-z0-9-]+:[a-z0-9-]*:${account}:([a-z-]+[:/])?|(cloudtrail|logs):)$`,
  );
  expect(shared.filter((arn) => !managedByAws.test(arn) && !wholeAccount.test(arn))).toEqual([]);
});

it("has no secret in common", () => {
  const [staging, production] = [secretsOf(leaves.staging), secretsOf(leaves.production)];
  expect(staging.size).toBeGreaterThan(15);
  expect([...staging].filter((secret) => production.has(secret) && !given.has(secret))).toEqual([]);
});

it.each(both)("%s holds no secret of %s anywhere, and no part of one", (one, other) => {
  const foreign = [...secretsOf(leaves[other])].filter((secret) => secret.length >= 8 && !given.has(secret));
  expect(foreign.filter((secret) => texts[one].includes(secret))).toEqual([]);
});

it.each(both)("%s names no address of the network of %s, nor one from which it is seen", (one, other) => {
  const network = custom(other).find(({ type }) => type === "aws:ec2/vpc:Vpc")?.outputs?.cidrBlock as string;
  const ranges = texts[one].match(/(?<![\d.])\d{1,3}(\.\d{1,3}){3}(\/\d{1,2})?(?![\d.])/g) ?? [];
  const everywhere = ["0.0.0.0/0", "0.0.0.0"];
  const within = ranges
    .filter((range) => !everywhere.includes(range))
    .map((range) => (range.includes("/") ? range : `${range}/32`));
  expect(within.length).toBeGreaterThan(9);
  expect(within.filter((range) => overlap(range, network))).toEqual([]);
  const egress = custom(other)
    .filter(({ type }) => type === "aws:ec2/eip:Eip")
    .map(({ outputs }) => String(outputs?.publicIp));
  const named = new Set(ranges.map((range) => range.split("/")[0]));
  expect(egress.filter((address) => named.has(address))).toEqual([]);
});

it.each(both)("%s answers for no host of %s", (one, other) => {
  const hosts = custom(other)
    .filter(({ type }) => type === "aws:route53/record:Record" || type === "aws:route53/zone:Zone")
    .map(({ outputs }) => String(outputs?.name).replace(/\.$/, ""));
  expect(hosts.length).toBeGreaterThan(3);
  expect(hosts.filter((host) => texts[one].includes(host))).toEqual([]);
});

it.each(both)("%s backs up what is its own, and nothing of %s", (one, other) => {
  const selections = custom(one).filter(({ type }) => type === "aws:backup/selection:Selection");
  const takenOf = (stage: Name) =>
    selections.map(({ outputs }) => custom(stage).filter((resource) => isTaken(resource, outputs ?? {})).length);
  expect(takenOf(one)).toHaveLength(2);
  expect(Math.min(...takenOf(one))).toBeGreaterThan(0);
  expect(takenOf(other)).toEqual([0, 0]);
});

it("reads no other stack", () => {
  const references = (["staging", "production"] as const).flatMap((stage) =>
    states[stage].deployment.resources.filter(({ type }) => type === "pulumi:pulumi:StackReference"),
  );
  expect(references).toEqual([]);
});

it("leaves production as it was when staging is destroyed, and of staging the key and the vault of its backups", () => {
  const held = (store: Store) =>
    new Map(store.list().map(({ urn, type, id, state }) => [`${urn} ${type} ${id}`, JSON.stringify(state)]));
  const ofProduction = ([key]: readonly [string, string]) => key.startsWith("urn:pulumi:production::");
  const [before, after] = [[...held(beforeDestruction)], [...held(afterDestruction)]];
  const production = before.filter(ofProduction);
  expect(production).toHaveLength(custom("production").length);
  expect(after.filter(ofProduction).sort()).toEqual(production.sort());
  const left = after.filter((one) => !ofProduction(one));
  expect(left.map(([key]) => key.split(/::| /).at(-2)).sort()).toEqual(["aws:backup/vault:Vault", "aws:kms/key:Key"]);
});
