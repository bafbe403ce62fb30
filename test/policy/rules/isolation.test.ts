import { paymentKeysMatchStage } from "../../../policy/rules/isolation/payment-keys-match-stage";
import { stageIsolation } from "../../../policy/rules/isolation/stage-isolation";
import type { StackResource } from "../../../policy/stack-view";
import type { Stage } from "../../../policy/stage";
import { inStack, judged, judgedTogether, resource, unknown, urnOf } from "../harness";

const root = inStack("pulumi:pulumi:Stack", "care-platform-production", {});

describe("stage-isolation", () => {
  const judge = (...resources: StackResource[]) => judgedTogether(stageIsolation, [root, ...resources]);
  const one = (type: string, props: object) => judge(inStack(type, "subject", props));
  const says = (found: string, setting: string) => [
    `[stage-isolation] subject: found ${found}; needed one of production. Change ${setting}.`,
  ];
  const roleArn = (name: string) => `arn:aws:iam::000000000000:role/${name}`;
  const policy = (resourceArn: string) =>
    JSON.stringify({ Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: [resourceArn] }] });

  it.each([
    ["its own name", "aws:ecs/cluster:Cluster", { name: "production-platform" }],
    ["a name without a stage", "aws:ecs/cluster:Cluster", { name: "platform" }],
    ["an abbreviation of its own", "aws:secretsmanager/secret:Secret", { name: "prod/jwt/private-key" }],
    ["a name that has both", "aws:s3/bucket:Bucket", { bucket: "production-etl-staging" }],
    ["a word in the middle", "aws:s3/bucket:Bucket", { bucket: "etl-staging-area" }],
    ["a word that only begins alike", "aws:ecs/cluster:Cluster", { name: "device-registry" }],
    ["a host name", "aws:route53/record:Record", { name: "staging.example.org" }],
    ["a description", "aws:ecs/cluster:Cluster", { description: "staging" }],
    [
      "a policy of AWS",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      { policyArn: "arn:aws:iam::aws:policy/dev" },
    ],
    [
      "an API's own stage",
      "aws:lambda/permission:Permission",
      { sourceArn: "arn:aws:execute-api:eu-west-1:1:id/dev/GET" },
    ],
    ["a role of its own", "aws:ecs/taskDefinition:TaskDefinition", { taskRoleArn: roleArn("production-api") }],
    ["something unknown", "aws:ecs/taskDefinition:TaskDefinition", { taskRoleArn: unknown, family: unknown }],
    ["its own tag", "aws:s3/bucket:Bucket", { tags: { Environment: "prod" } }],
    ["another tag", "aws:s3/bucket:Bucket", { tags: { promotedFrom: "staging" } }],
    ["its own database", "aws:ssm/parameter:Parameter", { value: "production-app.abc.eu-west-1.rds.amazonaws.com" }],
  ])("passes %s", (_, type, props) => {
    expect(one(type, props)).toEqual(["pass"]);
  });

  it.each([
    ["a name", "aws:ecs/cluster:Cluster", { name: "staging-platform" }, says("a name of staging", "name")],
    ["a name's end", "aws:s3/bucket:Bucket", { bucket: "acme-uploads-dev" }, says("a name of development", "bucket")],
    ["a path", "aws:secretsmanager/secret:Secret", { name: "/staging/app/key" }, says("a name of staging", "name")],
    ["a tag", "aws:s3/bucket:Bucket", { tags: { stage: "staging" } }, says("a tag of staging", "tags.stage")],
    [
      "a role",
      "aws:ecs/taskDefinition:TaskDefinition",
      { taskRoleArn: roleArn("staging-api") },
      says("an ARN of staging", "taskRoleArn"),
    ],
    [
      "an ARN in a policy",
      "aws:iam/rolePolicy:RolePolicy",
      { policy: policy("arn:aws:s3:::staging-uploads/*") },
      says("an ARN of staging", "policy"),
    ],
    [
      "a secret in a container",
      "aws:ecs/taskDefinition:TaskDefinition",
      {
        containerDefinitions: JSON.stringify([
          { secrets: [{ valueFrom: "arn:aws:secretsmanager:eu-west-1:0:secret:staging/app/jwt-a1B2c3:::v" }] },
        ]),
      },
      says("an ARN of staging", "containerDefinitions"),
    ],
    [
      "a database",
      "aws:lambda/function:Function",
      { environment: { variables: { DB_HOST: "staging-app.abc.eu-west-1.rds.amazonaws.com" } } },
      says("the address of a data store of staging", "environment.variables.DB_HOST"),
    ],
    [
      "a cluster of Atlas",
      "aws:lambda/function:Function",
      { environment: { variables: { HOST: "mongodb+srv://dev-data.ab1cd.mongodb.net" } } },
      says("the address of a data store of development", "environment.variables.HOST"),
    ],
    [
      "a reference to another stack",
      "pulumi:pulumi:StackReference",
      { name: "acme/care-platform/staging" },
      says("a reference to a stack of staging", "name"),
    ],
  ])("refuses %s of another stage", (_, type, props, expected) => {
    expect(one(type, props)).toEqual(expected);
  });

  it("goes by the words of the stack's own name, whatever stage it is held to", () => {
    const inDevelopment = (name: string): StackResource => ({
      ...inStack("aws:ecs/cluster:Cluster", "subject", { name }),
      urn: urnOf("aws:ecs/cluster:Cluster", "subject", "acme-dev"),
    });
    expect(judge(inDevelopment("dev-platform"))).toEqual(["pass"]);
    expect(judge(inDevelopment("prod-platform"))).toHaveLength(1);
  });

  it("never says what it read", () => {
    const value = "postgresql://app:correct-horse@staging-app.abc.eu-west-1.rds.amazonaws.com";
    const [message] = one("aws:secretsmanager/secretVersion:SecretVersion", { secretString: value });
    expect(message).toContain("the address of a data store of staging");
    expect(message).not.toContain("correct-horse");
  });
});

