import { createHash } from "node:crypto";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as iam from "@pulumi/aws/iam";
import * as s3 from "@pulumi/aws/s3";
import * as synthetics from "@pulumi/aws/synthetics";
import * as pulumi from "@pulumi/pulumi";
import { capital } from "./alarm-words";
import { metricAlarm } from "./metric-alarm";
import type { AlarmRouting } from "./metric-alarm";
import { physicalName } from "../naming";
import type { Stage } from "../naming";
import { serviceRole } from "../security/service-role";
import { dailyThreshold, uptimeCanaryScript } from "./uptime-canary-script";
import { textOf } from "../stated-values";

/** When the alarms of a canary fire. */
export interface UptimeThresholds {
  /** Failed probes of the last three (AH-MON-05). */
  readonly failedProbes: number;
  /** The monthly availability in percent (AH-MON-03). */
  readonly objectivePercent: number;
  /** Percent of the monthly error budget that one day may burn (C-33). */
  readonly dailyBudgetPercent: number;
}

/** The probed URL, and the bucket of the results. */
export interface UptimeCanaryArgs {
  stage: Stage;
  routing: AlarmRouting;
  /** The probed service, for texts: "the med-platform API". */
  subject: string;
  thresholds: UptimeThresholds;
  /** The stage's account, twelve digits. */
  accountId: string;
  /** The stage's region. */
  region: string;
  /** The URL that must answer 200 with the JSON `{"status":"ok"}`: `https://api.<domain>/health`. */
  url: string;
  /**
   * The private bucket for the script, below `scripts/`, and the results of each probe, below `results/`. Only the
   * results may expire: the script is read again whenever the canary changes.
   */
  artifactsBucketName: pulumi.Input<string>;
  /** The ARN of that bucket. */
  artifactsBucketArn: pulumi.Input<string>;
  /** The ARN of the key that encrypts the bucket. @default none, for a bucket with S3's own key */
  artifactsKeyArn?: pulumi.Input<string>;
  /** The Synthetics runtime, one without a browser; AWS retires old ones. @default "syn-nodejs-5.4" */
  runtimeVersion?: string;
  /** Days that results are shown. @default 31 */
  retentionDays?: number;
  /** The ARN of the key for the log; it must allow CloudWatch Logs to use it. @default CloudWatch's own key */
  logsKeyArn?: pulumi.Input<string>;
  /** Days the log is kept in CloudWatch. @default 30 */
  logRetentionDays?: number;
}

/** The newest Node.js runtime without a browser (CloudWatch guide, "Runtime versions using Node.js"). */
const defaultRuntime = "syn-nodejs-5.4";

/** The timeout of a probe in seconds; a run has three times that, for a cold start. */
const timeoutSeconds = 10;

/**
 * A probe of one URL from outside, every five minutes (AH-MON-01, AH-MON-02), with an alarm for downtime and one for a
 * monthly objective in danger (AH-MON-03).
 *
 * Cost (November 2026, list price, eu-west-1/af-south-1): 8640 probes a month at USD 0.0012/0.0016, about USD 10/14.
 */
export class UptimeCanary extends pulumi.ComponentResource {
  /** The name of the canary. */
  readonly canaryName: pulumi.Output<string>;

  constructor(name: string, args: UptimeCanaryArgs, options?: pulumi.ComponentResourceOptions) {
    super("care-platform:observability:UptimeCanary", name, { stage: args.stage, url: args.url }, options);

    const role = this.role(name, args);
    const script = this.script(name, args);
    const canary = this.canary(name, args, role, script);
    this.log(name, args, canary);
    this.downtimeAlarm(name, args, canary);
    this.objectiveAlarm(name, args, canary);

    this.canaryName = canary.name;
    this.registerOutputs({ canaryName: this.canaryName });
  }

  private role(name: string, args: UptimeCanaryArgs): iam.Role {
    const canaryName = physicalName("canary", args.stage, name);
    return serviceRole(
      `${name}-role`,
      {
        stage: args.stage,
        // A canary runs as a Lambda function.
        service: "lambda.amazonaws.com",
        accountId: args.accountId,
        description: `Probes ${args.url}`,
        statements: [
          {
            sid: "KeepResults",
            actions: ["s3:PutObject", "s3:GetObject"],
            resources: [textOf`${args.artifactsBucketArn}/results/${canaryName}/*`],
          },
          { sid: "FindBucket", actions: ["s3:GetBucketLocation"], resources: [args.artifactsBucketArn] },
          // Has no resources, and only returns names (CloudWatch guide, "Required roles and permissions for canaries").
          { sid: "ListBuckets", actions: ["s3:ListAllMyBuckets"], resources: ["*"] },
          ...(args.artifactsKeyArn === undefined
            ? []
            : [
                {
                  sid: "EncryptResults",
                  actions: ["kms:Decrypt", "kms:GenerateDataKey"],
                  resources: [args.artifactsKeyArn],
                  conditions: { StringEquals: { "kms:ViaService": `s3.${args.region}.amazonaws.com` } },
                },
              ]),
          // Not the group itself: Lambda would make it unencrypted, and keep it for ever.
          {
            sid: "WriteLog",
            actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
            resources: [`arn:aws:logs:${args.region}:${args.accountId}:log-group:/aws/lambda/cwsyn-${canaryName}-*`],
          },
          // Neither action has resources; only the namespace can be restricted (CloudWatch guide, "Required roles").
          {
            sid: "PublishResults",
            actions: ["cloudwatch:PutMetricData"],
            resources: ["*"],
            conditions: { StringEquals: { "cloudwatch:namespace": "CloudWatchSynthetics" } },
          },
        ],
      },
      { parent: this },
    );
  }

