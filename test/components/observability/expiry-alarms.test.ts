import fc from "fast-check";
import { ExpiryAlarms } from "../../../components/observability/expiry-alarms";
import type { ExpiryAlarmsArgs } from "../../../components/observability/expiry-alarms";
import { register, registerBoth } from "../mocks";

const args: ExpiryAlarmsArgs = {
  noticeDays: { warning: 30, critical: 7 },
  stage: "staging",
  routing: {
    topicArns: { critical: "arn:critical", warning: "arn:warning", info: "arn:info" },
    runbookUrl: "https://runbooks.example.org",
  },
  what: "The token",
  expires: "2027-03-01",
  runbook: "token",
  clock: { namespace: "CloudWatchSynthetics", name: "SuccessPercent", dimensions: { CanaryName: "uptime" } },
};
const build = (changes: Partial<ExpiryAlarmsArgs> = {}) =>
  register(() => new ExpiryAlarms("token", { ...args, ...changes }));

interface Query {
  readonly id: string;
  readonly expression?: string;
}

/** The days that an alarm's expression gives when its clock shows a time. */
function daysLeft(queries: unknown, time: Date): number {
  const { expression = "" } = (queries as readonly Query[]).find(({ id }) => id === "left") ?? { id: "" };
  const [, ends, seconds] = /^\((\d+) - EPOCH\(clock\)\) \/ (\d+)$/.exec(expression) ?? [];
  return (Number(ends) - time.getTime() / 1000) / Number(seconds);
}

describe("ExpiryAlarms", () => {
  it("warn a month before the end and wake somebody a week before it, and both stay until the day is a later one", async () => {
    const account = await build();
    expect(account.counts()).toEqual({
      "care-platform:observability:ExpiryAlarms": 1,
      "aws:cloudwatch/metricAlarm:MetricAlarm": 2,
    });
    expect(account.named("token-warning").inputs).toMatchObject({
      name: "staging-token-warning",
      alarmDescription:
        "Warning: The token expires on 2027-03-01, in less than 30 days. Runbook: https://runbooks.example.org/token.md",
      alarmActions: ["arn:warning"],
      comparisonOperator: "LessThanThreshold",
      threshold: 30,
      evaluationPeriods: 1,
      treatMissingData: "ignore",
      metricQueries: [
        { id: "left", returnData: true },
        {
          id: "clock",
          returnData: false,
          metric: {
            namespace: "CloudWatchSynthetics",
            metricName: "SuccessPercent",
            dimensions: { CanaryName: "uptime" },
            stat: "SampleCount",
            period: 3600,
          },
        },
      ],
    });
    expect(account.named("token-critical").inputs).toMatchObject({ alarmActions: ["arn:critical"], threshold: 7 });
  });

  it("reckon the days from the beginning of the last one", async () => {
    const { metricQueries } = (await build()).named("token-warning").inputs;
    expect(daysLeft(metricQueries, new Date("2027-01-30T00:00:00Z"))).toBe(30);
    expect(daysLeft(metricQueries, new Date("2027-02-28T12:00:00Z"))).toBe(0.5);
    expect(daysLeft(metricQueries, new Date("2027-03-11T00:00:00Z"))).toBe(-10);
  });

  it("take any day there is", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.date({ min: new Date("2000-01-01"), max: new Date("2100-01-01"), noInvalidDate: true }),
        async (date) => {
          const expires = date.toISOString().slice(0, 10);
          const { metricQueries } = (await build({ expires })).named("token-critical").inputs;
          expect(daysLeft(metricQueries, new Date(expires))).toBe(0);
        },
      ),
      { numRuns: 10 },
    );
  });

  it.each(["2027-02-30", "2027-13-01", "1 March 2027", "2027-3-1", ""])(
    "refuse %j, which is no day",
    async (expires) => {
      await expect(build({ expires })).rejects.toThrow(`The day "${expires}" is invalid`);
    },
  );

  it.each([
    [7, 7],
    [5, 10],
    [5, 0],
  ])("refuse a warning after %d days and an alarm after %d", async (warning, critical) => {
    await expect(build({ noticeDays: { warning, critical } })).rejects.toThrow(RangeError);
  });

  it("are the same set in a preview", async () => {
    const { preview, update } = await registerBoth(() => new ExpiryAlarms("token", args));
    expect(preview.names()).toEqual(update.names());
  });
});