describe("payment-keys-match-stage", () => {
  const key = (kind: string, prefix = "sk") => [prefix, kind, "0123456789abcdef"].join("_");
  const version = (secretString: unknown, name = "subject") =>
    resource("aws:secretsmanager/secretVersion:SecretVersion", { secretString }, { name });
  const says = (kind: string, where: string, needed: string) => [
    `[payment-keys-match-stage] subject: found a ${kind} key in ${where}; needed ${needed}. Change the payment service's keys.`,
  ];
  const testInProduction = (where: string) => says("test", where, "a live key");
  const liveElsewhere = (where: string) => says("live", where, "a test key; live keys are for production only");

  it.each([
    ["production", key("live"), ["pass"]],
    ["production", key("test"), testInProduction("the secret")],
    ["production", JSON.stringify({ public: key("test", "pk") }), testInProduction("the secret")],
    ["staging", key("test"), ["pass"]],
    ["staging", key("live"), liveElsewhere("the secret")],
    ["development", key("live", "pk"), liveElsewhere("the secret")],
    ["production", "something-else", ["pass"]],
    ["production", unknown, ["pass"]],
    ["production", undefined, ["pass"]],
  ] as const)("judges in %s the value %j", (stage, value, expected) => {
    expect(judged(paymentKeysMatchStage, version(value), { stage })).toEqual(expected);
  });

  it("waits for a key it knows by its name", () => {
    expect(judged(paymentKeysMatchStage, version(unknown, "paystack-secret-key"))).toEqual([
      "[payment-keys-match-stage] paystack-secret-key: undecided: waits for secretString.",
    ]);
  });

  it("reads containers, functions and parameters too, and never says a key", () => {
    const environment = [{ name: "PAYSTACK_PUBLIC_KEY", value: key("live", "pk") }];
    const task = resource("aws:ecs/taskDefinition:TaskDefinition", {
      containerDefinitions: JSON.stringify([{ name: "api", environment }]),
    });
    const lambda = resource("aws:lambda/function:Function", { environment: { variables: { KEY: key("live") } } });
    const parameter = resource("aws:ssm/parameter:Parameter", { value: key("live") });
    const stage: Stage = "staging";
    const messages = [task, lambda, parameter].map((subject) => judged(paymentKeysMatchStage, subject, { stage }));
    expect(messages).toEqual([
      liveElsewhere("the variable PAYSTACK_PUBLIC_KEY in container api"),
      liveElsewhere("a variable of the function"),
      liveElsewhere("the parameter"),
    ]);
    expect(messages.join()).not.toContain("0123456789abcdef");
  });
});
