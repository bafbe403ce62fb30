import type { EventRuleArgs, EventTargetArgs, MetricAlarmState } from "@pulumi/aws/cloudwatch";
import { stackRule } from "../../rule";
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

/** Where the recoveries go that a pattern lets through. */
interface Route {
  readonly pattern: Pattern;
  readonly topicArn: string;
}

export const alarmRecoveriesNotified = stackRule({
  id: "alarm-recoveries-notified",
  title: "CloudWatch alarms notify of their return to OK",
  severity: "medium",
  rows: ["DS-OPS-05", "MP-MON-06"],
  frameworks: [],
  remediation:
    'Add an EventBridge rule on "CloudWatch Alarm State Change" from ALARM to OK with the alert topic as its target, or set okActions.',
  example: 'new cloudwatch.MetricAlarm("cpu", { alarmActions: [topic.arn] }); // and no rule, and no okActions',
  types: alarmTypes,
  check(stack, examination) {
    for (const alarm of stack.of<MetricAlarmState>(alarmTypes)) {
      examination.about(alarm).requires({
        read: () => {
          if ((alarm.props.okActions ?? []).length > 0) return true;
          const topics = alarm.props.alarmActions ?? [];
          return routesOf(stack).some(
            ({ pattern, topicArn }) => topics.includes(topicArn) && letsThrough(pattern, alarm),
          );
        },
        accept: (notified) => notified,
        found: () => "no okActions and no rule that notifies of its return to OK",
        needed: "one of the two, to a topic of its alarmActions",
        setting: "okActions",
      });
    }
  },
});

function routesOf(stack: StackView): readonly Route[] {
  const rules = stack.of<EventRuleArgs>([ruleType]);
  return stack.of<EventTargetArgs>([targetType]).flatMap(({ props }) => {
    const rule = rules.find(({ props: { name, region } }) => name === props.rule && region === props.region);
    const pattern = parsed(rule?.props.eventPattern);
    return pattern === undefined || !isRecovery(pattern) ? [] : [{ pattern, topicArn: String(props.arn) }];
  });
}

function parsed(text: unknown): Pattern | undefined {
  if (typeof text !== "string") return undefined;
  try {
    return JSON.parse(text) as Pattern;
  } catch {
    // The provider refuses it; here it lets nothing through.
    return undefined;
  }
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
  const { alarmDescription = "", name = "", arn = "" } = props;
  return (
    matches(detail?.configuration?.description, alarmDescription) &&
    matches(detail?.alarmName, name) &&
    (resources === undefined || matches(resources, arn))
  );
}

/** Whether a list of EventBridge filters lets a text through; no list lets every text through. */
function matches(filters: readonly unknown[] | undefined, text: string): boolean {
  if (filters === undefined) return true;
  return filters.some((filter) => {
    if (typeof filter === "string") return filter === text;
    const { prefix, suffix } = filter as { readonly prefix?: unknown; readonly suffix?: unknown };
    if (typeof prefix === "string") return text.startsWith(prefix);
    return typeof suffix === "string" && text.endsWith(suffix);
  });
}
