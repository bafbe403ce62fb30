import { deployedRecord } from "../../../settings/rotation/deployment";
import type { Keyring } from "../../../settings/rotation/keyring";
import { refuseTransition, wantedKeyrings } from "../../../stacks/settings/rotation/deployment-faults";
import { settings } from "../complete";

const place = { file: "Pulumi.staging.yaml" };
const now = new Date("2026-12-01T12:00:00Z");
const chosen = settings("staging");
const record = deployedRecord(wantedKeyrings(chosen), {}, new Date("2026-11-01T12:00:00Z"));

/** The settings after steps that JWT_SECRET is said to have taken. */
const withSecret = (keyring: Keyring) => ({
  ...chosen,
  rotation: { ...chosen.rotation, "ahava-healthcare": { JWT_SECRET: keyring } },
});
const published: Keyring = { generation: 1, phase: "published", publishedAt: "2026-12-01T11:00:00Z" };
const activated: Keyring = {
  generation: 2,
  phase: "activated",
  publishedAt: "2026-11-30T08:00:00Z",
  activatedAt: "2026-12-01T11:00:00Z",
};

describe("what is recorded against what runs", () => {
  it("has every keyring that is recorded by itself, and keeps the moment of what is as it was", () => {
    expect(Object.keys(record["ahava-healthcare"] ?? {})).toEqual([
      "JWT_SECRET",
      "ENCRYPTION_KEY",
      "DATABASE_URL",
      "DATABASE_MIGRATION_PASSWORD",
      "DATABASE_REPORTING_PASSWORD",
      "DATABASE_OPERATOR_PASSWORD",
      "DATABASE_VERIFIER_PASSWORD",
      "DATABASE_MASTER_PASSWORD",
      "REDIS_URL",
    ]);
    expect(deployedRecord(wantedKeyrings(chosen), record, now)).toEqual(record);
    const after = deployedRecord(wantedKeyrings(withSecret(published)), record, now);
    expect(after["ahava-healthcare"]).toEqual({
      ...record["ahava-healthcare"],
      JWT_SECRET: { current: 1, next: 2, phase: "published", since: now.toISOString() },
    });
  });

  it("is deployed where nothing runs, where nothing has changed, and one step further", () => {
    expect(() => {
      refuseTransition(withSecret(activated), {}, place, now);
      refuseTransition(chosen, record, place, now);
      refuseTransition(withSecret(published), record, place, now);
    }).not.toThrow();
  });

  it("is refused two steps further, whatever the file says of its moments", () => {
    expect(() => {
      refuseTransition(withSecret(activated), record, place, now);
    }).toThrow(/rotation\.ahava-healthcare\.JWT_SECRET[^]*the stage runs generation 1, steady[^]*not the next step/);
  });

  it("is refused before its time, with the earliest moment", () => {
    // An hour for the deployment, from the publication on, and five minutes for two clocks.
    const early = withSecret({
      ...activated,
      publishedAt: "2026-12-01T11:30:00Z",
      activatedAt: "2026-12-01T11:50:00Z",
    });
    const running = {
      "ahava-healthcare": {
        ...record["ahava-healthcare"],
        JWT_SECRET: { current: 1, next: 2, phase: "published", since: "2026-12-01T11:45:00Z" },
      },
    } as const;
    expect(() => {
      refuseTransition(early, running, place, now);
    }).toThrow("allowed from 2026-12-01T12:35:00.000Z");
    expect(() => {
      refuseTransition(early, running, place, new Date("2026-12-01T12:35:00Z"));
    }).not.toThrow();
  });
});
