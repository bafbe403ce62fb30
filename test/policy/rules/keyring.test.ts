import { daysSince, momentOf } from "../../../policy/selectors/keyring";
import { keyringAge, keyringAgeRule } from "../../../policy/rules/secrets/keyring-age";
import { keyringAgeLimit } from "../../../policy/rules/secrets/keyring-age-limit";
import { keyringEmergencyReason } from "../../../policy/rules/secrets/keyring-emergency-reason";
import { keyringGenerationJump } from "../../../policy/rules/secrets/keyring-generation-jump";
import { keyringKeyStrength } from "../../../policy/rules/secrets/keyring-key-strength";
import { keyringOverlap } from "../../../policy/rules/secrets/keyring-overlap";
import { keyringRetireGate } from "../../../policy/rules/secrets/keyring-retire-gate";
import { judged, resource, unknown } from "../harness";

const type = "care-platform:security:Keyring";
const steady = {
  secret: "JWT_SECRET",
  system: "ahava-healthcare",
  stage: "production",
  kind: "signing",
  current: 3,
  phase: "steady",
  currentSince: "2026-11-01T00:00:00Z",
  changedAt: "2026-11-09T00:00:00Z",
  overlapSeconds: 604_800,
};
const published = { ...steady, phase: "published", next: 4 };
const activated = { ...steady, phase: "activated", previous: 2, changedAt: "2026-11-01T00:00:00Z" };
const keyring = (facts: object) => resource(type, facts);
const says = (rule: { id: string }, found: string, needed: string, setting: string) => [
  `[${rule.id}] subject: found ${found}; needed ${needed}. Change ${setting}.`,
];
const waits = (rule: { id: string }, what: string) => [`[${rule.id}] subject: undecided: waits for ${what}.`];

describe("keyring-overlap", () => {
  const rule = keyringOverlap;
  const twice = says(
    rule,
    "the same generation in two slots",
    "a different generation in each slot",
    "current, next and previous",
  );
  const short = (seconds: number) =>
    says(
      rule,
      `overlapSeconds ${seconds}`,
      "at least 600 seconds, so that no valid token is rejected",
      "overlapSeconds",
    );

  it.each([
    ["no rotation", steady, ["pass"]],
    ["one that is published", published, ["pass"]],
    ["one that is activated", activated, ["pass"]],
    ["the old generation in use", { ...activated, previous: 3 }, twice],
    ["the new generation in use", { ...published, next: 3 }, twice],
    ["no next", { ...published, next: undefined }, says(rule, "the phase published without next", "next set", "next")],
    [
      "no previous",
      { ...activated, previous: undefined },
      says(rule, "the phase activated without previous", "previous set", "previous"),
    ],
    ["a short overlap", { ...steady, overlapSeconds: 60 }, short(60)],
    ["no overlap", { ...steady, overlapSeconds: undefined }, short(0)],
    ["a user of a database, who has no tokens", { ...steady, kind: "database-user", overlapSeconds: 0 }, ["pass"]],
    ["an unknown overlap", { ...steady, overlapSeconds: unknown }, waits(rule, "overlapSeconds")],
  ])("judges %s", (_, facts, expected) => {
    expect(judged(rule, keyring(facts))).toEqual(expected);
  });
});

describe("keyring-generation-jump", () => {
  const rule = keyringGenerationJump;
  const emergency = { reason: "a laptop was stolen", at: "2026-11-01T00:00:00Z" };

  it.each([
    ["no rotation", steady, ["pass"]],
    ["the next one", published, ["pass"]],
    ["the one before", activated, ["pass"]],
    ["one left out", { ...published, next: 5 }, says(rule, "next 5 beside current 3", "next 4", "next")],
    [
      "an older one",
      { ...activated, previous: 1 },
      says(rule, "previous 1 beside current 3", "previous 2", "previous"),
    ],
    ["an emergency", { ...activated, previous: 1, emergency }, ["pass"]],
    [
      "no generation",
      { ...steady, current: undefined },
      says(rule, "current 0", "a whole number, at least 1", "current"),
    ],
    ["an unknown one", { ...published, next: unknown }, waits(rule, "next")],
  ])("judges %s", (_, facts, expected) => {
    expect(judged(rule, keyring(facts))).toEqual(expected);
  });
});

