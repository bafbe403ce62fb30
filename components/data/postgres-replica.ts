import type * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as rds from "@pulumi/aws/rds";
import * as pulumi from "@pulumi/pulumi";
import { metricAlarm } from "../observability/metric-alarm";
import type { AlarmRouting } from "../observability/metric-alarm";
import { physicalName } from "../naming";
import type { Stage } from "../naming";
import { PostgresAlarms } from "../observability/postgres-alarms";
import type { PostgresThresholds } from "../observability/postgres-alarm-definitions";
import { postgresInstanceClass } from "./postgres-instance-classes";
import {
  exportedLogs,
  monitoringInterval,
  postgresLogGroups,
  postgresMonitoringRole,
  postgresParameterGroup,
} from "./postgres-common";

/** When the alarms of a read replica fire. */
export interface PostgresReplicaThresholds extends PostgresThresholds {
  /** Seconds the replica may lag behind its source. */
  readonly replicaLagSeconds: number;
}

/** The source database, and the size of the replica. */
export interface PostgresReplicaArgs {
  stage: Stage;
  routing: AlarmRouting;
  /** The replica, for texts: "read replica 1 of the med-platform database". */
  subject: string;
  thresholds: PostgresReplicaThresholds;
  /** The stage's own account, twelve digits. */
  accountId: string;
  /** The name of the source instance, in the same region; it must have automated backups. */
  sourceIdentifier: pulumi.Input<string>;
  /** The security group of the source, which the replica shares. */
  securityGroupId: pulumi.Input<string>;
  /** The source's version of Postgres. */
  engineVersion: string;
  /** Whether RDS applies disruptive changes at once; otherwise they wait for the maintenance window. @default false */
  applyImmediately?: boolean;
  /** The instance class; one smaller than the source's may lag under heavy writes. */
  instanceClass: string;
  /** Maximum GiB of storage autoscaling, as for the source. */
  maxAllocatedStorage: number;
  /** Connections it accepts; at least as many as the source, or it does not start. @default RDS's default for the class */
  maxConnections?: number;
  /** The extensions that may be installed: the source's. @default all of RDS */
  extensions?: readonly string[];
  /** The ARN of the key for Database Insights; the data is encrypted with the source's key. */
  dataKeyArn: pulumi.Input<string>;
  /** The ARN of the key for the logs; it must allow CloudWatch Logs to use it. */
  logsKeyArn: pulumi.Input<string>;
  /** Whether AWS and Pulumi both refuse to delete it. @default true */
  protectData?: boolean;
  /** Backup retention in days once the replica is promoted, 1 to 35. @default 30 */
  backupRetentionDays?: number;
  /** The daily half hour of the automated snapshot, UTC, different from the source's. @default "03:30-04:00" */
  backupWindow?: string;
  /** The weekly hour of upgrades, UTC, an hour before the source's: a replica may have a newer version, never an older one. @default "sun:02:00-sun:03:00" */
  maintenanceWindow?: string;
  /** Days the logs are kept in CloudWatch. @default 30 */
  logRetentionDays?: number;
}

/** The RDS event categories of a replica by urgency; its loss does not stop writes. */
const eventCategories = {
  warning: ["availability", "deletion", "failure", "low storage"],
  info: ["configuration change", "maintenance", "recovery"],
} as const;

/**
 * A read replica of a Postgres database in the same region, for reports and heavy reads (MP-DB-07). It has the source's
 * users and key, its own class, parameters and alarms, and can be promoted if the source is lost.
 *
 * Cost (November 2026, list price, eu-west-1/af-south-1): db.t4g.medium with 50 GiB about USD 60/80 a month; replication
 * within the region is free.
 */
export class PostgresReplica extends pulumi.ComponentResource {
  /** The instance's name, which is the dimension of its metrics. */
  readonly instanceIdentifier: pulumi.Output<string>;
  /** The instance's ARN. */
  readonly instanceArn: pulumi.Output<string>;
  /** The host name. */
  readonly address: pulumi.Output<string>;
  /** Its current GiB, which RDS autoscales. */
  readonly allocatedStorage: pulumi.Output<number>;

  constructor(name: string, args: PostgresReplicaArgs, options?: pulumi.ComponentResourceOptions) {
    super("care-platform:data:PostgresReplica", name, { ...args }, options);

    const logGroups = postgresLogGroups(name, args, { parent: this });
    const instance = this.instance(name, args, logGroups);
    this.alarms(name, args, instance);
    this.lagAlarm(name, args, instance);
    this.events(name, args, instance, "warning");
    this.events(name, args, instance, "info");

    this.instanceIdentifier = instance.identifier;
    this.instanceArn = instance.arn;
    this.address = instance.address;
    this.allocatedStorage = instance.allocatedStorage;
    this.registerOutputs({
      instanceIdentifier: this.instanceIdentifier,
      instanceArn: this.instanceArn,
      address: this.address,
      allocatedStorage: this.allocatedStorage,
    });
  }

