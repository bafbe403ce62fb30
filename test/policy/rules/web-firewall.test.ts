import { corsOriginsListed } from "../../../policy/rules/edge/cors-origins-listed";
import { wafCommonAttacks } from "../../../policy/rules/edge/waf-common-attacks";
import { wafKnownBadInputs } from "../../../policy/rules/edge/waf-known-bad-inputs";
import { wafLoggingAndMetrics } from "../../../policy/rules/edge/waf-logging-and-metrics";
import { wafRateLimit } from "../../../policy/rules/edge/waf-rate-limit";
import { wafWebhookPath } from "../../../policy/rules/edge/waf-webhook-path";
import type { StackResource } from "../../../policy/stack-view";
import { inStack, judged, judgedTogether, resource, unknown } from "../harness";

const metrics = { visibilityConfig: { cloudwatchMetricsEnabled: true } };
const managed = (name: string, change: object = {}) => ({
  ...metrics,
  overrideAction: { none: {} },
  statement: { managedRuleGroupStatement: { vendorName: "AWS", name } },
  ...change,
});
const rate = (
  limit = 2000,
  window: { evaluationWindowSec?: number } = { evaluationWindowSec: 600 },
  action: object = { block: {} },
) => ({
  ...metrics,
  action,
  statement: { rateBasedStatement: { limit, ...window } },
});
const common = managed("AWSManagedRulesCommonRuleSet");
const knownBad = managed("AWSManagedRulesKnownBadInputsRuleSet");
const exceptWebhook = {
  notStatement: {
    statement: {
      byteMatchStatement: { searchString: "/hook", positionalConstraint: "EXACTLY", fieldToMatch: { uriPath: {} } },
    },
  },
};
const acl = (rules: unknown, props: object = {}, madeFrom: Record<string, StackResource[]> = {}) =>
  inStack("aws:wafv2/webAcl:WebAcl", "firewall", { arn: "arn:firewall", rules, ...metrics, ...props }, madeFrom);

describe.each([
  [wafCommonAttacks, "AWSManagedRulesCommonRuleSet"],
  [wafKnownBadInputs, "AWSManagedRulesKnownBadInputsRuleSet"],
])("$id", (rule, group) => {
  const says = (found: string) => [
    `[${rule.id}] firewall: found ${found}; needed the managed group ${group}, one that blocks in production. Change rules.`,
  ];
  const counting = managed(group, { overrideAction: { count: {} } });

  it.each([
    ["the group", acl([common, knownBad]), ["pass"]],
    ["no group", acl([rate()]), says("no rule with it")],
    ["no rules", acl(undefined), says("no rule with it")],
    ["a group that only counts", acl([counting]), says("a rule that only counts")],
    ["unknown rules", acl(unknown), [`[${rule.id}] firewall: undecided: waits for rules.`]],
    [
      "rules as JSON",
      acl(undefined, { ruleJson: JSON.stringify([{ Statement: { ManagedRuleGroupStatement: { Name: group } } }]) }),
      ["pass"],
    ],
    [
      "a group that only counts, as JSON",
      acl(undefined, {
        ruleJson: JSON.stringify([
          { OverrideAction: { Count: {} }, Statement: { ManagedRuleGroupStatement: { Name: group } } },
        ]),
      }),
      says("a rule that only counts"),
    ],
    [
      "a rule group from elsewhere",
      acl([{ statement: { ruleGroupReferenceStatement: { arn: "arn:group" } } }]),
      [`[${rule.id}] firewall: undecided: waits for a rule group, which is not in this stack.`],
    ],
  ])("judges %s", (_, subject, expected) => {
    expect(judgedTogether(rule, [subject])).toEqual(expected);
  });

  it("sees a rule, and the association of a group, that stand alone", () => {
    const alone = inStack("aws:wafv2/webAclRule:WebAclRule", "rule", { webAclArn: "arn:firewall", ...managed(group) });
    const associated = (overrideAction: string) =>
      inStack("aws:wafv2/webAclRuleGroupAssociation:WebAclRuleGroupAssociation", "association", {
        webAclArn: "arn:firewall",
        managedRuleGroup: { vendorName: "AWS", name: group },
        overrideAction,
      });
    expect(judgedTogether(rule, [acl([]), alone])).toEqual(["pass"]);
    expect(judgedTogether(rule, [acl([]), associated("none")])).toEqual(["pass"]);
    expect(judgedTogether(rule, [acl([]), associated("count")])).toEqual(says("a rule that only counts"));
  });

  it("lets it count outside production", () => {
    expect(judgedTogether(rule, [acl([counting])], { stage: "staging" })).toEqual(["pass"]);
  });
});

