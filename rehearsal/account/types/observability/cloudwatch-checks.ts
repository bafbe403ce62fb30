import type * as aws from "@pulumi/aws";
import type { AccountView, Creation, Refusal } from "../../resource-type";
import { expressionFault } from "../../alarms/expression-check";
import { undeliverable } from "./alert-delivery";
import { firstRefusal } from "../first-refusal";
import { scheduleFault } from "../schedule-expression";
import { textOf } from "../wire-text";

const validation = (message: string): Refusal => ({ code: "ValidationError", message });

type AlarmCreation = Creation<aws.cloudwatch.MetricAlarmArgs>;

/** An alarm looks at one metric, or at the result of metric maths; never at both or neither. */
function source({ inputs }: AlarmCreation): Refusal | undefined {
  const queries = inputs.metricQueries ?? [];
  const single = inputs.metricName !== undefined;
  if (single === queries.length > 0) return validation("Give either metricName or metricQueries, not both or neither.");
  if (!single) return maths(queries, textOf(inputs.thresholdMetricId)) ?? band(inputs);
  return inputs.namespace === undefined || inputs.period === undefined
    ? validation("The parameters Namespace and Period must be specified with MetricName")
    : undefined;
}

/** Operators that compare with a band instead of a number. Source: PutMetricAlarm, "ComparisonOperator". */
const bandOperators = [
  "LessThanLowerOrGreaterThanUpperThreshold",
  "LessThanLowerThreshold",
  "GreaterThanUpperThreshold",
];

/** An alarm compares with a number, or with the band of one of its queries. Source: PutMetricAlarm, "ThresholdMetricId". */
function band({
  comparisonOperator,
  threshold,
  thresholdMetricId,
  metricQueries = [],
}: AlarmCreation["inputs"]): Refusal | undefined {
  const byBand = bandOperators.includes(textOf(comparisonOperator));
  if (thresholdMetricId === undefined) {
    return byBand
      ? validation(`The comparison operator ${textOf(comparisonOperator)} requires ThresholdMetricId.`)
      : undefined;
  }
  if (!byBand || threshold !== undefined) {
    return validation("With ThresholdMetricId goes an operator for anomaly detection, and no Threshold.");
  }
  const query = metricQueries.find(({ id }) => id === thresholdMetricId);
  return textOf(query?.expression).startsWith("ANOMALY_DETECTION_BAND(")
    ? undefined
    : validation(`ThresholdMetricId ${thresholdMetricId} is not the id of an ANOMALY_DETECTION_BAND.`);
}

function maths(queries: NonNullable<AlarmCreation["inputs"]["metricQueries"]>, band: string): Refusal | undefined {
  const ids = queries.map(({ id }) => id);
  const wrong = ids.find((id) => !/^[a-z][a-zA-Z0-9_]*$/.test(id));
  if (wrong !== undefined) return validation(`The id '${wrong}' must begin with a lower-case letter.`);
  if (new Set(ids).size < ids.length) return validation("The ids of metric queries must be unique.");
  const returned = queries.filter(({ returnData }) => returnData === true).map(({ id }) => id);
  if (returned.filter((id) => id !== band).length !== 1) {
    return validation("Exactly one element of the metrics list should return data.");
  }
  const undecided = queries.find(({ expression, metric }) => (expression === undefined) === (metric === undefined));
  if (undecided) return validation(`The query '${undecided.id}' must have either an expression or a metric.`);
  const fault = expressionFault(
    queries.map(({ id, expression, metric }) => ({ id, expression, period: metric?.period })),
  );
  return fault === undefined ? undefined : validation(fault);
}

/** Source: PutMetricAlarm, "Period" and "EvaluationPeriods". */
function timing({ inputs }: AlarmCreation): Refusal | undefined {
  const queryPeriods = (inputs.metricQueries ?? []).map(({ metric, period }) => metric?.period ?? period ?? 0);
  const period = inputs.period ?? Math.max(60, ...queryPeriods);
  const periods = inputs.evaluationPeriods ?? 1;
  if (inputs.datapointsToAlarm !== undefined && inputs.datapointsToAlarm > periods) {
    return validation("DatapointsToAlarm must not be more than EvaluationPeriods.");
  }
  const longest = period >= 3600 ? 7 * 86_400 : 86_400;
  return period * periods > longest
    ? validation(
        `Metrics cannot be checked across more than ${longest === 86_400 ? "a day" : "seven days"} (EvaluationPeriods * Period must be <= ${longest}).`,
      )
    : undefined;
}

/** CloudWatch takes an ARN of a topic that is not there and then tells nobody, so the account says so at once. */
function actionsExist({ inputs, account }: AlarmCreation): Refusal | undefined {
  const topics = [inputs.alarmActions, inputs.okActions, inputs.insufficientDataActions]
    .flatMap((actions) => actions ?? [])
    .filter((action): action is string => typeof action === "string" && action.startsWith("arn:aws:sns:"));
  const absent = topics.find((arn) => isOwn(arn, account) && !account.find("aws:sns/topic:Topic", "arn", arn));
  return absent === undefined ? undefined : validation(`Invalid arn. The topic ${absent} does not exist.`);
}

function isOwn(arn: string, account: AccountView): boolean {
  return arn.split(":")[4] === account.accountId;
}

/** What is refused about a metric alarm. */
export const metricAlarmChecks = firstRefusal(source, timing, actionsExist);

