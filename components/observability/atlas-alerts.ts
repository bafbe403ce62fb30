import * as mongodbatlas from "@pulumi/mongodbatlas/alertConfiguration";
import type { types } from "@pulumi/mongodbatlas";
import * as pulumi from "@pulumi/pulumi";
import type { AlertRoute } from "./alert-topics";
import type { Severity } from "./metric-alarm";

/** The route of one severity; without either, Atlas e-mails the project's owners. */
export interface AtlasAlertRoute extends AlertRoute {
  /** The secret with which Atlas signs its webhook calls to `https`. @default not signed */
  webhookSecret?: pulumi.Input<string>;
}

/** When an alert of Atlas fires. */
export interface AtlasAlertThresholds {
  /** Percent of a node's CPU that user processes take, all cores together (DS-DB-15). */
  readonly cpuPercent: number;
  /** Percent of a node's disk that is full (DS-DB-16). */
  readonly storagePercent: number;
  /** Percent of the connections a node takes (DS-DB-17). */
  readonly connectionsPercent: number;
  /** Seconds a secondary lags behind its primary (DS-DB-18). */
  readonly replicationLagSeconds: number;
}

export interface AtlasAlertsArgs {
  /** The project that is watched, all its clusters. */
  projectId: pulumi.Input<string>;
  /** The alert routes, by severity (DS-DB-19). */
  routes: Readonly<Record<Exclude<Severity, "info">, AtlasAlertRoute>>;
  thresholds: AtlasAlertThresholds;
  /** The folder of the runbooks as a URL without a slash at its end. Atlas has no room for a link in its messages. */
  runbookUrl: string;
}

/** The alerts of a project; each has a page of the same name in `docs/runbooks/data`. */
const alertNames = [
  "atlas-cpu",
  "atlas-storage",
  "atlas-connections",
  "atlas-replication-lag",
  "atlas-no-primary",
] as const;

/** The name of an alert and of its runbook. */
export type AtlasAlertName = (typeof alertNames)[number];

/** The alert, its delay and its severity. */
interface Alert {
  severity: Exclude<Severity, "info">;
  /** Minutes it must last before the first message. */
  delayMinutes: number;
  condition: Pick<mongodbatlas.AlertConfigurationArgs, "eventType" | "metricThresholdConfig">;
}

/** Minutes between two messages about an unacknowledged alert. */
const repeatMinutes = 60;

/**
 * Atlas alerts on a project's clusters: CPU, disk, connections, replication lag, no primary.
 * Atlas sends them directly, so they also arrive during an outage of AWS.
 *
 * Cost: none.
 */
export class AtlasAlerts extends pulumi.ComponentResource {
  /** The runbook of each alert, for recipients of Atlas's messages. */
  readonly runbooks: Readonly<Record<AtlasAlertName, string>>;

  constructor(name: string, args: AtlasAlertsArgs, options?: pulumi.ComponentResourceOptions) {
    // The routes are left out of the inputs: they carry keys.
    const { routes, ...facts } = args;
    super("care-platform:observability:AtlasAlerts", name, facts, options);

    const alerts = alertsFor(args.thresholds);
    for (const alertName of alertNames) this.alert(name, args.projectId, alertName, alerts[alertName], routes);

    this.runbooks = Object.fromEntries(
      alertNames.map((alertName) => [alertName, `${args.runbookUrl}/data/${alertName}.md`]),
    ) as Record<AtlasAlertName, string>;
    this.registerOutputs({
      runbooks: this.runbooks,
      severities: Object.fromEntries(alertNames.map((alertName) => [alertName, alerts[alertName].severity])),
    });
  }

  private alert(
    name: string,
    projectId: pulumi.Input<string>,
    alertName: AtlasAlertName,
    { severity, delayMinutes, condition }: Alert,
    routes: AtlasAlertsArgs["routes"],
  ): void {
    const told = receivers(routes[severity]);
    new mongodbatlas.AlertConfiguration(
      `${name}-${alertName.replace("atlas-", "")}`,
      {
        projectId,
        enabled: true,
        ...condition,
        notifications: told.map((receiver) => ({
          ...receiver,
          delayMin: delayMinutes,
          intervalMin: repeatMinutes,
        })),
      },
      // The outputs repeat the URL and its secret, which an e-mail route does not have.
      {
        parent: this,
        additionalSecretOutputs: told.some(({ typeName }) => typeName === "WEBHOOK") ? ["notifications"] : [],
      },
    );
  }
}

type Receiver = types.input.AlertConfigurationNotification;

function receivers({ email, https, webhookSecret }: AtlasAlertRoute): Receiver[] {
  const named: Receiver[] = [
    ...(email === undefined ? [] : [{ typeName: "EMAIL", emailAddress: email }]),
    ...(https === undefined
      ? []
      : [
          {
            typeName: "WEBHOOK",
            webhookUrl: pulumi.secret(https),
            ...(webhookSecret !== undefined && { webhookSecret: pulumi.secret(webhookSecret) }),
          },
        ]),
  ];
  // Atlas takes no alert without a receiver.
  return named.length > 0 ? named : [{ typeName: "GROUP", emailEnabled: true, roles: ["GROUP_OWNER"] }];
}

function alertsFor(thresholds: AtlasAlertThresholds): Readonly<Record<AtlasAlertName, Alert>> {
  return {
    "atlas-cpu": {
      severity: "warning",
      delayMinutes: 10,
      condition: above("NORMALIZED_SYSTEM_CPU_USER", thresholds.cpuPercent),
    },
    "atlas-storage": {
      severity: "warning",
      delayMinutes: 5,
      condition: above("DISK_PARTITION_SPACE_USED_DATA", thresholds.storagePercent),
    },
    "atlas-connections": {
      severity: "critical",
      delayMinutes: 5,
      condition: above("CONNECTIONS_PERCENT", thresholds.connectionsPercent),
    },
    "atlas-replication-lag": {
      severity: "critical",
      delayMinutes: 5,
      condition: above("OPLOG_SLAVE_LAG_MASTER_TIME", thresholds.replicationLagSeconds, "SECONDS"),
    },
    "atlas-no-primary": { severity: "critical", delayMinutes: 0, condition: { eventType: "NO_PRIMARY" } },
  };
}

/** A metric above its threshold; RAW is Atlas's unit of a percentage. */
function above(metricName: string, threshold: number, units = "RAW"): Alert["condition"] {
  return {
    eventType: "OUTSIDE_METRIC_THRESHOLD",
    metricThresholdConfig: { metricName, operator: "GREATER_THAN", threshold, units, mode: "AVERAGE" },
  };
}
