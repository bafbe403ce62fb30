import * as pulumi from "@pulumi/pulumi";
import { existsSync } from "node:fs";
import path from "node:path";
import { StaticSite } from "../../../components/edge/static-site";
import type { StaticSiteArgs } from "../../../components/edge/static-site";
import { isSecret, register, registerBoth } from "../mocks";
import type { RegisterOptions } from "../mocks";
import { ofSite } from "../thresholds";

const args: StaticSiteArgs = {
  ...ofSite,
  stage: "staging",
  accountId: "000000000000",
  domainName: "admin.example.org",
  zoneId: "Z1",
  global: {
    routing: {
      topicArns: { critical: "arn:critical", warning: "arn:warning", info: "arn:info" },
      runbookUrl: "https://runbooks.example.org",
    },
    logsKeyArn: "arn:aws:kms:us-east-1:000000000000:key/logs",
  },
  logBucketArn: "arn:aws:s3:::staging-log-archive-000000000000",
  logRetentionDays: 30,
  webFirewall: { requestsPerTenMinutes: 2000 },
};

const api: StaticSiteArgs["api"] = {
  dnsName: "staging-edge-1.eu-west-1.elb.amazonaws.com",
  verifyValue: "proof",
  certificateArn: "arn:aws:acm:eu-west-1:000000000000:certificate/regional",
};

const computed: RegisterOptions["computed"] = {
  "aws:cloudfront/distribution:Distribution": () => ({
    id: "E0123456789ABC",
    arn: "arn:aws:cloudfront::000000000000:distribution/E0123456789ABC",
    domainName: "d0123456789abc.cloudfront.net",
  }),
};

const site = (changes: Partial<StaticSiteArgs> = {}) => new StaticSite("system-admin", { ...args, ...changes });
const build = (changes: Partial<StaticSiteArgs> = {}) => register(() => site(changes), { computed });

const cachedErrors = [400, 403, 404, 405, 414, 500, 501, 502, 503, 504];
const neverCached = cachedErrors.map((errorCode) => ({ errorCode, errorCachingMinTtl: 0 }));
const distribution = "aws:cloudfront/distribution:Distribution";
const record = "aws:route53/record:Record";

interface Behavior {
  readonly pathPattern?: string;
  readonly targetOriginId: string;
  readonly viewerProtocolPolicy: string;
  readonly responseHeadersPolicyId: string;
  readonly cachePolicyId: string;
  readonly originRequestPolicyId?: string;
  readonly compress: boolean;
  readonly allowedMethods: string[];
  readonly functionAssociations: { eventType: string; functionArn: string }[];
}

const behaviorsOf = (inputs: Readonly<Record<string, unknown>>): Behavior[] => [
  inputs.defaultCacheBehavior as Behavior,
  ...(inputs.orderedCacheBehaviors as Behavior[]),
];

