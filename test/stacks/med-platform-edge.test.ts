import * as vm from "node:vm";
import { plainEnvironment } from "../../stacks/settings/environments";
import type { MedPlatform } from "../../stacks/med-platform/med-platform";
import { isSecret, register } from "../components/mocks";
import type { Properties, Registered } from "../components/mocks";
import { settingsOfThree } from "../settings/three-systems";
import { build, revealed } from "./med-platform";

let account: Registered<MedPlatform>;

beforeAll(async () => {
  account = await register(build("production"), { stack: "production" });
});

describe("a release of med-platform", () => {
  it("comes up beside the one that runs, is tried, and goes back when an alarm fires (MP-RBK-01)", () => {
    const service = account.named("med-platform-api-service", "aws:ecs/service:Service").inputs;
    expect(service.deploymentConfiguration).toEqual({ strategy: "BLUE_GREEN", bakeTimeInMinutes: "15" });
    const [balancer] = service.loadBalancers as { advancedConfiguration: Properties; targetGroupArn: string }[];
    const advanced = balancer?.advancedConfiguration ?? {};
    expect(Object.keys(advanced).sort()).toEqual([
      "alternateTargetGroupArn",
      "productionListenerRule",
      "roleArn",
      "testListenerRule",
    ]);
    expect(advanced.alternateTargetGroupArn).not.toBe(balancer?.targetGroupArn);
    expect(service.alarms).toEqual({
      alarmNames: ["production-med-platform-alarms-errors-critical", "production-med-platform-alarms-latency-critical"],
      enable: true,
      rollback: true,
    });
    expect(service.deploymentCircuitBreaker).toEqual({ enable: true, rollback: true });
  });

  it("can be tried from inside the stage only", () => {
    const rules = account
      .ofType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
      .filter(({ inputs }) => inputs.fromPort === 8443);
    expect(rules).toHaveLength(settingsOfThree("production").network.availabilityZones.length);
    expect(rules.filter(({ inputs }) => !/^[\d.]+\/32$/.test(String(inputs.cidrIpv4)))).toEqual([]);
  });
});

