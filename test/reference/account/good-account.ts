import type { DeployedPart } from "../../../verify/state/deployed";
import { ofType, textOf } from "../../../verify/state/deployed";
import type { Answered, Asked } from "./wire";
import type { Answers, AtlasAnswers } from "./reference-account";

/** The account of the reference, which is nobody's. */
export const referenceAccount = "111122223333";

const minute = 60_000;
const hour = 60 * minute;

/** The values of a metric in the reference account, by its name, or by name and statistic; a trend has 24. */
export type Values = Readonly<Record<string, readonly number[]>>;

const goodValues: Values = {
  RequestCount: [90_000],
  HTTPCode_Target_5XX_Count: [3],
  HTTPCode_ELB_5XX_Count: [1],
  TargetResponseTime: [0.08],
  DatabaseConnections: [12, 14, 11],
  SuccessPercent: [100, 100],
  DaysToExpiry: [212],
  MemoryUtilization: Array.from({ length: 24 }, (_, index) => 41 + (index % 3)),
  go_goroutines: Array.from({ length: 24 }, (_, index) => 120 + (index % 5)),
  WaitingJobs: [4, 0, 2],
  QueueOldest: [3],
  WebhookProcessed: [240],
  WebhookFailed: [0],
  MessageDelivered: [180],
  MessageFailed: [1],
  OtpSent: [40],
  OtpDelivered: [39],
  TwilioSucceeded: [60],
  TwilioFailed: [0],
  SendGridSucceeded: [30],
  SendGridFailed: [0],
};

/** What answers where all is well in a stage with these resources, at that time. */
export function goodAccount(parts: readonly DeployedPart[], now: Date, values: Values = {}): Answers {
  const ago = (milliseconds: number) => new Date(now.getTime() - milliseconds);
  const named = (type: string, key: string, name: unknown) =>
    ofType(parts, type).find((part) => textOf(part, key) === name);
  const known: Values = { ...goodValues, ...values };
  return {
    "sts:GetCallerIdentity": () => output({ Account: referenceAccount }),
    "ecs:DescribeServices": ({ input }) =>
      output({
        services: (input.services as string[]).flatMap((serviceName) => {
          const part = named("aws:ecs/service:Service", "name", serviceName);
          if (part === undefined) return [];
          const count = Number(part.properties.desiredCount);
          return [
            {
              serviceName,
              status: "ACTIVE",
              desiredCount: count,
              runningCount: count,
              deployments: [{ status: "PRIMARY", rolloutState: "COMPLETED", failedTasks: 0 }],
            },
          ];
        }),
      }),
    "elasticloadbalancing:DescribeTargetHealth": ({ input }) =>
      output({
        TargetHealthDescriptions: String(input.TargetGroupArn).includes("-8081-")
          ? []
          : [{ Target: { Id: "10.0.1.5" }, TargetHealth: { State: "healthy" } }],
      }),
    "cloudwatch:DescribeAlarms": ({ input }) =>
      output({
        MetricAlarms: (input.AlarmNames as string[]).flatMap((AlarmName) => {
          const part = named("aws:cloudwatch/metricAlarm:MetricAlarm", "name", AlarmName);
          return part === undefined
            ? []
            : [{ AlarmName, ActionsEnabled: true, StateValue: "OK", AlarmActions: part.properties.alarmActions }];
        }),
      }),
    "cloudwatch:DescribeAlarmHistory": () => output({ AlarmHistoryItems: [] }),
    "cloudwatch:GetMetricData": ({ input }) => output({ MetricDataResults: resultOf(input, known, now) }),
    "sns:ListSubscriptionsByTopic": ({ input }) =>
      output({
        Subscriptions: ofType(parts, "aws:sns/topicSubscription:TopicSubscription")
          .filter((part) => textOf(part, "topic") === input.TopicArn)
          .map((_, index) => ({ SubscriptionArn: `${String(input.TopicArn)}:${index}`, Protocol: "email" })),
      }),
    "backup:ListRecoveryPointsByResource": () =>
      output({ RecoveryPoints: [{ Status: "COMPLETED", CreationDate: ago(9 * hour) }] }),
    "backup:ListBackupJobs": () =>
      output({
        BackupJobs: [
          { State: "RUNNING", CreationDate: ago(minute) },
          { State: "COMPLETED", CreationDate: ago(9 * hour) },
          { State: "FAILED", CreationDate: ago(33 * hour) },
        ],
      }),
    "backup:ListRestoreJobs": () =>
      output({
        RestoreJobs: ["RDS", "S3"].map((ResourceType) => ({
          ResourceType,
          Status: "COMPLETED",
          CreationDate: ago(12 * 24 * hour),
          ValidationStatus: "SUCCESSFUL",
        })),
      }),
    "rds:DescribeDBInstances": ({ input }) =>
      output({
        DBInstances: [
          {
            DBInstanceIdentifier: input.DBInstanceIdentifier,
            LatestRestorableTime: ago(4 * minute),
            StorageEncrypted: true,
            PubliclyAccessible: false,
          },
        ],
      }),
    "elasticache:DescribeSnapshots": () =>
      output({
        Snapshots: [{ SnapshotStatus: "available", NodeSnapshots: [{ SnapshotCreateTime: ago(7 * hour) }] }],
      }),
    "elasticache:DescribeReplicationGroups": () =>
      output({ ReplicationGroups: [{ AtRestEncryptionEnabled: true, TransitEncryptionEnabled: true }] }),
    "s3:GetBucketEncryption": () =>
      output({
        ServerSideEncryptionConfiguration: {
          Rule: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms" } }],
        },
      }),
    "wafv2:GetWebACL": ({ input }) => {
      const part = named("aws:wafv2/webAcl:WebAcl", "arn", input.ARN);
      return part === undefined ? { refused: "WAFNonexistentItemException" } : output({ WebACL: firewallOf(part) });
    },
    "ecr:DescribeImageScanFindings": () =>
      output({
        imageScanStatus: { status: "COMPLETE" },
        imageScanFindings: { imageScanCompletedAt: ago(30 * hour), findingSeverityCounts: { LOW: 3 } },
      }),
    "logs:DescribeLogGroups": ({ input }) => {
      const part = named("aws:cloudwatch/logGroup:LogGroup", "name", input.logGroupNamePrefix);
      return output({
        logGroups: [
          {
            logGroupName: input.logGroupNamePrefix,
            kmsKeyId: "arn:aws:kms:af-south-1:111122223333:key/logs",
            retentionInDays: part?.properties.retentionInDays,
          },
        ],
      });
    },
    "logs:DescribeLogStreams": () =>
      output({ logStreams: [{ logStreamName: "api/1", lastIngestionTime: ago(2 * minute).getTime() }] }),
  };
}