describe.each([
  ["a site alone", undefined],
  ["a site with its API", api],
])("%s", (_, behindIt) => {
  it("sends everybody to HTTPS with TLS 1.2 of 2025, HTTP/2 and HTTP/3, and neither hides nor caches an error of the API", async () => {
    const { inputs, options } = (await build({ api: behindIt })).only(distribution);
    expect(inputs).toMatchObject({
      enabled: true,
      aliases: ["admin.example.org"],
      httpVersion: "http2and3",
      isIpv6Enabled: true,
      defaultRootObject: "index.html",
      viewerCertificate: { sslSupportMethod: "sni-only", minimumProtocolVersion: "TLSv1.2_2025" },
    });
    expect(inputs.customErrorResponses).toEqual(behindIt && neverCached);
    expect(options.protect).toBe(true);
    for (const behavior of behaviorsOf(inputs)) {
      expect(behavior).toMatchObject({ viewerProtocolPolicy: "redirect-to-https", compress: true });
    }
  });

  it("puts HSTS and its sisters on every behaviour, and a function before each", async () => {
    const account = await build({ api: behindIt });
    const policy = account.only("aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy");
    expect(policy.inputs.securityHeadersConfig).toMatchObject({
      strictTransportSecurity: {
        accessControlMaxAgeSec: 31_536_000,
        includeSubdomains: true,
        preload: false,
        override: true,
      },
      contentTypeOptions: { override: true },
      frameOptions: { frameOption: "DENY", override: true },
      referrerPolicy: { referrerPolicy: "strict-origin-when-cross-origin" },
      contentSecurityPolicy: { override: false },
    });
    for (const behavior of behaviorsOf(account.only(distribution).inputs)) {
      expect(behavior.responseHeadersPolicyId).toBe("system-admin-headers-id");
      expect(behavior.functionAssociations).toMatchObject([{ eventType: "viewer-request" }]);
    }
  });

  it("keeps its files in a private bucket that this distribution alone may read", async () => {
    const account = await build({ api: behindIt });
    const { policy } = account.only("aws:s3/bucketPolicy:BucketPolicy").inputs;
    const { Statement } = JSON.parse(policy as string) as { Statement: { Sid: string }[] };
    expect(Statement.find(({ Sid }) => Sid === "DistributionReads")).toEqual({
      Sid: "DistributionReads",
      Effect: "Allow",
      Principal: { Service: ["cloudfront.amazonaws.com"] },
      Action: ["s3:GetObject"],
      Resource: ["arn:aws:s3:::staging-system-admin-files-000000000000/*"],
      Condition: {
        StringEquals: { "aws:SourceArn": "arn:aws:cloudfront::000000000000:distribution/E0123456789ABC" },
      },
    });
    expect(account.only("aws:cloudfront/originAccessControl:OriginAccessControl").inputs).toMatchObject({
      originAccessControlOriginType: "s3",
      signingBehavior: "always",
      signingProtocol: "sigv4",
    });
  });

  it("has certificate, firewall, logs and alarms in us-east-1", async () => {
    const account = await build({ api: behindIt });
    for (const type of [
      "aws:acm/certificate:Certificate",
      "aws:acm/certificateValidation:CertificateValidation",
      "aws:wafv2/webAcl:WebAcl",
      "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
      "aws:cloudwatch/logGroup:LogGroup",
      "aws:cloudwatch/logDeliverySource:LogDeliverySource",
      "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination",
      "aws:cloudwatch/logDelivery:LogDelivery",
    ]) {
      expect(account.only(type).inputs.region).toBe("us-east-1");
    }
    const regions = account.ofType("aws:cloudwatch/metricAlarm:MetricAlarm").map(({ inputs }) => inputs.region);
    expect(new Set(regions)).toEqual(new Set(["us-east-1"]));
    expect(account.only("aws:wafv2/webAcl:WebAcl").inputs.scope).toBe("CLOUDFRONT");
    expect(account.ofType("aws:wafv2/webAclAssociation:WebAclAssociation")).toEqual([]);
  });

  it("is the same set of resources in a preview", async () => {
    const { preview, update } = await registerBoth(() => site({ api: behindIt }), { computed });
    expect(preview.names()).toEqual(update.names());
  });

  it("registers what it hands out", async () => {
    const account = await build({ api: behindIt });
    expect(account.only("care-platform:edge:StaticSite").outputs).toEqual({
      bucketName: "staging-system-admin-files-000000000000",
      bucketArn: "arn:aws:s3:::staging-system-admin-files-000000000000",
      distributionId: "E0123456789ABC",
      distributionArn: "arn:aws:cloudfront::000000000000:distribution/E0123456789ABC",
      distributionDomainName: "d0123456789abc.cloudfront.net",
      url: "https://admin.example.org",
      trustedProxyHops: 2,
    });
  });
});

describe("a site alone", () => {
  it("has one origin, keeps hashed assets for long and documents as long as they say", async () => {
    const account = await build();
    const { inputs } = account.only(distribution);
    expect(inputs.origins).toMatchObject([{ originId: "files" }]);
    const [documents, assets, ...more] = behaviorsOf(inputs);
    expect(more).toEqual([]);
    expect(documents).toMatchObject({ cachePolicyId: "system-admin-documents-id", allowedMethods: ["GET", "HEAD"] });
    expect(assets).toMatchObject({ pathPattern: "/assets/*", cachePolicyId: "system-admin-assets-id" });
    expect(account.named("system-admin-documents").inputs).toMatchObject({ minTtl: 0, defaultTtl: 0 });
    expect(account.named("system-admin-assets").inputs).toMatchObject({ minTtl: 0, defaultTtl: 31_536_000 });
  });

  it("refuses plain HTTP, keeps assets and lets pages call other origins as its owner decides", async () => {
    const account = await build({
      strictTransportSeconds: 86_400,
      assetCacheSeconds: 3600,
      pageOrigins: { connections: ["https://api.example.org"] },
    });
    expect(account.named("system-admin-assets").inputs.defaultTtl).toBe(3600);
    const headers = account.named("system-admin-headers").inputs.securityHeadersConfig as {
      strictTransportSecurity: object;
      contentSecurityPolicy: { contentSecurityPolicy: string };
    };
    expect(headers.strictTransportSecurity).toMatchObject({ accessControlMaxAgeSec: 86_400, includeSubdomains: true });
    expect(headers.contentSecurityPolicy.contentSecurityPolicy).toMatch(
      / connect-src 'self' https:\/\/api\.example\.org$/,
    );
  });

  it("proves its certificate itself", async () => {
    const account = await build();
    expect(account.ofType(record).filter(({ inputs }) => inputs.type === "CNAME")).toHaveLength(1);
  });
});