/** What is refused about a composite alarm: a rule that names an alarm which is not there. */
export function compositeChecks({ inputs, account }: Creation<aws.cloudwatch.CompositeAlarmArgs>): Refusal | undefined {
  const rule = textOf(inputs.alarmRule);
  const names = [...rule.matchAll(/(?:ALARM|OK|INSUFFICIENT_DATA)\(\s*["']?([^"')]+)["']?\s*\)/g)].map(([, name]) =>
    textOf(name).trim(),
  );
  const absent = names.find((name) => {
    const bare = name.startsWith("arn:") ? name.slice(name.indexOf(":alarm:") + 7) : name;
    return (
      !account.find("aws:cloudwatch/metricAlarm:MetricAlarm", "name", bare) &&
      !account.find("aws:cloudwatch/compositeAlarm:CompositeAlarm", "alarmName", bare)
    );
  });
  return absent === undefined
    ? undefined
    : validation(`Could not save the composite alarm as alarms [${absent}] in the alarm rule do not exist`);
}

/** What is refused about a dashboard: a body that is no JSON, or widgets that are none. */
export function dashboardChecks({ inputs }: Creation<aws.cloudwatch.DashboardArgs>): Refusal | undefined {
  if (inputs.dashboardBody === undefined) return undefined;
  const invalid = (message: string): Refusal => ({
    code: "InvalidParameterInput",
    message: `The dashboard body is invalid, there are 1 validation errors: ${message}`,
  });
  let body: unknown;
  try {
    body = JSON.parse(inputs.dashboardBody);
  } catch {
    return invalid("the field 'dashboardBody' must be valid JSON");
  }
  const widgets = (body as { widgets?: unknown } | null)?.widgets;
  if (!Array.isArray(widgets)) return invalid("the dashboard must have a list of widgets");
  const wrong = (widgets as readonly Readonly<Record<string, unknown>>[]).findIndex(
    ({ type, x, y, width, height }) =>
      typeof type !== "string" ||
      typeof width !== "number" ||
      typeof height !== "number" ||
      (typeof x === "number" && x + width > 24) ||
      (typeof y === "number" && y < 0) ||
      height < 1,
  );
  return wrong === -1 ? undefined : invalid(`/widgets/${wrong} does not fit the grid of 24 columns`);
}

/** What is refused about a rule: neither a pattern nor a schedule, or a pattern that is no JSON object. */
export function ruleChecks({ inputs }: Creation<aws.cloudwatch.EventRuleArgs>): Refusal | undefined {
  const { eventPattern, scheduleExpression } = inputs;
  if (eventPattern === undefined && scheduleExpression === undefined) {
    return {
      code: "ValidationException",
      message: "Parameter(s) EventPattern or ScheduleExpression must be specified.",
    };
  }
  if (scheduleExpression !== undefined) {
    const isSchedule = /^(rate|cron)\(.+\)$/.test(scheduleExpression);
    const fault = isSchedule ? scheduleFault(scheduleExpression, "agreeing") : "it is neither cron(…) nor rate(…)";
    if (fault !== undefined) {
      return { code: "ValidationException", message: `Parameter ScheduleExpression is not valid: ${fault}.` };
    }
  }
  return eventPattern === undefined || isPattern(eventPattern)
    ? undefined
    : { code: "InvalidEventPatternException", message: "Event pattern is not valid. Reason: Filter is not an object" };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** A pattern is an object in which every leaf is a list. */
function isPattern(text: string): boolean {
  const isFilter = (value: unknown): boolean =>
    typeof value === "object" &&
    value !== null &&
    (Array.isArray(value) ? value.length > 0 : Object.values(value).every((each) => isFilter(each)));
  try {
    const parsed: unknown = JSON.parse(text);
    return !Array.isArray(parsed) && isFilter(parsed);
  } catch {
    return false;
  }
}

/**
 * The targets that EventBridge calls with a role of its own. Source: Amazon EventBridge API reference, PutTargets; the error in
 * hashicorp/terraform-provider-aws#8050.
 */
const targetsWithRole = /^arn:aws:(ecs|kinesis|firehose|states|ssm|codebuild|codepipeline|events|batch):/;

/** What is refused about a target: more than one way to make its input, or a topic that its messages cannot reach. */
export function targetChecks({ inputs, account }: Creation<aws.cloudwatch.EventTargetArgs>): Refusal | undefined {
  const ways = [inputs.input, inputs.inputPath, inputs.inputTransformer].filter((way) => way !== undefined);
  if (ways.length > 1) {
    return {
      code: "ValidationException",
      message: "Only one of Input, InputPath, or InputTransformer must be provided.",
    };
  }
  const template = textOf(inputs.inputTransformer?.inputTemplate).trim();
  if (template.startsWith("{") && !isJson(template.replace(/<[\w.-]+>/g, "0"))) {
    return { code: "ValidationException", message: "Invalid InputTemplate for target: it is no JSON." };
  }
  const arn = textOf(inputs.arn);
  if (targetsWithRole.test(arn) && inputs.roleArn === undefined) {
    return { code: "ValidationException", message: `RoleArn is required for target ${arn}.` };
  }
  if (!arn.startsWith("arn:aws:sns:") || !isOwn(arn, account)) return undefined;
  const fault = account.find("aws:sns/topic:Topic", "arn", arn)
    ? undeliverable("events.amazonaws.com", arn, account)
    : `The topic ${arn} does not exist.`;
  return fault === undefined ? undefined : { code: "ValidationException", message: fault };
}
