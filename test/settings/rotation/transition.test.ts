import type { Keyring } from "../../../settings/rotation/keyring";
import { recordFaults, transitionFaults } from "../../../settings/rotation/transition";
import { activated, at, encryption, published, rules } from "./rotated";

describe("a record", () => {
  const faults = (keyring: Keyring, moment: string, of = rules) =>
    recordFaults(keyring, of, { now: new Date(moment), deploymentSeconds: 3600 }).map(({ reason, allowedFrom }) =>
      [reason, allowedFrom?.toISOString()].filter(Boolean).join(" | "),
    );

  it("that the steps lead to has no faults", () => {
    expect(faults({ generation: 1, phase: "steady" }, "2026-11-01T00:00:00Z")).toEqual([]);
    expect(faults(published, "2026-11-01T08:00:00Z")).toEqual([]);
    expect(faults(activated, "2026-11-01T10:00:00Z")).toEqual([]);
    expect(
      faults(
        { generation: 4, phase: "steady", activatedAt: activated.activatedAt, retiredAt: "2026-11-08T11:05:00Z" },
        "2026-11-08T11:05:00Z",
      ),
    ).toEqual([]);
  });

  it("of an activation before its time is refused until the time has come", () => {
    const early = { ...activated, activatedAt: "2026-11-01T08:10:00Z" };
    const reason = "activate was recorded too early: a running task may not have the next generation yet";
    expect(faults(early, "2026-11-01T08:10:00Z")).toEqual([`${reason} | 2026-11-01T09:05:00.000Z`]);
    expect(faults(early, "2026-11-01T09:00:00Z")).toEqual([]);
  });

  it("of a retirement before its time is refused until the time has come", () => {
    const early: Keyring = {
      generation: 4,
      phase: "steady",
      activatedAt: "2026-11-01T10:00:00Z",
      retiredAt: "2026-11-02T10:00:00Z",
    };
    expect(faults(early, "2026-11-02T10:00:00Z")[0]).toMatch(
      /retire was recorded too early: .*\| 2026-11-08T11:05:00.000Z$/,
    );
    expect(faults(early, "2026-11-08T11:00:00Z")).toEqual([]);
    expect(faults(early, "2026-11-20T00:00:00Z", encryption)[0]).toMatch(/there is no count of the rows/);
  });

  it.each<[string, Keyring, RegExp]>([
    [
      "a generation nobody was led to",
      { generation: 9, phase: "steady", activatedAt: "2026-11-01T10:00:00Z" },
      /the retirement of the previous one is not recorded/,
    ],
    ["no moment of activation", { generation: 9, phase: "steady" }, /activatedAt is missing/],
    ["no moment of publication", { generation: 3, phase: "published" }, /publishedAt is missing/],
    [
      "a moment to come",
      { ...published, publishedAt: "2026-12-24T00:00:00Z" },
      /publishedAt is in the future: 2026-12-24T00:00:00Z/,
    ],
    [
      "moments in another order",
      { ...activated, publishedAt: "2026-11-01T10:30:00Z" },
      /not in the order of the steps/,
    ],
    [
      "an emergency that keeps the old key",
      { ...activated, emergency: { reason: "a laptop was stolen", at: "2026-11-01T10:00:00Z" } },
      /allows no second generation/,
    ],
    [
      "an emergency of another moment",
      {
        generation: 4,
        phase: "steady",
        activatedAt: "2026-11-01T10:00:00Z",
        emergency: { reason: "a laptop was stolen", at: "2026-11-01T11:00:00Z" },
      },
      /differs from activatedAt/,
    ],
  ])("with %s is refused", (_, keyring, reason) => {
    expect(faults(keyring, "2026-11-20T00:00:00Z")[0]).toMatch(reason);
  });
});

describe("deploying a record over what runs", () => {
  const since = "2026-11-01T08:30:00Z";
  const over = (deployed: object, keyring: Keyring, moment = "2026-12-01T00:00:00Z", of = rules) =>
    transitionFaults(keyring, of, { ...at(moment), deployed: { since, ...deployed } as never }).map(
      ({ reason }) => reason,
    );

  it("takes one step at a time", () => {
    expect(over({ current: 3, phase: "steady" }, published)).toEqual([]);
    expect(over({ current: 3, next: 4, phase: "published" }, published)).toEqual([]);
    expect(over({ current: 3, next: 4, phase: "published" }, activated)).toEqual([]);
    expect(over({ current: 4, previous: 3, phase: "activated" }, { ...activated, phase: "steady" })).toEqual([]);
  });

  it.each<[string, object, Keyring]>([
    ["publishes and activates at once", { current: 3, phase: "steady" }, activated],
    ["leaves out generations", { current: 1, phase: "steady" }, activated],
    ["takes a publication back", { current: 3, next: 4, phase: "published" }, { generation: 3, phase: "steady" }],
    ["takes an activation back", { current: 4, previous: 3, phase: "activated" }, published],
    ["activates and retires at once", { current: 3, next: 4, phase: "published" }, { ...activated, phase: "steady" }],
    ["goes back", { current: 4, phase: "steady" }, { generation: 3, phase: "steady" }],
  ])("refuses one that %s", (_, deployed, keyring) => {
    expect(over(deployed, keyring)[0]).toMatch(/is not the next step of a rotation$/);
  });

  it("asks the gates again, against the moment of the deployment", () => {
    const running = { current: 3, next: 4, phase: "published", since: "2026-11-30T23:59:00Z" };
    expect(over(running, activated)).toEqual(["a running task may not have the next generation yet"]);
    expect(
      over({ current: 4, previous: 3, phase: "activated" }, { ...activated, phase: "steady" }, undefined, encryption),
    ).toHaveLength(1);
  });

  it("lets an emergency through, unless it loses the key of stored data", () => {
    const emergency = { reason: "a laptop was stolen", at: "2026-11-30T00:00:00Z" };
    const replaced: Keyring = { generation: 4, phase: "steady", activatedAt: emergency.at, emergency };
    expect(over({ current: 3, phase: "steady" }, replaced)).toEqual([]);
    expect(over({ current: 3, next: 4, phase: "published" }, replaced)).toHaveLength(1);
    expect(over({ current: 3, phase: "steady" }, replaced, undefined, encryption)).toHaveLength(1);
    expect(over({ current: 3, phase: "steady" }, { ...replaced, phase: "activated" }, undefined, encryption)).toEqual(
      [],
    );
  });
});
