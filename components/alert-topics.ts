import * as sns from "@pulumi/aws/sns";
import * as pulumi from "@pulumi/pulumi";
import type { Severity } from "./metric-alarm";
import { physicalName } from "./naming";
import type { Stage } from "./naming";
import { policyDocument } from "./policy-document";

/** Where the alerts of one severity go; without either they are seen on the dashboard only. */
export interface AlertRoute {
  /** Whom SNS writes to; the first message asks to confirm the subscription. */
  email?: pulumi.Input<string>;
  /** The HTTPS endpoint of an on-call service; many carry a key in their path, so pass it as a secret. */
  https?: pulumi.Input<string>;
}

export interface AlertTopicsArgs {
  stage: Stage;
  /** The stage's account, twelve digits: only its resources may raise alerts. */
  accountId: string;
  /** The ARN of the key that encrypts the alerts; its policy must let the senders use it. */
  keyArn: pulumi.Input<string>;
  /** The route of each severity. */
  routes: Readonly<Record<Severity, AlertRoute>>;
}

const severities = ["critical", "warning", "info"] as const;

/** Services whose messages reach the topics: alarms, deployments and other events, databases, caches, backups. */
const senders = [
  "backup.amazonaws.com",
  "cloudwatch.amazonaws.com",
  "elasticache.amazonaws.com",
  "events.amazonaws.com",
  "events.rds.amazonaws.com",
];

/**
 * One encrypted topic for each severity, and behind it whoever has to know. AWS's own services publish on behalf of this
 * account alone, and over TLS alone.
 *
 * Cost (November 2026, list price, every region): a thousand e-mails a month are free, then USD 2 per 100,000.
 */
export class AlertTopics extends pulumi.ComponentResource {
  /** The topic of each severity; there only once its senders may publish. */
  readonly topicArns: Readonly<Record<Severity, pulumi.Output<string>>>;

  constructor(name: string, args: AlertTopicsArgs, options?: pulumi.ComponentResourceOptions) {
    super("care-platform:observability:AlertTopics", name, args, options);

    const policies = severities.map((severity) => {
      const topic = this.topic(name, args, severity);
      this.subscriptions(name, args.routes[severity], severity, topic);
      return [severity, this.policy(name, args, severity, topic)] as const;
    });

    this.topicArns = Object.fromEntries(policies.map(([severity, policy]) => [severity, policy.arn])) as Record<
      Severity,
      pulumi.Output<string>
    >;
    this.registerOutputs({ topicArns: this.topicArns });
  }

  private topic(name: string, { stage, keyArn }: AlertTopicsArgs, severity: Severity): sns.Topic {
    return new sns.Topic(
      `${name}-${severity}`,
      {
        name: physicalName("topic", stage, name, severity),
        displayName: `${stage} ${severity}`,
        kmsMasterKeyId: keyArn,
        tags: { severity },
      },
      { parent: this },
    );
  }

  private subscriptions(name: string, route: AlertRoute, severity: Severity, topic: sns.Topic): void {
    for (const protocol of ["email", "https"] as const) {
      const endpoint = route[protocol];
      if (endpoint === undefined) continue;
      new sns.TopicSubscription(
        `${name}-${severity}-${protocol}`,
        { topic: topic.arn, protocol, endpoint },
        { parent: this },
      );
    }
  }

  private policy(name: string, { accountId }: AlertTopicsArgs, severity: Severity, topic: sns.Topic): sns.TopicPolicy {
    const policy = policyDocument([
      {
        sid: "AlertsOfThisAccount",
        effect: "Allow",
        principals: { Service: senders },
        actions: ["sns:Publish"],
        resources: [topic.arn],
        conditions: { StringEquals: { "aws:SourceAccount": accountId } },
      },
      {
        sid: "OnlyOverTls",
        effect: "Deny",
        principals: "*",
        actions: ["sns:Publish"],
        resources: [topic.arn],
        conditions: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
    return new sns.TopicPolicy(`${name}-${severity}-policy`, { arn: topic.arn, policy }, { parent: this });
  }
}
