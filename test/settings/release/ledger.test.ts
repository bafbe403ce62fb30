import { sign } from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { rehearsalKey } from "../../../settings/release/keys";
import { releaseRoles, signatories } from "../../../settings/release/statement";
import {
  type Ledger,
  openLedgers,
  refuseDamage,
  signedInto,
  writeRecorded,
} from "../../../stacks/settings/releases/ledger";
import {
  migrationsThatStay,
  type ReleaseOrder,
  roleOf,
  rollbackTarget,
  statementFor,
} from "../../../stacks/settings/releases/orders";
import { refuseReleases } from "../../../stacks/settings/releases/refuse-releases";
import { recordsIn } from "../../../stacks/settings/releases/records";
import type { StackName } from "../../../stacks/settings/systems";
import { choose, copyStageFiles } from "../filled-in";
import { keys, reason, v1, v2 } from "./records";

const system = "med-platform";
let folder: string;
let clock: number;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "ledger-"));
  clock = Date.parse("2026-11-29T08:00:00Z");
  copyStageFiles(folder);
  choose(folder, "staging", { release: { keys: { pipeline: keys.pipeline } } });
  // The stand-ins of placeholders: the rehearsal's keys, and the simulated account, which is the only one to take them.
  const placeholders = [...releaseRoles, "staging"].map((role): [string, string[]] => [
    role,
    [`<public key of ${role}>`],
  ]);
  choose(folder, "production", {
    "aws/accountId": "<account number>",
    "release/keys": Object.fromEntries(placeholders),
  });
});
afterEach(() => {
  fs.rmSync(folder, { recursive: true });
});

function ledger(stack: StackName): Ledger {
  const [found] = openLedgers(stack, folder, system);
  return found!;
}

/** Carries an order out as the command does, a minute after the last; returns what the status then is. */
async function order(stack: StackName, given: ReleaseOrder, { person = "pipeline", as = roleOf(given) } = {}) {
  clock += 60_000;
  const opened = ledger(stack);
  refuseDamage(opened);
  const by = `arn:aws:sts::000000000000:assumed-role/release/${person}@rehearsal.test`;
  const statement = statementFor(given, { stack, system, state: opened.state, by, now: new Date(clock) });
  const signing = (bytes: Buffer) => Promise.resolve(sign("sha256", bytes, rehearsalKey(as).privateKey));
  writeRecorded(opened, await signedInto(opened, statement, roleOf(given), signing));
  return ledger(stack).state.current?.status;
}

const file = (text: unknown) => ({ name: "evidence.json", text: JSON.stringify(text) });
const outputs = (release: { version: string; digest: string }) => file({ [system]: { ...release, revocations: [] } });
const at = (offset: number) => new Date(clock + offset).toISOString();

/** The result of a verification that passed, with changes. */
function verification(stage: string, release: { version: string; digest: string }, changed: object = {}) {
  const results = [
    { probe: "health", system, verdict: "passed" },
    { probe: "load", system: "doctor-system", verdict: "failed" },
  ];
  return file({
    stage,
    by: "care-platform",
    begun: at(1000),
    ended: at(2000),
    systems: [{ system, ...release }],
    results,
    ...changed,
  });
}

/** A release of a stack, from its proposal until it is verified. */
async function release(stack: StackName, given: typeof v1): Promise<void> {
  await order(stack, { kind: "propose", release: given, migrations: `what ${given.version} adds` });
  if (stack === "production")
    for (const role of signatories) await order(stack, { kind: "sign", role }, { person: role });
  await order(stack, { kind: "start" });
  await order(stack, { kind: "deployed", outputs: outputs(given) });
  await order(stack, { kind: "verified", verification: verification(stack, given) });
}

const sectionOf = (stack: StackName) => ledger(stack).settings.medPlatform!;

