import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { secretFault } from "../../../rehearsal/account/types/compute/ecs-task-definition";
import { stagesOf, versionsOf } from "../../../rehearsal/account/types/security/secretsmanager";
import type { DeploymentResult, OpenState } from "../../../rehearsal/standing/protocol";
import { StandingStage } from "../../../rehearsal/standing/standing-stage";
import type { DeploymentRecord } from "../../../settings/rotation/deployment";
import { type Step, steps } from "../../../settings/rotation/gates";
import { carryOut } from "../../../stacks/settings/rotation/orders";
import { keyringRows } from "../../../settings/secrets/row";
import { declarations } from "../../../stacks/settings/systems";
import { type AccountNow, accountNow, type Pinned } from "./account-now";
import { engineTimeout } from "./project-copy";

// One rotation of every keyring of a whole staging on the real engine, with the pack, looked at from all sides.

/** Minutes from the deployment before to each step: a day, then what its gates ask for and a little more. */
const waits: Readonly<Record<Step, number>> = { publish: 1440, activate: 70, retire: 8 * 1440 };

/** So long ago that every step of the test lies in the past: the pack judges ages by the machine's own clock. */
const since = new Date(Date.now() - 20 * 86_400_000);

interface Deployed {
  readonly result: DeploymentResult;
  readonly state: OpenState;
  readonly account: AccountNow;
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "rotation-"));
const deployed = {} as Record<"first" | Step, Deployed>;
const refused: Record<"early" | "jump", DeploymentResult[]> = { early: [], jump: [] };
let stage: StandingStage;
let now = since;

async function deploy(name: "first" | Step): Promise<void> {
  const result = await stage.deploy({ now, withPolicy: true });
  deployed[name] = { result, state: await stage.state(), account: accountNow(stage.view()) };
}

/** Takes a step of every keyring, encryption keys by their own name, and writes it into the stage's file. */
function take(step: Step, record: DeploymentRecord | "unknown", at = now): void {
  const reencryption = step === "retire" ? { generation: 1, rowsLeft: 0, at: at.toISOString() } : undefined;
  for (const [selection, order] of [
    [{}, { step }],
    [{ secret: "ENCRYPTION_KEY" }, { step, reencryption }],
  ] as const) {
    const { changes, refused: against } = carryOut(stage.rotation(), selection, order, record, at);
    if (against.length > 0) throw new Error(`${step} was refused: ${JSON.stringify(against)}`);
    stage.record(changes);
  }
}

/** Somebody writes steps down that nobody has waited for; what the program says to it. The file is as it was afterwards. */
async function tooEarly(...early: readonly Step[]): Promise<DeploymentResult> {
  const restore = stage.keepFile();
  early.forEach((step, index) => {
    take(step, "unknown", new Date(now.getTime() + (index + 1) * waits.retire * 60_000));
  });
  const result = await stage.deploy({ now: new Date(now.getTime() + 60_000) });
  restore();
  return result;
}

beforeAll(async () => {
  stage = await StandingStage.start({ folder, stage: "staging", since });
  await deploy("first");
  for (const step of steps) {
    const record = StandingStage.deployedRecord(deployed[before(step)].state);
    if (step === "activate") {
      refused.early.push(await tooEarly("activate"));
      refused.jump.push(await tooEarly("activate", "retire"));
    }
    if (step === "retire") refused.early.push(await tooEarly("retire"));
    now = new Date(now.getTime() + waits[step] * 60_000);
    take(step, record);
    await deploy(step);
  }
}, engineTimeout);

