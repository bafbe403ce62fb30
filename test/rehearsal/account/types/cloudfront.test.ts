import type { WireObject } from "../../../../rehearsal/account/resource-type";
import { ServiceAccount, refusalOf } from "./service-account";
import type { Created } from "./service-account";

const distributionType = "aws:cloudfront/distribution:Distribution";
const accessControlType = "aws:cloudfront/originAccessControl:OriginAccessControl";
const functionType = "aws:cloudfront/function:Function";
const cachePolicyType = "aws:cloudfront/cachePolicy:CachePolicy";
const headersPolicyType = "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy";
const sourceType = "aws:cloudwatch/logDeliverySource:LogDeliverySource";

const managedPolicy = "658327ea-f89d-4fab-a63d-7e88639e58f6";
const regionalAcl = "arn:aws:wafv2:eu-west-1:000000000000:regional/webacl/edge/1";
const certificate = "arn:aws:acm:us-east-1:000000000000:certificate/1";

const behavior = {
  targetOriginId: "files",
  viewerProtocolPolicy: "redirect-to-https",
  allowedMethods: ["GET", "HEAD"],
  cachedMethods: ["GET", "HEAD"],
  cachePolicyId: managedPolicy,
};
const distribution = {
  enabled: true,
  aliases: ["admin.example.org"],
  origins: [{ originId: "files", domainName: "logs.s3.eu-west-1.amazonaws.com" }],
  defaultCacheBehavior: behavior,
  restrictions: { geoRestriction: { restrictionType: "none" } },
  viewerCertificate: {
    acmCertificateArn: certificate,
    sslSupportMethod: "sni-only",
    minimumProtocolVersion: "TLSv1.2_2025",
  },
};

/** An account with certificates for one name: issued in us-east-1, waiting there, and issued elsewhere. */
function account(): ServiceAccount {
  const made = new ServiceAccount();
  const names = { subjectAlternativeNames: ["*.example.org"], domainName: "*.example.org" };
  const put = (arn: string, body: WireObject) => {
    made.put("aws:acm/certificate:Certificate", arn, { arn, ...names, ...body });
  };
  put(certificate, { certificateBody: "imported" });
  put("arn:aws:acm:us-east-1:000000000000:certificate/waiting", {});
  put("arn:aws:acm:eu-west-1:000000000000:certificate/regional", { certificateBody: "imported" });
  return made;
}

const withCertificate = (acmCertificateArn: string) => ({
  ...distribution,
  viewerCertificate: { ...distribution.viewerCertificate, acmCertificateArn },
});

