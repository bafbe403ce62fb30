import { tokens } from "../../../policy/selectors/tokens";
import { absent, inJson, within } from "./mutation";
import type { Line } from "./mutation";
import type { DeployedResource } from "./deployed-stage";

const https = ({ inputs }: DeployedResource) => inputs.protocol === "HTTPS" && inputs.port === 443;
const http = ({ inputs }: DeployedResource) => inputs.protocol === "HTTP";
/** The firewalls before load balancers; those before CloudFront are nobody else's business. */
const ofLoadBalancer = ({ inputs }: DeployedResource) => inputs.scope === "REGIONAL";
const { listeners, loadBalancers, distributions, targetGroups, webAcls } = tokens;
const logging = ["aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration"];
const headers = ["aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy"];

/** Every rule of a list, without those that use a managed group. */
const withoutGroup = (group: string) =>
  within<{ statement?: { managedRuleGroupStatement?: { name?: string } } }[]>(`without ${group}`, (list) =>
    list.filter(({ statement }) => statement?.managedRuleGroupStatement?.name !== group),
  );
/** Every rule of a list that uses a managed group, only counting. */
const counting = (group: string) =>
  within<{ statement?: { managedRuleGroupStatement?: { name?: string } } }[]>(`${group} counting`, (list) =>
    list.map((rule) =>
      rule.statement?.managedRuleGroupStatement?.name === group ? { ...rule, overrideAction: { count: {} } } : rule,
    ),
  );
const startsWith = (searchString: string) => ({
  byteMatchStatement: { searchString, positionalConstraint: "STARTS_WITH", fieldToMatch: { uriPath: {} } },
});
const eachOf = (title: string, change: (one: Record<string, unknown>) => object) =>
  within<Record<string, unknown>[]>(title, (list) => list.map(change));

