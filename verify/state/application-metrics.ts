import { judged, type Measurement, unknown } from "../outcome";
import type { Probe } from "../probe";
import { type Deployed, ofType, regionOf } from "./deployed";
import { stateProbe } from "./state-probe";
import { type Metric, sumOf, valuesOf, watchedMetrics } from "./metrics";

/** The metric of a name that the log of the application is counted into; `undefined` where there is no such filter. */
function loggedMetric(deployed: Deployed, name: string): Metric | undefined {
  for (const filter of ofType(deployed.own, "aws:cloudwatch/logMetricFilter:LogMetricFilter")) {
    const made = filter.properties.metricTransformation as { readonly name?: string; readonly namespace?: string };
    if (made.name === name && made.namespace !== undefined)
      return { namespace: made.namespace, name, dimensions: {}, region: regionOf(filter, deployed) };
  }
  return undefined;
}

/** Events that went well and those that did not, as the application logs them. */
export interface Outcomes {
  /** What is counted: "deliveries". */
  readonly what: string;
  readonly succeeded: number;
  readonly failed: number;
  /** Percent that may fail. */
  readonly percent: number;
}

/** Judges the events of a day; none say nothing. */
export function judgeOutcomes({ what, succeeded, failed, percent }: Outcomes): Measurement {
  const all = succeeded + failed;
  if (all === 0) return unknown(`no ${what} in 24 hours`);
  const said = `${failed} of ${all} ${what} failed`;
  return judged((failed / all) * 100 > percent ? [said] : [], said);
}

interface Figures {
  readonly what: string;
  readonly succeeded: string;
  readonly failed: string;
}

/** Percent of the events of a day that may fail where the checklists name no number: as many as raise the warning on errors. */
const failedPercent = 1;

function metricsProbe(probe: Pick<Probe, "name" | "title" | "rows" | "partOf">, figures: readonly Figures[]): Probe {
  return stateProbe({
    ...probe,
    file: "verify/state/application-metrics.ts",
    actions: ["cloudwatch:GetMetricData"],
    look: ({ deployed, now }) => {
      const found = figures.flatMap(({ what, succeeded, failed }) => {
        const good = loggedMetric(deployed, succeeded);
        const bad = loggedMetric(deployed, failed);
        return good === undefined || bad === undefined ? [] : [{ what, good, bad }];
      });
      if (found.length === 0) return undefined;
      return {
        address: found.map(({ what }) => what).join(", "),
        wanted: `one or more in 24 hours, and at most ${failedPercent} % failed`,
        measure: async () => {
          const measured = await Promise.all(
            found.map(async ({ what, good, bad }) =>
              judgeOutcomes({
                what,
                succeeded: await sumOf(deployed.account, [good], 24, now()),
                failed: await sumOf(deployed.account, [bad], 24, now()),
                percent: failedPercent,
              }),
            ),
          );
          const telling =
            measured.find(({ verdict }) => verdict === "failed") ??
            measured.find(({ verdict }) => verdict === "unknown");
          return telling ?? judged([], measured.map((one) => one.measured).join("; "));
        },
      };
    },
  });
}

/** WhatsApp deliveries are processed. */
export const webhookProcessing: Probe = metricsProbe(
  {
    name: "webhook-processing",
    title: "The deliveries of WhatsApp's webhook of the last 24 hours were processed",
    rows: ["DS-VER-07"],
  },
  [{ what: "deliveries", succeeded: "WebhookProcessed", failed: "WebhookFailed" }],
);

/** Messages to patients arrive. */
export const notifications: Probe = metricsProbe(
  {
    name: "notifications",
    title: "The messages of the last 24 hours were delivered, as WhatsApp reports",
    rows: ["DS-VER-06"],
  },
  [{ what: "messages", succeeded: "MessageDelivered", failed: "MessageFailed" }],
);

/** The services of vendors answer. */
export const vendorCalls: Probe = metricsProbe(
  {
    name: "vendor-calls",
    title: "The calls of Twilio and SendGrid of the last 24 hours succeeded",
    rows: ["MP-SUC-06"],
  },
  [
    { what: "calls of Twilio", succeeded: "TwilioSucceeded", failed: "TwilioFailed" },
    { what: "calls of SendGrid", succeeded: "SendGridSucceeded", failed: "SendGridFailed" },
  ],
);

/** One-time passwords arrive at who registers. */
export const registrationMessages: Probe = stateProbe({
  name: "registration-messages",
  file: "verify/state/application-metrics.ts",
  title: "One-time passwords that were sent in the last 24 hours were delivered, as the vendor reports",
  rows: ["MP-AT-02"],
  actions: ["cloudwatch:GetMetricData"],
  look: ({ deployed, now }) => {
    const sent = loggedMetric(deployed, "OtpSent");
    const delivered = loggedMetric(deployed, "OtpDelivered");
    if (sent === undefined || delivered === undefined) return undefined;
    return {
      address: "one-time passwords of 24 hours",
      wanted: "one or more was sent, and nine of ten were delivered",
      measure: async () => {
        const all = await sumOf(deployed.account, [sent], 24, now());
        const arrived = await sumOf(deployed.account, [delivered], 24, now());
        if (all === 0) return unknown("none was sent in 24 hours");
        const said = `${arrived} of ${all} were delivered`;
        return judged(arrived / all < 0.9 ? [said] : [], said);
      },
    };
  },
});

/** The queues are processed: the application reports them, and no job waits long. */
export const queues: Probe = stateProbe({
  name: "queues",
  file: "verify/state/application-metrics.ts",
  title: "Every queue reports its depth, and its alarm's threshold was not exceeded in the last hour",
  rows: ["DS-VER-05", "AH-RED-02"],
  actions: ["cloudwatch:GetMetricData"],
  look: ({ deployed, now }) => {
    const watched = watchedMetrics(deployed, "WaitingJobs").map((metric) => ({
      metric,
      most: thresholdOf(deployed, metric),
    }));
    const oldest = loggedMetric(deployed, "QueueOldest");
    const logged = oldest === undefined ? [] : [{ metric: oldest, most: oldestSeconds }];
    const all = [...watched, ...logged];
    if (all.length === 0) return undefined;
    const named = ({ dimensions: { Queue }, name }: Metric) => Queue ?? name;
    return {
      address: all.map(({ metric }) => named(metric)).join(", "),
      wanted: all.map(({ metric, most }) => `${named(metric)}: reported, at most ${most}`).join("; "),
      measure: async () => {
        const faults = await Promise.all(
          all.map(async ({ metric, most }) => {
            const span = { statistic: "Maximum", period: 60, hours: 1, now: now() };
            const values = await valuesOf(deployed.account, metric, span);
            if (values.length === 0) return [`${named(metric)}: not reported in the last hour`];
            // A moment's depth is not a queue that nobody works: the least of the hour is.
            return Math.min(...values) > most ? [`${named(metric)}: never below ${Math.min(...values)}`] : [];
          }),
        );
        return judged(faults.flat(), "reported, and worked");
      },
    };
  },
});

/** Seconds that the oldest job may wait: five minutes, three readings of a queue's state and the work on it. */
const oldestSeconds = 300;

function thresholdOf({ own }: Deployed, { dimensions }: Metric): number {
  const alarm = own.find(
    ({ properties }) =>
      properties.metricName === "WaitingJobs" && JSON.stringify(properties.dimensions) === JSON.stringify(dimensions),
  );
  return Number(alarm?.properties.threshold ?? 0);
}
