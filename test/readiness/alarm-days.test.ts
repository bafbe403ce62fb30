import { alarmHistory, periodOf } from "../../rehearsal/account/index";
import type { AlarmMetric, EvaluatedAlarm, MetricData } from "../../rehearsal/account/index";
import type { DeployedResource } from "../../readiness/deployed-resource";
import { registeredStage } from "./deployed-stage";
import { failures, keyOf, ordinaryDay } from "./metric-days";
import type { Signal } from "./metric-days";

const hour = 3600;
const day = 24 * hour;
/** A Monday, at midnight UTC. */
const monday = 1_799_625_600;

type Alarm = EvaluatedAlarm & {
  readonly name: string;
  readonly alarmDescription: string;
  readonly insufficientDataActions?: unknown;
};

const tellsSilence = ({ insufficientDataActions }: Alarm) => insufficientDataActions !== undefined;

/** Seconds until a metric can be read; CloudFront's are said to come "within minutes", those of once a day at once. */
function delayOf({ namespace }: AlarmMetric): number {
  return namespace === "AWS/CloudFront" ? 180 : 120;
}

function dataOf(signalOf: (metric: AlarmMetric) => Signal, more: Partial<MetricData> = {}): MetricData {
  const signals = new Map<AlarmMetric, Signal>();
  return {
    sample: (metric, second) => {
      const signal = signals.get(metric) ?? signalOf(metric);
      signals.set(metric, signal);
      return signal(second);
    },
    delay: delayOf,
    band: [20, 60],
    ...more,
  };
}

const judgedOf = ({ metricQueries = [], thresholdMetricId }: Alarm) =>
  metricQueries.find(({ id, returnData }) => returnData === true && id !== thresholdMetricId);
const metricOf = ({ namespace = "", metricName = "" }: Alarm) => ({ namespace, metricName });

/** The data of each failure that an alarm is for, by its name. */
function failuresOf(alarm: Alarm): Readonly<Record<string, Readonly<Record<string, Signal>>>> {
  const judged = judgedOf(alarm);
  if (judged !== undefined) return failures[judged.id] ?? {};
  const { threshold = 0, comparisonOperator, treatMissingData } = alarm;
  const beyond = comparisonOperator.startsWith("Less") ? 0 : threshold * 1.2 + 1;
  return {
    "past its threshold": { [keyOf(metricOf(alarm))]: () => beyond },
    ...((treatMissingData === "breaching" || tellsSilence(alarm)) && {
      "no more data": { [keyOf(metricOf(alarm))]: () => undefined },
    }),
  };
}

/** Seconds within which an alarm says that it fires, by its own text. */
function promiseOf(alarm: Alarm): number {
  const { alarmDescription: text } = alarm;
  const [, count = "1", unit = "minute"] =
    /(?:for|within|in) (?:the last |an? |one |\d+ of (?=\d))?(\d+)? ?(minute|hour|day)s?\b(?! for)/.exec(text) ?? [];
  const units: Readonly<Record<string, number>> = { minute: 60, hour, day };
  const twice = text.includes("a day for two days") ? 2 * day : 0;
  if (text.includes("of the last 3 uptime probes")) return 900;
  return Math.max(twice, Number(count) * (units[unit] ?? 60), alarm.evaluationPeriods * periodOf(alarm));
}

/** What CloudWatch takes besides: the data's delay, the two periods it looks back further, and its own next look. */
function allowanceOf(alarm: Alarm, beyond: number): number {
  const period = periodOf(alarm);
  return 180 + beyond * Math.min(period, 300) + (period >= hour ? hour : 60);
}

