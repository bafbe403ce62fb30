import { SecretAgeAlarms } from "../../../components/observability/secret-age-alarms";
import type { SecretAgeAlarmsArgs, WatchedSecret } from "../../../components/observability/secret-age-alarms";
import { register, registerBoth } from "../mocks";
import { thresholds } from "../thresholds";

const made = (secret: string, since: string | undefined, dueAfterDays = 30): WatchedSecret => ({
  secret,
  source: "generated",
  since,
  dueAfterDays,
});
const vendor = (secret: string, since?: string): WatchedSecret => ({
  secret,
  source: "vendor",
  since,
  dueAfterDays: 30,
});

const secrets = [
  made("JWT_SECRET", "2026-11-01T00:00:00Z"),
  made("REDIS_URL", "2026-11-01T12:00:00Z"),
  made("ENCRYPTION_KEY", "2026-01-01T00:00:00Z", 365),
  vendor("SMTP_PASS"),
  vendor("PAYSTACK_SECRET_KEY", "2026-10-25T00:00:00Z"),
];
const args: SecretAgeAlarmsArgs = {
  thresholds: thresholds.secretAge,
  stage: "staging",
  system: "ahava-healthcare",
  routing: {
    topicArns: { critical: "arn:critical", warning: "arn:warning", info: "arn:info" },
    runbookUrl: "https://runbooks.example.org",
  },
  secrets,
  clock: { namespace: "CloudWatchSynthetics", name: "SuccessPercent", dimensions: { CanaryName: "uptime" } },
};
const build = (changes: Partial<SecretAgeAlarmsArgs> = {}) =>
  register(() => new SecretAgeAlarms("age", { ...args, ...changes }));

/** The moment from which on an alarm is on, by its own expression: days are left while this is in the future. */
async function moments(of: readonly WatchedSecret[]): Promise<string[]> {
  const account = await build({ secrets: of });
  return ["age-warning", "age-critical"].map((name) => {
    const { metricQueries, threshold, comparisonOperator } = account.named(name).inputs;
    expect([threshold, comparisonOperator]).toEqual([0, "LessThanThreshold"]);
    const [{ expression }] = metricQueries as [{ expression: string }];
    const [, seconds] = /^\((\d+) - EPOCH\(clock\)\) \/ 86400$/.exec(expression) ?? [];
    return new Date(Number(seconds) * 1000).toISOString();
  });
}

describe("SecretAgeAlarms", () => {
  it("are two for all secrets of a system, with their days, the page and the way to the people", async () => {
    const account = await build();
    expect(account.counts()).toEqual({
      "care-platform:observability:SecretAgeAlarms": 1,
      "aws:cloudwatch/metricAlarm:MetricAlarm": 2,
    });
    expect(account.named("age-warning").inputs).toMatchObject({
      name: "staging-age-warning",
      alarmDescription:
        "Warning: Secrets of ahava-healthcare due for rotation (100 % of the interval): PAYSTACK_SECRET_KEY from 2026-11-24; JWT_SECRET, REDIS_URL from 2026-12-01; " +
        "ENCRYPTION_KEY from 2027-01-01. Not watched, no renewal recorded: SMTP_PASS. " +
        "Runbook: https://runbooks.example.org/stage/secret-age.md",
      alarmActions: ["arn:warning"],
      treatMissingData: "ignore",
    });
    expect(account.named("age-critical").inputs).toMatchObject({
      alarmDescription: expect.stringContaining(
        "overdue for rotation (200 % of the interval): PAYSTACK_SECRET_KEY from 2026-12-24; JWT_SECRET, REDIS_URL from 2026-12-31; ENCRYPTION_KEY from 2028-01-01.",
      ) as string,
      alarmActions: ["arn:critical"],
    });
  });

  it("begin with the first secret that is due, and with the first that is overdue, which may be another", async () => {
    expect(await moments(secrets)).toEqual(["2026-11-24T00:00:00.000Z", "2026-12-24T00:00:00.000Z"]);
    const young = made("JWT_SECRET", "2026-11-20T00:00:00Z");
    const old = made("ENCRYPTION_KEY", "2026-01-01T00:00:00Z", 365);
    expect(await moments([young, old])).toEqual(["2026-12-20T00:00:00.000Z", "2027-01-19T00:00:00.000Z"]);
    expect(await moments([young, made("ENCRYPTION_KEY", "2025-12-01T00:00:00Z", 365)])).toEqual([
      "2026-12-01T00:00:00.000Z",
      "2027-01-19T00:00:00.000Z",
    ]);
  });

  it("warn at once of a secret of unknown age, and say which", async () => {
    const some = [made("JWT_SECRET", undefined), made("REDIS_URL", "2026-11-01T00:00:00Z")];
    expect(await moments(some)).toEqual(["1970-01-01T00:00:00.000Z", "2026-12-31T00:00:00.000Z"]);
    const account = await build({ secrets: some });
    expect(account.named("age-warning").inputs.alarmDescription).toContain(
      "No recorded age, counted as due: JWT_SECRET.",
    );
    expect(await moments([made("JWT_SECRET", undefined)])).toEqual([
      "1970-01-01T00:00:00.000Z",
      "9999-12-31T23:59:59.000Z",
    ]);
  });

  it("have texts of their own where no secret has a recorded age", async () => {
    const account = await build({ secrets: [made("JWT_SECRET", undefined)] });
    const [warning, critical] = ["age-warning", "age-critical"].map(
      (name) => account.named(name).inputs.alarmDescription,
    );
    expect(warning).not.toBe(critical);
  });

  it("fire at other shares of the rotation interval where the settings say so", async () => {
    const account = await build({ thresholds: { warningPercent: 80, criticalPercent: 150 } });
    expect(account.named("age-warning").inputs.alarmDescription).toContain(
      "due for rotation (80 % of the interval): ENCRYPTION_KEY from 2026-10-20; PAYSTACK_SECRET_KEY from 2026-11-18;",
    );
    expect(account.named("age-critical").inputs.alarmDescription).toContain(
      "overdue for rotation (150 % of the interval): PAYSTACK_SECRET_KEY from 2026-12-09;",
    );
  });

  it("stay within what CloudWatch takes as a description, also where every secret is due on a day of its own", async () => {
    const many = Array.from({ length: 12 }, (_, index) =>
      made("DATABASE_REPORTING_PASSWORD", new Date(Date.UTC(2026, 0, index + 1)).toISOString()),
    );
    const account = await build({ secrets: many });
    expect(String(account.named("age-critical").inputs.alarmDescription).length).toBeLessThan(1024);
  });

  it("refuse a moment that is none, and a system without a secret of its own", async () => {
    await expect(build({ secrets: [made("JWT_SECRET", "yesterday")] })).rejects.toThrow(
      'The secret JWT_SECRET is in use since "yesterday", which is not a time.',
    );
    await expect(build({ secrets: [vendor("SMTP_PASS")] })).rejects.toThrow(RangeError);
  });

  it("are the same set in a preview", async () => {
    const { preview, update } = await registerBoth(() => new SecretAgeAlarms("age", args));
    expect(preview.names()).toEqual(update.names());
  });
});
