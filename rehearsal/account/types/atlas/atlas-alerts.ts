import type * as mongodbatlas from "@pulumi/mongodbatlas";
import { globalTypes, resourceType } from "../../resource-type";
import type { Creation, Refusal, ResourceTypes } from "../../resource-type";
import { encodedId, inProject, objectId } from "./atlas-ids";
import { firstRefusal } from "../first-refusal";

type AlertCreation = Creation<mongodbatlas.AlertConfigurationArgs>;
type Notification = NonNullable<AlertCreation["inputs"]["notifications"]>[number];

/** Events that are a metric outside its threshold. */
const metricEvents = [
  "OUTSIDE_METRIC_THRESHOLD",
  "OUTSIDE_SERVERLESS_METRIC_THRESHOLD",
  "OUTSIDE_FLEX_METRIC_THRESHOLD",
];
/** Events that need a threshold which is not a metric's. */
const thresholdEvents = ["REPLICATION_OPLOG_WINDOW_RUNNING_OUT", "TOO_MANY_ELECTIONS", "TOO_FEW_HEALTHY_MEMBERS"];

/** How the names of host metrics begin (Atlas, "Host Metrics for Alert Conditions"). */
const metricFamilies = [
  "ASSERT_",
  "AVG_",
  "BACKGROUND_FLUSH_AVG",
  "CACHE_",
  "COMPUTED_MEMORY",
  "CONNECTIONS",
  "CURSORS_",
  "DB_",
  "DISK_PARTITION_",
  "DOCUMENT_",
  "EXTRA_INFO_PAGE_FAULTS",
  "FTS_",
  "GLOBAL_",
  "INDEX_COUNTERS_",
  "LOGICAL_SIZE",
  "MAX_",
  "MEMORY_",
  "MUNIN_",
  "NETWORK_",
  "NORMALIZED_",
  "OPCOUNTER_",
  "OPERATION_",
  "OPERATIONS_",
  "OPLOG_",
  "QUERY_",
  "RESTARTS_IN_LAST_HOUR",
  "SEARCH_",
  "SWAP_USAGE_",
  "SYSTEM_",
  "TICKETS_AVAILABLE_",
];

const units =
  /^(?:RAW|BITS|(?:KILO|MEGA|GIGA)BITS|(?:KILO|MEGA|GIGA|TERA|PETA)?BYTES|(?:MILLI)?SECONDS|MINUTES|HOURS|DAYS)$/;

function condition({ inputs }: AlertCreation): Refusal | undefined {
  const { eventType = "", metricThresholdConfig: metric, thresholdConfig } = inputs;
  if (!/^[A-Z][A-Z0-9_]*$/.test(eventType)) {
    return { code: "INVALID_EVENT_TYPE_FOR_ALERT", message: `Event type ${eventType} not supported for alerts.` };
  }
  if (!metricEvents.includes(eventType)) {
    if (metric) {
      return {
        code: "METRIC_THRESHOLD_PRESENT",
        message: "The metric threshold should only be specific for host metric alerts.",
      };
    }
    return thresholdEvents.includes(eventType) && !thresholdConfig
      ? { code: "MISSING_THRESHOLD", message: "A threshold must be specified for the specified event type." }
      : undefined;
  }
  if (metric?.threshold === undefined) {
    return {
      code: "MISSING_METRIC_THRESHOLD",
      message: "A metric threshold must be specified for host metric alerts.",
    };
  }
  if (!metricFamilies.some((family) => metric.metricName.startsWith(family))) {
    return { code: "INVALID_METRIC_NAME", message: `An invalid metric name ${metric.metricName} was specified.` };
  }
  if ((metric.mode ?? "AVERAGE") !== "AVERAGE") {
    return { code: "TOTAL_MODE_DEPRECATED", message: `Mode ${metric.mode ?? ""} is no longer supported.` };
  }
  if (!units.test(metric.units ?? "RAW")) {
    return { code: "UNITS_MISMATCH", message: "Threshold units cannot be converted to metric units." };
  }
  return ["GREATER_THAN", "LESS_THAN"].includes(metric.operator ?? "")
    ? undefined
    : {
        code: "INVALID_OPERATOR_FOR_EVENT_TYPE",
        message: `Operator ${metric.operator ?? ""} is not compatible with event type ${eventType}.`,
      };
}

