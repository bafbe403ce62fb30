import * as sns from "@pulumi/aws/sns";
import * as pulumi from "@pulumi/pulumi";
import { alertSenders } from "./alert-senders";
import type { Severity } from "./metric-alarm";
import { physicalName } from "../naming";
import type { Stage } from "../naming";
import { policyDocument } from "../security/policy-document";
import type { PolicyStatement } from "../security/policy-document";

/** The route of one severity; without either, alerts are only on the dashboard. */
export interface AlertRoute {
  /** The address that SNS sends to; the first message requests a confirmation of the subscription. */
  email?: pulumi.Input<string>;
  /** The HTTPS endpoint of an on-call service; many carry a key in their path, so pass it as a secret. */
  https?: pulumi.Input<string>;
}

export interface AlertTopicsArgs {
  stage: Stage;
  /** The stage's account, twelve digits: only its resources may raise alerts. */
  accountId: string;
  /** The ARN of the key that encrypts the alerts; its policy must allow the senders to use it. */
  keyArn: pulumi.Input<string>;
  /** The route of each severity. */
  routes: Readonly<Record<Severity, AlertRoute>>;
  /** Whether there is a cache, whose events need an unencrypted topic. @default false */
  hasCache?: boolean;
}

const severities = ["critical", "warning", "info"] as const;

/** The topic of ElastiCache, beside those of the severities. */
const cacheEvents = "cache-events";

/**
 * One encrypted topic for each severity, and behind it whoever has to know. AWS's own services publish on behalf of this
 * account alone where they tell whose behalf it is, and all of them over TLS alone.
 *
 * Where there is a cache, ElastiCache has a topic of its own, for it publishes to no encrypted one; its messages name a
 * node and what happened to it, nothing else, and go where the severity "info" goes: what is urgent about a cache is told
 * by its alarms.
 *
 * Cost (November 2026, list price, every region): a thousand e-mails a month are free, then USD 2 per 100,000.
 */
export class AlertTopics extends pulumi.ComponentResource {
  /** The topic of each severity; there only once its senders may publish. */
  readonly topicArns: Readonly<Record<Severity, pulumi.Output<string>>>;
  /** The topic for the events of caches; there only once ElastiCache may publish, and absent without a cache. */
  readonly cacheEventsTopicArn: pulumi.Output<string> | undefined;

  constructor(name: string, args: AlertTopicsArgs, options?: pulumi.ComponentResourceOptions) {
    super("care-platform:observability:AlertTopics", name, args, options);

    const topicArns = severities.map((severity) => [severity, this.alerts(name, args, severity)] as const);

    this.topicArns = Object.fromEntries(topicArns) as Record<Severity, pulumi.Output<string>>;
    this.cacheEventsTopicArn = args.hasCache === true ? this.cacheEvents(name, args) : undefined;
    this.registerOutputs({ topicArns: this.topicArns, cacheEventsTopicArn: this.cacheEventsTopicArn });
  }

  private alerts(name: string, args: AlertTopicsArgs, severity: Severity): pulumi.Output<string> {
    const topic = this.topic(name, args, severity, { kmsMasterKeyId: args.keyArn, tags: { severity } });
    this.subscriptions(name, args.routes[severity], severity, topic);
    return this.policy(name, severity, topic, publication(args.accountId, topic)).arn;
  }

  private cacheEvents(name: string, args: AlertTopicsArgs): pulumi.Output<string> {
    const topic = this.topic(name, args, cacheEvents, {});
    this.subscriptions(name, args.routes.info, cacheEvents, topic);
    return this.policy(name, cacheEvents, topic, [cachePublication(args.accountId, topic)]).arn;
  }

  private topic(
    name: string,
    { stage }: AlertTopicsArgs,
    role: string,
    specific: Pick<sns.TopicArgs, "kmsMasterKeyId" | "tags">,
  ): sns.Topic {
    return new sns.Topic(
      `${name}-${role}`,
      { name: physicalName("topic", stage, name, role), displayName: `${stage} ${role}`, ...specific },
      { parent: this },
    );
  }

  private subscriptions(name: string, route: AlertRoute, role: string, topic: sns.Topic): void {
    for (const protocol of ["email", "https"] as const) {
      const endpoint = route[protocol];
      if (endpoint === undefined) continue;
      new sns.TopicSubscription(
        `${name}-${role}-${protocol}`,
        { topic: topic.arn, protocol, endpoint },
        { parent: this },
      );
    }
  }

  private policy(
    name: string,
    role: string,
    topic: sns.Topic,
    statements: readonly PolicyStatement[],
  ): sns.TopicPolicy {
    return new sns.TopicPolicy(
      `${name}-${role}-policy`,
      { arn: topic.arn, policy: policyDocument([...statements, onlyOverTls(topic)]) },
      { parent: this },
    );
  }
}

function publication(accountId: string, topic: sns.Topic): PolicyStatement[] {
  const publish = (sid: string, services: readonly string[]) => ({
    sid,
    effect: "Allow" as const,
    principals: { Service: services },
    actions: ["sns:Publish"],
    resources: [topic.arn],
  });
  return [
    {
      ...publish("AlertsOfThisAccount", alertSenders.namingAccount),
      conditions: { StringEquals: { "aws:SourceAccount": accountId } },
    },
    publish("AlertsWithoutAccount", alertSenders.withoutAccount),
  ];
}

/**
 * ElastiCache publishes without a service principal, and supports only the older of the two conditions on the account
 * (ElastiCache User Guide, "Managing ElastiCache Amazon SNS notifications", topic access policy).
 */
function cachePublication(accountId: string, topic: sns.Topic): PolicyStatement {
  return {
    sid: "CachesOfThisAccount",
    effect: "Allow",
    principals: "*",
    actions: ["sns:Publish"],
    resources: [topic.arn],
    conditions: { StringEquals: { "aws:SourceOwner": accountId } },
  };
}

function onlyOverTls(topic: sns.Topic): PolicyStatement {
  return {
    sid: "OnlyOverTls",
    effect: "Deny",
    principals: "*",
    actions: ["sns:Publish"],
    resources: [topic.arn],
    conditions: { Bool: { "aws:SecureTransport": "false" } },
  };
}