/** When the failure begins: in the middle of Monday, or at the moment that a clock counts down to. */
function beginningOf(alarm: Alarm): number {
  const moment = /^\((\d+) - EPOCH/.exec(judgedOf(alarm)?.expression ?? "")?.[1];
  if (moment === undefined) return monday + 12 * hour;
  return Math.ceil((Number(moment) - (alarm.threshold ?? 0) * day) / hour) * hour;
}

/** Each different alarm once: those that differ only in the resource they watch see the same data. */
let alarms: readonly DeployedResource[];
let byUrn: ReadonlyMap<string, DeployedResource>;

beforeAll(async () => {
  const { resources } = await registeredStage("production");
  byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const different = new Map<string, DeployedResource>();
  for (const resource of resources) {
    if (resource.type === "aws:cloudwatch/metricAlarm:MetricAlarm") different.set(sameFor(resource), resource);
  }
  alarms = [...different.values()];
});

const alarmOf = ({ properties }: DeployedResource) => properties as unknown as Alarm;

/** What decides how an alarm behaves in these tests. */
function sameFor(resource: DeployedResource): string {
  const apart = new Set(["name", "alarmDescription", "tags", "alarmActions", "id", "arn"]);
  const rest = Object.entries(resource.properties).filter(([key]) => !apart.has(key));
  return JSON.stringify(
    [rest, promiseOf(alarmOf(resource)), comesAfter(resource, awaited)],
    // Of the dimensions it matters only whether they name the second target group.
    (key, value: unknown) => (key === "dimensions" ? JSON.stringify(value).includes("-8-") : value),
  );
}

/** What an alarm tells its topic: that it is in ALARM, and where it says so that its data has stopped. */
const messages = (alarm: Alarm, data: MetricData, from: number, to: number) =>
  // What looks back a day is looked at once an hour, so that the test takes seconds.
  alarmHistory(alarm, { ...data, ...(periodOf(alarm) >= hour && { step: hour }) }, from, to).filter(
    ({ state }) => state === "ALARM" || (state === "INSUFFICIENT_DATA" && tellsSilence(alarm)),
  );

describe("each alarm of production, by CloudWatch's rules", () => {
  it("is silent on an ordinary day", () => {
    const loud = alarms.map(alarmOf).filter((alarm) => {
      const begins = beginningOf(alarm) - 3 * day;
      return messages(alarm, dataOf(ordinaryDay), begins, begins + day).length > 0;
    });
    expect(loud.map(({ name }) => name)).toEqual([]);
  });

  it.each([2, 4])("fires within what its text says, where CloudWatch retrieves %d periods more", (beyond) => {
    const wrong = alarms.map(alarmOf).flatMap((alarm) => {
      const begins = beginningOf(alarm);
      const promise = promiseOf(alarm) + allowanceOf(alarm, beyond);
      const named = Object.entries(failuresOf(alarm));
      if (named.length === 0) return [`${alarm.name}: no failure is written for it`];
      return named.flatMap(([failure, signals]) => {
        const signalOf = (metric: AlarmMetric): Signal => {
          const [before, after] = [ordinaryDay(metric), signals[keyOf(metric)]];
          return (second) => (second < begins || after === undefined ? before(second) : after(second));
        };
        const data = dataOf(signalOf, { beyond });
        const [first] = messages(alarm, data, begins - 2 * hour, begins + promise);
        return first === undefined ? [`${alarm.name}: ${failure}, not within ${promise / 60} minutes`] : [];
      });
    });
    expect(wrong).toEqual([]);
  });

  it("says in its text how many minutes must be bad", () => {
    const wrong = alarms.map(alarmOf).filter((alarm) => {
      const { alarmDescription: text, evaluationPeriods, datapointsToAlarm } = alarm;
      const [, bad, all] = / for (\d+)(?: of (\d+))? minutes/.exec(text) ?? [];
      const minutes = (periods: number | undefined) => String(((periods ?? 0) * periodOf(alarm)) / 60);
      return bad !== undefined && (minutes(datapointsToAlarm) !== bad || minutes(evaluationPeriods) !== (all ?? bad));
    });
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  it("is silent on the first day, from the moment it is created", () => {
    const loud = alarms.flatMap((resource) => {
      const alarm = alarmOf(resource);
      const begins = beginningOf(alarm) - 3 * day;
      const data = dataOf((metric) => firstDay(metric, resource, begins));
      const [first] = messages(alarm, data, begins, begins + day);
      return first === undefined ? [] : [`${alarm.name}: ${(first.at - begins) / 60} minutes after its creation`];
    });
    expect(loud).toEqual([]);
  });
});

/** Resources after whose creation they do what they are for: the provider waits. */
const awaited = [
  "aws:rds/instance:Instance",
  "aws:elasticache/replicationGroup:ReplicationGroup",
  "aws:ecs/service:Service",
];

/**
 * Whether a resource is created only after one of a type is there: what it depends on, and what the components it is a part of
 * do, which are registered before it.
 */
function comesAfter(resource: DeployedResource, types: readonly string[]): boolean {
  const before = ({ dependencies, parent }: DeployedResource) => [...dependencies, parent ?? ""];
  const seen = new Set<string>();
  const open = before(resource);
  for (let urn = open.pop(); urn !== undefined; urn = open.pop()) {
    const dependency = byUrn.get(urn);
    if (dependency === undefined || seen.has(urn)) continue;
    if (types.includes(dependency.type)) return true;
    seen.add(urn);
    open.push(...before(dependency));
  }
  return false;
}

/** A metric around the creation of its alarm: nothing before what it measures runs, and a probe that fails until then. */
function firstDay(metric: AlarmMetric, alarm: DeployedResource, created: number): Signal {
  const ordinary = ordinaryDay(metric);
  const running = created + (comesAfter(alarm, awaited) ? -600 : 2 * hour);
  if (metric.namespace === "AWS/NATGateway") return (second) => (second < created ? undefined : ordinary(second));
  if (metric.namespace === "CloudWatchSynthetics") {
    return (second) => (second < created ? undefined : second < running ? ordinary(second) && 0 : ordinary(second));
  }
  return (second) => (second < running ? undefined : ordinary(second));
}
