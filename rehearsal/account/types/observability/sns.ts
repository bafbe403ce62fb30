import type * as aws from "@pulumi/aws";
import { resourceType } from "../../resource-type";
import type { AccountView, Creation, Refusal, ResourceTypes } from "../../resource-type";
import { absentPrincipal, parsePolicy } from "../policy-language";
import { textOf, uuid } from "../wire-text";

const invalid = (message: string): Refusal => ({ code: "InvalidParameter", message: `Invalid parameter: ${message}` });

/** The actions a topic's own policy may speak of; `sns:*` is refused (SNS developer guide, access policy language). */
const topicActions: ReadonlySet<string> = new Set(
  [
    "AddPermission",
    "DeleteTopic",
    "GetTopicAttributes",
    "ListSubscriptionsByTopic",
    "Publish",
    "Receive",
    "RemovePermission",
    "SetTopicAttributes",
    "Subscribe",
  ].map((action) => `sns:${action}`.toLowerCase()),
);

/** What SNS refuses about the policy of a topic. */
export function topicPolicyRefusal(document: unknown, account: AccountView): Refusal | undefined {
  if (document === undefined) return undefined;
  const statements = parsePolicy(document);
  if (typeof statements === "string") return invalid("Policy");
  if (statements.some(({ hasPrincipal }) => !hasPrincipal)) return invalid("Policy Error: null");
  if (absentPrincipal(statements, account) !== undefined) return invalid("Policy Error: PrincipalNotFound");
  const foreign = statements.flatMap(({ actions }) => actions).some((each) => !topicActions.has(each.toLowerCase()));
  return foreign ? invalid("Policy statement action out of service scope!") : undefined;
}

/** What an endpoint of each protocol looks like. */
const endpoints: Readonly<Record<string, RegExp>> = {
  email: /^[^@\s]+@[^@\s]+\.[^@\s]+$/,
  "email-json": /^[^@\s]+@[^@\s]+\.[^@\s]+$/,
  http: /^http:\/\/./,
  https: /^https:\/\/./,
  sms: /^\+?[0-9-]{5,20}$/,
  sqs: /^arn:aws[a-z-]*:sqs:/,
  lambda: /^arn:aws[a-z-]*:lambda:/,
  firehose: /^arn:aws[a-z-]*:firehose:/,
  application: /^arn:aws[a-z-]*:sns:/,
};

function subscriptionRefusal({ inputs }: Creation<aws.sns.TopicSubscriptionArgs>): Refusal | undefined {
  const { protocol, endpoint } = inputs;
  if (protocol === undefined) return undefined;
  // SNS developer guide, "Message delivery for FIFO topics": queues only.
  if (textOf(inputs.topic).endsWith(".fifo") && protocol !== "sqs") {
    return invalid(`Invalid protocol type: ${protocol}`);
  }
  const pattern = endpoints[protocol];
  if (pattern === undefined) return invalid(`Does not support this protocol string: ${protocol}`);
  if (endpoint !== undefined && !pattern.test(endpoint)) return invalid(`Endpoint does not fit protocol ${protocol}`);
  return protocol === "firehose" && inputs.subscriptionRoleArn === undefined
    ? invalid("SubscriptionRoleArn is required for firehose")
    : undefined;
}

export const sns: ResourceTypes = {
  "aws:sns/topic:Topic": resourceType<aws.sns.TopicArgs, aws.sns.TopicState>({
    title: "SNS Topic",
    empty: { fifoThroughputScope: "", namePrefix: "", policy: "" },
    name: {
      property: "name",
      pattern: /[A-Za-z0-9_-]+(\.fifo)?/,
      maxLength: 256,
      allowed: "1 to 256 letters, digits, hyphens and underscores; a FIFO topic ends in .fifo",
      // CreateTopic answers with the topic that is there when nothing differs; a second owner always differs in tags.
      taken: "InvalidParameter",
    },
    id: ({ name, arn }) => arn("sns", name),
    taggable: true,
    defaults: { fifoTopic: false, contentBasedDeduplication: false, signatureVersion: 1, tracingConfig: "PassThrough" },
    computed: {
      arn: ({ id }) => id,
      owner: ({ account }) => account.accountId,
      beginningArchiveTime: () => "",
    },
    replaces: ["name", "namePrefix", "fifoTopic"],
    references: [
      {
        property: "kmsMasterKeyId",
        to: ["aws:kms/key:Key", "aws:kms/alias:Alias"],
        by: ["id", "arn", "name"],
        missing: "KMSNotFound",
        except: /^alias\/aws\//,
      },
    ],
    refuses: ({ inputs, name, account }) =>
      (inputs.fifoTopic === true) === name.endsWith(".fifo")
        ? topicPolicyRefusal(inputs.policy, account)
        : invalid("Topic Name: the names of FIFO topics, and only theirs, end in .fifo"),
  }),
  "aws:sns/topicPolicy:TopicPolicy": resourceType<aws.sns.TopicPolicyArgs, aws.sns.TopicPolicyState>({
    title: "SNS Topic Policy",
    puts: true,
    id: ({ inputs }) => inputs.arn ?? "",
    computed: { owner: ({ account }) => account.accountId },
    replaces: ["arn"],
    references: [{ property: "arn", to: "aws:sns/topic:Topic", by: "arn", missing: "NotFound" }],
    refuses: ({ inputs, account }) => topicPolicyRefusal(inputs.policy, account),
  }),
  "aws:sns/topicSubscription:TopicSubscription": resourceType<
    aws.sns.TopicSubscriptionArgs,
    aws.sns.TopicSubscriptionState
  >({
    title: "SNS Topic Subscription",
    id: (creation) => `${textOf(creation.inputs.topic)}:${uuid(creation)}`,
    defaults: { confirmationTimeoutInMinutes: 1, endpointAutoConfirms: false, rawMessageDelivery: false },
    computed: {
      arn: ({ id }) => id,
      ownerId: ({ account }) => account.accountId,
      pendingConfirmation: ({ inputs }) => ["email", "email-json", "http", "https"].includes(inputs.protocol ?? ""),
      confirmationWasAuthenticated: () => false,
      filterPolicyScope: () => "MessageAttributes",
    },
    replaces: ["endpoint", "protocol", "topic"],
    references: [
      { property: "topic", to: "aws:sns/topic:Topic", by: "arn", missing: "NotFound" },
      {
        property: "subscriptionRoleArn",
        to: "aws:iam/role:Role",
        by: "arn",
        missing: "InvalidParameter",
        assumedBy: "sns.amazonaws.com",
      },
    ],
    refuses: subscriptionRefusal,
  }),
};
