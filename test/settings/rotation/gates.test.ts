import { type Evidence, gates, type KeyringRules, type Step } from "../../../settings/rotation/gates";
import { emergencyGeneration, type Keyring, slotsOf } from "../../../settings/rotation/keyring";
import { replaceAtOnce, takeStep } from "../../../settings/rotation/steps";
import { activated, at, encryption, published, rules } from "./rotated";

/** What stands against a step: the reasons, and the moments from which they do not. */
function against(step: Step, keyring: Keyring, evidence: Evidence, of = rules): [string, string | undefined][] {
  const outcome = takeStep(step, keyring, of, evidence);
  if ("keyring" in outcome) return [];
  return outcome.refusals.map(({ reason, allowedFrom }) => [reason, allowedFrom?.toISOString()]);
}

describe("publish", () => {
  it("adds the next generation, which nothing uses yet", () => {
    const outcome = takeStep("publish", { generation: 1, phase: "steady" }, rules, at("2026-11-01T08:00:00Z"));
    expect(outcome).toEqual({
      keyring: { generation: 1, phase: "published", publishedAt: "2026-11-01T08:00:00.000Z" },
    });
    expect(slotsOf((outcome as { keyring: Keyring }).keyring)).toEqual({ current: 1, next: 2 });
  });

  it.each([
    [published, "publish requires the phase steady, but generation 3 is published"],
    [activated, "publish requires the phase steady, but generation 4 is activated"],
  ])("is refused while another rotation is under way", (keyring, reason) => {
    expect(against("publish", keyring, at("2027-01-01T00:00:00Z"))).toEqual([[reason, undefined]]);
  });
});

describe("activate", () => {
  const tooEarly = "a running task may not have the next generation yet";

  it("waits for a deployment and the difference between two clocks: an hour and five minutes", () => {
    expect(against("activate", published, at("2026-11-01T09:04:59.999Z"))).toEqual([
      [tooEarly, "2026-11-01T09:05:00.000Z"],
    ]);
    expect(takeStep("activate", published, rules, at("2026-11-01T09:05:00Z"))).toEqual({
      keyring: {
        generation: 4,
        phase: "activated",
        publishedAt: "2026-11-01T08:00:00Z",
        activatedAt: "2026-11-01T09:05:00.000Z",
      },
    });
  });

  it("waits for the deployment the stage itself has recorded, where it came later", () => {
    const deployed = { ...slotsOf(published), phase: "published", since: "2026-11-02T12:00:00Z" } as const;
    const evidence = { ...at("2026-11-02T12:04:00Z"), deployed };
    expect(against("activate", published, evidence)).toEqual([[tooEarly, "2026-11-02T12:05:00.000Z"]]);
  });

  it("is refused while the stage does not run what was published, however long ago", () => {
    const deployed = { current: 3, phase: "steady", since: "2026-10-01T08:00:00Z" } as const;
    expect(against("activate", published, { ...at("2027-01-01T00:00:00Z"), deployed })).toEqual([
      ["the stage still runs generation 3, steady, not generation 3, published", undefined],
    ]);
    expect(against("activate", published, { ...at("2027-01-01T00:00:00Z"), deployed: undefined })).toEqual([
      ["the stage has not deployed this keyring, so the state of its tasks is unknown", undefined],
    ]);
  });

  it("is refused in every other phase, and when the clock was set back before the publication", () => {
    expect(against("activate", { generation: 1, phase: "steady" }, at("2027-01-01T00:00:00Z"))).toHaveLength(1);
    expect(against("activate", activated, at("2027-01-01T00:00:00Z"))).toHaveLength(1);
    expect(against("activate", published, at("2026-10-31T00:00:00Z"))).toEqual([
      [tooEarly, "2026-11-01T09:05:00.000Z"],
    ]);
  });
});

