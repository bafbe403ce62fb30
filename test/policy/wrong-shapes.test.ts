import { findingMessage, undecidedMessage } from "../../policy/message";
import { rules } from "../../policy/index";
import type { Rule } from "../../policy/rule";
import { StackView } from "../../policy/stack-view";
import { checkResource, checkStack } from "../../policy/rule-result";
import type { RuleResult } from "../../policy/rule-result";
import { inStack, resource } from "./harness";

// What a program hands over as JSON text, or as what becomes one: however wrong its shape, no rule breaks down over it.

const hidden = "correct-horse-battery-staple";

const policy = {
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { AWS: ["*"], Federated: "arn:aws:iam::000000000000:oidc-provider/gitlab.com" },
      Action: ["s3:GetObject"],
      Resource: "*",
      Condition: { StringLike: { "aws:SourceArn": ["arn:aws:s3:::a"] } },
    },
  ],
};
const containers = [
  {
    name: "api",
    image: "api:v1.0.0",
    user: "1000",
    privileged: false,
    readonlyRootFilesystem: true,
    entryPoint: ["run"],
    command: [`--token=${hidden}`],
    environment: [{ name: "DB_PASSWORD", value: hidden }],
    secrets: [{ name: "JWT_SECRET", valueFrom: "arn:aws:secretsmanager:eu-west-1:000000000000:secret:production/a" }],
    dockerLabels: { team: "care" },
    logConfiguration: { logDriver: "awslogs", options: { "awslogs-group": "a" } },
  },
];
const firewall = [
  {
    Name: "common",
    Priority: 0,
    OverrideAction: { Count: {} },
    Statement: { ManagedRuleGroupStatement: { VendorName: "AWS", Name: "AWSManagedRulesCommonRuleSet" } },
    VisibilityConfig: { CloudWatchMetricsEnabled: true },
  },
];

/** Each property that holds a document, of each type that has it, with a document that is right. */
const documents: readonly (readonly [type: string, property: string, right: unknown])[] = [
  ["aws:ecs/taskDefinition:TaskDefinition", "containerDefinitions", containers],
  ["aws:iam/role:Role", "assumeRolePolicy", policy],
  ["aws:iam/rolePolicy:RolePolicy", "policy", policy],
  ["aws:s3/bucketPolicy:BucketPolicy", "policy", policy],
  ["aws:s3/bucket:Bucket", "policy", policy],
  ["aws:sns/topic:Topic", "policy", policy],
  ["aws:sns/topicPolicy:TopicPolicy", "policy", policy],
  ["aws:kms/key:Key", "policy", policy],
  ["aws:sqs/queue:Queue", "policy", policy],
  ["aws:secretsmanager/secretPolicy:SecretPolicy", "policy", policy],
  ["aws:cloudwatch/logResourcePolicy:LogResourcePolicy", "policyDocument", policy],
  ["aws:wafv2/webAcl:WebAcl", "ruleJson", firewall],
  [
    "aws:cloudwatch/dashboard:Dashboard",
    "dashboardBody",
    { widgets: [{ properties: { metrics: [["AWS/RDS", "A"]] } }] },
  ],
  ["aws:cloudwatch/eventRule:EventRule", "eventPattern", { source: ["aws.rds"], detail: { state: ["FAILED"] } }],
  ["aws:secretsmanager/secretVersion:SecretVersion", "secretString", { JWT_SECRET: hidden }],
  ["aws:ssm/parameter:Parameter", "value", { password: hidden }],
  ["aws:s3/bucketObjectv2:BucketObjectv2", "content", { password: hidden }],
  ["aws:ec2/instance:Instance", "userData", { password: hidden }],
  ["aws:lambda/function:Function", "environment", { variables: { DB_PASSWORD: hidden } }],
];

const wrong: readonly unknown[] = [null, [], {}, 7, "x", [null], { x: 7 }];

