import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { parseDocument, type YAMLMap } from "yaml";
import { withRecords } from "../../../settings/rotation/edit";
import { keyringFacts } from "../../../stacks/settings/rotation/keyrings";
import { carryOut, type Order, type Selection } from "../../../stacks/settings/rotation/orders";
import { readRotation } from "../../../stacks/settings/rotation/read";
import { replaceFile } from "../../../settings/rotation/replace-file";
import { statusOf } from "../../../stacks/settings/rotation/status";
import { stages } from "../../../settings/stage/stage";
import { refused, settings } from "../complete";
import { choose, copyStageFiles } from "../filled-in";

const now = new Date("2026-12-01T12:00:00Z");
let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "rotation-"));
  copyStageFiles(folder);
  for (const stage of stages) {
    choose(folder, stage, { systems: ["ahava-healthcare"], rotation: { deploymentMinutes: 60 } });
  }
});
afterEach(() => {
  fs.rmSync(folder, { recursive: true });
});

const file = () => path.join(folder, "Pulumi.staging.yaml");
const text = () => fs.readFileSync(file(), "utf8");

/** Takes an order and writes it, as the command does. */
function take(selection: Selection, order: Order, at: string): readonly string[] {
  const result = carryOut(readRotation("staging", folder), selection, order, "unknown", new Date(at));
  if (result.changes.length > 0) replaceFile(file(), text(), withRecords(text(), result.changes));
  return result.refused.flatMap(({ name, refusals }) => refusals.map(({ reason }) => `${name}: ${reason}`));
}

/** What the file holds of a secret, and of all of them. */
const recordOf = (name: string): unknown => (recordsIn(text()) as Record<string, unknown>)[name];
const recordsIn = (yaml: string): unknown =>
  (parseDocument(yaml).getIn(["config", "care-platform:rotation", "ahava-healthcare"], true) as YAMLMap).toJSON();