describe("keyring-retire-gate", () => {
  const rule = keyringRetireGate;
  const early = { ...steady, changedAt: "2026-11-01T00:15:00Z" };
  const emergency = { reason: "a laptop was stolen", at: "2026-11-01T00:00:00Z" };
  const data = (reencryption?: object) => ({ ...steady, kind: "encryption", overlapSeconds: 0, reencryption });
  const rows = (found: string) => says(rule, found, "a count of 0", "reencryption");
  const uncounted = rows("no count of the rows that need the retired generation 2");

  it.each([
    ["after the overlap", steady, ["pass"]],
    [
      "before its end",
      early,
      says(rule, "the old generation retired after 900 seconds", "at least 604800 seconds of overlap", "phase"),
    ],
    ["before its end in an emergency", { ...early, emergency }, ["pass"]],
    ["not at all", activated, ["pass"]],
    ["the first generation", { ...early, current: 1 }, ["pass"]],
    [
      "at a moment nobody wrote down",
      { ...steady, changedAt: undefined },
      waits(rule, "currentSince and changedAt as ISO 8601 times"),
    ],
    ["at an unknown moment", { ...steady, changedAt: unknown }, waits(rule, "changedAt")],
    ["a key without rows", data({ generation: 2, rowsLeft: 0, at: "2026-11-08T00:00:00Z" }), ["pass"]],
    ["a key with rows", data({ generation: 2, rowsLeft: 1204 }), rows("1204 rows that need the retired generation 2")],
    ["a key whose rows nobody counted", data(), uncounted],
    ["a key after a count of another", data({ generation: 1, rowsLeft: 0 }), uncounted],
    ["a key with rows in an emergency", { ...data(), emergency }, uncounted],
  ])("judges a generation that was retired %s", (_, facts, expected) => {
    expect(judged(rule, keyring(facts))).toEqual(expected);
  });
});

describe("keyring-age and keyring-age-limit", () => {
  const at = (moment: string) => {
    const now = () => new Date(moment);
    const wording = { title: "Young", severity: "medium", enforcement: "advised" } as const;
    return {
      month: keyringAgeRule({ ...wording, id: "keyring-age", days: 30 }, now),
      limit: keyringAgeRule({ ...wording, id: "keyring-age-limit", days: 60 }, now),
    };
  };
  const old = (id: string, age: number, most: number) =>
    says({ id }, `generation 3 in use for ${age} days`, `at most ${most} days`, "current");

  it.each([
    ["2026-12-01T23:59:59Z", ["pass"], ["pass"]],
    ["2026-12-02T00:00:00Z", old("keyring-age", 31, 30), ["pass"]],
    ["2026-12-31T00:00:00Z", old("keyring-age", 60, 30), ["pass"]],
    ["2027-01-01T00:00:00Z", old("keyring-age", 61, 30), old("keyring-age-limit", 61, 60)],
    ["2026-10-01T00:00:00Z", ["pass"], ["pass"]],
  ])("judges at %s a generation of 1 November", (moment, month, limit) => {
    expect(judged(at(moment).month, keyring(steady))).toEqual(month);
    expect(judged(at(moment).limit, keyring(steady))).toEqual(limit);
  });

  it("takes the days that are configured", () => {
    const rule = at("2026-11-20T00:00:00Z").month;
    expect(judged(rule, keyring(steady), { settings: { days: 14 } })).toEqual(old("keyring-age", 19, 14));
  });

  it("goes by the clock outside of tests, with a month and two months", () => {
    const ago = (days: number) => ({ ...steady, currentSince: new Date(Date.now() - days * 86_400_000).toISOString() });
    expect([29, 31, 59, 61].map((days) => judged(keyringAge, keyring(ago(days))).length)).toEqual([1, 1, 1, 1]);
    expect([29, 31].map((days) => judged(keyringAge, keyring(ago(days)))[0] === "pass")).toEqual([true, false]);
    expect([59, 61].map((days) => judged(keyringAgeLimit, keyring(ago(days)))[0] === "pass")).toEqual([true, false]);
  });

  it("leaves keys of stored data alone and waits for a moment", () => {
    const { month } = at("2026-12-31T00:00:00Z");
    expect(judged(month, keyring({ ...steady, kind: "encryption" }))).toEqual(["not applicable"]);
    expect(judged(month, keyring({ ...steady, currentSince: undefined }))).toEqual(
      waits(month, "currentSince as an ISO 8601 time"),
    );
    expect(judged(month, keyring({ ...steady, currentSince: "last week" }))).toEqual(
      waits(month, "currentSince as an ISO 8601 time"),
    );
    expect(judged(month, keyring({ ...steady, currentSince: unknown }))).toEqual(waits(month, "currentSince"));
  });

  it("counts whole days and knows a moment from any other text", () => {
    expect(daysSince(Date.parse("2026-11-01T00:00:00Z"), new Date("2026-11-02T23:59:59Z"))).toBe(1);
    expect(momentOf("2026-11-01T00:00:00Z")).toBe(Date.parse("2026-11-01T00:00:00Z"));
    expect([momentOf("1 November"), momentOf("2026-99-01T00:00:00Z"), momentOf(undefined)]).toEqual(
      Array(3).fill(undefined),
    );
  });
});

