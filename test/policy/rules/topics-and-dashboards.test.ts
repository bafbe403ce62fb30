import { dashboardComplete } from "../../../policy/rules/observability/dashboard-complete";
import { snsNotPublic } from "../../../policy/rules/observability/sns-not-public";
import { snsTlsOnly } from "../../../policy/rules/observability/sns-tls-only";
import { inStack, judged, judgedTogether, resource, unknown } from "../harness";

const topicType = "aws:sns/topic:Topic";
const policyType = "aws:sns/topicPolicy:TopicPolicy";
const document = (statement: object) => JSON.stringify({ Statement: [{ Action: "sns:Publish", ...statement }] });

describe("sns-not-public", () => {
  const says = [
    "[sns-not-public] subject: found a public policy; needed named publishers, or a condition that restricts them. Change policy.",
  ];
  const allow = { Effect: "Allow", Principal: "*" };

  it.each([
    ["SNS's own policy", undefined, ["pass"]],
    ["a service", document({ Effect: "Allow", Principal: { Service: "cloudwatch.amazonaws.com" } }), ["pass"]],
    [
      "everybody of the account, by the older condition",
      document({ ...allow, Condition: { StringEquals: { "aws:SourceOwner": "000000000000" } } }),
      ["pass"],
    ],
    [
      "everybody of the account, in capitals",
      document({ ...allow, Condition: { StringEquals: { "AWS:SourceAccount": "000000000000" } } }),
      ["pass"],
    ],
    ["everybody", document(allow), says],
    ["every account", document({ ...allow, Principal: { AWS: "*" } }), says],
    ["everybody over TLS", document({ ...allow, Condition: { Bool: { "aws:SecureTransport": "true" } } }), says],
    [
      "everybody whose account is told, if it is",
      document({ ...allow, Condition: { StringEqualsIfExists: { "aws:SourceAccount": "1" } } }),
      says,
    ],
    ["an unknown policy", unknown, ["[sns-not-public] subject: undecided: waits for policy."]],
  ])("judges %s, in the topic and beside it", (_, policy, expected) => {
    expect(judged(snsNotPublic, resource(topicType, { policy }))).toEqual(expected);
    expect(judged(snsNotPublic, resource(policyType, { arn: unknown, policy }))).toEqual(expected);
  });
});

describe("sns-tls-only", () => {
  const deny = { Effect: "Deny", Principal: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } };
  const topic = (props: object = {}) => inStack(topicType, "topic", { arn: "arn:topic", ...props });
  const beside = (policy: string, arn = "arn:topic") => inStack(policyType, "policy", { arn, policy });
  const says = [
    "[sns-tls-only] topic: found a topic that accepts messages over plain HTTP; needed a statement that denies sns:Publish where aws:SecureTransport is false. Change aws.sns.TopicPolicy.",
  ];

  it.each([
    ["a refusal beside it", [topic(), beside(document(deny))], ["pass"]],
    ["a refusal in it", [topic({ policy: document(deny) })], ["pass"]],
    ["a refusal of everything", [topic({ policy: document({ ...deny, Action: "*" }) })], ["pass"]],
    ["no policy", [topic()], says],
    ["another topic's policy", [topic(), beside(document(deny), "arn:other")], says],
    ["a refusal of something else", [topic(), beside(document({ ...deny, Action: "sns:Subscribe" }))], says],
    ["a refusal of somebody", [topic(), beside(document({ ...deny, Principal: { AWS: "000000000000" } }))], says],
    ["an allowance", [topic(), beside(document({ ...deny, Effect: "Allow" }))], says],
    ["an unknown policy", [topic(), beside(unknown)], ["[sns-tls-only] topic: undecided: waits for policy."]],
  ])("judges a topic with %s", (_, resources, expected) => {
    expect(judgedTogether(snsTlsOnly, resources)).toEqual(expected);
  });
});

describe("dashboard-complete", () => {
  const service = inStack("aws:ecs/service:Service", "api", {});
  const others = [
    inStack("aws:lb/loadBalancer:LoadBalancer", "edge", {}),
    inStack("aws:rds/instance:Instance", "database", {}),
    inStack("aws:elasticache/replicationGroup:ReplicationGroup", "queues", {}),
    inStack("mongodbatlas:index/advancedCluster:AdvancedCluster", "cluster", {}),
    inStack("aws:ecs/taskDefinition:TaskDefinition", "task", {
      containerDefinitions: JSON.stringify([{ secrets: [{ name: "WHATSAPP_WEBHOOK_VERIFY_TOKEN" }] }]),
    }),
  ];
  const dashboard = (dashboardBody: string, name = "dashboard") =>
    inStack("aws:cloudwatch/dashboard:Dashboard", name, { dashboardBody });
  const body = (...namespaces: string[]) =>
    JSON.stringify({ widgets: namespaces.map((name) => ({ metrics: [[name]] })) });
  const complete = ["AWS/ApplicationELB", "AWS/ECS", "AWS/RDS", "AWS/ElastiCache", "Queue", "Atlas", "Webhook"];
  const says = (missing: string) => [
    `[dashboard-complete] stack: found no dashboard widgets for ${missing}; needed widgets with the metrics of each. Change aws.cloudwatch.Dashboard.`,
  ];

  it.each([
    ["everything on one", [dashboard(body(...complete))], ["pass"]],
    [
      "everything on two",
      [dashboard(body(...complete.slice(0, 3))), dashboard(body(...complete.slice(3)), "second")],
      ["pass"],
    ],
    ["nothing", [], says("API, services, database, Atlas, Redis and queue, webhook")],
    ["no database", [dashboard(body(...complete.filter((name) => name !== "AWS/RDS")))], says("database")],
    [
      "Redis without its queues",
      [dashboard(body(...complete.filter((name) => name !== "Queue")))],
      says("Redis and queue"),
    ],
    ["no webhook", [dashboard(body(...complete.filter((name) => name !== "Webhook")))], says("webhook")],
    ["something unknown", [dashboard(unknown)], ["[dashboard-complete] stack: undecided: waits for dashboardBody."]],
  ])("judges a stage that shows %s", (_, dashboards, expected) => {
    expect(judgedTogether(dashboardComplete, [service, ...others, ...dashboards])).toEqual(expected);
  });

  it("asks for a row only of what there is", () => {
    expect(judgedTogether(dashboardComplete, [service, dashboard(body("AWS/ECS"))])).toEqual(["pass"]);
    expect(judgedTogether(dashboardComplete, [])).toEqual(["not applicable"]);
  });
});
