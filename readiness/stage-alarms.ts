import { type DeployedResource, logicalName } from "./deployed-resource";
import { ownersOf } from "./stage-owner";

/** How soon somebody must look. */
export type AlarmSeverity = "critical" | "warning" | "info";

/** One alarm of a deployed stage, or another message that the stage sends by itself. */
export interface StageAlarm {
  /** The system it belongs to, or "foundation". */
  readonly owner: string;
  /** Its physical name, or its logical one where it has no other. */
  readonly name: string;
  /** What a person reads between the severity and the link of the runbook. */
  readonly text: string;
  /** When it fires: the metric, the threshold and how long. */
  readonly fires: string;
  readonly severity: AlarmSeverity;
  /** The runbook's place below the folder of the runbooks, without `.md`. */
  readonly runbook: string;
}

const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";
const targetType = "aws:cloudwatch/eventTarget:EventTarget";
const atlasType = "mongodbatlas:index/alertConfiguration:AlertConfiguration";
const budgetType = "aws:budgets/budget:Budget";
const anomalyType = "aws:costexplorer/anomalySubscription:AnomalySubscription";

/** The page about messages on costs, which have no room for a link. */
const costRunbook = "stage/cost-review";

/** Every alarm of a stage, by owner and name. */
export function stageAlarms(resources: readonly DeployedResource[]): readonly StageAlarm[] {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const ownerOf = ownersOf(resources);
  const alarms = resources.flatMap((resource): StageAlarm[] => {
    const owner = ownerOf(resource);
    switch (resource.type) {
      case alarmType:
        return [{ owner, ...metricAlarm(resource) }];
      case targetType:
        return eventMessage(resource).map((message) => ({ owner, ...message }));
      case atlasType:
        return [{ owner, ...atlasAlert(resource, byUrn.get(resource.parent ?? "")) }];
      case budgetType:
        return budgetNotices(resource).map((notice) => ({ owner, ...notice }));
      case anomalyType:
        return [{ owner, ...costAnomaly(resource) }];
      default:
        return [];
    }
  });
  const order = ({ owner, name }: StageAlarm) => `${owner === "foundation" ? "0" : "1"} ${owner} ${name}`;
  return alarms.sort((one, other) => order(one).localeCompare(order(other), "en"));
}

type Unowned = Omit<StageAlarm, "owner">;

interface MetricAlarm {
  readonly name: string;
  readonly alarmDescription: string;
  readonly metricName?: string;
  readonly metricQueries?: readonly { readonly id: string; readonly label?: string; readonly returnData?: boolean }[];
  readonly comparisonOperator: string;
  readonly threshold?: number;
  readonly thresholdMetricId?: string;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm?: number;
  readonly tags?: { readonly severity?: string };
}

const signs: Readonly<Record<string, string>> = {
  GreaterThanThreshold: ">",
  GreaterThanOrEqualToThreshold: ">=",
  LessThanThreshold: "<",
  LessThanOrEqualToThreshold: "<=",
};

function metricAlarm({ properties }: DeployedResource): Unowned {
  const alarm = properties as unknown as MetricAlarm;
  const { name, comparisonOperator, threshold, evaluationPeriods, datapointsToAlarm = evaluationPeriods } = alarm;
  const judged = (alarm.metricQueries ?? []).find(
    ({ id, returnData }) => returnData === true && id !== alarm.thresholdMetricId,
  );
  const metric = alarm.metricName ?? judged?.label ?? judged?.id ?? "";
  const compared =
    alarm.thresholdMetricId === undefined
      ? `${signs[comparisonOperator] ?? ""} ${String(threshold)}`
      : "outside its band";
  return {
    name,
    ...readMessage(alarm.alarmDescription),
    fires: `${metric} ${compared}, ${datapointsToAlarm} of ${evaluationPeriods} periods`,
    severity: severityOf(alarm.tags?.severity),
  };
}

/** A message that an event becomes; none for a target that passes the event on. */
function eventMessage({ urn, properties }: DeployedResource): Unowned[] {
  const { inputTransformer, targetId } = properties as {
    readonly inputTransformer?: { readonly inputTemplate?: string };
    readonly targetId?: string;
  };
  const template = inputTransformer?.inputTemplate;
  // The return of an alarm has the text of the alarm.
  if (template === undefined || template.startsWith("{")) return [];
  const message = JSON.parse(template) as string;
  return [{ name: logicalName(urn), ...readMessage(message), fires: "event", severity: severityOf(targetId) }];
}

/** Atlas writes its own messages: what is known is what it judges. */
function atlasAlert({ urn, properties }: DeployedResource, component: DeployedResource | undefined): Unowned {
  const { eventType, metricThresholdConfig, notifications } = properties as {
    readonly eventType: string;
    readonly metricThresholdConfig?: { readonly metricName: string; readonly threshold: number };
    readonly notifications?: readonly { readonly delayMin?: number }[];
  };
  const name = logicalName(urn);
  const own = `atlas${name.slice(component === undefined ? 0 : logicalName(component.urn).length)}`;
  const severities = (component?.properties.severities ?? {}) as Readonly<Record<string, string>>;
  const minutes = notifications?.[0]?.delayMin ?? 0;
  const condition =
    metricThresholdConfig === undefined
      ? eventType
      : `${metricThresholdConfig.metricName} > ${metricThresholdConfig.threshold}`;
  return {
    name,
    text: `Message of Atlas: ${condition}.`,
    fires: `${condition}${minutes === 0 ? "" : `, ${minutes} minutes`}`,
    severity: severityOf(severities[own]),
    runbook: `data/${own}`,
  };
}

function budgetNotices({ properties }: DeployedResource): Unowned[] {
  const { name, limitAmount, notifications } = properties as unknown as {
    readonly name: string;
    readonly limitAmount: string;
    readonly notifications: readonly { readonly notificationType: string; readonly threshold: number }[];
  };
  return notifications.map(({ notificationType, threshold }) => ({
    name: `${name}-${notificationType.toLowerCase()}-${threshold}`,
    text: `Message of AWS Budgets: ${notificationType.toLowerCase()} costs above ${threshold} % of ${Number(limitAmount)} US dollars a month.`,
    fires: `${notificationType} > ${threshold} %`,
    severity: "warning",
    runbook: costRunbook,
  }));
}

function costAnomaly({ properties }: DeployedResource): Unowned {
  const { name, thresholdExpression } = properties as unknown as {
    readonly name: string;
    readonly thresholdExpression?: { readonly dimension?: { readonly values?: readonly string[] } };
  };
  const dollars = thresholdExpression?.dimension?.values?.[0] ?? "";
  return {
    name: `${name}-anomaly`,
    text: `Message of AWS Cost Anomaly Detection: a service costs ${dollars} US dollars or more above normal.`,
    fires: `ANOMALY_TOTAL_IMPACT_ABSOLUTE >= ${dollars}`,
    severity: "warning",
    runbook: costRunbook,
  };
}

/** How the text of an alarm begins. */
const severityWords = /^(?:Critical|Warning|Info): /;

/** The two halves of a message: what a person reads after the severity, and which runbook it leads to. */
function readMessage(message: string): Pick<StageAlarm, "text" | "runbook"> {
  const [, text = message, runbook = ""] =
    /^(.*) Runbook: https:\/\/[^/\s]+(?:\/\S+)??\/([a-z]+\/[a-z0-9-]+)\.md$/.exec(message) ?? [];
  return { text: text.replace(severityWords, ""), runbook };
}

function severityOf(name: string | undefined): AlarmSeverity {
  return name === "critical" || name === "info" ? name : "warning";
}