describe("a release that is recorded", () => {
  it("goes from staging to production, writes the stage files, and is taken by the program", async () => {
    await release("staging", v1);
    expect(sectionOf("staging")).toMatchObject({ image: "v1.0.0", release: { ...v1, status: "verified" } });
    await release("production", v1);
    const { state, settings, lacks } = ledger("production");
    expect([state.current?.status, lacks]).toEqual(["verified", []]);
    expect(state.current?.steps.map(({ kind }) => kind)).toEqual(["proposed", "started", "deployed", "verified"]);
    const only = { ...settings, systems: [system] as const } as unknown as typeof settings;
    expect(refuseReleases(only, recordsIn(folder), {}, new Date(clock))).toEqual([]);
    expect(fs.readdirSync(path.join(folder, "releases")).sort()).toEqual([
      "production.med-platform.jsonl",
      "staging.med-platform.jsonl",
    ]);
  });

  it("keeps every comment of the stage file", async () => {
    const text = () => fs.readFileSync(path.join(folder, "Pulumi.staging.yaml"), "utf8");
    const comments = (given: string) => given.match(/#.*$/gm);
    const before = comments(text());
    await order("staging", { kind: "propose", release: v2, migrations: "none" });
    await order("staging", { kind: "start" });
    expect(comments(text())).toEqual(before);
    expect(sectionOf("staging")).toMatchObject({ image: "v2.0.0", release: { ...v2, status: "in progress" } });
  });

  it("does not start on production before staging verified it and four people signed it", async () => {
    await order("production", { kind: "propose", release: v1, migrations: "none" });
    const started = order("production", { kind: "start" });
    await expect(started).rejects.toThrow(/^med-platform may not start on production\. Nothing was recorded\./);
    const { message } = (await started.catch((error: unknown) => error)) as Error;
    expect(message.match(/missing .*/g)).toEqual([
      `missing  a verification of ${v1.digest} on staging`,
      ...signatories.map((role) => `missing  the signature of ${role}`),
    ]);
    expect(ledger("production").state.current?.status).toBe("ready");
    expect(sectionOf("production").release?.version).toBe("v1.0.0");
  });

  it("is deployed only where every task runs it, and verified only by checks of that digest that all passed since", async () => {
    await order("staging", { kind: "propose", release: v1, migrations: "none" });
    await order("staging", { kind: "start" });
    await expect(order("staging", { kind: "deployed", outputs: outputs(v2) })).rejects.toThrow(
      `med-platform runs v2.0.0`,
    );
    await expect(order("staging", { kind: "deployed", outputs: file({}) })).rejects.toThrow(
      "it does not contain med-platform",
    );
    expect(await order("staging", { kind: "deployed", outputs: outputs(v1) })).toBe("deployed");
    const failing = [
      [verification("production", v1), "it is about production"],
      [verification("staging", { ...v1, digest: v2.digest }), `it is about v1.0.0 (${v2.digest})`],
      [verification("staging", v1, { results: [{ probe: "health", system, verdict: "unknown" }] }), "health: unknown"],
      [verification("staging", v1, { results: [] }), "it has no check of med-platform"],
      [
        verification("staging", v1, { begun: "2026-11-29T07:00:00Z" }),
        "it began at 2026-11-29T07:00:00Z, before the deployment",
      ],
      [file([]), "it is no result of npm run verify"],
    ] as const;
    for (const [given, fault] of failing) {
      await expect(order("staging", { kind: "verified", verification: given })).rejects.toThrow(fault);
    }
    expect(await order("staging", { kind: "verified", verification: verification("staging", v1) })).toBe("verified");
  });

  it("has no step that the record does not allow, and no signature of another key", async () => {
    await expect(order("staging", { kind: "start" })).rejects.toThrow(
      "The record of med-platform on staging has no release yet.",
    );
    await order("staging", { kind: "propose", release: v1, migrations: "none" });
    await expect(order("staging", { kind: "verified", verification: verification("staging", v1) })).rejects.toThrow(
      '"verified" v1.0.0 is not allowed after "ready"; it follows "deployed". Nothing was recorded.',
    );
    await expect(order("staging", { kind: "start" }, { as: "support" })).rejects.toThrow(
      "line 2 is not signed by a key of the role pipeline in the settings",
    );
    await expect(order("staging", { kind: "stop", reason: "short" })).rejects.toThrow("The text is refused");
    await expect(order("staging", { kind: "sign", role: "support" })).rejects.toThrow("key of the role support");
    expect(ledger("staging").record.entries).toHaveLength(1);
  });

  it("loses a signature that is revoked by the beginning of its id", async () => {
    await order("production", { kind: "propose", release: v1, migrations: "none" });
    await order("production", { kind: "sign", role: "security" }, { person: "one" });
    const [signature] = ledger("production").state.signatures;
    const revoke = (id: string) =>
      order("production", { kind: "revoke", signature: id, role: "security", reason }, { person: "one" });
    await expect(revoke("0000")).rejects.toThrow("0000 is no valid signature.");
    await revoke(signature!.id.slice(0, 12));
    expect(ledger("production").state.signatures[0]?.revoked).toMatchObject({ reason });
  });

  it("is rolled back to the last verified version without signatures and without staging, and says what stays in the database", async () => {
    await release("staging", v1);
    await release("production", v1);
    await release("staging", v2);
    await order("production", { kind: "propose", release: v2, migrations: "adds the table refunds" });
    for (const role of signatories) await order("production", { kind: "sign", role }, { person: role });
    await order("production", { kind: "start" });
    fs.rmSync(path.join(folder, "releases/staging.med-platform.jsonl"));
    const failing = ledger("production");
    const target = rollbackTarget(failing);
    expect(target).toMatchObject(v1);
    expect(migrationsThatStay(failing.state, target)).toEqual(["v2.0.0: adds the table refunds"]);
    expect(await order("production", { kind: "rollback", reason, database: "compatible" })).toBe("in progress");
    const { settings, lacks } = ledger("production");
    expect(settings.medPlatform).toMatchObject({ image: "v1.0.0", release: { ...v1, status: "in progress" } });
    expect(lacks).toEqual([]);
    await expect(order("production", { kind: "rollback", reason, database: "compatible" })).rejects.toThrow(
      "med-platform has no other version that was verified on production.",
    );
  });

  it("is not touched where the record is damaged", async () => {
    await order("staging", { kind: "propose", release: v1, migrations: "none" });
    const name = path.join(folder, "releases/staging.med-platform.jsonl");
    const text = fs.readFileSync(name, "utf8");
    const { payload } = JSON.parse(text) as { readonly payload: string };
    const other = Buffer.from(payload, "base64").toString().replace("v1.0.0", "v1.0.1");
    fs.writeFileSync(name, text.replace(payload, Buffer.from(other).toString("base64")));
    await expect(order("staging", { kind: "start" })).rejects.toThrow(
      "releases/staging.med-platform.jsonl is damaged. Nothing was recorded.",
    );
  });
});