describe("a distribution", () => {
  it("has CloudFront's shapes of id, ARN, name and zone", () => {
    const { id, state } = account().create(distributionType, distribution);
    expect(id).toMatch(/^E[0-9A-F]{13}$/);
    expect(state).toMatchObject({
      arn: `arn:aws:cloudfront::000000000000:distribution/${id}`,
      hostedZoneId: "Z2FDTNDATAQYW2",
      status: "Deployed",
    });
    expect(state.domainName).toMatch(/^d[0-9a-f]{13}\.cloudfront\.net$/);
  });

  it.each<[string, WireObject, string]>([
    [
      "a certificate of another region",
      withCertificate("arn:aws:acm:eu-west-1:000000000000:certificate/regional"),
      "InvalidViewerCertificate",
    ],
    [
      "a certificate that waits",
      withCertificate("arn:aws:acm:us-east-1:000000000000:certificate/waiting"),
      "InvalidViewerCertificate",
    ],
    [
      "a certificate that is not there",
      withCertificate("arn:aws:acm:us-east-1:000000000000:certificate/none"),
      "InvalidViewerCertificate",
    ],
    [
      "a name the certificate does not cover",
      { ...distribution, aliases: ["deep.admin.example.org"] },
      "InvalidViewerCertificate",
    ],
    [
      "a name without a certificate",
      { ...distribution, viewerCertificate: { cloudfrontDefaultCertificate: true } },
      "InvalidViewerCertificate",
    ],
    [
      "no name and no certificate",
      { ...distribution, aliases: [], viewerCertificate: { cloudfrontDefaultCertificate: true } },
      "accepted",
    ],
    [
      "a TLS policy of its own making",
      { ...distribution, viewerCertificate: { ...distribution.viewerCertificate, minimumProtocolVersion: "TLSv1.4" } },
      "InvalidArgument",
    ],
    [
      "a behaviour to nowhere",
      { ...distribution, defaultCacheBehavior: { ...behavior, targetOriginId: "lost" } },
      "NoSuchOrigin",
    ],
    [
      "two behaviours of one path",
      { ...distribution, orderedCacheBehaviors: [1, 2].map(() => ({ ...behavior, pathPattern: "/a" })) },
      "InvalidArgument",
    ],
    [
      "no cache policy",
      { ...distribution, defaultCacheBehavior: { ...behavior, cachePolicyId: undefined } },
      "InvalidArgument",
    ],
    [
      "a cache policy that cannot be",
      { ...distribution, defaultCacheBehavior: { ...behavior, cachePolicyId: "none" } },
      "NoSuchCachePolicy",
    ],
    [
      "an access control that is not there",
      { ...distribution, origins: [{ ...distribution.origins[0], originAccessControlId: "E1" }] },
      "InvalidOriginAccessControl",
    ],
    ["a firewall of a region", { ...distribution, webAclId: regionalAcl }, "InvalidWebACLId"],
    ["a price class of its own making", { ...distribution, priceClass: "PriceClass_Africa" }, "InvalidArgument"],
  ])("%s", (_, inputs, code) => {
    const made = account();
    made.put("aws:wafv2/webAcl:WebAcl", "regional", { arn: regionalAcl });
    expect(refusalOf(() => made.create(distributionType, inputs))).toBe(code);
  });

  it("has its names to itself", () => {
    const made = account();
    made.create(distributionType, distribution);
    expect(refusalOf(() => made.create(distributionType, distribution))).toBe("CNAMEAlreadyExists");
    expect(refusalOf(() => made.create(distributionType, { ...distribution, aliases: ["www.example.org"] }))).toBe(
      "accepted",
    );
  });

  it("keeps what it uses from being deleted", () => {
    const made = account();
    const accessControl = made.create(accessControlType, {
      name: "files",
      originAccessControlOriginType: "s3",
      signingBehavior: "always",
      signingProtocol: "sigv4",
    });
    const request = made.create(functionType, {
      name: "request",
      runtime: "cloudfront-js-2.0",
      code: "function handler(event) {}",
    });
    const cachePolicy = made.create(cachePolicyType, {
      name: "documents",
      parametersInCacheKeyAndForwardedToOrigin: {
        cookiesConfig: { cookieBehavior: "none" },
        headersConfig: { headerBehavior: "none" },
        queryStringsConfig: { queryStringBehavior: "none" },
      },
    });
    const headers = made.create(headersPolicyType, { name: "headers", securityHeadersConfig: {} });
    const site = made.create(distributionType, {
      ...distribution,
      origins: [{ ...distribution.origins[0], originAccessControlId: accessControl.id }],
      defaultCacheBehavior: {
        ...behavior,
        cachePolicyId: cachePolicy.id,
        responseHeadersPolicyId: headers.id,
        functionAssociations: [{ eventType: "viewer-request", functionArn: request.state.arn }],
      },
    });
    const deletions: [string, Created, string][] = [
      [accessControlType, accessControl, "OriginAccessControlInUse"],
      [functionType, request, "FunctionInUse"],
      [cachePolicyType, cachePolicy, "CachePolicyInUse"],
      [headersPolicyType, headers, "ResponseHeadersPolicyInUse"],
    ];
    for (const [type, used, code] of deletions)
      expect(
        refusalOf(() => {
          made.delete(type, used);
        }),
      ).toBe(code);
    made.delete(distributionType, site);
    for (const [type, used] of deletions)
      expect(
        refusalOf(() => {
          made.delete(type, used);
        }),
      ).toBe("accepted");
  });
});

describe("a function", () => {
  it.each<[string, WireObject, string]>([
    ["of an unknown runtime", { runtime: "nodejs22.x" }, "InvalidArgument"],
    ["larger than 10 KB", { code: "x".repeat(10_241) }, "FunctionSizeLimitExceeded"],
  ])("%s is refused", (_, changes, code) => {
    const inputs = { name: "request", runtime: "cloudfront-js-2.0", code: "function handler(event) {}", ...changes };
    expect(refusalOf(() => account().create(functionType, inputs))).toBe(code);
  });
});

describe("the delivery of CloudFront's logs", () => {
  it("is set up in us-east-1 and once per distribution", () => {
    const made = account();
    const { state } = made.create(distributionType, distribution);
    const source = { logType: "ACCESS_LOGS", resourceArn: state.arn };
    expect(refusalOf(() => made.create(sourceType, { ...source, name: "regional" }))).toBe("ValidationException");
    const inUsEast1 = { ...source, region: "us-east-1" };
    expect(refusalOf(() => made.create(sourceType, { ...inUsEast1, name: "one" }))).toBe("accepted");
    expect(refusalOf(() => made.create(sourceType, { ...inUsEast1, name: "two" }))).toBe("ConflictException");
  });
});

describe("two certificates for one name", () => {
  it("ask for the same record, which can be made once", () => {
    const made = new ServiceAccount();
    const record = (region: string) => {
      const inputs = { domainName: "example.org", validationMethod: "DNS", region };
      const [option] = made.create("aws:acm/certificate:Certificate", inputs).state
        .domainValidationOptions as WireObject[];
      return option;
    };
    expect(record("us-east-1")).toEqual(record("eu-west-1"));
  });
});
