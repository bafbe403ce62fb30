import { cloudfrontHeaders } from "../../../policy/rules/edge/cloudfront-headers";
import { cloudfrontHttpsOnly } from "../../../policy/rules/edge/cloudfront-https-only";
import { cloudfrontMetricsNotPublic } from "../../../policy/rules/edge/cloudfront-metrics-not-public";
import { cloudfrontTlsMin } from "../../../policy/rules/edge/cloudfront-tls-min";
import { cloudfrontWafAttached } from "../../../policy/rules/edge/cloudfront-waf-attached";
import { s3PrivateBehindCdn } from "../../../policy/rules/edge/s3-private-behind-cdn";
import type { StackResource } from "../../../policy/stack-view";
import { inStack, judged, judgedTogether, resource, unknown } from "../harness";

const type = "aws:cloudfront/distribution:Distribution";
const files = { originId: "files", domainName: unknown, originAccessControlId: unknown };
const api = {
  originId: "api",
  domainName: unknown,
  customOriginConfig: { originProtocolPolicy: "https-only", originSslProtocols: ["TLSv1.2"] },
};
const behavior = (targetOriginId: string, change: object = {}) => ({
  targetOriginId,
  viewerProtocolPolicy: "redirect-to-https",
  ...change,
});
const site = {
  origins: [files, api],
  defaultCacheBehavior: behavior("files"),
  orderedCacheBehaviors: [{ pathPattern: "/api/*", ...behavior("api") }],
};
const distribution = (change: object = {}) => resource(type, { ...site, ...change });

describe("cloudfront-https-only", () => {
  const says = (found: string, needed: string, setting: string) => [
    `[cloudfront-https-only] subject: found ${found}; needed ${needed}. Change ${setting}.`,
  ];
  const viewers = "redirect-to-https or https-only";

  it.each([
    ["HTTPS everywhere", {}, ["pass"]],
    [
      "refusal instead of a redirect",
      { defaultCacheBehavior: behavior("files", { viewerProtocolPolicy: "https-only" }) },
      ["pass"],
    ],
    [
      "plain HTTP by default",
      { defaultCacheBehavior: behavior("files", { viewerProtocolPolicy: "allow-all" }) },
      says("viewerProtocolPolicy allow-all for *", viewers, "defaultCacheBehavior"),
    ],
    [
      "plain HTTP for one path",
      { orderedCacheBehaviors: [{ pathPattern: "/api/*", ...behavior("api", { viewerProtocolPolicy: "allow-all" }) }] },
      says("viewerProtocolPolicy allow-all for /api/*", viewers, "orderedCacheBehaviors"),
    ],
    [
      "plain HTTP to the origin",
      { origins: [{ ...api, customOriginConfig: { originProtocolPolicy: "http-only" } }] },
      says("originProtocolPolicy http-only for api", "https-only", "origins"),
    ],
    [
      "what the viewers speak",
      { origins: [{ ...api, customOriginConfig: { originProtocolPolicy: "match-viewer" } }] },
      ["pass"],
    ],
    [
      "an old protocol to the origin",
      {
        origins: [
          {
            ...api,
            customOriginConfig: { originProtocolPolicy: "https-only", originSslProtocols: ["TLSv1", "TLSv1.2"] },
          },
        ],
      },
      says("TLSv1 for api", "TLSv1.2", "origins"),
    ],
    [
      "an unknown behaviour",
      { defaultCacheBehavior: unknown },
      ["[cloudfront-https-only] subject: undecided: waits for defaultCacheBehavior."],
    ],
  ])("judges %s", (_, change, expected) => {
    expect(judged(cloudfrontHttpsOnly, distribution(change))).toEqual(expected);
  });
});

describe("cloudfront-tls-min", () => {
  const says = (found: string, needed = "TLSv1.2_2021 or later") => [
    `[cloudfront-tls-min] subject: found ${found}; needed ${needed}. Change viewerCertificate.`,
  ];
  const own = "the ARN of an ACM certificate in us-east-1";

  it.each([
    ["TLS 1.2 of 2021", { acmCertificateArn: unknown, minimumProtocolVersion: "TLSv1.2_2021" }, ["pass"]],
    ["TLS 1.3", { acmCertificateArn: unknown, minimumProtocolVersion: "TLSv1.3_2025" }, ["pass"]],
    [
      "TLS 1.2 of 2018",
      { acmCertificateArn: unknown, minimumProtocolVersion: "TLSv1.2_2018" },
      says("minimumProtocolVersion TLSv1.2_2018"),
    ],
    ["no version", { acmCertificateArn: unknown }, says("minimumProtocolVersion not set")],
    [
      "CloudFront's own certificate",
      { cloudfrontDefaultCertificate: true },
      says("CloudFront's own certificate, which allows TLS 1.0", own),
    ],
    [
      "a certificate of IAM",
      { iamCertificateId: "ASCA1", minimumProtocolVersion: "TLSv1.2_2021" },
      says("an IAM server certificate", own),
    ],
    ["something unknown", unknown, ["[cloudfront-tls-min] subject: undecided: waits for viewerCertificate."]],
  ])("judges %s", (_, viewerCertificate, expected) => {
    expect(judged(cloudfrontTlsMin, distribution({ viewerCertificate }))).toEqual(expected);
  });
});