describe("an order", () => {
  it("of no secret takes every one whose turn it is, but encryption keys, which take a word of their own", () => {
    expect(take({}, { step: "publish" }, "2026-12-01T12:00:00Z")).toEqual([]);
    const names = Object.keys(recordsIn(text()) as object);
    expect(names).toEqual([
      "JWT_SECRET",
      "DATABASE_URL",
      "DATABASE_MIGRATION_PASSWORD",
      "DATABASE_REPORTING_PASSWORD",
      "DATABASE_OPERATOR_PASSWORD",
      "DATABASE_VERIFIER_PASSWORD",
      "DATABASE_MASTER_PASSWORD",
      "REDIS_URL",
    ]);
    expect(take({ secret: "ENCRYPTION_KEY" }, { step: "publish" }, "2026-12-01T12:00:00Z")).toEqual([]);
    expect(recordOf("ENCRYPTION_KEY")).toBeDefined();
  });

  it("goes through a whole rotation, and the file says so", () => {
    const secret = "JWT_SECRET";
    take({ secret }, { step: "publish" }, "2026-12-01T12:00:00Z");
    expect(take({ secret }, { step: "activate" }, "2026-12-01T13:04:59Z")).toEqual([
      "JWT_SECRET: a running task may not have the next generation yet",
    ]);
    expect(take({ secret }, { step: "activate" }, "2026-12-01T13:05:00Z")).toEqual([]);
    expect(take({ secret }, { step: "retire" }, "2026-12-08T14:09:59Z")).toHaveLength(1);
    expect(take({ secret }, { step: "retire" }, "2026-12-08T14:10:00Z")).toEqual([]);
    expect(recordOf(secret)).toEqual({
      generation: 2,
      phase: "steady",
      activatedAt: "2026-12-01T13:05:00.000Z",
      retiredAt: "2026-12-08T14:10:00.000Z",
    });
    // Without the quotes the engine would read the moment as another spelling of it.
    expect(text()).toContain('retiredAt: "2026-12-08T14:10:00.000Z"');
  });

  it("that is refused leaves the file as it was", () => {
    const before = text();
    expect(take({ secret: "JWT_SECRET" }, { step: "retire" }, "2026-12-01T12:00:00Z")).toHaveLength(1);
    expect(take({ secret: "ENCRYPTION_IV_SALT" }, { step: "publish" }, "2026-12-01T12:00:00Z")).toEqual([
      "ENCRYPTION_IV_SALT: ENCRYPTION_IV_SALT rotates together with ENCRYPTION_KEY",
    ]);
    expect(text()).toBe(before);
  });

  it("lets an encryption key go when its record says that no row is left", () => {
    const secret = "ENCRYPTION_KEY";
    take({ secret }, { step: "publish" }, "2026-12-01T12:00:00Z");
    take({ secret }, { step: "activate" }, "2026-12-01T14:00:00Z");
    const record = { generation: 1, rowsLeft: 3, at: "2026-12-02T00:00:00Z" };
    expect(take({ secret }, { step: "retire", reencryption: record }, "2026-12-02T01:00:00Z")).toEqual([
      "ENCRYPTION_KEY: 3 rows are still encrypted with generation 1",
    ]);
    expect(
      take({ secret }, { step: "retire", reencryption: { ...record, rowsLeft: 0 } }, "2026-12-02T01:00:00Z"),
    ).toEqual([]);
    expect(recordOf(secret)).toMatchObject({ phase: "steady", reencryption: { ...record, rowsLeft: 0 } });
  });

  it("records a vendor's secret that was renewed, or has to be", () => {
    const secret = "PAYSTACK_SECRET_KEY";
    const reason = "the key was posted in a chat";
    expect(take({ secret }, { step: "activate" }, "2026-12-01T12:00:00Z")).toEqual([`${secret}: no owner is recorded`]);
    expect(take({ secret }, { step: "emergency", reason }, "2026-12-01T12:00:00Z")).toEqual([
      `${secret}: its renewal is not recorded`,
    ]);
    const renewedAt = new Date("2026-12-01T12:00:01Z");
    expect(take({ secret }, { step: "activate", owner: "payments", renewedAt }, "2026-12-01T12:00:00Z")).toEqual([
      `${secret}: the renewal is in the future`,
    ]);
    expect(take({ secret }, { step: "activate", owner: " " }, "2026-12-01T12:00:00Z")).toHaveLength(1);
    expect(take({ secret }, { step: "activate", owner: "payments", renewedAt }, "2026-12-01T13:00:00Z")).toEqual([]);
    expect(recordOf(secret)).toEqual({ renewedAt: "2026-12-01T12:00:01.000Z", owner: "payments" });
    expect(take({ secret }, { step: "emergency", reason }, "2026-12-02T12:00:00Z")).toEqual([]);
    expect(recordOf(secret)).toMatchObject({ emergency: { reason } });
    expect(take({ secret }, { step: "activate" }, "2026-12-02T13:00:00Z")).toEqual([]);
    expect(recordOf(secret)).toEqual({ renewedAt: "2026-12-02T13:00:00.000Z", owner: "payments" });
    expect(take({ secret }, { step: "publish" }, "2026-12-02T13:00:00Z")).toHaveLength(1);
  });

  it("of an emergency of a whole system is about its encryption key and its vendors' secrets as well", () => {
    const reason = "a laptop with access was stolen";
    take({ secret: "SMTP_PASS" }, { step: "activate", owner: "mail" }, "2026-12-01T12:00:00Z");
    expect(take({ system: "ahava-healthcare" }, { step: "emergency", reason }, "2026-12-02T12:00:00Z")).toEqual([
      "PAYSTACK_SECRET_KEY: its renewal is not recorded",
      "PAYSTACK_WEBHOOK_SECRET: its renewal is not recorded",
    ]);
    expect(Object.keys(recordsIn(text()) as object).sort()).toEqual([
      "DATABASE_MASTER_PASSWORD",
      "DATABASE_MIGRATION_PASSWORD",
      "DATABASE_OPERATOR_PASSWORD",
      "DATABASE_REPORTING_PASSWORD",
      "DATABASE_URL",
      "DATABASE_VERIFIER_PASSWORD",
      "ENCRYPTION_KEY",
      "JWT_SECRET",
      "REDIS_URL",
      "SMTP_PASS",
    ]);
    expect(recordOf("ENCRYPTION_KEY")).toMatchObject({ generation: 2, phase: "activated", emergency: { reason } });
    expect(recordOf("SMTP_PASS")).toMatchObject({ emergency: { reason } });
  });

  it.each<[string, Selection, Order["step"], RegExp]>([
    ["another system", { system: "med-platform" }, "publish", /does not run med-platform/],
    ["a misspelt secret", { secret: "JWT_SECRT" }, "publish", /did you mean JWT_SECRET\?/],
    ["an emergency of everything", {}, "emergency", /name the leaked secret or system/],
  ])("of %s names nothing", (_, selection, step, message) => {
    const order: Order = step === "emergency" ? { step, reason: "a laptop was stolen" } : { step };
    expect(() => take(selection, order, "2026-12-01T12:00:00Z")).toThrow(message);
  });
});