describe("retire", () => {
  it("waits for the longest token beyond the deployment", () => {
    expect(against("retire", activated, at("2026-11-08T11:04:59Z"))).toEqual([
      ["data or tokens of the previous generation may still be in use", "2026-11-08T11:05:00.000Z"],
    ]);
    expect(takeStep("retire", activated, rules, at("2026-11-08T11:05:00Z"))).toEqual({
      keyring: {
        generation: 4,
        phase: "steady",
        activatedAt: "2026-11-01T10:00:00Z",
        retiredAt: "2026-11-08T11:05:00.000Z",
      },
    });
  });

  const retireKey = (reencryption?: Keyring["reencryption"]) =>
    against("retire", { ...activated, reencryption }, at("2026-11-30T00:00:00Z"), encryption).map(([reason]) => reason);

  it("waits until no row is left under the old key", () => {
    expect(retireKey()).toEqual([
      "there is no count of the rows that are still encrypted with generation 3 from after 2026-11-01T11:05:00.000Z",
    ]);
    const record = { generation: 3, rowsLeft: 1204, at: "2026-11-05T00:00:00Z" };
    expect(retireKey(record)).toEqual(["1204 rows are still encrypted with generation 3"]);
    expect(retireKey({ ...record, rowsLeft: 0 })).toEqual([]);
  });

  it("takes no count of another generation, nor one made while tasks still wrote under the old key", () => {
    const record = { generation: 3, rowsLeft: 0, at: "2026-11-05T00:00:00Z" };
    expect(retireKey({ ...record, generation: 2 })).toHaveLength(1);
    expect(retireKey({ ...record, at: "2026-11-01T11:04:59Z" })).toHaveLength(1);
    expect(retireKey({ ...record, at: "2026-11-01T11:05:00Z" })).toEqual([]);
  });
});

describe("an emergency", () => {
  const now = new Date("2026-11-03T08:00:00Z");
  const reason = "laptop with access to the console was stolen";
  const replaced = (keyring: Keyring, kind: KeyringRules["kind"] = "signing") =>
    replaceAtOnce(keyring, { kind }, reason, now);

  it("leaves one generation, which nobody has heard of before", () => {
    const emergency = { reason, at: "2026-11-03T08:00:00.000Z" };
    expect(replaced(activated)).toEqual({
      keyring: { generation: 5, phase: "steady", activatedAt: emergency.at, emergency },
    });
    // The published one may have leaked with it, and 5 would be the alternating user that is in use.
    expect(replaced(published)).toMatchObject({ keyring: { generation: 6, phase: "steady" } });
    expect(emergencyGeneration({ generation: 3, phase: "steady" }, "signing")).toBe(4);
  });

  it("keeps the key stored data needs, and adds no third", () => {
    const outcome = replaced(published, "encryption");
    // Generation 4 may have written rows already, in a deployment that was rolled back.
    expect(outcome).toMatchObject({ keyring: { generation: 4, phase: "activated" } });
    expect(slotsOf((outcome as { keyring: Keyring }).keyring)).toEqual({ current: 4, previous: 3 });
    expect(replaced(activated, "encryption")).toMatchObject({
      refusals: [{ reason: "rows are still encrypted with generation 3, and an application can hold only two keys" }],
    });
  });

  it.each(["", "leak", "x".repeat(301), "line one of it\nline two of it"])(
    "needs a reason in words, not %j",
    (text) => {
      expect(replaceAtOnce(activated, rules, text, now)).toHaveProperty("refusals");
    },
  );

  it.each([
    "the key sk_live_abc was posted in the chat",
    "token 4f9a8b7c6d5e4f3a2b1c was seen in a log",
    "postgresql://app:Oystercatcher@host was logged",
    "key q83vEjRWeJq83vEjRWeJ0123456789abcdefABCDEF= was found",
    "-----BEGIN PRIVATE KEY----- in the repository",
  ])("takes no reason that holds something like a secret, and does not repeat it", (text) => {
    const outcome = replaceAtOnce(activated, rules, text, now);
    expect(outcome).toMatchObject({
      refusals: [{ reason: "the reason contains something that looks like a secret (not shown)" }],
    });
    expect(JSON.stringify(outcome)).not.toContain(text);
  });

  it.each([
    "pull request 1204 printed the environment of staging/ahava-healthcare",
    "the log group /ecs/production-ahava-healthcare-api held it since 2026-11-02T10:00:00Z",
    "incident INC-2026-11-0042, see the report",
  ])("takes names, paths and numbers in the reason", (text) => {
    expect(replaceAtOnce(activated, rules, text, now)).toHaveProperty("keyring");
  });
});

it("the gates are these four", () => {
  expect(Object.keys(gates)).toEqual(["order", "deployed", "time", "reencryption"]);
});
