import { offerFindings } from "../../../../rehearsal/account/checks/offer-check";
import { closedLists } from "../../../../rehearsal/account/published/closed-lists";
import { failuresOf, itOffers, place } from "./list-cases";
import type { ListCase } from "./list-cases";

const listener = "aws:lb/listener:Listener";
const distribution = "aws:cloudfront/distribution:Distribution";
const acl = "aws:wafv2/webAcl:WebAcl";
const attachment = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const role = "aws:iam/role:Role";
const instance = "aws:rds/instance:Instance";
const cluster = "aws:rds/cluster:Cluster";
const policy = (name: string) => ({ policyArn: `arn:aws:iam::aws:policy/${name}` });
const group = (name: string, vendorName = "AWS") => ({
  rules: [{ name: "g", statement: { managedRuleGroupStatement: { name, vendorName } } }],
});
const managed = {
  cache: "658327ea-f89d-4fab-a63d-7e88639e58f6",
  request: "216adef6-5c7f-47e4-b989-5492eafa07d3",
  headers: "67f7725c-6f97-4210-82d7-5512b31e9d03",
};
const nobody = "00000000-0000-4000-8000-000000000000";

const cases: readonly ListCase[] = [
  [
    "a TLS policy of a load balancer",
    listener,
    { sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2031-06" },
    { sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06" },
    "sslPolicy SSLPolicyNotFound",
  ],
  [
    "a TLS version of CloudFront",
    distribution,
    { viewerCertificate: { minimumProtocolVersion: "TLSv1.2_2030" } },
    { viewerCertificate: { minimumProtocolVersion: "TLSv1.2_2021" } },
    "viewerCertificate.minimumProtocolVersion InvalidArgument",
  ],
  [
    "a cache policy that nobody has",
    distribution,
    { defaultCacheBehavior: { cachePolicyId: nobody } },
    { defaultCacheBehavior: { cachePolicyId: managed.cache } },
    "defaultCacheBehavior.cachePolicyId NoSuchCachePolicy",
  ],
  [
    "an origin request policy that nobody has",
    distribution,
    { orderedCacheBehaviors: [{ originRequestPolicyId: nobody }] },
    { orderedCacheBehaviors: [{ originRequestPolicyId: managed.request }] },
    "orderedCacheBehaviors[0].originRequestPolicyId NoSuchOriginRequestPolicy",
  ],
  [
    "a headers policy that nobody has",
    distribution,
    { defaultCacheBehavior: { responseHeadersPolicyId: nobody } },
    { defaultCacheBehavior: { responseHeadersPolicyId: managed.headers } },
    "defaultCacheBehavior.responseHeadersPolicyId NoSuchResponseHeadersPolicy",
  ],
  [
    "a group of the firewall",
    acl,
    group("AWSManagedRulesCommonRulesSet"),
    group("AWSManagedRulesCommonRuleSet"),
    "rules[0].statement.managedRuleGroupStatement.name WAFNonexistentItemException",
  ],
  [
    "a policy of AWS's by a wrong name",
    attachment,
    policy("AmazonRDSEnhancedMonitoringRole"),
    policy("service-role/AmazonRDSEnhancedMonitoringRole"),
    "policyArn NoSuchEntity",
  ],
  [
    "a policy of a service-linked role",
    attachment,
    policy("aws-service-role/AmazonECSServiceRolePolicy"),
    policy("ReadOnlyAccess"),
    "policyArn PolicyNotAttachable",
  ],
  [
    "a managed policy within a role",
    role,
    { managedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnly"] },
    { managedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"] },
    "managedPolicyArns[0] NoSuchEntity",
  ],
  [
    "a boundary that AWS has not",
    "aws:iam/user:User",
    { permissionsBoundary: "arn:aws:iam::aws:policy/Nothing" },
    { permissionsBoundary: "arn:aws:iam::aws:policy/PowerUserAccess" },
    "permissionsBoundary NoSuchEntity",
  ],
  [
    "a time of keeping logs",
    "aws:cloudwatch/logGroup:LogGroup",
    { retentionInDays: 31 },
    { retentionInDays: 30 },
    "retentionInDays InvalidParameterException",
  ],
  [
    "a version of a cache without servers",
    "aws:elasticache/serverlessCache:ServerlessCache",
    { engine: "valkey", majorEngineVersion: "12" },
    { engine: "valkey", majorEngineVersion: "8" },
    "majorEngineVersion InvalidParameterValue",
  ],
  [
    "a licence of another engine",
    instance,
    { engine: "postgres", licenseModel: "license-included" },
    { engine: "postgres", licenseModel: "postgresql-license" },
    "licenseModel InvalidParameterValue",
  ],
  [
    "an interval of monitoring",
    instance,
    { monitoringInterval: 20 },
    { monitoringInterval: 60 },
    "monitoringInterval InvalidParameterValue",
  ],
  ["a type of storage", instance, { storageType: "gp4" }, { storageType: "gp3" }, "storageType InvalidParameterValue"],
  [
    "a source of events",
    "aws:rds/eventSubscription:EventSubscription",
    { sourceType: "db-instances" },
    { sourceType: "db-instance" },
    "sourceType InvalidParameterValue",
  ],
  [
    "a protocol of a subscription",
    "aws:sns/topicSubscription:TopicSubscription",
    { protocol: "mail" },
    { protocol: "email" },
    "protocol InvalidParameter",
  ],
  [
    "a field of a flow log",
    "aws:ec2/flowLog:FlowLog",
    { logFormat: "${version} ${account}" },
    { logFormat: "${version} ${account-id}" },
    "logFormat InvalidParameter",
  ],
  [
    "a time zone of a schedule",
    "aws:scheduler/schedule:Schedule",
    { scheduleExpressionTimezone: "Africa/Johanesburg" },
    { scheduleExpressionTimezone: "Africa/Johannesburg" },
    "scheduleExpressionTimezone ValidationException",
  ],
  [
    "a time zone of a backup",
    "aws:backup/plan:Plan",
    { rules: [{ scheduleExpressionTimezone: "Africa/Joburg" }] },
    { rules: [{ scheduleExpressionTimezone: "Asia/Calcutta" }] },
    "rules[0].scheduleExpressionTimezone InvalidParameterValueException",
  ],
  [
    "a time zone of a restore test",
    "aws:backup/restoreTestingPlan:RestoreTestingPlan",
    { scheduleExpressionTimezone: "SAST" },
    { scheduleExpressionTimezone: "Etc/UTC" },
    "scheduleExpressionTimezone InvalidParameterValueException",
  ],
  [
    "a Fargate platform",
    "aws:ecs/service:Service",
    { platformVersion: "1.5.0" },
    { platformVersion: "1.4.0" },
    "platformVersion PlatformUnknownException",
  ],
  ["a database engine", instance, { engine: "postgresql" }, { engine: "postgres" }, "engine InvalidParameterValue"],
  [
    "an engine of a cluster's instance",
    "aws:rds/clusterInstance:ClusterInstance",
    { engine: "aurora-postgres" },
    { engine: "aurora-postgresql" },
    "engine InvalidParameterValue",
  ],
  [
    "an engine of an option group",
    "aws:rds/optionGroup:OptionGroup",
    { engineName: "my-sql" },
    { engineName: "mysql" },
    "engineName InvalidParameterValue",
  ],
  [
    "a log that the engine has not",
    instance,
    { engine: "postgres", enabledCloudwatchLogsExports: ["slowquery"] },
    { engine: "postgres", enabledCloudwatchLogsExports: ["postgresql", "upgrade"] },
    "enabledCloudwatchLogsExports[0] InvalidParameterCombination",
  ],
  [
    "a log that the cluster has not",
    cluster,
    { engine: "aurora-postgresql", enabledCloudwatchLogsExports: ["audit"] },
    { engine: "aurora-postgresql", enabledCloudwatchLogsExports: ["postgresql"] },
    "enabledCloudwatchLogsExports[0] InvalidParameterCombination",
  ],
  [
    "a certificate authority",
    instance,
    { caCertIdentifier: "rds-ca-2024" },
    { caCertIdentifier: "rds-ca-rsa4096-g1" },
    "caCertIdentifier CertificateNotFound",
  ],
];

describe("a closed list refuses", () => {
  itOffers(cases);
});

it("names what is nearest to a wrong value of a long list, and the source", () => {
  const [failure] = failuresOf(attachment, policy("AmazonRDSEnhancedMonitoringRole"));

  expect(failure?.reason).toMatch(
    /Allowed: service-role\/AmazonRDSEnhancedMonitoringRole, .* and \d+ others, as of \d{4}-\d{2}-\d{2}\. Source: moto /,
  );
  expect(failure?.reason.length).toBeLessThan(700);
});

it("takes a policy of CloudFront that the account has", () => {
  const find = (type: string, property: string, value: unknown) =>
    type === "aws:cloudfront/cachePolicy:CachePolicy" && property === "id" && value === nobody
      ? { urn: "", type, id: nobody, state: {} }
      : undefined;

  expect(failuresOf(distribution, { defaultCacheBehavior: { cachePolicyId: nobody } }, { account: { find } })).toEqual(
    [],
  );
  // Who asks without an account knows nothing of what stands in it.
  const behavior = { defaultCacheBehavior: { cachePolicyId: nobody } };
  expect(failuresOf(distribution, behavior, { account: undefined })).toEqual([]);
});

it("advises of an override that no rule of the group has", () => {
  const advices = (rule: string, name = "AWSManagedRulesCommonRuleSet") => {
    const ruleActionOverrides = [{ name: rule, actionToUse: { count: {} } }];
    const statement = { managedRuleGroupStatement: { name, vendorName: "AWS", ruleActionOverrides } };
    return offerFindings(acl, { ...place, inputs: { rules: [{ statement }] } }).warnings;
  };

  expect(advices("SizeRestrictions_Body")).toEqual([
    {
      property: "rules[0].statement.managedRuleGroupStatement.ruleActionOverrides[0].name",
      reason: expect.stringMatching(/WAF ignores the override\. Allowed: SizeRestrictions_BODY, /) as string,
    },
  ]);
  expect(advices("SizeRestrictions_BODY")).toEqual([]);
  expect(advices("Log4JRCE_BODY_RC_COUNT", "AWSManagedRulesKnownBadInputsRuleSet")).toEqual([]);
  expect(advices("anything", "AWSManagedRulesATPRuleSet")).toEqual([]);
});

it("passes over groups of other vendors and TLS policies that are newer than the list", () => {
  expect(failuresOf(acl, group("OWASP", "F5"))).toEqual([]);
  expect(failuresOf(listener, { sslPolicy: "ELBSecurityPolicy-TLS13-1-2-RFC9151-2026-01" })).toEqual([]);
});

it("has a source, a day and values in each list", () => {
  const { canaryRuntimes, absentServices, absentTypes, instanceClasses, ...others } = closedLists();
  const { databaseLogs, databaseLicenses, ...lists } = others;

  for (const list of [...Object.values(lists), ...Object.values(databaseLogs), ...Object.values(databaseLicenses)]) {
    expect(list.values).not.toEqual([]);
  }
  for (const { source, date } of [
    canaryRuntimes,
    absentServices,
    absentTypes,
    instanceClasses,
    ...Object.values(lists),
  ]) {
    expect(source).toMatch(/^[a-z-]+ \d+\.\d+/);
    expect(date).toMatch(/^20\d{2}-\d{2}-\d{2}$/);
  }
});