describe("cloudfront-waf-attached", () => {
  it("wants a web ACL, known or not", () => {
    expect(judged(cloudfrontWafAttached, distribution({ webAclId: unknown }))).toEqual(["pass"]);
    for (const without of [distribution(), distribution({ webAclId: "" })]) {
      expect(judged(cloudfrontWafAttached, without)).toEqual([
        "[cloudfront-waf-attached] subject: found no web ACL; needed a web ACL of the scope CLOUDFRONT. Change webAclId.",
      ]);
    }
  });
});

describe("s3-private-behind-cdn", () => {
  const says = (found: string) => [
    `[s3-private-behind-cdn] subject: found ${found}; needed an origin access control. Change origins.`,
  ];

  it.each([
    ["an access control that is unknown", [files, api], ["pass"]],
    [
      "an older access identity",
      [{ originId: "files", s3OriginConfig: { originAccessIdentity: "origin-access-identity/cloudfront/E1" } }],
      ["pass"],
    ],
    ["neither", [{ originId: "files", domainName: unknown }], says("a bucket without origin access control as files")],
    [
      "an empty identity",
      [{ originId: "files", s3OriginConfig: { originAccessIdentity: "" } }],
      says("a bucket without origin access control as files"),
    ],
    [
      "the website of a bucket",
      [{ originId: "files", domainName: "site.s3-website-eu-west-1.amazonaws.com", customOriginConfig: {} }],
      says("the website endpoint of a public bucket as files"),
    ],
    [
      "a server whose name is unknown",
      [api],
      ["[s3-private-behind-cdn] subject: undecided: waits for origins.0.domainName."],
    ],
    ["a server", [{ ...api, domainName: "api.example.org" }], ["pass"]],
  ])("judges %s", (_, origins, expected) => {
    expect(judged(s3PrivateBehindCdn, distribution({ origins }))).toEqual(
      // The API beside the files waits for its own name.
      origins.length > 1 ? ["[s3-private-behind-cdn] subject: undecided: waits for origins.1.domainName."] : expected,
    );
  });
});