describe("waf-rate-limit", () => {
  const says = (found: string) => [
    `[waf-rate-limit] firewall: found ${found}; needed a rate-based rule of at most 2000 requests in ten minutes, which blocks in production. Change rules.`,
  ];

  it.each([
    ["a rate in ten minutes", [rate()], ["pass"]],
    ["the same in five", [rate(1000, { evaluationWindowSec: 300 })], ["pass"]],
    ["the same in the default window", [rate(1000, {})], ["pass"]],
    ["a strict rate beside a generous one", [rate(100_000), rate(100)], ["pass"]],
    ["too many", [rate(2001)], says("a rate of 2001 requests in ten minutes")],
    [
      "too many in one minute",
      [rate(300, { evaluationWindowSec: 60 })],
      says("a rate of 3000 requests in ten minutes"),
    ],
    [
      "a rate that only counts",
      [rate(100, { evaluationWindowSec: 600 }, { count: {} })],
      says("a rate-based rule that only counts"),
    ],
    ["no rate", [common], says("no rate-based rule")],
    [
      "a rate for one path",
      [rate(100, { evaluationWindowSec: 600, scopeDownStatement: { byteMatchStatement: {} } } as object)],
      says("a rate-based rule for only some requests"),
    ],
    [
      "a rate for all paths but one",
      [rate(100, { evaluationWindowSec: 600, scopeDownStatement: exceptWebhook } as object)],
      ["pass"],
    ],
    [
      "an unknown limit",
      [{ action: { block: {} }, statement: { rateBasedStatement: { limit: unknown } } }],
      ["[waf-rate-limit] firewall: undecided: waits for rules.0.statement.rateBasedStatement.limit."],
    ],
  ])("judges %s", (_, rules, expected) => {
    expect(judgedTogether(wafRateLimit, [acl(rules)])).toEqual(expected);
  });

  it("looks into a group of rules of this stack", () => {
    const group = inStack("aws:wafv2/ruleGroup:RuleGroup", "group", { arn: "arn:group", rules: [rate()] });
    const reference = { statement: { ruleGroupReferenceStatement: { arn: "arn:group" } } };
    expect(judgedTogether(wafRateLimit, [acl([reference]), group])).toEqual(["pass"]);
    expect(judgedTogether(wafRateLimit, [acl([reference])])).toEqual([
      "[waf-rate-limit] firewall: undecided: waits for a rule group, which is not in this stack.",
    ]);
    expect(judgedTogether(wafRateLimit, [acl([], {}, { rules: [group] }), group])).toEqual(["pass"]);
  });

  it("lets a rate count while its number is being tried out, and takes the number from the configuration", () => {
    const counting = [acl([rate(100, { evaluationWindowSec: 600 }, { count: {} })])];
    expect(judgedTogether(wafRateLimit, counting, { stage: "staging" })).toEqual(["pass"]);
    expect(judgedTogether(wafRateLimit, [acl([rate(5000)])], { settings: { requestsPerTenMinutes: 5000 } })).toEqual([
      "pass",
    ]);
  });
});

describe("waf-logging-and-metrics", () => {
  const log = (resourceArn = "arn:firewall") =>
    inStack("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration", "log", { resourceArn });
  const says = (found: string, needed: string, setting: string) => [
    `[waf-logging-and-metrics] firewall: found ${found}; needed ${needed}. Change ${setting}.`,
  ];
  const none = says("no logging configuration", "a logging configuration", "aws.wafv2.WebAclLoggingConfiguration");
  const silent = (count: number) =>
    says(
      `metrics disabled for ${count} of the web ACL and its rules`,
      "cloudwatchMetricsEnabled true",
      "visibilityConfig",
    );

  it.each([
    ["a log and metrics", [acl([common]), log()], ["pass"]],
    ["no log", [acl([common])], none],
    ["another's log", [acl([common]), log("arn:other")], none],
    ["a rule without metrics", [acl([{ ...common, visibilityConfig: undefined }]), log()], silent(1)],
    [
      "no metrics at all",
      [
        acl([managed("a", { visibilityConfig: { cloudwatchMetricsEnabled: false } })], { visibilityConfig: undefined }),
        log(),
      ],
      silent(2),
    ],
    [
      "an unknown log",
      [acl([common]), log(unknown)],
      ["[waf-logging-and-metrics] firewall: undecided: waits for resourceArn."],
    ],
  ])("judges %s", (_, resources, expected) => {
    expect(judgedTogether(wafLoggingAndMetrics, resources)).toEqual(expected);
  });

  it("reads metrics in the API's spelling", () => {
    const ruleJson = JSON.stringify([{ VisibilityConfig: { CloudWatchMetricsEnabled: true } }]);
    expect(judgedTogether(wafLoggingAndMetrics, [acl(undefined, { ruleJson }), log()])).toEqual(["pass"]);
  });
});