/** What breaks the edge, property by property, and the rule that is there for it. */
export const breakingEdge: readonly Line[] = [
  // Load balancers
  {
    types: listeners,
    path: "defaultActions",
    values: [
      absent,
      [],
      [{ type: "forward", targetGroupArn: "a" }],
      [{ type: "fixed-response", fixedResponse: { statusCode: "200", contentType: "text/plain" } }],
      [{ type: "redirect", redirect: { protocol: "HTTP", statusCode: "HTTP_301" } }],
      [{ type: "redirect", redirect: { protocol: "HTTPS", statusCode: "HTTP_200" } }],
    ],
    rule: "alb-https-only",
    where: http,
  },
  {
    types: listeners,
    path: "routingHttpResponseStrictTransportSecurityHeaderValue",
    values: [absent, "", "max-age=0; includeSubDomains", "max-age=300; includeSubDomains", "max-age=31536000"],
    rule: "alb-hsts",
    where: https,
  },
  {
    types: listeners,
    path: "routingHttpResponseXContentTypeOptionsHeaderValue",
    values: [absent, ""],
    rule: "alb-hsts",
    where: https,
  },
  {
    types: listeners,
    path: "routingHttpResponseServerEnabled",
    values: [absent, true],
    rule: "alb-hsts",
    where: https,
  },
  {
    types: listeners,
    path: "sslPolicy",
    values: [
      absent,
      "ELBSecurityPolicy-2016-08",
      "ELBSecurityPolicy-TLS-1-0-2015-04",
      "ELBSecurityPolicy-TLS-1-1-2017-01",
      "ELBSecurityPolicy-TLS13-1-0-2021-06",
    ],
    rule: "tls-policy-min",
    where: https,
  },
  {
    types: listeners,
    path: "certificateArn",
    values: [absent, "arn:aws:iam::000000000000:server-certificate/own"],
    rule: "acm-certificate-used",
    where: https,
  },
  {
    types: tokens.listenerRules,
    path: "actions",
    values: [[{ type: "forward", targetGroupArn: "a" }]],
    rule: "alb-metrics-not-public",
    where: ({ name }) => name.endsWith("-hidden"),
  },
  { types: listeners, path: "protocol", values: ["HTTP"], rule: "alb-http-rules-redirect", where: https },
  { types: loadBalancers, path: "dropInvalidHeaderFields", values: [absent, false], rule: "alb-hardened" },
  { types: loadBalancers, path: "desyncMitigationMode", values: ["monitor"], rule: "alb-desync" },
  { types: loadBalancers, path: "accessLogs", values: [absent], rule: "alb-access-logs" },
  { types: loadBalancers, path: "accessLogs.enabled", values: [absent, false], rule: "alb-access-logs" },
  { types: loadBalancers, path: "enableDeletionProtection", values: [absent, false], rule: "alb-deletion-protection" },
  { types: loadBalancers, path: "subnets", values: [absent, ["subnet-0"]], rule: "alb-multi-az" },
  { types: targetGroups, path: "healthCheck", values: [absent], rule: "target-group-health-check" },
  { types: targetGroups, path: "healthCheck.enabled", values: [false], rule: "target-group-health-check" },
  { types: targetGroups, path: "healthCheck.path", values: [absent, "/", "/index.html"], rule: "service-health-path" },

  { types: listeners, path: "", values: [absent], rule: "alb-https-listener", where: https },

  // Web firewalls
  { types: ["aws:wafv2/webAclAssociation:WebAclAssociation"], path: "", values: [absent], rule: "waf-attached" },
  {
    types: webAcls,
    path: "rules",
    values: [
      withoutGroup("AWSManagedRulesCommonRuleSet"),
      counting("AWSManagedRulesCommonRuleSet"),
      within<object[]>("behind one that allows every path", (list) => [
        { name: "early", priority: -1, action: { allow: {} }, statement: startsWith("/") },
        ...list,
      ]),
    ],
    rule: "waf-common-attacks",
  },
  {
    types: webAcls,
    path: "rules",
    values: [withoutGroup("AWSManagedRulesKnownBadInputsRuleSet"), counting("AWSManagedRulesKnownBadInputsRuleSet")],
    rule: "waf-known-bad-inputs",
  },
  { types: webAcls, path: "rules", values: [absent, []], rule: "waf-rate-limit", where: ofLoadBalancer },
  {
    types: webAcls,
    path: "rules",
    values: [
      within<object[]>("without limits", (list) => list.filter((rule) => !JSON.stringify(rule).includes("rateBased"))),
    ],
    rule: "waf-rate-limit",
    where: ofLoadBalancer,
  },
  {
    types: webAcls,
    path: "rules.0.statement.rateBasedStatement",
    values: [
      { limit: 100, aggregateKeyType: "CUSTOM_KEYS", customKeys: [{ header: { name: "user-agent" } }] },
      { limit: 100, scopeDownStatement: startsWith("/api/") },
    ],
    rule: "waf-rate-limit",
    where: ofLoadBalancer,
  },
  {
    types: webAcls,
    path: "rules",
    values: [
      within<object[]>("without the webhook", (list) =>
        list.filter((rule) => !JSON.stringify(rule).includes("webhook")),
      ),
    ],
    rule: "waf-webhook-path",
    where: ({ name }) => name === "doctor-system-firewall-acl",
  },
  { types: logging, path: "", values: [absent], rule: "waf-logging-and-metrics" },
  {
    types: webAcls,
    path: "visibilityConfig.cloudwatchMetricsEnabled",
    values: [false],
    rule: "waf-logging-and-metrics",
  },

  // CloudFront
  {
    types: distributions,
    path: "defaultCacheBehavior.viewerProtocolPolicy",
    values: [absent, "allow-all"],
    rule: "cloudfront-https-only",
  },
  {
    types: distributions,
    path: "viewerCertificate.minimumProtocolVersion",
    values: [absent, "TLSv1", "TLSv1.1_2016"],
    rule: "cloudfront-tls-min",
  },
  {
    types: distributions,
    path: "viewerCertificate",
    values: [{ cloudfrontDefaultCertificate: true }],
    rule: "cloudfront-tls-min",
  },
  {
    types: distributions,
    path: "defaultCacheBehavior.responseHeadersPolicyId",
    values: [absent, "60669652-455b-4ae9-85a4-c4c02393f86c"],
    rule: "cloudfront-headers",
  },
  {
    types: headers,
    path: "securityHeadersConfig.strictTransportSecurity",
    values: [absent, { accessControlMaxAgeSec: 300, includeSubdomains: true, override: true }],
    rule: "cloudfront-headers",
  },
  {
    types: headers,
    path: "securityHeadersConfig.contentTypeOptions",
    values: [absent],
    rule: "cloudfront-headers",
  },
  { types: distributions, path: "webAclId", values: [absent, ""], rule: "cloudfront-waf-attached" },
  {
    types: distributions,
    path: "origins",
    values: [eachOf("asked without a signature", ({ originId, domainName }) => ({ originId, domainName }))],
    rule: "s3-private-behind-cdn",
  },
  {
    types: distributions,
    path: "orderedCacheBehaviors",
    values: [
      eachOf("for every path, unseen", (behavior) => ({
        ...behavior,
        pathPattern: "/*",
        functionAssociations: [],
      })),
    ],
    rule: "cloudfront-metrics-not-public",
    where: ({ inputs }) => JSON.stringify(inputs.origins).includes("customOriginConfig"),
  },
  {
    types: ["aws:ecs/taskDefinition:TaskDefinition"],
    path: "containerDefinitions",
    values: ["*", "https://*.example.org", "http://app.example.org"].map((origin) =>
      inJson<{ environment?: { name: string; value: string }[] }[]>(`from ${origin}`, (list) =>
        list.map((one) => ({
          ...one,
          environment: (one.environment ?? []).map((variable) =>
            /CORS|ORIGIN/.test(variable.name) ? { ...variable, value: origin } : variable,
          ),
        })),
      ),
    ),
    rule: "cors-origins-listed",
    where: ({ inputs }) => /"(CORS_[A-Z_]*|ALLOWED_ORIGINS)"/.test(String(inputs.containerDefinitions)),
  },
];
