import * as fc from "fast-check";
import { provedNames } from "../../../components/edge/certificate";
import { Edge } from "../../../components/edge/edge";
import type { EdgeArgs } from "../../../components/edge/edge";
import { HostedZone } from "../../../components/edge/hosted-zone";
import { webFirewallRules } from "../../../components/edge/web-firewall-rules";
import { edgeArgs } from "./example-edge";
import { register, registerBoth } from "../mocks";

const build = (changes: Partial<EdgeArgs> = {}) => register(() => new Edge("system-edge", { ...edgeArgs, ...changes }));

const loadBalancer = "aws:lb/loadBalancer:LoadBalancer";
const webAcl = "aws:wafv2/webAcl:WebAcl";

describe("the load balancer", () => {
  it("is hardened, logged and cannot be deleted by mistake", async () => {
    const account = await build();
    expect(account.only(loadBalancer).inputs).toMatchObject({
      name: "staging-system-edge",
      internal: false,
      loadBalancerType: "application",
      enableDeletionProtection: true,
      dropInvalidHeaderFields: true,
      desyncMitigationMode: "defensive",
      xffHeaderProcessingMode: "append",
      preserveHostHeader: true,
      enableWafFailOpen: false,
      enableZonalShift: true,
      idleTimeout: 120,
      accessLogs: { bucket: "staging-log-archive", enabled: true },
      connectionLogs: { bucket: "staging-log-archive", enabled: true },
    });
    expect(account.only(loadBalancer).options.protect).toBe(true);
  });

  it("loses its protection only on demand", async () => {
    const account = await build({ protectData: false });
    expect(account.only(loadBalancer).inputs.enableDeletionProtection).toBe(false);
    expect(account.only(loadBalancer).options.protect).toBe(false);
  });

  it("does nothing on port 80 but redirect", async () => {
    const account = await build();
    expect(account.named("system-edge-redirect").inputs).toMatchObject({
      port: 80,
      protocol: "HTTP",
      defaultActions: [
        {
          type: "redirect",
          redirect: {
            protocol: "HTTPS",
            port: "443",
            host: "#{host}",
            path: "/#{path}",
            query: "#{query}",
            statusCode: "HTTP_301",
          },
        },
      ],
    });
  });

  it("speaks TLS 1.2 and 1.3 only and puts the security headers on every answer", async () => {
    const account = await build();
    expect(account.named("system-edge-https").inputs).toMatchObject({
      port: 443,
      protocol: "HTTPS",
      sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
      routingHttpResponseServerEnabled: false,
      routingHttpResponseStrictTransportSecurityHeaderValue: "max-age=31536000; includeSubDomains",
      routingHttpResponseXContentTypeOptionsHeaderValue: "nosniff",
      routingHttpResponseXFrameOptionsHeaderValue: "DENY",
      routingHttpResponseContentSecurityPolicyHeaderValue: "default-src 'none'; frame-ancestors 'none'",
    });
  });

  it("forwards only what is meant for its own name", async () => {
    const account = await build();
    expect(account.named("system-edge-https").inputs.defaultActions).toEqual([
      { type: "fixed-response", fixedResponse: { statusCode: "404", contentType: "text/plain" } },
    ]);
    expect(account.named("system-edge-forwarding").inputs).toMatchObject({
      conditions: [{ hostHeader: { values: ["api.example.org"] } }],
      actions: [{ type: "forward" }],
    });
  });

  it("checks the health of addresses on the service's port", async () => {
    const account = await build({ stickySessions: true });
    expect(account.only("aws:lb/targetGroup:TargetGroup").inputs).toMatchObject({
      name: "staging-system-edge-4000",
      targetType: "ip",
      port: 4000,
      healthCheck: { path: "/health", matcher: "200" },
      stickiness: { type: "lb_cookie", enabled: true },
    });
  });

  it("takes in 80 and 443 from everybody and nothing else", async () => {
    const account = await build();
    const rules = account.ofType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
    expect(rules.map(({ inputs }) => [inputs.fromPort, inputs.toPort, inputs.cidrIpv4]).sort()).toEqual([
      [443, 443, "0.0.0.0/0"],
      [80, 80, "0.0.0.0/0"],
    ]);
  });

  it("gives its target group out only when a listener forwards to it", async () => {
    const account = await build();
    const rule = account.named("system-edge-forwarding");
    const group = account.only("aws:lb/targetGroup:TargetGroup");
    expect(rule.options.dependencies).toContain(group.urn);
    expect(await account.value(account.result.targetGroupArn)).toMatch(/:targetgroup\/staging-system-edge-4000\//);
  });
});

describe("the load balancer's listeners", () => {
  it("answer 404 for the metrics before any rule forwards them", async () => {
    const account = await build();
    expect(account.named("system-edge-hidden").inputs).toMatchObject({
      priority: 10,
      conditions: [{ pathPattern: { values: ["/metrics", "/metrics/*"] } }],
      actions: [{ type: "fixed-response", fixedResponse: { statusCode: "404", contentType: "text/plain" } }],
    });
  });
});

describe("the certificate", () => {
  it("is proved by a record in the zone before the listener uses it", async () => {
    const account = await build();
    expect(account.only("aws:acm/certificate:Certificate").inputs).toMatchObject({
      domainName: "api.example.org",
      validationMethod: "DNS",
    });
    expect(account.named("system-edge-certificate-validation-api.example.org").inputs).toMatchObject({
      zoneId: "Z1",
      name: "_0123456789abcdef.api.example.org.",
      type: "CNAME",
    });
    const validation = account.only("aws:acm/certificateValidation:CertificateValidation");
    expect(account.named("system-edge-https").options.dependencies).toContain(validation.urn);
  });

  it("needs one record for a name and its wildcard", () => {
    expect(provedNames(["example.org", "*.example.org", "api.example.org"])).toEqual([
      "example.org",
      "api.example.org",
    ]);
  });
});

describe("the web firewall", () => {
  it("answers 429 to too many requests and blocks what Amazon's rules find", async () => {
    const account = await build();
    expect(account.only(webAcl).inputs).toMatchObject({
      scope: "REGIONAL",
      defaultAction: { allow: {} },
      rules: [
        {
          name: "rate",
          action: { block: { customResponse: { responseCode: 429 } } },
          statement: { rateBasedStatement: { limit: 200, evaluationWindowSec: 600, aggregateKeyType: "IP" } },
        },
        { name: "reputation", overrideAction: { none: {} } },
        { name: "anonymous", overrideAction: { none: {} } },
        { name: "known-bad-inputs", overrideAction: { none: {} } },
        { name: "common", overrideAction: { none: {} } },
        { name: "sql-injection", overrideAction: { none: {} } },
      ],
    });
  });

  it("logs to a group of the name WAF demands, without credentials and query strings", async () => {
    const account = await build();
    expect(account.only("aws:cloudwatch/logGroup:LogGroup").inputs).toMatchObject({
      name: "aws-waf-logs-staging-system-edge-firewall",
      retentionInDays: 30,
      kmsKeyId: edgeArgs.logsKeyArn,
    });
    expect(
      account.only("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration").inputs.redactedFields,
    ).toEqual([{ singleHeader: { name: "authorization" } }, { singleHeader: { name: "cookie" } }, { queryString: {} }]);
  });

  it("guards the load balancer before any name leads there", async () => {
    const account = await build();
    const association = account.only("aws:wafv2/webAclAssociation:WebAclAssociation");
    expect(association.options.dependencies).toContain(account.only(loadBalancer).urn);
    expect(account.named("system-edge-records-a").inputs).toMatchObject({
      zoneId: "Z1",
      name: "api.example.org",
      type: "A",
      aliases: [{ evaluateTargetHealth: true }],
    });
  });

  it("only counts when told to, in every rule", () => {
    const rules = webFirewallRules({
      mode: "count",
      requestsPerTenMinutes: 200,
      largeBodyPaths: ["/uploads"],
      metricPrefix: "p",
    });
    expect(rules.every((rule) => JSON.stringify(rule.overrideAction ?? rule.action) === '{"count":{}}')).toBe(true);
  });

  it("has one rule per priority, in order, whatever the exceptions", () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^\/[a-z]{1,8}$/), { maxLength: 5 }), (largeBodyPaths) => {
        const rules = webFirewallRules({ mode: "block", requestsPerTenMinutes: 10, largeBodyPaths, metricPrefix: "p" });
        expect(rules.map(({ priority }) => priority)).toEqual(rules.map((_, index) => index));
        expect(rules.some(({ name }) => name === "large-body")).toBe(largeBodyPaths.length > 0);
      }),
    );
  });

  it("lets files through on the named paths only, by the label of each rule that looks into bodies", () => {
    const rules = webFirewallRules({
      mode: "block",
      requestsPerTenMinutes: 200,
      largeBodyPaths: ["/uploads"],
      metricPrefix: "p",
    });
    const except = { notStatement: { statement: { byteMatchStatement: { searchString: "/uploads" } } } };
    for (const name of ["large-body", "attack-in-body"])
      expect(rules.find((rule) => rule.name === name)).toMatchObject({
        action: { block: {} },
        statement: { andStatement: { statements: [{}, except] } },
      });
  });
});

it("creates the same resources in a preview and in an update, each under its component", async () => {
  const { preview, update } = await registerBoth(() => new Edge("system-edge", edgeArgs));
  expect(preview.names()).toEqual(update.names());
  for (const resource of update.resources.slice(1)) {
    expect(resource.name).toMatch(/^system-edge/);
    expect(resource.parentUrn).toBeDefined();
  }
});

it("protects a zone, whose name servers would change with it", async () => {
  const account = await register(() => new HostedZone("system", { domain: "example.org" }));
  expect(account.only("aws:route53/zone:Zone").options.protect).toBe(true);
  expect(await account.value(account.result.nameServers)).toEqual(["ns-1.example.org"]);
});
