import { isNeverMet, showsFault } from "../../selectors/alarm-effect";
import { coverages, metricsOf } from "../../selectors/alarms";
import type { AlarmState, Coverage, Metric } from "../../selectors/alarms";
import { stackRule } from "../../rule";
import type { StackResource, StackView } from "../../stack-view";
import { known } from "../../unknown-value";

const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";

/** Namespaces of AWS; in any other a program decides what its metrics are called. */
const ofAws = /^(AWS|ECS)\/|^CloudWatchSynthetics$/;

export const alarmMetricsFit = stackRule({
  id: "alarm-metrics-fit",
  title:
    "CloudWatch alarms on resources of the stack use a metric that exists, and a statistic and threshold that a fault reaches",
  severity: "high",
  enforcement: "deployed",
  rows: ["MP-MON-06", "DS-OPS-05", "AH-MON-06"],
  frameworks: [],
  remediation:
    "Use the namespace, the dimensions and the Region of the resource, no unit, and a statistic that a fault changes: Average or Maximum of a share, Sum of a count.",
  example: 'new cloudwatch.MetricAlarm("cpu", { metricName: "CPUUtilization", statistic: "SampleCount", … });',
  types: [alarmType],
  check(stack, context) {
    for (const alarm of stack.of<AlarmState>([alarmType])) {
      const about = context.about(alarm);
      about.guard(() => {
        const fault = (known(() => metricsOf(alarm.props)) ?? []).map((metric) => faultOf(stack, alarm, metric));
        const found = fault.find((one) => one !== undefined);
        if (found === undefined) return;
        about.fails({ found, needed: "a metric of the resource that a fault changes", setting: "metricName" });
      });
    }
  },
});

function faultOf(stack: StackView, alarm: StackResource<AlarmState>, metric: Metric): string | undefined {
  const dimensions = known(() => metric.dimensions);
  const { metricName = "", namespace = "" } = metric;
  if (dimensions === undefined || metricName === "" || !ofAws.test(namespace)) return undefined;
  const watching = coverages.flatMap((coverage) =>
    stack.of<Readonly<Record<string, unknown>>>(coverage.types).flatMap((resource) => {
      const named = coverage.dimensions.some((key) => isNamed(key, { alarm, dimensions, coverage, resource }));
      return named ? [{ coverage, region: known(() => resource.props.region) }] : [];
    }),
  );
  if (watching.length === 0) return undefined;
  const written = `${metricName} in ${namespace}`;
  if (!watching.some(({ coverage }) => exists(coverage, namespace, Object.keys(dimensions))))
    return `${written}, which does not exist with these dimensions`;
  const region = known(() => alarm.props.region);
  if (region !== undefined && watching.every((one) => one.region !== undefined && one.region !== region))
    return `${written}, of another Region than the resource`;
  if (!showsFault(metric)) return `${written}, with a statistic or unit that shows no fault`;
  // An expression may turn a metric around, or only use it as a clock.
  const isComputed = (known(() => alarm.props.metricQueries) ?? []).length > 0;
  const [operator = "", threshold] = [known(() => alarm.props.comparisonOperator), known(() => alarm.props.threshold)];
  if (!isComputed && isNeverMet(operator, threshold, metricName)) return `a threshold that ${metricName} never reaches`;
  return isComputed && isShareOfErrors(metricName, operator, threshold)
    ? "a threshold that a share of errors never reaches"
    : undefined;
}

function exists({ namespaces, dimensions, beside }: Coverage, namespace: string, keys: readonly string[]): boolean {
  return namespaces.includes(namespace) && keys.every((key) => dimensions.includes(key) || beside.includes(key));
}

/** A dimension and a resource that it may name. */
interface Naming {
  readonly alarm: StackResource<AlarmState>;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly coverage: Coverage;
  readonly resource: StackResource<Readonly<Record<string, unknown>>>;
}

/** Whether a dimension names the resource; while its value is unknown, whether it was made from the resource. */
function isNamed(key: string, { alarm, dimensions, coverage, resource }: Naming): boolean {
  if (!(key in dimensions)) return false;
  const value = known(() => dimensions[key]);
  if (value !== undefined) {
    return isOf(
      value,
      known(() => resource.props[coverage.identifier]),
    );
  }
  const { dimensions: direct = [], metricQueries = [] } = alarm.propertyDependencies;
  return [...direct, ...metricQueries].some(({ urn }) => urn === resource.urn);
}

/** The nodes of a replication group are called after it, with a hyphen and a number. */
function isOf(value: string | undefined, identifier: unknown): boolean {
  if (value === undefined || typeof identifier !== "string" || identifier === "") return false;
  return (
    value === identifier || (value.startsWith(`${identifier}-`) && /^\d+$/.test(value.slice(identifier.length + 1)))
  );
}

/** The checklists' alarm on errors of a load balancer computes their share of the requests, in percent. */
function isShareOfErrors(metricName: string, operator: string, threshold: number | undefined): boolean {
  return /^HTTPCode_\w+_5XX_Count$/.test(metricName) && operator.startsWith("Greater") && (threshold ?? 0) >= 100;
}