function notifications({ inputs }: AlertCreation): Refusal | undefined {
  const given = inputs.notifications ?? [];
  if (given.length === 0) {
    return {
      code: "MISSING_NOTIFICATIONS",
      message: "At least one notification must be specified for an alert configuration.",
    };
  }
  if (given.filter(({ typeName }) => typeName === "GROUP").length > 1) {
    return {
      code: "TOO_MANY_GROUP_NOTIFICATIONS",
      message: "At most one group notification can be specified for an alert configuration.",
    };
  }
  if (given.some(({ intervalMin }) => intervalMin !== undefined && intervalMin < 5)) {
    return {
      code: "NOTIFICATION_INTERVAL_OUT_OF_RANGE",
      message: "Notifications must have an internal of at least 5 minutes.",
    };
  }
  for (const notification of given) {
    const refusal = receiver(notification);
    if (refusal) return refusal;
  }
  return undefined;
}

/** Each kind of notification needs its own address. */
function receiver(notification: Notification): Refusal | undefined {
  const missing = (attribute: string, value: string | undefined): Refusal | undefined =>
    (value ?? "") === ""
      ? { code: "MISSING_ATTRIBUTE", message: `The required attribute ${attribute} was not specified.` }
      : undefined;
  switch (notification.typeName) {
    case "EMAIL":
      return /^[^@\s]+@[^@\s]+$/.test(notification.emailAddress ?? "")
        ? undefined
        : { code: "INVALID_EMAIL_ADDRESS", message: "An invalid email address was specified." };
    case "WEBHOOK":
      if ((notification.webhookUrl ?? notification.integrationId ?? "") === "") {
        return {
          code: "WEBHOOK_URL_NOT_SET",
          message: "Webhook URL must be set in the group before adding webhook notifications.",
        };
      }
      return URL.canParse(notification.webhookUrl ?? "https://integration.example")
        ? undefined
        : // The URL itself is left out: it may carry a key.
          { code: "INVALID_URL", message: "Invalid URL." };
    case "PAGER_DUTY":
      return /^[0-9a-f]{32}$/i.test(notification.serviceKey ?? "") || notification.integrationId !== undefined
        ? undefined
        : {
            code: "INVALID_PAGER_DUTY_SERVICE_KEY",
            message: "PagerDuty service key must consist of 32 hexadecimal digits.",
          };
    case "OPS_GENIE":
      return missing("opsGenieApiKey", notification.opsGenieApiKey ?? notification.integrationId);
    case "SLACK":
      return missing("apiToken", notification.apiToken ?? notification.integrationId);
    case "MICROSOFT_TEAMS":
      return missing("microsoftTeamsWebhookUrl", notification.microsoftTeamsWebhookUrl ?? notification.integrationId);
    case "VICTOR_OPS":
      return missing("victorOpsApiKey", notification.victorOpsApiKey ?? notification.integrationId);
    case "DATADOG":
      return missing("datadogApiKey", notification.datadogApiKey ?? notification.integrationId);
    case "SMS":
      return missing("mobileNumber", notification.mobileNumber);
    case "TEAM":
      return missing("teamId", notification.teamId);
    case "USER":
      return missing("username", notification.username);
    case "GROUP":
    case "ORG":
      return notification.emailEnabled === true || notification.smsEnabled === true
        ? undefined
        : {
            code: "EMAIL_OR_SMS_REQUIRED_FOR_GROUP_NOTIFICATION",
            message: "Email and/or SMS must be enabled for group notifications.",
          };
    default:
      return {
        code: "UNSUPPORTED_NOTIFICATION_TYPE",
        message: `Notification type ${notification.typeName} is unsupported.`,
      };
  }
}

/** What a project tells, and to whom. */
export const atlasAlerts: ResourceTypes = globalTypes({
  "mongodbatlas:index/alertConfiguration:AlertConfiguration": resourceType<
    mongodbatlas.AlertConfigurationArgs,
    mongodbatlas.AlertConfigurationState
  >({
    title: "Atlas Alert Configuration",
    id: ({ inputs, hex }) => encodedId({ id: objectId({ hex }, "alert"), project_id: inputs.projectId }),
    ...inProject,
    replaces: ["projectId"],
    defaults: { enabled: false },
    computed: {
      alertConfigurationId: ({ hex }) => objectId({ hex }, "alert"),
      created: () => new Date().toISOString(),
      updated: () => new Date().toISOString(),
    },
    refuses: firstRefusal(condition, notifications),
  }),
});
