import { judged, unknown } from "../outcome";
import type { Probe } from "../probe";
import { agoOf, type Deployed, type DeployedPart, hour, newestOf, ofType, regionOf, textOf } from "./deployed";
import { stateProbe } from "./state-probe";
import { valuesOf, watchedMetrics } from "./metrics";

/** The stage is asked whether it is up, and was. */
export const canary: Probe = stateProbe({
  name: "canary",
  file: "verify/state/watching.ts",
  title: "The canary runs: a result of the last hour is in CloudWatch, and the last one succeeded",
  rows: ["MP-PD0-02", "AH-POST-02", "MP-SUC-07"],
  actions: ["cloudwatch:GetMetricData"],
  look: ({ deployed, now }) => {
    const metrics = watchedMetrics(deployed, "SuccessPercent");
    if (metrics.length === 0) return undefined;
    return {
      address: metrics.map(({ dimensions: { CanaryName = "" } }) => CanaryName).join(", "),
      wanted: "a result of the last hour, and the last one 100 %",
      measure: async () => {
        const span = { statistic: "Average", period: 300, hours: 1, now: now() };
        const found = await Promise.all(metrics.map(async (metric) => valuesOf(deployed.account, metric, span)));
        const faults = found
          .map((values) => values.at(-1))
          .map((last) =>
            last === undefined ? "no result in the last hour" : last < 100 ? `the last result is ${last} %` : undefined,
          );
        return judged(
          faults.filter((fault) => fault !== undefined),
          "the last result is 100 %",
        );
      },
    };
  },
});

/** Certificates of the load balancer and of CloudFront are renewed. */
export const certificateDays: Probe = stateProbe({
  name: "certificate-days",
  file: "verify/state/watching.ts",
  title: "Every certificate of the system in ACM is valid for more days than its alarm asks for",
  rows: ["AH-NET-02", "MP-NGX-08"],
  actions: ["cloudwatch:GetMetricData"],
  look: ({ deployed, face, now }) => {
    const metrics = watchedMetrics(deployed, "DaysToExpiry");
    if (metrics.length === 0) return undefined;
    return {
      address: `${metrics.length} certificates`,
      wanted: `more than ${face.certificateDays} days`,
      measure: async () => {
        // ACM publishes twice a day (ACM user guide, "Supported CloudWatch metrics").
        const span = { statistic: "Minimum", period: 3600, hours: 36, now: now() };
        const found = await Promise.all(metrics.map(async (metric) => valuesOf(deployed.account, metric, span)));
        const days = found.map((values) => values.at(-1));
        if (days.includes(undefined)) return unknown("ACM has published no days of a certificate in 36 hours");
        const least = Math.min(...days.filter((each) => each !== undefined));
        return judged(least > face.certificateDays ? [] : [`one is valid for ${least} days`], `${least} days or more`);
      },
    };
  },
});

/** Hours in which a log must have had a line: the canary asks for `/health` every five minutes, which is one. */
const logHours = 1;

function logsOf({ own }: Deployed): readonly DeployedPart[] {
  const services = ofType(own, "aws:ecs/service:Service").map((part) => textOf(part, "name"));
  // `/<stage>/<system>/<role>` is the log of the service `<stage>-<system>-<role>`.
  return ofType(own, "aws:cloudwatch/logGroup:LogGroup").filter((part) =>
    services.includes(textOf(part, "name").slice(1).replaceAll("/", "-")),
  );
}

/** The services write logs, and they arrive. */
export const logsArriving: Probe = stateProbe({
  name: "logs-arriving",
  file: "verify/state/watching.ts",
  title: `The log of every service had a line in the last ${logHours} hour, and is encrypted and kept as it is set`,
  rows: ["DS-VER-01", "AH-VER-05", "MP-PD1-03"],
  actions: ["logs:DescribeLogGroups", "logs:DescribeLogStreams"],
  look: ({ deployed, now }) => {
    const logs = logsOf(deployed);
    if (logs.length === 0) return undefined;
    return {
      address: logs.map((log) => textOf(log, "name")).join(", "),
      wanted: `a line of the last ${logHours} hour, its key and its retention`,
      measure: async () => {
        const faults = await Promise.all(logs.map(async (log) => logFaults(log, deployed, now())));
        return judged(faults.flat(), "lines arrive");
      },
    };
  },
});

async function logFaults(log: DeployedPart, deployed: Deployed, now: Date): Promise<readonly string[]> {
  const name = textOf(log, "name");
  const region = regionOf(log, deployed);
  const { logGroups = [] } = await deployed.account.read(
    "logs",
    (client, sending) => client.describeLogGroups({ logGroupNamePrefix: name }, sending),
    region,
  );
  const group = logGroups.find(({ logGroupName }) => logGroupName === name);
  if (group === undefined) return [`${name} does not exist`];
  const { logStreams = [] } =
    (await deployed.account.find(
      "logs",
      (client, sending) =>
        client.describeLogStreams(
          { logGroupName: name, orderBy: "LastEventTime", descending: true, limit: 50 },
          sending,
        ),
      region,
    )) ?? {};
  // The time of the last event is only brought up to date within an hour; that of the last delivery at once.
  const last = newestOf(
    logStreams.map(({ lastIngestionTime }) =>
      lastIngestionTime === undefined ? undefined : new Date(lastIngestionTime),
    ),
  );
  const wantedDays = log.properties.retentionInDays;
  return [
    ...(group.kmsKeyId === undefined ? [`${name} is not encrypted with the key of the logs`] : []),
    ...(group.retentionInDays === wantedDays
      ? []
      : [`${name} is kept ${group.retentionInDays ?? "for ever"} and not ${String(wantedDays)} days`]),
    ...(last === undefined ? [`${name} has no line`] : []),
    ...(last !== undefined && now.getTime() - last.getTime() > logHours * hour
      ? [`${name}: the last line is of ${agoOf(last, now)}`]
      : []),
  ];
}
