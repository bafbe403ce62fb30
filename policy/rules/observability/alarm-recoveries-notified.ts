import type { EventRuleArgs, EventTargetArgs, MetricAlarmState } from "@pulumi/aws/cloudwatch";
import { fromJson, isObject } from "../../selectors/json-text";
import { stackRule } from "../../rule";
import { firstAccepted, known } from "../../unknown-value";
import type { StackResource, StackView } from "../../stack-view";

const alarmTypes = ["aws:cloudwatch/metricAlarm:MetricAlarm", "aws:cloudwatch/compositeAlarm:CompositeAlarm"];
const ruleType = "aws:cloudwatch/eventRule:EventRule";
const targetType = "aws:cloudwatch/eventTarget:EventTarget";

/** An event pattern, as far as it is about alarms. */
interface Pattern {
  readonly source?: readonly unknown[];
  readonly "detail-type"?: readonly unknown[];
  readonly resources?: readonly unknown[];
  readonly detail?: {
    readonly alarmName?: readonly unknown[];
    readonly state?: { readonly value?: readonly unknown[] };
    readonly previousState?: { readonly value?: readonly unknown[] };
    readonly configuration?: { readonly description?: readonly unknown[] };
  };
}

export const alarmRecoveriesNotified = stackRule({
  id: "alarm-recoveries-notified",
  title: "CloudWatch alarms notify of their return to OK",
  severity: "medium",
  enforcement: "deployed",
  rows: ["DS-OPS-05", "MP-MON-06"],
  frameworks: [],
  remediation:
    'Add an EventBridge rule on "CloudWatch Alarm State Change" from ALARM to OK with the alert topic as its target, or set okActions.',
  example: 'new cloudwatch.MetricAlarm("cpu", { alarmActions: [topic.arn] }); // and no rule, and no okActions',
  types: alarmTypes,
  check(stack, context) {
    for (const alarm of stack.of<MetricAlarmState>(alarmTypes)) {
      context.about(alarm).requires({
        read: () => isNotified(stack, alarm),
        accept: (notified) => notified,
        found: () => "no okActions and no rule that notifies of its return to OK",
        needed: "one of the two, to a topic of its alarmActions",
        setting: "okActions",
      });
    }
  },
});

function isNotified(stack: StackView, alarm: StackResource<MetricAlarmState>): boolean {
  if ((alarm.props.okActions ?? []).length > 0) return true;
  const rules = stack.of<EventRuleArgs>([ruleType]);
  const notifying = firstAccepted(stack.of<EventTargetArgs>([targetType]), (target) => {
    const rule = rules.find(({ props }) => props.name === target.props.rule && props.region === target.props.region);
    // A preview does not know EventBridge's default state of a rule, which is enabled.
    if (known(() => rule?.props.state) === "DISABLED") return false;
    const pattern = parsed(rule?.props.eventPattern);
    return pattern !== undefined && isRecovery(pattern) && letsThrough(pattern, alarm) && leadsToTopicOf(target, alarm);
  });
  return notifying !== undefined;
}

/** Whether a target is a topic of the alarm's actions; both are made from it while its ARN is not known yet. */
function leadsToTopicOf(target: StackResource<EventTargetArgs>, alarm: StackResource<MetricAlarmState>): boolean {
  const topics = alarm.propertyDependencies.alarmActions ?? [];
  const made = (target.propertyDependencies.arn ?? []).some(({ urn }) => topics.some((topic) => topic.urn === urn));
  return made || (alarm.props.alarmActions ?? []).includes(target.props.arn ?? "");
}

function parsed(text: unknown): Pattern | undefined {
  const pattern = fromJson(text);
  // EventBridge refuses anything but an object; here it matches nothing.
  return isObject(pattern) ? pattern : undefined;
}

function isRecovery({ source, "detail-type": type, detail }: Pattern): boolean {
  return (
    matches(source, "aws.cloudwatch") &&
    matches(type, "CloudWatch Alarm State Change") &&
    matches(detail?.state?.value, "OK") &&
    matches(detail?.previousState?.value, "ALARM")
  );
}

function letsThrough({ resources, detail }: Pattern, { props }: StackResource<MetricAlarmState>): boolean {
  const { alarmDescription = "", name = "" } = props;
  return (
    matches(detail?.configuration?.description, alarmDescription) &&
    matches(detail?.alarmName, name) &&
    matchesArn(
      resources,
      name,
      known(() => props.arn),
    )
  );
}

/** The end of an ARN is the name of the alarm, which is known before the ARN is. */
function matchesArn(filters: readonly unknown[] | undefined, name: string, arn: string | undefined): boolean {
  if (arn !== undefined || filters === undefined) return matches(filters, arn ?? "");
  const ofNames = filters.map((filter) => {
    const { prefix } = filter as { readonly prefix?: unknown };
    return typeof prefix === "string" ? { prefix: prefix.split(":alarm:")[1] ?? "" } : filter;
  });
  return matches(ofNames, name);
}

/** Whether a list of EventBridge filters matches a text; without a list every text matches. */
function matches(filters: readonly unknown[] | undefined, text: string): boolean {
  if (filters === undefined) return true;
  return filters.some((filter) => {
    if (typeof filter === "string") return filter === text;
    const { prefix, suffix } = filter as { readonly prefix?: unknown; readonly suffix?: unknown };
    if (typeof prefix === "string") return text.startsWith(prefix);
    return typeof suffix === "string" && text.endsWith(suffix);
  });
}