describe("waf-webhook-path", () => {
  const task = (containerDefinitions: unknown) =>
    inStack("aws:ecs/taskDefinition:TaskDefinition", "api", { containerDefinitions });
  const webhook = task(JSON.stringify([{ secrets: [{ name: "WHATSAPP_WEBHOOK_VERIFY_TOKEN", valueFrom: "arn" }] }]));
  const path = { byteMatchStatement: { searchString: "/api/v1/whatsapp/webhook", fieldToMatch: { uriPath: {} } } };
  const within = { statement: { rateBasedStatement: { limit: 2000, scopeDownStatement: path } } };
  const header = { byteMatchStatement: { searchString: "webhook", fieldToMatch: { singleHeader: { name: "x" } } } };
  const says = [
    "[waf-webhook-path] stack: found a webhook without a web ACL rule for its path; needed a rule whose statement matches the path. Change rules of the aws.wafv2.WebAcl.",
  ];

  it.each([
    ["a rate of its own", [webhook, acl([within])], ["pass"]],
    ["the same under a negation", [webhook, acl([{ statement: { notStatement: { statement: path } } }])], ["pass"]],
    ["the rate of everybody", [webhook, acl([rate()])], says],
    ["a rule for a header", [webhook, acl([{ statement: header }])], says],
    ["a stack without a webhook", [task("[]"), acl([rate()])], ["pass"]],
    [
      "unknown containers",
      [task(unknown), acl([rate()])],
      ["[waf-webhook-path] stack: undecided: waits for containerDefinitions."],
    ],
  ])("judges %s", (_, resources, expected) => {
    expect(judgedTogether(wafWebhookPath, resources)).toEqual(expected);
  });
});

describe("cors-origins-listed", () => {
  const says = (found: string, setting: string) => [
    `[cors-origins-listed] subject: found ${found}; needed named https origins. Change ${setting}.`,
  ];
  const admin = "https://admin.example.org";
  const everywhere = (origins: unknown): [string, object, string][] => [
    [
      "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration",
      { corsRules: [{ allowedOrigins: origins }] },
      "corsRules",
    ],
    [
      "aws:s3/bucketCorsConfigurationV2:BucketCorsConfigurationV2",
      { corsRules: [{ allowedOrigins: origins }] },
      "corsRules",
    ],
    ["aws:s3/bucket:Bucket", { corsRules: [{ allowedOrigins: origins }] }, "corsRules"],
    ["aws:apigatewayv2/api:Api", { corsConfiguration: { allowOrigins: origins } }, "corsConfiguration"],
    ["aws:lambda/functionUrl:FunctionUrl", { cors: { allowOrigins: origins } }, "cors"],
    [
      "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
      { corsConfig: { accessControlAllowOrigins: { items: origins } } },
      "corsConfig",
    ],
  ];
  const container = (value: string) =>
    resource("aws:ecs/taskDefinition:TaskDefinition", {
      containerDefinitions: JSON.stringify([{ name: "api", environment: [{ name: "CORS_ALLOWED_ORIGINS", value }] }]),
    });

  it.each(everywhere([admin, "https://app.example.org"]))("passes named origins: %s", (type, props) => {
    expect(judged(corsOriginsListed, resource(type, props))).toEqual(["pass"]);
  });

  it.each(everywhere([admin, "*"]))("refuses every origin: %s", (type, props, setting) => {
    expect(judged(corsOriginsListed, resource(type, props))).toEqual(says("a wildcard for all origins", setting));
  });

  it.each([
    ["every origin of a listener", "*", "a wildcard for all origins"],
    ["a wildcard", "https://*.example.org", "an origin with a wildcard"],
    ["plain HTTP", "http://admin.example.org", "an origin without https"],
  ])("refuses %s", (_, value, found) => {
    const setting = "routingHttpResponseAccessControlAllowOriginHeaderValue";
    const listener = resource("aws:lb/listener:Listener", { [setting]: value });
    expect(judged(corsOriginsListed, listener)).toEqual(says(found, setting));
    expect(judged(corsOriginsListed, container(`${admin}, ${value}`))).toEqual(
      says(found, "CORS_ALLOWED_ORIGINS of the environment"),
    );
  });

  it("lets a developer's own machine call a development stage only", () => {
    const own = container("http://localhost:3000");
    expect(judged(corsOriginsListed, own, { stage: "development" })).toEqual(["pass"]);
    expect(judged(corsOriginsListed, own)).toEqual(
      says("an origin without https", "CORS_ALLOWED_ORIGINS of the environment"),
    );
  });

  it("passes what says nothing about origins, and waits for what is unknown", () => {
    expect(judged(corsOriginsListed, resource("aws:s3/bucket:Bucket", {}))).toEqual(["pass"]);
    expect(judged(corsOriginsListed, container(admin))).toEqual(["pass"]);
    expect(judged(corsOriginsListed, resource("aws:s3/bucketV2:BucketV2", { corsRules: unknown }))).toEqual([
      "[cors-origins-listed] subject: undecided: waits for corsRules.",
    ]);
  });
});
