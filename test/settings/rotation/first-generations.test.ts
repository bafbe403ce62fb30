import { secretAges } from "../../../stacks/settings/rotation/ages";
import { withStarts } from "../../../stacks/settings/rotation/first-generations";
import { type DeploymentRecord, deployedRecord, readDeploymentRecord } from "../../../settings/rotation/deployment";
import { wantedKeyrings } from "../../../stacks/settings/rotation/deployment-faults";
import type { Keyring } from "../../../settings/rotation/keyring";
import { keyringFacts } from "../../../stacks/settings/rotation/keyrings";
import { type Changes, settings } from "../complete";

const first = new Date("2026-11-01T08:00:00Z");
const later = new Date("2026-11-21T08:00:00Z");
const since = "2026-10-15T00:00:00Z";

/** Deploys a stage, and returns since when its signing secret is in use and what the stage tells afterwards. */
function deploy(changes: Changes, before: DeploymentRecord, now: Date) {
  const dated = withStarts(settings("staging", changes), before, now);
  return {
    since: keyringFacts(dated, "ahava-healthcare", "JWT_SECRET").currentSince,
    record: readDeploymentRecord(deployedRecord(wantedKeyrings(dated), before, now)),
  };
}
const recorded = (keyring: Keyring): Changes => ({ "rotation/ahava-healthcare/JWT_SECRET": keyring });

describe("the first generation of a secret", () => {
  it("begins with the first deployment, and every later one reads that from what the stage has told", () => {
    const { since: born, record } = deploy({}, {}, first);
    expect(born).toBe("2026-11-01T08:00:00.000Z");
    const again = deploy({}, record, later);
    expect(again).toEqual({ since: born, record });
  });

  it("keeps its beginning while the next one is published, and gives it to nobody", () => {
    const { since: born, record } = deploy({}, {}, first);
    const published = deploy(
      recorded({ generation: 1, phase: "published", publishedAt: "2026-11-20T08:00:00Z" }),
      record,
      later,
    );
    expect(published.since).toBe(born);
    expect(published.record["ahava-healthcare"]?.JWT_SECRET).toEqual({
      current: 1,
      next: 2,
      phase: "published",
      since: later.toISOString(),
      currentSince: born,
    });
    const activatedAt = "2026-11-21T09:00:00Z";
    const activated = deploy(
      recorded({ generation: 2, phase: "activated", publishedAt: "2026-11-20T08:00:00Z", activatedAt }),
      published.record,
      new Date("2026-11-21T10:00:00Z"),
    );
    expect(activated.since).toBe(activatedAt);
    expect(activated.record["ahava-healthcare"]?.JWT_SECRET).toMatchObject({ current: 2, currentSince: activatedAt });
  });

  it("is as old as rotation.since says where the stage has told nothing yet, as after its state was rebuilt", () => {
    expect(deploy({ "rotation/since": since }, {}, later).since).toBe(since);
  });

  it("of a secret that a stage does not have yet begins now, whatever rotation.since says", () => {
    const { record } = deploy({}, {}, first);
    const others = Object.fromEntries(
      Object.entries(record["ahava-healthcare"] ?? {}).filter(([name]) => name !== "JWT_SECRET"),
    );
    const added = deploy({ "rotation/since": since }, { "ahava-healthcare": others }, later);
    expect(added.since).toBe(later.toISOString());
  });

  it("of a stage that runs it without saying since when stays unknown, and is not taken for a young one", () => {
    const { record } = deploy({}, {}, first);
    const silent = Object.fromEntries(
      Object.entries(record["ahava-healthcare"] ?? {}).map(([name, running]) => [
        name,
        { current: running.current, phase: running.phase, since: running.since },
      ]),
    );
    const untold = deploy({}, { "ahava-healthcare": silent }, later);
    expect(untold.since).toBeUndefined();
    expect(untold.record["ahava-healthcare"]).toEqual(silent);
    expect(deploy({ "rotation/since": since }, { "ahava-healthcare": silent }, later).since).toBe(since);
  });

  it("is dated for every keyring of a system; the age of what a vendor gives out is known only from its record", () => {
    const dated = withStarts(settings("staging"), {}, first);
    const ages = secretAges(dated, "ahava-healthcare");
    expect(
      ages.filter(({ kind }) => kind !== "vendor").map(({ secret, since: of }) => `${secret} ${of ?? ""}`),
    ).toEqual(
      [
        "JWT_SECRET",
        "ENCRYPTION_KEY",
        "ENCRYPTION_IV_SALT",
        "DATABASE_URL",
        "DATABASE_MIGRATION_PASSWORD",
        "DATABASE_REPORTING_PASSWORD",
        "DATABASE_OPERATOR_PASSWORD",
        "DATABASE_VERIFIER_PASSWORD",
        "DATABASE_MASTER_PASSWORD",
        "REDIS_URL",
      ].map((name) => `${name} 2026-11-01T08:00:00.000Z`),
    );
    expect(ages.filter(({ kind }) => kind === "vendor").map(({ secret, since: of }) => [secret, of])).toEqual([
      ["PAYSTACK_SECRET_KEY", undefined],
      ["PAYSTACK_WEBHOOK_SECRET", undefined],
      ["SMTP_PASS", undefined],
    ]);
  });
});
