import { sign } from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { rehearsalKey } from "../../../settings/release/keys";
import { signatories } from "../../../settings/release/statement";
import type { DeploymentResult } from "../../../rehearsal/standing/protocol";
import { StandingStage } from "../../../rehearsal/standing/standing-stage";
import { openLedgers, signedInto, writeRecorded } from "../../../stacks/settings/releases/ledger";
import { type ReleaseOrder, roleOf, statementFor } from "../../../stacks/settings/releases/orders";
import { readToldReleases } from "../../../stacks/settings/releases/running-releases";
import { reason, signed, steps, toVerified, v1, v2 } from "../../settings/release/records";
import { engineTimeout } from "./project-copy";

// The drill of a rollback on the real engine: production with one system and its own record of releases runs v1, then v2, and goes
// back to v1 with nothing left of what a release needs.

const system = "med-platform";
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "rollback-"));
const since = new Date(Date.now() - 86_400_000);
let clock = since.getTime();
let stage: StandingStage;
const results = {} as Record<"v1" | "unsigned" | "v2" | "back", DeploymentResult>;
const running: Record<string, unknown> = {};

const at = () => new Date((clock += 60_000));

/** Carries an order out as `npm run release` does, and gives the stage the file that it wrote. */
async function order(given: ReleaseOrder): Promise<void> {
  const [ledger] = openLedgers("production", stage.directory, system);
  const role = roleOf(given);
  const by = `arn:aws:sts::000000000000:assumed-role/release/${role}@rehearsal.test`;
  const statement = statementFor(given, { stack: "production", system, state: ledger!.state, by, now: at() });
  const signing = (bytes: Buffer) => Promise.resolve(sign("sha256", bytes, rehearsalKey(role).privateKey));
  writeRecorded(ledger!, await signedInto(ledger!, statement, role, signing));
  // The stand-ins of the rehearsal are laid over the file.
  const { image, release } = openLedgers("production", stage.directory, system)[0]!.settings.medPlatform!;
  stage.change([
    { keys: [system, "image"], value: image },
    ...Object.entries(release!).map(([key, value]) => ({ keys: [system, "release", key], value })),
  ]);
}

/** Deploys, and looks at what the outputs tell and which images the tasks of the services have. */
async function deploy(name: keyof typeof results): Promise<void> {
  results[name] = await stage.deploy({ now: at(), ownRecords: true });
  const { resources } = await stage.state();
  const { outputs = {} } = resources.find(({ type }) => type === "pulumi:pulumi:Stack") ?? {};
  const images = stage.account.store
    .list("aws:ecs/service:Service")
    .map(({ state }) =>
      stage.account.store
        .list("aws:ecs/taskDefinition:TaskDefinition")
        .find((one) => one.state.arn === state.taskDefinition),
    )
    .flatMap(
      (definition) =>
        JSON.stringify(definition?.state.containerDefinitions ?? []).match(/med-platform@sha256:\w+/g) ?? [],
    );
  running[name] = { told: readToldReleases(outputs.releases ?? {})[system], images: [...new Set(images)] };
}

const outputs = (release: typeof v1) => ({
  name: "releases.json",
  text: JSON.stringify({ [system]: { ...release, revocations: [] } }),
});

/** The record of staging, which verified both. */
function writeStaging(): void {
  const place = { stack: "staging", system };
  const lines = steps([...toVerified(v1), ...toVerified(v2)], place).map((one) => signed(one));
  fs.mkdirSync(path.join(stage.directory, "releases"), { recursive: true });
  fs.writeFileSync(path.join(stage.directory, "releases/staging.med-platform.jsonl"), lines.join("\n"));
}

async function propose(release: typeof v1): Promise<void> {
  await order({ kind: "propose", release, migrations: "none" });
  for (const role of signatories) await order({ kind: "sign", role });
  await order({ kind: "start" });
}

beforeAll(async () => {
  stage = await StandingStage.start({ folder, stage: "production", systems: [system], since });
  writeStaging();
  await propose(v1);
  await deploy("v1");
  await order({ kind: "deployed", outputs: outputs(v1) });
  const moment = at().toISOString();
  const verification = {
    ...{ stage: "production", by: "care-platform", begun: moment, ended: moment },
    systems: [{ system, ...v1 }],
    results: [{ probe: "health", system, verdict: "passed" }],
  };
  await order({ kind: "verified", verification: { name: "verified.json", text: JSON.stringify(verification) } });
  await propose(v2);
  const record = path.join(stage.directory, "releases/production.med-platform.jsonl");
  const complete = fs.readFileSync(record, "utf8");
  fs.writeFileSync(
    record,
    complete
      .split("\n")
      .filter((line) => !line.includes('"keyid":"support"'))
      .join("\n"),
  );
  await deploy("unsigned");
  fs.writeFileSync(record, complete);
  await deploy("v2");
  // What a release would be refused for.
  fs.rmSync(path.join(stage.directory, "releases/staging.med-platform.jsonl"));
  await order({ kind: "rollback", reason, database: "unchanged" });
  await deploy("back");
}, engineTimeout);

afterAll(() => {
  stage.stop();
  fs.rmSync(folder, { recursive: true });
});

it("runs what staging verified and four people signed, by its digest", () => {
  expect(results.v1.error).toBeUndefined();
  expect(running.v1).toMatchObject({ told: v1, images: [`med-platform@${v1.digest}`] });
  expect(results.v2.error).toBeUndefined();
  expect(running.v2).toMatchObject({ told: v2, images: [`med-platform@${v2.digest}`] });
});

it("is refused without one signature, before anything is changed", () => {
  expect(results.unsigned.messages.join("\n")).toContain("missing  the signature of support");
  expect(results.unsigned.changes).toEqual([]);
  expect(running.unsigned).toMatchObject({ images: [`med-platform@${v1.digest}`] });
});

it("goes back to the version that was verified before, without staging's record and without new signatures", () => {
  expect(results.back.error).toBeUndefined();
  expect(running.back).toMatchObject({ told: v1, images: [`med-platform@${v1.digest}`] });
  const changed = results.back.changes.map(({ type }) => type);
  expect(new Set(changed)).toContain("aws:ecs/service:Service");
  expect(changed.filter((type) => /rds|kms|s3/.test(type))).toEqual([]);
});