describe("the domain of med-platform", () => {
  const distribution = () => account.only("aws:cloudfront/distribution:Distribution").inputs;

  it("answers for the site and the API under one origin (MP-NGX-11, MP-NGX-14, C-31)", () => {
    const { domain } = settingsOfThree("production").medPlatform;
    expect(distribution().aliases).toEqual([domain]);
    const behaviours = distribution().orderedCacheBehaviors as { pathPattern: string; targetOriginId: string }[];
    expect(behaviours.map(({ pathPattern, targetOriginId }) => [pathPattern, targetOriginId])).toEqual([
      ["/api/*", "api"],
      ["/health", "api"],
      ["/assets/*", "files"],
    ]);
    expect((distribution().defaultCacheBehavior as { targetOriginId: string }).targetOriginId).toBe("files");
    expect(distribution()).toMatchObject({ httpVersion: "http2and3", isIpv6Enabled: true });
    const records = account.ofType("aws:route53/record:Record").filter(({ inputs }) => inputs.name === domain);
    expect(records.map(({ inputs }) => [inputs.type, inputs.setIdentifier])).toEqual(
      expect.arrayContaining([
        ["A", "distribution"],
        ["AAAA", "distribution"],
      ]),
    );
    const plain = plainEnvironment("med-platform", settingsOfThree("production"));
    expect(plain.API_BASE_URL).toBe(`https://${domain}/api`);
    expect(plain.CORS_ALLOWED_ORIGINS).toBe(`https://${domain}`);
  });

  it("refuses plain HTTP and old TLS, with HSTS on every behaviour (MP-AUTH-05, MP-NGX-09)", () => {
    const { defaultCacheBehavior, orderedCacheBehaviors, viewerCertificate } = distribution();
    const all = [defaultCacheBehavior, ...(orderedCacheBehaviors as object[])] as Properties[];
    const [policy] = new Set(all.map(({ responseHeadersPolicyId }) => responseHeadersPolicyId));
    expect(all.map((each) => [each.viewerProtocolPolicy, each.responseHeadersPolicyId])).toEqual(
      all.map(() => ["redirect-to-https", policy]),
    );
    const headers = account.only("aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy").inputs;
    expect(headers.securityHeadersConfig).toMatchObject({
      strictTransportSecurity: { accessControlMaxAgeSec: 31_536_000, includeSubdomains: true, override: true },
    });
    expect((viewerCertificate as Properties).minimumProtocolVersion).toBe("TLSv1.2_2025");
  });

  it("falls back to index.html for the site alone, and has no error pages that would hide the API's (MP-NGX-13)", () => {
    const errors = distribution().customErrorResponses as Properties[];
    expect(errors.filter(({ responsePagePath, responseCode }) => responsePagePath ?? responseCode)).toEqual([]);
    const { defaultCacheBehavior, orderedCacheBehaviors } = distribution();
    const functionOf = (behaviour: unknown) =>
      (behaviour as { functionAssociations: { functionArn: string }[] }).functionAssociations[0]?.functionArn;
    const [api, health, assets] = orderedCacheBehaviors as object[];
    expect(functionOf(api)).toBe(functionOf(health));
    expect(functionOf(assets)).toBe(functionOf(defaultCacheBehavior));
    expect(functionOf(api)).not.toBe(functionOf(assets));
    const code = account.named("med-platform-admin-api-request").inputs.code;
    expect(ask(code, "/api/v1/nobody-knows")).toEqual({ uri: "/api/v1/nobody-knows" });
    expect(ask(account.named("med-platform-admin-site-request").inputs.code, "/patients/7")).toEqual({
      uri: "/index.html",
    });
  });

  it.each(["site", "api"])("hides /metrics at the edge, from the function of the %s requests (C-04)", (half) => {
    const { code } = account.named(`med-platform-admin-${half}-request`).inputs;
    for (const uri of ["/metrics", "/metrics/", "/METRICS", "//metrics", "/api/../metrics", "/%6detrics"]) {
      expect(ask(code, uri)).toEqual({ statusCode: 404 });
    }
  });

  it("hides /metrics at the load balancer, on both of its ways (C-04)", () => {
    const listeners = account.ofType("aws:lb/listener:Listener").filter(({ inputs }) => inputs.protocol === "HTTPS");
    expect(listeners.map(({ inputs }) => inputs.port).sort()).toEqual([443, 8443]);
    const rules = account.ofType("aws:lb/listenerRule:ListenerRule").map(({ inputs }) => inputs);
    const hidden = rules.filter(({ actions }) => (actions as Properties[])[0]?.type === "fixed-response");
    expect(hidden.map(({ conditions, priority }) => [conditions, priority])).toEqual([
      [[{ pathPattern: { values: ["/metrics", "/metrics/*"] } }], 10],
      [[{ pathPattern: { values: ["/metrics", "/metrics/*"] } }], 10],
    ]);
    expect(new Set(hidden.map(({ listenerArn }) => listenerArn)).size).toBe(2);
    const forwarding = rules.filter(({ actions }) => (actions as Properties[])[0]?.type === "forward");
    expect(forwarding.map(({ priority }) => priority)).toEqual([100, 100]);
  });

  it("is reached through CloudFront only: nobody else knows the header (C-31)", () => {
    const rule = account.named("med-platform-forwarding", "aws:lb/listenerRule:ListenerRule").inputs;
    const conditions = revealed(rule.conditions) as { httpHeader?: { httpHeaderName: string; values: string[] } }[];
    const demanded = conditions.find(({ httpHeader }) => httpHeader)?.httpHeader;
    expect(demanded?.httpHeaderName).toBe("x-origin-verify");
    expect(demanded?.values).toHaveLength(1);
    const origins = revealed(distribution().origins) as { originId: string; customHeaders?: object[] }[];
    expect(origins.find(({ originId }) => originId === "api")?.customHeaders).toEqual([
      { name: "x-origin-verify", value: demanded?.values[0] },
    ]);
    expect(isSecret(distribution().origins) && isSecret(rule.conditions)).toBe(true);
    const listener = account.named("med-platform-https", "aws:lb/listener:Listener").inputs;
    expect(listener.defaultActions).toMatchObject([{ type: "fixed-response", fixedResponse: { statusCode: "404" } }]);
  });

  it("keeps the files private to its distribution (MP-PERF-05)", () => {
    const origins = revealed(distribution().origins) as Properties[];
    expect(origins.find(({ originId }) => originId === "files")?.originAccessControlId).toBeDefined();
    const block = account.named("med-platform-admin-files-access-block").inputs;
    expect(block).toMatchObject({ blockPublicAcls: true, blockPublicPolicy: true, restrictPublicBuckets: true });
  });

  it("limits how often one address may sign in where the client's address is known (MP-HST-09, MP-AUTH-08)", () => {
    const lists = account.ofType("aws:wafv2/webAcl:WebAcl").map(({ inputs }) => inputs);
    expect(lists.map(({ scope }) => scope).sort()).toEqual(["CLOUDFRONT", "REGIONAL"]);
    const rulesOf = (scope: string) =>
      lists.find((list) => list.scope === scope)?.rules as { name: string; statement: Properties }[];
    const limitOf = (name: string) =>
      rulesOf("CLOUDFRONT").find((rule) => rule.name === name)?.statement.rateBasedStatement as Properties;
    expect(limitOf("sign-in")).toMatchObject({ limit: 100, aggregateKeyType: "IP" });
    expect(JSON.stringify(limitOf("sign-in").scopeDownStatement)).toMatch(/"\/api\/auth\/".*"\/api\/v1\/auth\/"/);
    expect(limitOf("rate")).toMatchObject({ aggregateKeyType: "IP" });
    // Twilio and SendGrid have limits of their own.
    const counted = JSON.stringify(limitOf("rate").scopeDownStatement);
    expect(counted).toMatch(/^\{"notStatement".*"\/api\/v1\/webhooks\/twilio".*"\/api\/v1\/webhooks\/sendgrid"/);
    expect(limitOf("rate-webhook-1")).toMatchObject({ limit: 6000, aggregateKeyType: "IP" });
    expect(limitOf("rate-webhook-2")).toMatchObject({ limit: 6000, aggregateKeyType: "IP" });
    expect(JSON.stringify(rulesOf("REGIONAL"))).toContain("AWSManagedRulesCommonRuleSet");
    expect(JSON.stringify(rulesOf("REGIONAL"))).not.toContain("rateBasedStatement");
  });

  it("can be led elsewhere by DNS, and can say that it is being worked on (MP-RBK-04)", async () => {
    const standby = { dnsName: "old.eu-west-1.elb.amazonaws.com", dnsZoneId: "Z32O12XQLNTSW2", share: 30 };
    const moved = await register(build("staging", { "med-platform/rollback": { serves: "maintenance", standby } }));
    const { domain } = settingsOfThree("staging").medPlatform;
    const weights = moved
      .ofType("aws:route53/record:Record")
      .filter(({ inputs }) => inputs.name === domain)
      .map(({ inputs }) => [inputs.setIdentifier, (inputs.weightedRoutingPolicies as { weight: number }[])[0]?.weight]);
    expect(weights.sort()).toEqual([
      ["distribution", 70],
      ["distribution", 70],
      ["standby", 30],
      ["standby", 30],
    ]);
    const { code } = moved.named("med-platform-admin-api-request").inputs;
    expect(ask(code, "/api/v1/patients")).toEqual({ statusCode: 503 });
    expect(ask(code, "/health")).toEqual({ uri: "/health" });
  });
});

/** What the function at the edge makes of a request: the status of an answer, or the path it goes on with. */
function ask(code: unknown, uri: string): { readonly statusCode: number } | { readonly uri: string } {
  const script = `${String(code)}; handler(${JSON.stringify({ request: { method: "GET", uri, headers: {} } })})`;
  const answer = vm.runInNewContext(script) as { statusCode?: number; uri?: string };
  return answer.statusCode === undefined ? { uri: answer.uri ?? "" } : { statusCode: answer.statusCode };
}
