import { ago, alarms, answering, changing, type BadAccount } from "./faults";

const inPlace = { "ahava-healthcare": ["AH-GO-06", "AH-POST-02"], "med-platform": ["MP-PD0-03", "MP-SUC-07"] } as const;

/** Each way in which what runs and what watches it is wrong on its own. */
export const watchingFaults: readonly BadAccount[] = [
  {
    name: "a service that lacks a task",
    system: "med-platform",
    ...changing("ecs:DescribeServices", "services", (service) => ({ ...service, runningCount: 1 })),
    probes: ["services-running"],
    rows: ["MP-SVC-11"],
  },
  {
    name: "a service whose deployment was rolled back",
    system: "ahava-healthcare",
    ...changing("ecs:DescribeServices", "services", (service) => ({
      ...service,
      deployments: [{ status: "PRIMARY", rolloutState: "FAILED", failedTasks: 3 }],
    })),
    probes: ["services-running"],
    rows: ["AH-VER-06"],
  },
  {
    name: "a service that does not exist",
    system: "ahava-healthcare",
    ...answering("ecs:DescribeServices", { services: [] }),
    probes: ["services-running"],
    rows: ["AH-VER-06"],
  },
  {
    name: "a target that is unhealthy",
    system: "med-platform",
    ...changing("elasticloadbalancing:DescribeTargetHealth", "TargetHealthDescriptions", (target) => ({
      ...target,
      TargetHealth: { State: "unhealthy" },
    })),
    probes: ["targets-healthy"],
    rows: ["MP-PD0-01", "MP-SUC-01"],
  },
  {
    name: "no target at all",
    system: "med-platform",
    ...answering("elasticloadbalancing:DescribeTargetHealth", { TargetHealthDescriptions: [] }),
    probes: ["targets-healthy"],
    rows: ["MP-PD0-01", "MP-SUC-01"],
  },
  {
    name: "an alarm that somebody deleted",
    system: "med-platform",
    ...changing(alarms, "MetricAlarms", (alarm) => (String(alarm.AlarmName).endsWith("-api-cpu") ? undefined : alarm)),
    probes: ["alarms-in-place"],
    rows: inPlace["med-platform"],
  },
  {
    name: "an alarm whose actions are disabled",
    system: "ahava-healthcare",
    ...changing(alarms, "MetricAlarms", (alarm) =>
      String(alarm.AlarmName).endsWith("-api-cpu") ? { ...alarm, ActionsEnabled: false } : alarm,
    ),
    probes: ["alarms-in-place"],
    rows: inPlace["ahava-healthcare"],
  },
  {
    name: "an alarm that notifies nobody",
    system: "ahava-healthcare",
    ...changing(alarms, "MetricAlarms", (alarm) =>
      String(alarm.AlarmName).endsWith("-api-cpu") ? { ...alarm, AlarmActions: [] } : alarm,
    ),
    probes: ["alarms-in-place"],
    rows: inPlace["ahava-healthcare"],
  },
  {
    name: "a critical alarm that is firing",
    system: "med-platform",
    ...changing(alarms, "MetricAlarms", (alarm) =>
      String(alarm.AlarmName).endsWith("-errors-critical") ? { ...alarm, StateValue: "ALARM" } : alarm,
    ),
    probes: ["critical-alarms"],
    rows: ["MP-SUC-02"],
  },
  {
    name: "a critical alarm that fired at night",
    system: "med-platform",
    ...answering("cloudwatch:DescribeAlarmHistory", {
      AlarmHistoryItems: [
        {
          AlarmName: "staging-med-platform-alarms-latency-critical",
          HistorySummary: "Alarm updated from OK to ALARM",
          HistoryItemType: "StateUpdate",
          Timestamp: ago(8),
        },
      ],
    }),
    probes: ["critical-alarms"],
    rows: ["MP-SUC-02"],
  },
  ...(["doctor-system", "ahava-healthcare"] as const).map((system) => ({
    name: `a secret of ${system} that is due`,
    system,
    ...changing(alarms, "MetricAlarms", (alarm) =>
      String(alarm.AlarmName).endsWith("-secret-age-warning") ? { ...alarm, StateValue: "ALARM" } : alarm,
    ),
    probes: ["secret-ages"],
    rows: [system === "doctor-system" ? "DS-SEC-02" : "AH-MNT-08"],
  })),
  ...(["ahava-healthcare", "med-platform"] as const).map((system) => ({
    name: `a subscription that nobody confirmed, seen from ${system}`,
    system,
    ...changing("sns:ListSubscriptionsByTopic", "Subscriptions", (subscription) => ({
      ...subscription,
      SubscriptionArn: "PendingConfirmation",
    })),
    probes: ["subscriptions"],
    rows: system === "ahava-healthcare" ? ["AH-GO-06"] : inPlace["med-platform"],
  })),
  {
    name: "a topic that does not exist",
    system: "ahava-healthcare",
    answers: (good) => ({ ...good, "sns:ListSubscriptionsByTopic": () => ({ refused: "NotFound" }) }),
    probes: ["subscriptions"],
    rows: ["AH-GO-06"],
  },
  {
    name: "a canary whose last run failed",
    system: "med-platform",
    values: { SuccessPercent: [100, 0] },
    probes: ["canary"],
    rows: ["MP-PD0-02", "MP-SUC-07"],
  },
  {
    name: "a canary that does not run",
    system: "ahava-healthcare",
    values: { SuccessPercent: [] },
    probes: ["canary"],
    rows: ["AH-POST-02"],
  },
];