describe("cloudfront-headers", () => {
  const hsts = { accessControlMaxAgeSec: 31_536_000, includeSubdomains: true, override: true };
  const policy = (config: object = {}, id: string | undefined = "policy-1", arn?: string) =>
    inStack("aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy", "headers", {
      ...(arn === undefined ? { id } : { arn }),
      securityHeadersConfig: { strictTransportSecurity: hsts, contentTypeOptions: { override: true }, ...config },
    });
  const behind = (
    first: string | undefined,
    second: string | undefined,
    madeFrom: Record<string, StackResource[]> = {},
  ) =>
    inStack(
      type,
      "site",
      {
        defaultCacheBehavior: { ...behavior("files"), ...(first !== undefined && { responseHeadersPolicyId: first }) },
        orderedCacheBehaviors: [
          {
            pathPattern: "/api/*",
            ...behavior("api"),
            ...(second !== undefined && { responseHeadersPolicyId: second }),
          },
        ],
      },
      madeFrom,
    );
  const both = behind("policy-1", "policy-1");
  const ofPolicy = (found: string, needed: string) => [
    `[cloudfront-headers] headers: found ${found}; needed ${needed}. Change securityHeadersConfig.`,
  ];
  const strict = "HSTS for at least 31536000 s with includeSubdomains";

  it.each([
    ["the headers on every behaviour", [both, policy()], ["pass"]],
    [
      "a behaviour without",
      [behind("policy-1", undefined), policy()],
      [
        "[cloudfront-headers] site: found no response headers policy for /api/*; needed a response headers policy with HSTS and nosniff. Change orderedCacheBehaviors.",
      ],
    ],
    ["no HSTS", [both, policy({ strictTransportSecurity: undefined })], ofPolicy("no HSTS header", strict)],
    [
      "no subdomains",
      [both, policy({ strictTransportSecurity: { ...hsts, includeSubdomains: false } })],
      ofPolicy("HSTS for 31536000 s without subdomains", strict),
    ],
    [
      "an hour",
      [both, policy({ strictTransportSecurity: { ...hsts, accessControlMaxAgeSec: 3600 } })],
      ofPolicy("HSTS for 3600 s with subdomains", strict),
    ],
    [
      "no nosniff",
      [both, policy({ contentTypeOptions: undefined })],
      ofPolicy("no X-Content-Type-Options header", "contentTypeOptions"),
    ],
    [
      "AWS's own policy",
      [behind("policy-1", "67f7725c-6f97-4210-82d7-5512b31e9d03"), policy()],
      [
        "[cloudfront-headers] site: found the managed policy SecurityHeadersPolicy for /api/*; needed HSTS with includeSubdomains. Change orderedCacheBehaviors.",
      ],
    ],
    [
      "a policy from elsewhere",
      [behind("policy-1", "other"), policy()],
      ["[cloudfront-headers] site: undecided: waits for the response headers policy, which is not in this stack."],
    ],
    [
      "an unknown policy",
      [behind("policy-1", unknown), policy()],
      ["[cloudfront-headers] site: undecided: waits for orderedCacheBehaviors.0.responseHeadersPolicyId."],
    ],
  ])("judges %s", (_, resources, expected) => {
    expect(judgedTogether(cloudfrontHeaders, resources)).toEqual(expected);
  });

  it("knows a deployed policy by its ARN, for its id is no property", () => {
    const arn = "arn:aws:cloudfront::000000000000:response-headers-policy/policy-1";
    const deployed = policy({ contentTypeOptions: undefined }, undefined, arn);
    expect(judgedTogether(cloudfrontHeaders, [both, deployed])).toEqual(
      ofPolicy("no X-Content-Type-Options header", "contentTypeOptions"),
    );
    expect(judgedTogether(cloudfrontHeaders, [both, policy({}, undefined, `${arn}1`)])).toEqual(
      expect.arrayContaining([
        "[cloudfront-headers] site: undecided: waits for the response headers policy, which is not in this stack.",
      ]),
    );
  });

  it("follows the dependencies while the id is unknown", () => {
    const made = policy({}, unknown);
    const waiting = behind(unknown, unknown, { defaultCacheBehavior: [made], orderedCacheBehaviors: [made] });
    expect(judgedTogether(cloudfrontHeaders, [waiting, made])).toEqual(["pass"]);
  });
});

describe("cloudfront-metrics-not-public", () => {
  const says = (path: string) => [
    `[cloudfront-metrics-not-public] site: found /metrics forwarded to an origin server by ${path}; needed path patterns without it, or a response at the edge. Change orderedCacheBehaviors.`,
  ];
  const acl = (searchString: string, action: object = { block: {} }) =>
    inStack("aws:wafv2/webAcl:WebAcl", "firewall", {
      arn: "arn:firewall",
      rules: [{ action, statement: { byteMatchStatement: { searchString, fieldToMatch: { uriPath: {} } } } }],
    });
  const sees = { functionAssociations: [{ eventType: "viewer-request", functionArn: unknown }] };
  const toApi = { defaultCacheBehavior: behavior("api"), orderedCacheBehaviors: [] };

  it.each([
    ["files by default and the API by its own paths", {}, [], ["pass"]],
    ["the API by default", toApi, [], says("*")],
    ["a path that takes it", { orderedCacheBehaviors: [{ pathPattern: "/m*", ...behavior("api") }] }, [], says("/m*")],
    ["a function that sees it first", { defaultCacheBehavior: behavior("api", sees) }, [], ["pass"]],
    ["a firewall that stops it", { ...toApi, webAclId: "arn:firewall" }, [acl("/metrics")], ["pass"]],
    ["a firewall that counts it", { ...toApi, webAclId: "arn:firewall" }, [acl("/metrics", { count: {} })], says("*")],
    ["a firewall for something else", { ...toApi, webAclId: "arn:firewall" }, [acl("/admin")], says("*")],
    [
      "unknown behaviours",
      { orderedCacheBehaviors: unknown },
      [],
      ["[cloudfront-metrics-not-public] site: undecided: waits for orderedCacheBehaviors."],
    ],
  ])("judges %s", (_, change, others, expected) => {
    expect(
      judgedTogether(cloudfrontMetricsNotPublic, [inStack(type, "site", { ...site, ...change }), ...others]),
    ).toEqual(expected);
  });
});
