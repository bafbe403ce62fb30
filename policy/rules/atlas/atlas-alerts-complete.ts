import { atlas, besideInProject } from "../../selectors/atlas";
import type { AtlasClusterArgs, InProject } from "../../selectors/atlas";
import { stackRule } from "../../rule";

/** The recipients of an alert, as far as this rule reads them. */
interface Notification {
  readonly typeName?: string;
  readonly delayMin?: number;
}

interface MetricThreshold {
  readonly metricName?: string;
  readonly operator?: string;
  readonly threshold?: number;
  readonly units?: string;
}

interface AlertState extends InProject {
  readonly enabled: boolean;
  readonly eventType: string;
  readonly metricThresholdConfig: MetricThreshold;
  readonly notifications: readonly Notification[];
  readonly matchers: readonly object[];
}

/** Required alerts, by Atlas's names (DS-DB-15 to DS-DB-18, and a cluster without a primary). */
const subjects: readonly (readonly [string, RegExp])[] = [
  ["CPU", /^(MAX_)?(NORMALIZED_)?(SYSTEM|PROCESS)_CPU_(USER|KERNEL)$|^CPU_PERCENT$/],
  ["storage", /^(MAX_)?DISK_PARTITION_SPACE_(USED|PERCENT_USED)(_DATA)?$|^DB_STORAGE_TOTAL$|^LOGICAL_SIZE$/],
  ["connections", /^CONNECTIONS(_PERCENT|_MAX)?$/],
  ["replication lag", /^OPLOG_SLAVE_LAG_MASTER_TIME$|^OPLOG_MASTER_LAG_TIME_DIFF$|^MAX_OPLOG_SLAVE_LAG/],
  ["a missing primary", /^NO_PRIMARY$/],
];

/** Project and organisation members, who also get billing and invitation mails and need not be on call. */
const owners = ["GROUP", "ORG"];

export const atlasAlertsComplete = stackRule({
  id: "atlas-alerts-complete",
  title:
    "Atlas alerts for CPU, disk, connections, replication lag and a missing primary are enabled and notify an on-call channel",
  severity: "high",
  enforcement: "deployed",
  rows: ["DS-DB-15", "DS-DB-16", "DS-DB-17", "DS-DB-18", "DS-DB-19"],
  frameworks: [],
  settings: {
    percent: {
      description: "Maximum alert threshold for CPU, storage and connections, in percent.",
      default: 90,
      minimum: 50,
      maximum: 99,
    },
    lagSeconds: {
      description: "Maximum alert threshold for replication lag, in seconds.",
      default: 300,
      minimum: 10,
      maximum: 3600,
    },
    delayMinutes: {
      description: "Maximum delay of a notification after the condition is met, in minutes.",
      default: 60,
      minimum: 0,
      maximum: 1440,
    },
  },
  remediation:
    "Declare a mongodbatlas.AlertConfiguration for each, with enabled: true and a notification to the on-call service.",
  example: 'new mongodbatlas.AlertConfiguration("cpu", { ..., enabled: false });',
  types: atlas.clusters,
  check(stack, context) {
    for (const cluster of stack.of<AtlasClusterArgs>(atlas.clusters)) {
      const about = context.about(cluster);
      const limits = { percent: about.setting("percent"), lagSeconds: about.setting("lagSeconds") };
      about.requires({
        read: () => {
          const latest = about.setting("delayMinutes");
          const alerts = besideInProject<AlertState>(stack, cluster, atlas.alerts).filter((alert) =>
            isOnAndRouted(alert, latest),
          );
          const watched = alerts.filter(({ props }) => goesOff(props.metricThresholdConfig, limits)).map(watchedBy);
          return subjects.filter(([, names]) => !watched.some((name) => names.test(name))).map(([subject]) => subject);
        },
        accept: (missing) => missing.length === 0,
        found: (missing) =>
          `no enabled alert with a sufficient threshold and an on-call notification for ${missing.join(", ")}`,
        needed: "at least one for each",
        setting: "mongodbatlas.AlertConfiguration",
      });
    }
  },
});

function isOnAndRouted({ props }: { readonly props: Partial<AlertState> }, latest: number): boolean {
  // Absent is off; a matcher limits an alert to some hosts or clusters.
  if (props.enabled !== true || (props.matchers ?? []).length > 0) return false;
  return (props.notifications ?? []).some(
    ({ typeName, delayMin = 0 }) => typeName !== undefined && !owners.includes(typeName) && delayMin <= latest,
  );
}

/** Whether the threshold of an alert on a metric is useful; an alert on an event always is. */
function goesOff(metric: MetricThreshold | undefined, limits: { percent: number; lagSeconds: number }): boolean {
  if (metric === undefined) return true;
  const { metricName = "", operator, threshold = 0, units } = metric;
  // The oplog's headroom is the one metric that is bad when it is small.
  if (metricName === "OPLOG_MASTER_LAG_TIME_DIFF") return operator === "LESS_THAN";
  if (operator !== "GREATER_THAN") return false;
  if (metricName.includes("SLAVE_LAG")) return units !== "SECONDS" || threshold <= limits.lagSeconds;
  // Disk and memory in bytes and the plain count of connections have no common limit.
  return !/CPU|PERCENT|DISK_PARTITION/.test(metricName) || threshold <= limits.percent;
}

/** The metric or the event of an alert. */
function watchedBy({ props }: { readonly props: Partial<AlertState> }): string {
  return props.metricThresholdConfig?.metricName ?? props.eventType ?? "";
}