/** What answers where all is well in Atlas, at that time. */
export function goodAtlas(now: Date): AtlasAnswers {
  const ago = (hours: number) => new Date(now.getTime() - hours * hour).toISOString();
  return {
    snapshots: [{ status: "completed", createdAt: ago(5) }],
    restoreJobs: [{ finishedAt: ago(200), cancelled: false, expired: false, failed: false }],
    alerts: [],
  };
}

function output(of: object): Answered {
  return { output: of };
}

interface Query {
  readonly Id: string;
  readonly MetricStat: { readonly Metric: { readonly MetricName: string }; readonly Stat: string };
}

function resultOf({ MetricDataQueries }: Asked["input"], values: Values, now: Date) {
  return (MetricDataQueries as readonly Query[]).map(({ Id, MetricStat: { Metric, Stat } }) => {
    const found = values[`${Metric.MetricName} ${Stat}`] ?? values[Metric.MetricName] ?? [];
    const timeOf = (index: number) => new Date(now.getTime() - (found.length - index) * hour);
    return { Id, Values: found, Timestamps: found.map((_, index) => timeOf(index)) };
  });
}

interface Rule {
  readonly name: string;
  readonly statement: { readonly rateBasedStatement?: { readonly limit: number } };
}

/** A firewall as WAF has it: the names and limits of its rules. */
export function firewallOf(part: DeployedPart) {
  return {
    Rules: (part.properties.rules as readonly Rule[]).map(({ name, statement: { rateBasedStatement } }) => ({
      Name: name,
      Statement: rateBasedStatement === undefined ? {} : { RateBasedStatement: { Limit: rateBasedStatement.limit } },
    })),
  };
}
