import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { EngineKilled } from "../../../rehearsal/standing/engine-group";
import type { OpenState } from "../../../rehearsal/standing/protocol";
import { StandingStage } from "../../../rehearsal/standing/standing-stage";
import { carryOut } from "../../../stacks/settings/rotation/orders";
import { accountNow, type RunningService } from "./account-now";
import { engineTimeout } from "./project-copy";

// The engine and the program are killed with SIGKILL while a step is deployed, again and again: each time the account has made
// something that nobody could write down any more. The state is written after each resource, as for a person.

/** What is made last. */
const points = [
  { type: "random:index/randomPassword:RandomPassword" },
  { type: "aws:secretsmanager/secret:Secret" },
  { type: "aws:secretsmanager/secretVersion:SecretVersion" },
  { type: "aws:ecs/taskDefinition:TaskDefinition" },
  { type: "aws:ecs/service:Service" },
] as const;

interface Kill {
  /** What has ended it. */
  readonly ended: string;
  /** What the state says was begun and not finished. */
  readonly pending: OpenState["pending"];
  /** The state right afterwards. */
  readonly state: OpenState;
  /** What keeps tasks that ran before from being started again now. */
  readonly faults: readonly string[];
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "killed-"));
const since = new Date(Date.now() - 20 * 86_400_000);
const now = new Date(since.getTime() + 86_400_000);
const kills: Kill[] = [];
const deleted: string[] = [];
let stage: StandingStage;
let first: OpenState;
let running: readonly RunningService[];
let locked: string | undefined;
let last: { readonly error?: string; readonly state: OpenState };
let again: number;

/** Deploys the step until the account has made one of these, and kills the engine before it hears of it. */
async function killAt(type: string): Promise<Kill> {
  const ended = await stage
    .deploy({
      now,
      checkpoints: true,
      killAt: (operation) => operation.type === type && operation.operation !== "check" && operation.moment === "made",
    })
    .then(
      ({ error }) => error ?? "it was not killed",
      (error: unknown) => {
        if (error instanceof EngineKilled) return "killed";
        throw error;
      },
    );
  const state = await stage.state();
  const account = accountNow(stage.view());
  const unusable = running.filter(({ revision }) => !account.usable(revision)).map(({ revision }) => revision);
  const faults = [...unusable, ...running.flatMap(({ secrets }) => account.faults(secrets))];
  return { ended, pending: state.pending, state, faults };
}

/** What docs/runbooks/rotation/rotate-secrets.md has a person do after it. */
async function makeUp({ pending, state }: Kill): Promise<void> {
  await stage.cancel();
  // An entry has a name of its own and is in the way of another; of everything else there is one more.
  for (const { urn, type } of pending.filter((one) => one.type === "aws:secretsmanager/secret:Secret")) {
    const entry = stage.account.store.list(type).find((each) => each.urn === urn);
    // The engine goes on naming what was begun after a later run has made it and written it down.
    if (entry === undefined || state.resources.some(({ id }) => id === entry.id)) continue;
    const region = entry.state.region as string;
    stage.account.delete(type, entry.id, { region, defaultTags: {} }, entry.state);
    deleted.push(entry.id);
  }
}

beforeAll(async () => {
  stage = await StandingStage.start({ folder, stage: "staging", systems: ["med-platform"], since });
  await stage.deploy({ now: since });
  first = await stage.state();
  running = accountNow(stage.view()).services;
  const { changes } = carryOut(stage.rotation(), {}, { step: "publish" }, StandingStage.deployedRecord(first), now);
  stage.record(changes);
  for (const { type } of points) {
    const kill = await killAt(type);
    kills.push(kill);
    locked ??= (await stage.deploy({ now, checkpoints: true }).catch((error: unknown) => ({ error: String(error) })))
      .error;
    await makeUp(kill);
  }
  await stage.refresh();
  const { error } = await stage.deploy({ now });
  last = { error, state: await stage.state() };
  again = (await stage.deploy({ now })).changes.length;
}, engineTimeout);

afterAll(() => {
  stage.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

const seedTypes = /^(random|tls):/;
const valueOf = ({ resources }: OpenState, urn: string) => resources.find((one) => one.urn === urn)?.outputs;
const seedsOf = ({ resources }: OpenState) => resources.filter(({ type }) => seedTypes.test(type));

it("was killed at each point, with the resource made and not written down", () => {
  expect(kills.map(({ ended }) => ended)).toEqual(points.map(() => "killed"));
  kills.forEach(({ pending }, index) => {
    expect(pending.map(({ type }) => type)).toContain(points[index]!.type);
  });
});

it("leaves an entry in the way where it was killed behind one, of a generation that nobody has heard of", () => {
  expect(deleted.length).toBeGreaterThan(0);
  expect(deleted.filter((id) => !/:secret:staging\/med-platform\/[A-Z_]+\/g2-[0-9a-f]{6}$/.test(id))).toEqual([]);
});

it("is locked until somebody says that the run is over", () => {
  expect(locked).toContain("pulumi cancel");
});

it("loses no seed in use and makes none of them anew, wherever it was killed", () => {
  const before = seedsOf(first);
  expect(before.length).toBeGreaterThan(5);
  for (const { state } of [...kills, last]) {
    for (const { urn, outputs } of before) expect(valueOf(state, urn)).toEqual(outputs);
  }
});

it("keeps what was written down of the next generation", () => {
  const [, ...later] = [...kills.map(({ state }) => state), last.state];
  kills.forEach(({ state }, index) => {
    const made = seedsOf(state).filter(({ urn }) => urn.endsWith("-g2"));
    for (const { urn, outputs } of made) expect(valueOf(later[index]!, urn)).toEqual(outputs);
  });
  expect(seedsOf(kills.at(-1)!.state).filter(({ urn }) => urn.endsWith("-g2")).length).toBeGreaterThan(3);
});

it("leaves the running tasks every secret they would be started with again", () => {
  expect(running.flatMap(({ secrets }) => secrets).length).toBeGreaterThan(5);
  expect(kills.flatMap(({ faults }) => faults)).toEqual([]);
});

it("completes the step in the end, and then has nothing left to do", () => {
  expect(last.error).toBeUndefined();
  const { "med-platform": keyrings = {} } = StandingStage.deployedRecord(last.state);
  expect(Object.values(keyrings).map(({ phase }) => phase)).toEqual(Object.values(keyrings).map(() => "published"));
  expect(last.state.pending).toEqual([]);
  expect(again).toBe(0);
});