describe("a site with its API", () => {
  it("sends /api/* and /health to the load balancer over TLS, whole and never from a cache", async () => {
    const account = await build({ api });
    const behaviors = (account.only(distribution).inputs.orderedCacheBehaviors as Behavior[]).filter(
      ({ targetOriginId }) => targetOriginId === "api",
    );
    expect(behaviors.map(({ pathPattern }) => pathPattern)).toEqual(["/api/*", "/health"]);
    for (const behavior of behaviors) {
      expect(behavior).toMatchObject({
        cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
        originRequestPolicyId: "216adef6-5c7f-47e4-b989-5492eafa07d3",
      });
      expect(behavior.allowedMethods).toHaveLength(7);
    }
  });

  it("proves itself to the load balancer by a header, which stays a secret", async () => {
    const account = await register(
      () => site({ api: { dnsName: "edge", certificateArn: "arn:regional", verifyValue: pulumi.secret("proof") } }),
      { computed },
    );
    const { origins } = account.only(distribution).inputs;
    expect(isSecret(origins)).toBe(true);
    expect(JSON.stringify(origins)).toContain('"x-origin-verify"');
    const { inputs } = account.only("care-platform:edge:StaticSite");
    expect(JSON.stringify(inputs)).not.toContain("proof");
  });

  it("uses the records of the load balancer's certificate, for a second set would be refused", async () => {
    const account = await build({ api });
    expect(account.ofType(record).filter(({ inputs }) => inputs.type === "CNAME")).toEqual([]);
  });
});

describe("the records of a site", () => {
  const standby = { dnsName: "old.example.net", dnsZoneId: "Z2", share: 100 };

  it("are weighted from the first day, for IPv4 and IPv6, and ask nothing about health", async () => {
    const records = (await build({ api })).ofType(record);
    expect(records.map(({ inputs }) => inputs.type).sort()).toEqual(["A", "AAAA"]);
    for (const { inputs } of records) {
      expect(inputs).toMatchObject({
        name: "admin.example.org",
        setIdentifier: "distribution",
        weightedRoutingPolicies: [{ weight: 100 }],
        aliases: [{ name: "d0123456789abc.cloudfront.net", zoneId: "Z2FDTNDATAQYW2", evaluateTargetHealth: false }],
      });
    }
  });

  it("lead elsewhere by one number, and leave those that are there as they are", async () => {
    const before = await build({ api });
    const after = await build({ api, standby });
    expect(after.names()).toEqual(expect.arrayContaining(before.names()));
    expect(after.named("system-admin-records-distribution-a").inputs.weightedRoutingPolicies).toEqual([{ weight: 0 }]);
    expect(after.named("system-admin-records-standby-a").inputs).toMatchObject({
      setIdentifier: "standby",
      weightedRoutingPolicies: [{ weight: 100 }],
      aliases: [{ name: "old.example.net", zoneId: "Z2" }],
    });
  });

  it("wait until the distribution can read its files", async () => {
    const account = await build();
    const policy = account.only("aws:s3/bucketPolicy:BucketPolicy");
    expect(account.named("system-admin-records-distribution-a").options.dependencies).toContain(policy.urn);
  });
});

it("tells visitors to come back later on demand", async () => {
  const account = await build({ api, serves: "maintenance" });
  const codes = account.ofType("aws:cloudfront/function:Function").map(({ inputs }) => inputs.code);
  expect(codes).toEqual([1, 2].map(() => expect.stringContaining("const maintenance = true") as string));
});

it("logs neither query strings nor cookies, and into the stage's own bucket", async () => {
  const account = await build();
  const fields = account.only("aws:cloudwatch/logDelivery:LogDelivery").inputs.recordFields as string[];
  expect(fields).toEqual(expect.arrayContaining(["c-ip", "cs-uri-stem", "sc-status"]));
  expect(fields.filter((field) => /query|cookie|referer|forwarded/i.test(field))).toEqual([]);
  expect(account.only("aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination").inputs).toMatchObject({
    deliveryDestinationConfiguration: { destinationResourceArn: args.logBucketArn },
  });
});

it("leads every alarm to a topic and to a runbook that is there", async () => {
  const account = await build({ api });
  const alarms = account.ofType("aws:cloudwatch/metricAlarm:MetricAlarm");
  expect(alarms).toHaveLength(6);
  for (const { inputs } of alarms) {
    expect(inputs.alarmActions).toEqual([expect.stringMatching(/^arn:(critical|warning)$/)]);
    const [, page] =
      /Runbook: https:\/\/runbooks\.example\.org\/([a-z-]+\.md)$/.exec(String(inputs.alarmDescription)) ?? [];
    expect(existsSync(path.join(__dirname, "../../../docs/runbooks", page ?? ""))).toBe(true);
  }
});