describe("keyring-emergency-reason", () => {
  const rule = keyringEmergencyReason;
  const good = { reason: "a laptop was stolen", at: "2026-11-01T00:00:00Z" };
  const reason = (found: string) => says(rule, found, "at least 10 characters", "emergency.reason");
  const moment = says(rule, "no valid time", "the time of the decision, as ISO 8601", "emergency.at");

  it.each([
    ["none", undefined, ["not applicable"]],
    ["one with a reason", good, ["pass"]],
    ["one without", { ...good, reason: undefined }, reason("no reason")],
    ["one with blanks", { ...good, reason: "            " }, reason("no reason")],
    ["one with a word", { ...good, reason: "leaked" }, reason("a reason of 6 characters")],
    ["one without a moment", { ...good, at: undefined }, moment],
    ["one some day", { ...good, at: "yesterday" }, moment],
    ["one that is unknown", unknown, waits(rule, "emergency")],
  ])("judges %s", (_, emergency, expected) => {
    expect(judged(rule, keyring({ ...steady, emergency }))).toEqual(expected);
  });
});

describe("keyring-key-strength", () => {
  const rule = keyringKeyStrength;
  const seed = (kind: string, props: object, under = `${type}$care-platform:security:GeneratedSecret$`) =>
    judged(rule, resource(kind, props, { urn: `urn:pulumi:production::care-platform::${under}${kind}::jwt-g3` }));
  const password = "random:index/randomPassword:RandomPassword";
  const bytes = "random:index/randomBytes:RandomBytes";
  const privateKey = "tls:index/privateKey:PrivateKey";

  it.each([
    [password, { length: 48 }, ["pass"]],
    [password, { length: 12 }, says(rule, "12 characters", "at least 32 characters", "length")],
    [password, {}, says(rule, "0 characters", "at least 32 characters", "length")],
    [password, { length: unknown }, waits(rule, "length")],
    [bytes, { length: 16 }, ["pass"]],
    [bytes, { length: 8 }, says(rule, "8 bytes", "at least 16 bytes", "length")],
    [privateKey, { algorithm: "RSA", rsaBits: 3072 }, ["pass"]],
    [privateKey, { algorithm: "RSA" }, ["pass"]],
    [privateKey, { algorithm: "ED25519" }, ["pass"]],
    [privateKey, { algorithm: "RSA", rsaBits: 1024 }, says(rule, "rsaBits 1024", "at least 2048 bits", "rsaBits")],
  ])("judges a generation made by %s %j", (kind, props, expected) => {
    expect(seed(kind, props)).toEqual(expected);
  });

  it("leaves what is no keyring's alone", () => {
    expect(seed(password, { length: 8 }, "")).toEqual(["not applicable"]);
  });
});