describe("the status", () => {
  it("has the age, the due date and the next step of every secret", () => {
    take({ secret: "JWT_SECRET" }, { step: "publish" }, "2026-12-01T11:00:00Z");
    fs.writeFileSync(
      file(),
      text().replace("    deploymentMinutes: 60", '    deploymentMinutes: 60\n    since: "2026-10-20T12:00:00Z"'),
    );
    const { secrets } = statusOf(readRotation("staging", folder), "unknown", now);
    expect(secrets.map(({ secret }) => secret)).toHaveLength(13);
    const of = (name: string) => secrets.find(({ secret }) => secret === name);
    expect(of("JWT_SECRET")).toMatchObject({
      phase: "published",
      ageDays: 42,
      dueAt: "2026-11-19T12:00:00.000Z",
      urgency: "due",
      next: "activate",
      allowedFrom: "2026-12-01T12:05:00.000Z",
    });
    expect(of("ENCRYPTION_KEY")).toMatchObject({ urgency: "fine", next: "publish", refusals: [] });
    expect(of("SMTP_PASS")).toMatchObject({
      urgency: "unknown",
      next: "renew",
      page: "docs/runbooks/rotation/rotate-smtp.md",
    });
    const later = statusOf(readRotation("staging", folder), "unknown", new Date("2026-12-19T12:00:00Z")).secrets;
    expect(later.find(({ secret }) => secret === "REDIS_URL")?.urgency).toBe("overdue");
  });

  it("says what a stage waits for that does not run what its settings say", () => {
    take({ secret: "JWT_SECRET" }, { step: "publish" }, "2026-12-01T08:00:00Z");
    const deployed = {
      "ahava-healthcare": { JWT_SECRET: { current: 1, phase: "steady", since: "2026-10-20T12:00:00Z" } },
    } as const;
    const { secrets } = statusOf(readRotation("staging", folder), deployed, now);
    expect(secrets[0]?.refusals.map(({ reason }) => reason)).toEqual([
      "the stage still runs generation 1, steady, not generation 1, published",
    ]);
  });
});

describe("the facts of a keyring", () => {
  const published = {
    generation: 3,
    phase: "published",
    activatedAt: "2026-10-01T08:00:00Z",
    publishedAt: "2026-11-01T08:00:00Z",
  };

  it("are those the settings record, with the overlap of the system's own tokens", () => {
    const stage = settings("staging", {
      rotation: { "ahava-healthcare": { JWT_SECRET: published, ENCRYPTION_KEY: published } },
      "ahava-healthcare/tokens": { refreshLifetime: "1d" },
    });
    expect(keyringFacts(stage, "ahava-healthcare", "JWT_SECRET")).toEqual({
      secret: "JWT_SECRET",
      system: "ahava-healthcare",
      stage: "staging",
      kind: "signing",
      current: 3,
      next: 4,
      phase: "published",
      changedAt: "2026-11-01T08:00:00Z",
      currentSince: "2026-10-01T08:00:00Z",
      overlapSeconds: 86_400,
    });
    expect(keyringFacts(stage, "ahava-healthcare", "ENCRYPTION_IV_SALT")).toMatchObject({
      current: 3,
      next: 4,
      kind: "encryption",
    });
  });

  it("are those of a first generation where nothing is recorded", () => {
    const first = keyringFacts(settings("production"), "ahava-healthcare", "REDIS_URL");
    expect(first).toMatchObject({
      current: 1,
      phase: "steady",
      currentSince: "2026-11-22T14:30:00+02:00",
      overlapSeconds: 0,
    });
    expect(keyringFacts(settings("staging"), "ahava-healthcare", "REDIS_URL").currentSince).toBeUndefined();
    expect(() => keyringFacts(settings("staging"), "med-platform", "DATABASE_URL")).toThrow(
      "does not run med-platform",
    );
    expect(() => keyringFacts(settings("staging"), "ahava-healthcare", "JWT")).toThrow(
      "has no keyring JWT; it has JWT_SECRET",
    );
  });

  it("are refused with the earliest moment when a record was written past a gate", () => {
    const at = new Date(Date.now() - 60_000).toISOString();
    const [fault] = refused("staging", {
      rotation: {
        "ahava-healthcare": { JWT_SECRET: { generation: 2, phase: "activated", publishedAt: at, activatedAt: at } },
      },
    });
    expect(fault?.where).toBe("rotation.ahava-healthcare.JWT_SECRET");
    const from = new Date(new Date(at).getTime() + 65 * 60_000).toISOString();
    expect(fault?.allowed).toBe(
      `the record of a step whose gates are open, allowed from ${from}: activate was recorded too early: a running task may not have the next generation yet`,
    );
    expect(refused("staging", { rotation: { "ahava-healthcare": { JWT: {} } } })[0]?.fix).toMatch(
      /JWT_SECRET|remove it/,
    );
  });
});