afterAll(() => {
  stage.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

/** The deployment before a step. */
function before(step: Step): "first" | Step {
  return steps[steps.indexOf(step) - 1] ?? "first";
}

const keyrings = declarations.flatMap(({ secrets }) => keyringRows(secrets));
const seedTypes = /^(random|tls):/;

/** What a deployment did to what stands in the cloud, by type: `{ "replaced SecretVersion": 7 }`. */
function operations({ result }: Deployed): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { operation, type } of result.changes) {
    if (type.startsWith("care-platform:") || seedTypes.test(type)) continue;
    const name = `${operation} ${type.split(":").pop() ?? ""}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

const seeds = ({ result }: Deployed) => result.changes.filter(({ type }) => seedTypes.test(type));

it.each(["first", ...steps] as const)(
  "deploys %s, and the whole pack is content and has decided everything",
  (name) => {
    const { result } = deployed[name];
    expect(result.error).toBeUndefined();
    expect(result.policy).toMatchObject({ mandatory: 0, advisory: 0, undecided: 0, waived: 0 });
    const ofRotation = /^keyring-|^ecs-secrets-(pinned|of-stage)$/;
    const outcomes = result.policy.outcomes.filter(({ rule }) => ofRotation.test(rule));
    expect(outcomes.map(({ rule, outcome }) => `${rule}: ${outcome}`).sort()).toEqual([
      "ecs-secrets-of-stage: passed",
      "ecs-secrets-pinned: passed",
      "keyring-age-limit: passed",
      "keyring-age: passed",
      // It asks about emergencies, of which there is none here.
      "keyring-emergency-reason: not evaluated",
      "keyring-generation-jump: passed",
      "keyring-key-strength: passed",
      "keyring-overlap: passed",
      "keyring-retire-gate: passed",
    ]);
  },
);

it.each(["first", ...steps] as const)("says in its outputs after %s what it runs, since when", (name) => {
  const record = StandingStage.deployedRecord(deployed[name].state);
  const slots = {
    first: { current: 1, phase: "steady" },
    publish: { current: 1, next: 2, phase: "published" },
    activate: { current: 2, previous: 1, phase: "activated" },
    retire: { current: 2, phase: "steady" },
  }[name];
  const running = Object.values(record).flatMap((ofSystem) => Object.values(ofSystem));
  expect(running).toHaveLength(keyrings.filter(({ movesWith }) => movesWith === undefined).length);
  const [{ since, currentSince } = { since: "", currentSince: undefined }] = running;
  for (const keyring of running) expect(keyring).toEqual({ ...slots, since, currentSince });
  // A generation is in use since the step that activated it, or since the stage was made.
  const before = name === "publish" ? deployed.first : name === "retire" ? deployed.activate : undefined;
  const [earlier] = Object.values(StandingStage.deployedRecord((before ?? deployed[name]).state)).flatMap((ofSystem) =>
    Object.values(ofSystem),
  );
  expect(currentSince).toBe(earlier?.currentSince);
  expect(Date.parse(currentSince ?? "")).toBeLessThanOrEqual(Date.parse(since));
});

it("makes a seed for each keyring when it is published, deletes one for each when it is retired, and replaces none", () => {
  const names = (of: Deployed, operation: string) =>
    seeds(of)
      .filter((change) => change.operation === operation)
      .map(({ name }) => name);
  expect(names(deployed.publish, "created")).toHaveLength(keyrings.length);
  expect(names(deployed.publish, "created").filter((name) => !name.endsWith("-g2"))).toEqual([]);
  expect(seeds(deployed.publish)).toHaveLength(keyrings.length);
  expect(seeds(deployed.activate)).toEqual([]);
  expect(names(deployed.retire, "deleted").sort()).toEqual(
    names(deployed.publish, "created")
      .map((name) => name.replace(/-g2$/, "-g1"))
      .sort(),
  );
  expect(seeds(deployed.retire)).toHaveLength(keyrings.length);
});

it("does nothing else to the cloud but what a rotation is", () => {
  // The password of each generation of a database's user is an entry of its own; the function runs to tell the database.
  const around = {
    "replaced Invocation": 2,
    "updated RolePolicy": 2,
    "updated Service": 4,
  };
  // The user of Redis accepts the same two passwords before and after an activation.
  const ofRedis = { "updated User": 1 };
  const entries = { Secret: 10, SecretPolicy: 10, SecretVersion: 10, DatabaseUser: 1 };
  const ofEntries = (operation: string) =>
    Object.fromEntries(Object.entries(entries).map(([type, count]) => [`${operation} ${type}`, count]));
  // The services' own, without the two tasks of migrations, whose user changes only at the activation.
  const tasks = { "replaced SecretVersion": 7, "replaced TaskDefinition": 4 };
  expect(operations(deployed.publish)).toEqual({ ...around, ...ofRedis, ...tasks, ...ofEntries("created") });
  expect(operations(deployed.retire)).toEqual({ ...around, ...ofRedis, ...tasks, ...ofEntries("deleted") });
  expect(operations(deployed.activate)).toEqual({
    ...around,
    // The functions that answer questions log in with the new password.
    "updated Function": 2,
    "updated RolePolicy": 4,
    "replaced SecretVersion": 19,
    "replaced TaskDefinition": 6,
    "updated Secret": 19,
    "updated Instance": 2,
    // The ages of what is in use begin anew.
    "updated Dashboard": 3,
    "updated MetricAlarm": 6,
  });
});

it("refuses a step that was recorded too early, by what the stack itself says it runs, and does nothing", () => {
  for (const { error, changes } of refused.early) {
    expect(error).toContain("allowed from");
    expect(error).toContain("rotation.ahava-healthcare.JWT_SECRET");
    expect(changes).toEqual([]);
  }
  expect(refused.early).toHaveLength(2);
});

it("refuses two steps at once", () => {
  const [jump] = refused.jump;
  expect(jump?.error).toContain("which is not the next step of a rotation");
  expect(jump?.changes).toEqual([]);
});

it("keeps every version of every secret, the newest at its stage, the one before it at the next, and older ones at none", () => {
  for (const name of steps) {
    const earlier = deployed[before(name)].account.versions;
    const { versions } = deployed[name].account;
    const retired = name === "retire" ? /\/g1-/ : /$^/;
    expect([...earlier.keys()].filter((id) => !versions.has(id) && !retired.test(id))).toEqual([]);
  }
  const { view } = deployed.retire.account;
  const entries = view.list("aws:secretsmanager/secret:Secret");
  expect(entries.length).toBeGreaterThan(20);
  for (const { id } of entries) {
    const stages = versionsOf(id, view).map((version) => stagesOf(version).join());
    expect(stages.toReversed()).toEqual(["AWSCURRENT", "AWSPREVIOUS", "", ""].slice(0, stages.length));
  }
});

it("pins every secret of every task to a version", () => {
  for (const { account } of Object.values(deployed)) {
    const pinned = account.services.flatMap(({ secrets }) => secrets);
    expect(pinned.length).toBeGreaterThan(40);
    expect(pinned.filter(({ valueFrom }) => !/^arn:aws:secretsmanager:.*::[0-9a-f-]{36}$/.test(valueFrom))).toEqual([]);
  }
});

it.each(steps)("leaves every revision that a rollback of %s would go back to, with every secret it reads", (name) => {
  const { account } = deployed[name];
  for (const { service, revision, secrets } of deployed[before(name)].account.services) {
    expect(account.services.find((one) => one.service === service)?.revision).not.toBe(revision);
    expect(account.usable(revision)).toBe(true);
    expect(account.faults(secrets)).toEqual([]);
  }
});

it("has ECS take back the revisions before the last, service by service", () => {
  for (const { service, revision } of deployed.activate.account.services) {
    expect(rollBack(service, revision)).toBe(revision);
  }
});

it("sees a revision that is gone, a version that is not there and a key that no document has", () => {
  const { account } = deployed.retire;
  const [{ revision, secrets }] = account.services as [(typeof account.services)[number]];
  const [first] = secrets as [Pinned];
  expect(account.usable(revision.replace(/\d+$/, "999"))).toBe(false);
  expect(secretFault(first.valueFrom.replace(/.$/, "x"), account.view)).toContain("VersionId");
  const keyed = secrets.find(({ valueFrom }) => /:JWT_[A-Z_]+::/.test(valueFrom));
  expect(secretFault(keyed!.valueFrom.replace(/:JWT_[A-Z_]+::/, ":NOBODY::"), account.view)).toContain("NOBODY");
});

/** A service is given a revision, as a rollback does; returns what it runs then. */
function rollBack(id: string, revision: string): unknown {
  const type = "aws:ecs/service:Service";
  const service = stage.account.store.get(type, id)!;
  const given = Object.fromEntries(
    Object.entries(service.state).filter(([key]) => service.inputs?.includes(key) === true),
  );
  const configuration = { region: service.state.region as string, defaultTags: {} };
  const news = { ...given, taskDefinition: revision };
  return stage.account.update(type, service.urn, id, service.state, given, news, false, configuration).taskDefinition;
}