  private instance(name: string, args: PostgresReplicaArgs, logGroups: cloudwatch.LogGroup[]): rds.Instance {
    const protectData = args.protectData ?? true;
    return new rds.Instance(
      `${name}-instance`,
      {
        identifier: physicalName("databaseInstance", args.stage, name),
        replicateSourceDb: args.sourceIdentifier,
        // Engine and version are the source's: the provider refuses them with a source (internal/service/rds/instance.go).
        instanceClass: args.instanceClass,
        parameterGroupName: postgresParameterGroup(name, args, { parent: this }).name,
        vpcSecurityGroupIds: [args.securityGroupId],
        iamDatabaseAuthenticationEnabled: true,
        publiclyAccessible: false,
        storageType: "gp3",
        // The key is the source's: RDS refuses one for a replica in the same region.
        storageEncrypted: true,
        maxAllocatedStorage: args.maxAllocatedStorage,
        caCertIdentifier: "rds-ca-rsa2048-g1",
        backupRetentionPeriod: args.backupRetentionDays ?? 30,
        backupWindow: args.backupWindow ?? "03:30-04:00",
        copyTagsToSnapshot: true,
        deleteAutomatedBackups: false,
        // RDS refuses a final snapshot of a replica (DeleteDBInstance).
        skipFinalSnapshot: true,
        deletionProtection: protectData,
        maintenanceWindow: args.maintenanceWindow ?? "sun:02:00-sun:03:00",
        autoMinorVersionUpgrade: true,
        applyImmediately: args.applyImmediately ?? false,
        enabledCloudwatchLogsExports: [...exportedLogs],
        monitoringInterval,
        monitoringRoleArn: postgresMonitoringRole(name, args, { parent: this }),
        performanceInsightsEnabled: true,
        performanceInsightsKmsKeyId: args.dataKeyArn,
        performanceInsightsRetentionPeriod: 7,
        tags: { "data-class": "patient" },
      },
      { parent: this, protect: protectData, dependsOn: logGroups },
    );
  }

  private alarms(name: string, args: PostgresReplicaArgs, instance: rds.Instance): void {
    const { leastMaxConnections } = postgresInstanceClass(args.instanceClass);
    new PostgresAlarms(
      `${name}-alarms`,
      {
        stage: args.stage,
        routing: args.routing,
        subject: args.subject,
        thresholds: args.thresholds,
        instanceIdentifier: instance.identifier,
        memoryBytes: instance.instanceClass.apply((running) => postgresInstanceClass(running).memoryBytes),
        allocatedStorage: instance.allocatedStorage,
        maxConnections: args.maxConnections ?? leastMaxConnections,
      },
      { parent: this },
    );
  }

  private lagAlarm(name: string, args: PostgresReplicaArgs, instance: rds.Instance): void {
    const threshold = args.thresholds.replicaLagSeconds;
    metricAlarm(
      `${name}-lag`,
      {
        stage: args.stage,
        severity: "warning",
        routing: args.routing,
        summary: `Replication lag of ${args.subject} above ${threshold} s for 5 minutes, or replication stopped.`,
        runbook: "data/postgres-replica-lag",
        threshold,
        comparisonOperator: "GreaterThanThreshold",
        evaluationPeriods: 5,
        // RDS reports -1 while replication is off, and no data once the replica is deleted.
        treatMissingData: "breaching",
        queries: [
          { id: "behind", expression: "IF(lag < 0, 86400, lag)", label: "Seconds behind", returnData: true },
          {
            id: "lag",
            returnData: false,
            metric: {
              namespace: "AWS/RDS",
              metricName: "ReplicaLag",
              dimensions: { DBInstanceIdentifier: instance.identifier },
              stat: "Maximum",
              period: 60,
            },
          },
        ],
      },
      { parent: this },
    );
  }

  private events(
    name: string,
    { stage, routing }: PostgresReplicaArgs,
    instance: rds.Instance,
    severity: keyof typeof eventCategories,
  ): void {
    new rds.EventSubscription(
      `${name}-${severity}-events`,
      {
        name: physicalName("databaseEventSubscription", stage, name, severity),
        snsTopic: routing.topicArns[severity],
        sourceType: "db-instance",
        sourceIds: [instance.identifier],
        eventCategories: [...eventCategories[severity]],
      },
      { parent: this },
    );
  }
}
