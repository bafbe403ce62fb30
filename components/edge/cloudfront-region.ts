import * as kms from "@pulumi/aws/kms";
import * as sns from "@pulumi/aws/sns";
import * as pulumi from "@pulumi/pulumi";
import type { AlertRoute } from "../observability/alert-topics";
import type { AlarmRouting } from "../observability/metric-alarm";
import { physicalName } from "../naming";
import type { Stage } from "../naming";
import { policyDocument } from "../security/policy-document";
import type { PolicyStatement } from "../security/policy-document";

/** The severities of a site's alarms. */
type SiteSeverity = "critical" | "warning";

export interface CloudFrontRegionArgs {
  stage: Stage;
  /** The stage's account, twelve digits: only its alarms and log groups may use these resources. */
  accountId: string;
  /** The alert routes; the same as in the stage's region, whose subscribers confirm again. */
  routes: Readonly<Record<SiteSeverity, AlertRoute>>;
  /** The folder of the runbooks as a URL without a slash at its end. */
  runbookUrl: string;
  /** Days between the deletion of the key and its end, 7 to 30. @default 30 */
  deletionWindowDays?: number;
  /** Whether the engine refuses to delete the key; without it the logs cannot be read. @default true */
  protectData?: boolean;
}

const region = "us-east-1";

/**
 * The shared resources of a stage's sites in us-east-1, the region of CloudFront's web ACLs and
 * metrics, and of cost and global service events: a key for their logs and alerts, and a topic for each severity.
 *
 * Cost (November 2026, list price, us-east-1): USD 1 a month for the key in its first year, at most USD 3.
 */
export class CloudFrontRegion extends pulumi.ComponentResource {
  /** The alert topics of us-east-1; available once alarms may publish. */
  readonly routing: AlarmRouting;
  /** The ARN of the key for log groups of us-east-1. */
  readonly logsKeyArn: pulumi.Output<string>;

  constructor(name: string, args: CloudFrontRegionArgs, options?: pulumi.ComponentResourceOptions) {
    super("care-platform:edge:CloudFrontRegion", name, args, options);

    const key = this.key(name, args);
    const critical = this.topic(name, args, "critical", key);
    const warning = this.topic(name, args, "warning", key);

    this.routing = { topicArns: { critical, warning, info: warning }, runbookUrl: args.runbookUrl };
    this.logsKeyArn = key.arn;
    this.registerOutputs({ routing: this.routing, logsKeyArn: this.logsKeyArn });
  }

  private key(name: string, args: CloudFrontRegionArgs): kms.Key {
    const key = new kms.Key(
      `${name}-key`,
      {
        region,
        description: `${args.stage}: Logs and alerts of the sites`,
        enableKeyRotation: true,
        rotationPeriodInDays: 365,
        deletionWindowInDays: args.deletionWindowDays ?? 30,
        policy: policyDocument(keyStatements(args)),
      },
      { parent: this, protect: args.protectData ?? true },
    );
    new kms.Alias(
      `${name}-key-alias`,
      { region, name: `alias/${physicalName("keyAlias", args.stage, name)}`, targetKeyId: key.keyId },
      { parent: this },
    );
    return key;
  }

  private topic(
    name: string,
    { stage, accountId, routes }: CloudFrontRegionArgs,
    severity: SiteSeverity,
    key: kms.Key,
  ): pulumi.Output<string> {
    const topic = new sns.Topic(
      `${name}-${severity}`,
      {
        region,
        name: physicalName("topic", stage, name, severity),
        displayName: `${stage} ${severity}`,
        kmsMasterKeyId: key.arn,
        tags: { severity },
      },
      { parent: this },
    );
    for (const protocol of ["email", "https"] as const) {
      const endpoint = routes[severity][protocol];
      if (endpoint === undefined) continue;
      new sns.TopicSubscription(
        `${name}-${severity}-${protocol}`,
        { region, topic: topic.arn, protocol, endpoint },
        { parent: this },
      );
    }
    const policy = new sns.TopicPolicy(
      `${name}-${severity}-policy`,
      { region, arn: topic.arn, policy: policyDocument(topicStatements(accountId, topic)) },
      { parent: this },
    );
    return policy.arn;
  }
}

/** Alarms, budgets and cost monitors publish here, with their source account. */
const alarms = { Service: ["cloudwatch.amazonaws.com", "budgets.amazonaws.com", "costalerts.amazonaws.com"] };
/** EventBridge publishes here too, without its source account (see AlertSenders). */
const events = { Service: ["events.amazonaws.com"] };

function keyStatements({ accountId }: CloudFrontRegionArgs): PolicyStatement[] {
  const allowed = { effect: "Allow" as const, resources: ["*"] };
  return [
    {
      // IAM policies of the account decide who may use the key; without this statement the policy could not be changed.
      ...allowed,
      sid: "PoliciesOfThisAccount",
      principals: { AWS: [`arn:aws:iam::${accountId}:root`] },
      actions: ["kms:*"],
    },
    {
      ...allowed,
      sid: "LogGroupsOfThisAccount",
      principals: { Service: [`logs.${region}.amazonaws.com`] },
      actions: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
      conditions: {
        ArnLike: { "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:${region}:${accountId}:log-group:*` },
      },
    },
    {
      ...allowed,
      sid: "AlarmsOfThisAccount",
      principals: alarms,
      actions: ["kms:Decrypt", "kms:GenerateDataKey*"],
      conditions: { StringEquals: { "aws:SourceAccount": accountId } },
    },
    { ...allowed, sid: "Events", principals: events, actions: ["kms:Decrypt", "kms:GenerateDataKey*"] },
  ];
}

function topicStatements(accountId: string, topic: sns.Topic): PolicyStatement[] {
  const publishing = { actions: ["sns:Publish"], resources: [topic.arn] };
  return [
    {
      ...publishing,
      sid: "AlarmsOfThisAccount",
      effect: "Allow",
      principals: alarms,
      conditions: { StringEquals: { "aws:SourceAccount": accountId } },
    },
    { ...publishing, sid: "Events", effect: "Allow", principals: events },
    {
      ...publishing,
      sid: "OnlyOverTls",
      effect: "Deny",
      principals: "*",
      conditions: { Bool: { "aws:SecureTransport": "false" } },
    },
  ];
}
