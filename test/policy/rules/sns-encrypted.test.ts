import { snsEncrypted } from "../../../policy/rules/observability/sns-encrypted";
import type { StackResource } from "../../../policy/stack-view";
import { inStack, judgedTogether, unknown } from "../harness";

const account = "000000000000";
const topicArn = `arn:aws:sns:eu-west-1:${account}:alerts`;
const keyArn = `arn:aws:kms:eu-west-1:${account}:key/0a1b`;
const topic = (props: object = {}) =>
  inStack("aws:sns/topic:Topic", "alerts", { arn: topicArn, name: "alerts", kmsMasterKeyId: keyArn, ...props });
const use = ["kms:Decrypt", "kms:GenerateDataKey*"];
const root = { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: "kms:*", Resource: "*" };
const lets = (Service: unknown, more: object = {}) => ({
  Effect: "Allow",
  Principal: { Service },
  Action: use,
  Resource: "*",
  ...more,
});
const written = (...Statement: object[]) => JSON.stringify({ Statement: [root, ...Statement] });
const key = (policy: unknown) =>
  inStack("aws:kms/key:Key", "alerts-key", { arn: keyArn, keyId: "0a1b", id: "0a1b", policy });
const alarm = inStack("aws:cloudwatch/metricAlarm:MetricAlarm", "cpu", { alarmActions: [topicArn] });
const judge = (...resources: StackResource[]) => judgedTogether(snsEncrypted, resources);
const says = (service: string, sender: string) => [
  `[sns-encrypted] alerts: found the key alerts-key, whose policy does not allow ${service}: messages of ${sender} are lost; needed kms:Decrypt and kms:GenerateDataKey* for ${service}. Change policy of the key alerts-key.`,
];

describe("a topic with alarms", () => {
  const cloudwatch = "cloudwatch.amazonaws.com";
  const sourceAccount = (value: string) => ({ Condition: { StringEquals: { "aws:SourceAccount": value } } });

  it.each([
    ["CloudWatch", written(lets(cloudwatch))],
    ["CloudWatch among others", written(lets(["events.amazonaws.com", cloudwatch]))],
    ["CloudWatch for this account", written(lets(cloudwatch, sourceAccount(account)))],
    [
      "CloudWatch, action by action",
      written(lets(cloudwatch, { Action: "kms:Decrypt" }), lets(cloudwatch, { Action: "kms:Gen*" })),
    ],
    ["everybody", written({ ...lets(""), Principal: "*" })],
  ])("has a key for %s", (_, policy) => {
    expect(judge(topic(), key(policy), alarm)).toEqual(["pass"]);
  });

  it.each([
    ["nobody but the account", written()],
    ["nobody, for it is KMS's own policy", undefined],
    ["another service", written(lets("events.amazonaws.com"))],
    ["CloudWatch to decrypt only", written(lets(cloudwatch, { Action: "kms:Decrypt" }))],
    ["CloudWatch for another account", written(lets(cloudwatch, sourceAccount("111111111111")))],
    [
      "everybody of the account",
      written({ ...lets(""), Principal: "*", Condition: { StringEquals: { "kms:CallerAccount": account } } }),
    ],
    ["CloudWatch, and refuses it", written(lets(cloudwatch), lets(cloudwatch, { Effect: "Deny", Action: "kms:*" }))],
  ])("loses them with a key for %s", (_, policy) => {
    expect(judge(topic(), key(policy), alarm)).toEqual(says(cloudwatch, "cpu"));
  });

  it("finds the key's policy beside it, and the key by its alias", () => {
    const beside = inStack("aws:kms/keyPolicy:KeyPolicy", "policy", {
      keyId: "0a1b",
      policy: written(lets(cloudwatch)),
    });
    expect(judge(topic(), key(written()), beside, alarm)).toEqual(["pass"]);
    const alias = inStack("aws:kms/alias:Alias", "alias", { name: "alias/alerts", targetKeyId: "0a1b" });
    const named = topic({ kmsMasterKeyId: "alias/alerts" });
    expect(judge(named, alias, key(written(lets(cloudwatch))), alarm)).toEqual(["pass"]);
    expect(judge(named, alias, key(written()), alarm)).toEqual(says(cloudwatch, "cpu"));
  });

  it("is undecided where the key's policy is not known", () => {
    expect(judge(topic(), alarm)).toEqual([
      `[sns-encrypted] alerts: undecided: waits for the key policy, which is not in this stack, for ${cloudwatch}.`,
    ]);
    expect(judge(topic(), key(unknown), alarm)).toEqual(["[sns-encrypted] alerts: undecided: waits for policy."]);
    expect(judge(topic(), key("{"), alarm)).toEqual([
      "[sns-encrypted] alerts: undecided: waits for a valid policy document in policy of the key.",
    ]);
  });

  it("has them also while its ARN is not known, and no other topic's", () => {
    const planned = topic({ arn: unknown, name: unknown });
    const made = inStack(
      "aws:cloudwatch/compositeAlarm:CompositeAlarm",
      "all",
      { okActions: [unknown] },
      { okActions: [planned] },
    );
    expect(judge(planned, key(written()), made)).toEqual(says(cloudwatch, "all"));
    const other = inStack("aws:cloudwatch/metricAlarm:MetricAlarm", "other", { alarmActions: [`${topicArn}-2`] });
    expect(judge(topic(), key(written()), other)).toEqual(["pass"]);
  });

  it("counts those that are lost", () => {
    const [second, third] = ["memory", "disk"].map((name) =>
      inStack("aws:cloudwatch/metricAlarm:MetricAlarm", name, { insufficientDataActions: [topicArn] }),
    );
    expect(judge(topic(), key(written()), alarm, second!, third!)).toEqual(says(cloudwatch, "cpu and 2 more"));
  });
});

it.each([
  ["events.amazonaws.com", "aws:cloudwatch/eventTarget:EventTarget", { arn: topicArn }],
  ["events.rds.amazonaws.com", "aws:rds/eventSubscription:EventSubscription", { snsTopic: topicArn }],
  ["s3.amazonaws.com", "aws:s3/bucketNotification:BucketNotification", { topics: [{ topicArn, events: [] }] }],
  ["backup.amazonaws.com", "aws:backup/vaultNotifications:VaultNotifications", { snsTopicArn: topicArn }],
  ["budgets.amazonaws.com", "aws:budgets/budget:Budget", { notifications: [{ subscriberSnsTopicArns: [topicArn] }] }],
  [
    "costalerts.amazonaws.com",
    "aws:costexplorer/anomalySubscription:AnomalySubscription",
    { subscribers: [{ type: "SNS", address: topicArn }] },
  ],
  ["cloudtrail.amazonaws.com", "aws:cloudtrail/trail:Trail", { snsTopicName: "alerts" }],
  ["config.amazonaws.com", "aws:cfg/deliveryChannel:DeliveryChannel", { snsTopicArn: topicArn }],
  ["ses.amazonaws.com", "aws:ses/identityNotificationTopic:IdentityNotificationTopic", { topicArn }],
])("asks for %s where it publishes", (service, type, props) => {
  const sender = inStack(type, "sender", props);
  expect(judge(topic(), key(written(lets("cloudwatch.amazonaws.com"))), sender)).toEqual(says(service, "sender"));
  expect(judge(topic(), key(written(lets(service))), sender)).toEqual(["pass"]);
});

it("asks for nobody where nobody publishes", () => {
  expect(judge(topic(), key(written()))).toEqual(["pass"]);
  expect(judge(topic())).toEqual(["pass"]);
});
