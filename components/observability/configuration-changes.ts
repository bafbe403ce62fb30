import * as cloudtrail from "@pulumi/aws/cloudtrail";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { runbookLink } from "./metric-alarm";
import type { AlarmRouting } from "./metric-alarm";
import { physicalName } from "../naming";
import type { Stage } from "../naming";

/** The monitored changes, and their alert routes. */
export interface ConfigurationChangesArgs {
  stage: Stage;
  /** The stage's region. */
  region: string;
  /** The alert route of changes in the stage's region. */
  routing: AlarmRouting;
  /** The alert route of changes of global services, in us-east-1, where their events are. */
  global: { routing: AlarmRouting };
  /** The bucket for the trail, with a policy that allows CloudTrail to write below `cloudtrail/`. */
  logBucketName: pulumi.Input<string>;
}

/** The prefix of the trail in its bucket. */
export const trailPrefix = "cloudtrail";

const usEast1 = "us-east-1";

/**
 * Calls that change the protection of the stage or its data, by service; not those of an ordinary release,
 * such as new task definitions and the weights of a load balancer's rules.
 */
const changes = {
  region: {
    cloudtrail: ["DeleteTrail", "PutEventSelectors", "StopLogging", "UpdateTrail"],
    ec2: ["AuthorizeSecurityGroupIngress", "CreateNetworkAclEntry", "CreateRoute", "ReplaceRoute"],
    elasticache: ["ModifyReplicationGroup"],
    elasticloadbalancing: ["DeleteListener", "DeleteRule", "ModifyListener", "ModifyLoadBalancerAttributes"],
    kms: ["DisableKey", "PutKeyPolicy", "ScheduleKeyDeletion"],
    logs: ["DeleteLogGroup", "PutRetentionPolicy"],
    monitoring: ["DeleteAlarms", "DisableAlarmActions"],
    rds: ["DeleteDBInstance", "ModifyDBInstance", "ModifyDBParameterGroup"],
    s3: ["DeleteBucketPublicAccessBlock", "PutBucketPolicy", "PutBucketPublicAccessBlock"],
    secretsmanager: ["DeleteSecret", "PutResourcePolicy", "PutSecretValue"],
    ssm: ["DeleteParameter", "PutParameter"],
    wafv2: ["DisassociateWebACL", "UpdateWebACL"],
  },
  // CloudFront, IAM and Route 53 have their events only in us-east-1 (CloudTrail User Guide, "Global service events").
  global: {
    cloudfront: ["PublishFunction", "UpdateDistribution"],
    iam: [
      "AttachRolePolicy",
      "AttachUserPolicy",
      "CreateAccessKey",
      "CreateUser",
      "DeleteRolePolicy",
      "PutRolePolicy",
      "UpdateAssumeRolePolicy",
    ],
    route53: ["ChangeResourceRecordSets", "DeleteHostedZone"],
  },
} as const;

/**
 * Notices of security-relevant configuration changes (MP-THR-08), and the trail behind them, which also records
 * all management events. Notices omit failed calls and the parameters of calls.
 *
 * Cost (November 2026, list price, every region): an account's first trail is free, a further copy of the same events USD 2
 * per 100,000; events are free.
 */
export class ConfigurationChanges extends pulumi.ComponentResource {
  /** The ARN of the trail. */
  readonly trailArn: pulumi.Output<string>;

  constructor(name: string, args: ConfigurationChangesArgs, options?: pulumi.ComponentResourceOptions) {
    super("care-platform:observability:ConfigurationChanges", name, { ...args }, options);

    const trail = this.trail(name, args);
    this.notices(name, args, { part: "region", routing: args.routing, region: args.region });
    this.notices(name, args, { part: "global", routing: args.global.routing, region: usEast1 });

    this.trailArn = trail.arn;
    this.registerOutputs({ trailArn: this.trailArn });
  }

  /** EventBridge receives API calls only if a trail records them (EventBridge User Guide, "AWS service events via CloudTrail"). */
  private trail(name: string, { stage, logBucketName }: ConfigurationChangesArgs): cloudtrail.Trail {
    return new cloudtrail.Trail(
      `${name}-trail`,
      {
        name: physicalName("trail", stage, name),
        s3BucketName: logBucketName,
        s3KeyPrefix: trailPrefix,
        isMultiRegionTrail: true,
        includeGlobalServiceEvents: true,
        enableLogFileValidation: true,
        enableLogging: true,
      },
      { parent: this },
    );
  }

  private notices(
    name: string,
    { stage }: ConfigurationChangesArgs,
    { part, routing, region }: { part: keyof typeof changes; routing: AlarmRouting; region: string },
  ): void {
    const rule = new cloudwatch.EventRule(
      `${name}-${part}`,
      {
        region,
        name: physicalName("eventRule", stage, name, part),
        description: "Security-relevant configuration changes of the stage",
        eventPattern: JSON.stringify({
          "detail-type": ["AWS API Call via CloudTrail"],
          detail: {
            eventSource: Object.keys(changes[part]).map((service) => `${service}.amazonaws.com`),
            eventName: Object.values(changes[part]).flat(),
            errorCode: [{ exists: false }],
          },
        }),
      },
      { parent: this },
    );
    new cloudwatch.EventTarget(
      `${name}-${part}-topic`,
      {
        region,
        rule: rule.name,
        targetId: "info",
        arn: routing.topicArns.info,
        inputTransformer: {
          inputPaths: {
            call: "$.detail.eventName",
            service: "$.detail.eventSource",
            who: "$.detail.userIdentity.arn",
            when: "$.detail.eventTime",
          },
          inputTemplate: JSON.stringify(
            `A configuration change of ${stage} in ${region}${part === "global" ? " (global services)" : ""}: <who> called <call> of <service> at <when>. ${runbookLink(routing, "stage/configuration-changes")}`,
          ),
        },
      },
      { parent: this },
    );
  }
}