  /** The key holds a digest of the script, so that a changed script is a changed canary. */
  private script(name: string, args: UptimeCanaryArgs): s3.BucketObjectv2 {
    const text = uptimeCanaryScript({ url: args.url, timeoutSeconds });
    const digest = createHash("sha256").update(text).digest("hex").slice(0, 12);
    const canaryName = physicalName("canary", args.stage, name);
    return new s3.BucketObjectv2(
      `${name}-script`,
      {
        bucket: args.artifactsBucketName,
        key: `scripts/${canaryName}/probe-${digest}.zip`,
        contentType: "application/zip",
        source: new pulumi.asset.AssetArchive({
          "nodejs/node_modules/probe.js": new pulumi.asset.StringAsset(text),
        }),
      },
      { parent: this },
    );
  }

  private canary(name: string, args: UptimeCanaryArgs, role: iam.Role, script: s3.BucketObjectv2): synthetics.Canary {
    const canaryName = physicalName("canary", args.stage, name);
    return new synthetics.Canary(
      `${name}-canary`,
      {
        name: canaryName,
        runtimeVersion: args.runtimeVersion ?? defaultRuntime,
        handler: "probe.handler",
        s3Bucket: script.bucket,
        s3Key: script.key,
        artifactS3Location: pulumi.interpolate`s3://${args.artifactsBucketName}/results/${canaryName}`,
        executionRoleArn: role.arn,
        schedule: { expression: "rate(5 minutes)" },
        runConfig: { timeoutInSeconds: 3 * timeoutSeconds, memoryInMb: 960, activeTracing: false },
        successRetentionPeriod: args.retentionDays ?? 31,
        failureRetentionPeriod: args.retentionDays ?? 31,
        startCanary: true,
        // Otherwise the function and its layers remain after the canary is deleted.
        deleteLambda: true,
      },
      { parent: this },
    );
  }

  /** The log of the canary's function, whose name is known only after the creation of the canary. */
  private log(
    name: string,
    { logsKeyArn, logRetentionDays = 30 }: UptimeCanaryArgs,
    canary: synthetics.Canary,
  ): cloudwatch.LogGroup {
    return new cloudwatch.LogGroup(
      `${name}-log`,
      {
        // arn:aws:lambda:<region>:<account>:function:<name>:<version>
        name: canary.engineArn.apply((arn) => `/aws/lambda/${arn.split(":")[6] ?? ""}`),
        kmsKeyId: logsKeyArn,
        retentionInDays: logRetentionDays,
      },
      { parent: this },
    );
  }

  private downtimeAlarm(name: string, args: UptimeCanaryArgs, canary: synthetics.Canary): void {
    const { failedProbes } = args.thresholds;
    metricAlarm(
      `${name}-downtime`,
      {
        stage: args.stage,
        severity: "critical",
        routing: args.routing,
        summary: `${failedProbes} of the last 3 uptime probes of ${args.subject} (${args.url}) failed, or the probe has stopped.`,
        runbook: "edge/uptime-downtime",
        threshold: 100,
        comparisonOperator: "LessThanThreshold",
        evaluationPeriods: 3,
        datapointsToAlarm: failedProbes,
        tellsSilence: true,
        metric: successPercent(canary, 300),
      },
      { parent: this },
    );
  }

  private objectiveAlarm(name: string, args: UptimeCanaryArgs, canary: synthetics.Canary): void {
    const { objectivePercent, dailyBudgetPercent } = args.thresholds;
    metricAlarm(
      `${name}-objective`,
      {
        stage: args.stage,
        severity: "warning",
        routing: args.routing,
        summary: `${capital(args.subject)} burned over ${dailyBudgetPercent} % of its monthly error budget (SLO ${objectivePercent} %) in one day.`,
        runbook: "edge/uptime-objective",
        threshold: dailyThreshold(objectivePercent, dailyBudgetPercent / 100),
        comparisonOperator: "LessThanThreshold",
        evaluationPeriods: 1,
        metric: successPercent(canary, 86_400),
      },
      { parent: this },
    );
  }
}

function successPercent(canary: synthetics.Canary, period: number) {
  return {
    namespace: "CloudWatchSynthetics",
    name: "SuccessPercent",
    dimensions: { CanaryName: canary.name },
    statistic: "Average",
    period,
  };
}
