import { secretAgeAlarms } from "../../../policy/rules/secrets/secret-age-alarms";
import type { StackResource } from "../../../policy/stack-view";
import { inStack, judgedTogether, unknown } from "../harness";

const since = "2026-11-01T00:00:00Z";
const begun = Date.parse(since) / 1000;
const day = 86_400;
const keyring = (changes: object = {}) =>
  inStack("care-platform:security:Keyring", "jwt", {
    secret: "JWT_SECRET",
    system: "ahava-healthcare",
    kind: "signing",
    current: 1,
    phase: "steady",
    currentSince: since,
    ...changes,
  });
const component = (changes: object = {}) =>
  inStack("care-platform:observability:SecretAgeAlarms", "age", {
    system: "ahava-healthcare",
    secrets: [{ secret: "JWT_SECRET" }, { secret: "ENCRYPTION_KEY" }],
    ...changes,
  });
const alarm = (name: string, days: number, parent: StackResource | undefined, changes: object = {}): StackResource => ({
  ...inStack("aws:cloudwatch/metricAlarm:MetricAlarm", name, {
    threshold: 0,
    metricQueries: [
      { expression: `(${begun + days * day} - EPOCH(clock)) / 86400` },
      { metric: { namespace: unknown } },
    ],
    ...changes,
  }),
  parent,
});
const watched = (warning: number, critical: number, subject = keyring(), by = component()) => [
  subject,
  by,
  alarm("warning", warning, by),
  alarm("critical", critical, by),
];
const missing = (what: string) => [
  `[secret-age-alarms] jwt: found no alarm for ${what}; needed an alarm for each. Change SecretAgeAlarms.`,
];
const due = "a rotation due after 30 days";
const overdue = "a rotation overdue after 60 days";

describe("secret-age-alarms", () => {
  it.each<[string, readonly StackResource[], readonly string[]]>([
    ["with both alarms", watched(30, 60), ["pass"]],
    ["with earlier ones, because another secret is older", watched(3, 20), ["pass"]],
    ["with both within the hours of the clock", watched(30.9, 60.9), ["pass"]],
    ["without any", [keyring()], missing(`${due} or for ${overdue}`)],
    ["with a warning alone", watched(30, 60).slice(0, 3), missing(overdue)],
    ["with a warning that comes late", watched(32, 60), missing(due)],
    ["with an alarm that never comes", watched(30, 9999), missing(overdue)],
    [
      "whose alarms do not list it",
      watched(30, 60, keyring({ secret: "REDIS_URL" })),
      missing(`${due} or for ${overdue}`),
    ],
    [
      "whose alarms are of another system",
      watched(30, 60, keyring({ system: "med-platform" })),
      missing(`${due} or for ${overdue}`),
    ],
    [
      "with alarms that stand elsewhere",
      [keyring(), component(), alarm("a", 30, undefined), alarm("b", 60, undefined)],
      missing(`${due} or for ${overdue}`),
    ],
    [
      "with alarms on something else",
      [keyring(), component(), alarm("a", 30, component(), { metricQueries: [{ expression: "100 * a / b" }] })],
      missing(`${due} or for ${overdue}`),
    ],
    ["of an unknown age, with both", watched(-20_000, 60, keyring({ currentSince: undefined })), ["pass"]],
    [
      "of an age that waits",
      watched(30, 60, keyring({ currentSince: unknown })),
      ["[secret-age-alarms] jwt: undecided: waits for currentSince."],
    ],
    ["of data, after a year", watched(365, 730, keyring({ kind: "encryption", secret: "ENCRYPTION_KEY" })), ["pass"]],
    [
      "of data, after more than a year",
      watched(400, 730, keyring({ kind: "encryption", secret: "ENCRYPTION_KEY" })),
      missing("a rotation due after 365 days"),
    ],
  ])("judges a keyring %s", (_, resources, expected) => {
    expect(judgedTogether(secretAgeAlarms, resources)).toEqual(expected);
  });

  it("counts the days that a notice comes before the moment", () => {
    const by = component();
    const early = alarm("warning", 60, by, { threshold: 30 });
    expect(judgedTogether(secretAgeAlarms, [keyring(), by, early, alarm("critical", 60, by)])).toEqual(["pass"]);
  });

  it("has nothing to say about a stack without keyrings", () => {
    expect(judgedTogether(secretAgeAlarms, [component()])).toEqual(["not applicable"]);
  });
});