/** A document with each of its parts, and the whole, replaced by each of the wrong values. */
function* misshapen(right: unknown): Generator {
  yield* wrong;
  if (typeof right !== "object" || right === null) return;
  for (const [key, part] of Object.entries(right)) {
    for (const other of misshapen(part)) {
      yield Array.isArray(right)
        ? right.map((one: unknown, index) => (index === Number(key) ? other : one))
        : { ...right, [key]: other };
    }
  }
}

const beside = [
  inStack("pulumi:pulumi:Stack", "stack", {}),
  inStack("aws:ecs/service:Service", "api", { name: "api" }),
  inStack("aws:s3/bucket:Bucket", "bucket", { bucket: "b", arn: "t" }),
  inStack("aws:sns/topic:Topic", "alerts", { arn: "t", kmsMasterKeyId: "t" }),
  inStack("aws:cloudwatch/metricAlarm:MetricAlarm", "alarm", { alarmActions: ["t"] }),
];
const asked = rules.map((rule) => {
  const defaults = Object.entries(rule.settings ?? {}).map(([name, setting]) => [name, setting.default] as const);
  return { rule, circumstances: { stage: "production", settings: Object.fromEntries(defaults) } as const };
});
/** A name that rules about secrets know. */
const name = "jwt-encryption-key";

/** What each resource rule for the type says of a resource with the property. */
function alone(type: string, props: object): readonly (readonly [Rule, RuleResult])[] {
  const subject = resource(type, props, { name });
  return asked.flatMap(({ rule, circumstances }) =>
    rule.kind === "resource" && rule.types !== "any" && rule.types.includes(type)
      ? [[rule, checkResource(rule, subject, circumstances)] as const]
      : [],
  );
}

/** What each stack rule says of it among others that belong to it. */
function together(type: string, props: object): readonly (readonly [Rule, RuleResult])[] {
  const stack = new StackView([...beside, inStack(type, name, { arn: "t", bucket: "b", ...props })]);
  return asked.flatMap(({ rule, circumstances }) =>
    rule.kind === "stack" ? [[rule, checkStack(rule, stack, circumstances)] as const] : [],
  );
}

it.each(documents)(
  "no rule breaks down over a %s with a wrong %s, or repeats what stands in it",
  (type, property, right) => {
    const said = [...misshapen(right)].flatMap((document) => {
      const text = JSON.stringify(document);
      return [
        ...[document, text, JSON.stringify(text), `${text}}`].flatMap((value) => alone(type, { [property]: value })),
        ...together(type, { [property]: text }),
      ];
    });
    const messages = said.flatMap(([{ id }, { findings, waiting }]) => [
      ...findings.map((finding) => findingMessage(id, finding)),
      ...waiting.map((open) => undecidedMessage(id, open)),
    ]);
    expect(messages.filter((message) => message.includes(hidden))).toEqual([]);
    expect(messages.filter((message) => message.includes("a fix of this rule"))).toEqual([]);
    expect(said).not.toEqual([]);
  },
);

it.each([
  "no-plaintext-secrets-in-env",
  "ecs-non-root",
  "ecs-image-immutable",
  "ecs-logging-required",
  "ecs-secrets-pinned",
  "iam-trust-named",
  "iam-no-wildcard",
  "secret-access-minimal",
])("%s passes nothing that it cannot read", (id) => {
  const property = id.startsWith("iam-trust")
    ? "assumeRolePolicy"
    : id.includes("-wildcard") || id.includes("-access")
      ? "policy"
      : "containerDefinitions";
  for (const [type] of documents.filter((one) => one[1] === property)) {
    for (const text of ["{", "null", "7", "[null]", '"x"', '{"Statement":[7]}']) {
      for (const [rule, { result, waiting }] of alone(type, { [property]: text })) {
        if (rule.id !== id) continue;
        expect([rule.id, type, text, result]).toEqual([rule.id, type, text, "undecided"]);
        expect(waiting[0]?.waitsFor).toMatch(/ (in|as) /);
      }
    }
  }
});
