import type { types } from "@pulumi/aws";
import * as cloudfront from "@pulumi/aws/cloudfront";
import type * as pulumi from "@pulumi/pulumi";
import { cloudFrontHeaders } from "./cloudfront-headers";
import { physicalName } from "../naming";
import type { Stage } from "../naming";
import type { BucketStatement } from "../data/private-bucket";

type Behavior = types.input.cloudfront.DistributionOrderedCacheBehavior;
type Origin = types.input.cloudfront.DistributionOrigin;

/** The header that proves to a load balancer that a request came through the site's own distribution. */
export const originVerifyHeader = "x-origin-verify";

/** A load balancer that answers for some paths of the site. */
export interface ApiOrigin {
  /** The load balancer's DNS name; it must have a certificate for the site's name, which requests use. */
  dnsName: pulumi.Input<string>;
  /** The value of the header that proves the origin of a request; the load balancer must require it. */
  verifyValue: pulumi.Input<string>;
  /** Seconds the load balancer may take to answer, 1 to 120. @default 60 */
  readTimeout?: number;
  /** The path patterns that CloudFront forwards to it. @default ["/api/*", "/health"] */
  paths?: readonly string[];
}

/** The inputs of a distribution. */
export interface CloudFrontDistributionArgs {
  stage: Stage;
  /** The name it answers for. */
  domainName: string;
  /** The ARN of an issued certificate for that name in us-east-1. */
  certificateArn: pulumi.Input<string>;
  /** The ARN of a web firewall of the scope CLOUDFRONT. */
  webAclArn: pulumi.Input<string>;
  /** The name of the bucket of the files in its region's DNS. */
  bucketDomainName: pulumi.Input<string>;
  /** The API on the same host. @default none */
  api?: ApiOrigin;
  /** The Content-Security-Policy of the pages. */
  contentSecurityPolicy: string;
  /** Seconds a browser refuses plain HTTP after its last visit. */
  strictTransportSeconds: number;
  /** Paths of immutable files with hashed names from a bundler. */
  assetPaths: readonly string[];
  /** Seconds to cache an asset without Cache-Control. */
  assetCacheSeconds: number;
  /** The ARN of the function that sees the requests for files, and of the one for the API. */
  functionArns: { site: pulumi.Input<string>; api?: pulumi.Input<string> };
  /** The locations CloudFront serves from; Africa is in 200 and All. */
  priceClass: "PriceClass_100" | "PriceClass_200" | "PriceClass_All";
  /** The oldest TLS version and cipher list. */
  tlsPolicy: string;
}

/** The default paths of the API (C-04). */
export const defaultApiPaths: readonly string[] = ["/api/*", "/health"];

/**
 * Policies that AWS manages, by their fixed ids. Source: CloudFront Developer Guide, "Use managed cache policies" and "Use
 * managed origin request policies".
 */
const managed = {
  cachingDisabled: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
  allViewer: "216adef6-5c7f-47e4-b989-5492eafa07d3",
} as const;

/** The maximum seconds to cache a document. */
const oneYear = 31_536_000;

/**
 * The status codes with a configurable cache time; CloudFront caches other errors for 10 seconds, by path alone.
 * Source: CloudFront Developer Guide, "Control how long CloudFront caches errors".
 */
const cachedErrors = [400, 403, 404, 405, 414, 500, 501, 502, 503, 504] as const;

const everyMethod = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];
const readingMethods = ["GET", "HEAD"];

/**
 * A distribution that redirects to HTTPS, adds the security headers on every behaviour, and has no custom error
 * pages: these apply to a whole distribution, and would replace the API's errors by a page (MP-NGX-13).
 */
export function cloudFrontDistribution(
  name: string,
  args: CloudFrontDistributionArgs,
  options: pulumi.CustomResourceOptions,
): cloudfront.Distribution {
  const { api, assetPaths } = args;
  // Only stateful resources need protection; the policies can be recreated in a minute.
  const child = { ...options, protect: false };
  const headersPolicyId = cloudFrontHeaders(name, args, child).id;
  const files = (cachePolicyId: pulumi.Input<string>) =>
    fileBehavior({ headersPolicyId, cachePolicyId, functionArn: args.functionArns.site });
  const assetsPolicyId = assetPaths.length > 0 ? assetsCachePolicy(name, args, child).id : undefined;
  const apiBehaviors = (api?.paths ?? defaultApiPaths).map((path) =>
    apiBehavior(path, { headersPolicyId, functionArn: args.functionArns.api ?? args.functionArns.site }),
  );
  return new cloudfront.Distribution(
    `${name}-distribution`,
    {
      comment: args.domainName,
      enabled: true,
      aliases: [args.domainName],
      httpVersion: "http2and3",
      isIpv6Enabled: true,
      priceClass: args.priceClass,
      defaultRootObject: "index.html",
      webAclId: args.webAclArn,
      origins: [
        {
          originId: "files",
          domainName: args.bucketDomainName,
          originAccessControlId: accessControl(name, args, child).id,
        },
        ...(api ? [apiOrigin(api)] : []),
      ],
      defaultCacheBehavior: files(documentsCachePolicy(name, args, child).id),
      orderedCacheBehaviors: [
        ...(api ? apiBehaviors : []),
        ...(assetsPolicyId === undefined
          ? []
          : assetPaths.map((pathPattern) => ({ pathPattern, ...files(assetsPolicyId) }))),
      ],
      viewerCertificate: {
        acmCertificateArn: args.certificateArn,
        sslSupportMethod: "sni-only",
        minimumProtocolVersion: args.tlsPolicy,
      },
      // One user's error must not be cached for other users.
      customErrorResponses: api ? cachedErrors.map((errorCode) => ({ errorCode, errorCachingMinTtl: 0 })) : undefined,
      restrictions: { geoRestriction: { restrictionType: "none" } },
      waitForDeployment: true,
    },
    options,
  );
}

function accessControl(
  name: string,
  args: CloudFrontDistributionArgs,
  options: pulumi.CustomResourceOptions,
): cloudfront.OriginAccessControl {
  return new cloudfront.OriginAccessControl(
    `${name}-access-control`,
    {
      name: physicalName("originAccessControl", args.stage, name),
      description: `Signs the requests of ${args.domainName} to its bucket`,
      originAccessControlOriginType: "s3",
      signingBehavior: "always",
      signingProtocol: "sigv4",
    },
    options,
  );
}

/** Follows a file's own Cache-Control, so that a release is visible at once (MP-PERF-06). */
function documentsCachePolicy(
  name: string,
  args: CloudFrontDistributionArgs,
  options: pulumi.CustomResourceOptions,
): cloudfront.CachePolicy {
  return cachePolicy(
    name,
    { stage: args.stage, of: "documents", defaultTtl: 0, what: "cached as their Cache-Control says" },
    options,
  );
}

/** Caches immutable files, regardless of their Cache-Control (MP-PERF-06). */
function assetsCachePolicy(
  name: string,
  { stage, assetCacheSeconds: defaultTtl }: CloudFrontDistributionArgs,
  options: pulumi.CustomResourceOptions,
): cloudfront.CachePolicy {
  return cachePolicy(name, { stage, of: "assets", defaultTtl, what: "which never change under their name" }, options);
}

/** A cache policy whose key is only the path. */
function cachePolicy(
  name: string,
  { stage, of, defaultTtl, what }: { stage: Stage; of: "documents" | "assets"; defaultTtl: number; what: string },
  options: pulumi.CustomResourceOptions,
): cloudfront.CachePolicy {
  return new cloudfront.CachePolicy(
    `${name}-${of}`,
    {
      name: physicalName("cachePolicy", stage, name, of),
      comment: `The ${of} of ${name}, ${what}`.slice(0, 128),
      minTtl: 0,
      defaultTtl,
      maxTtl: oneYear,
      parametersInCacheKeyAndForwardedToOrigin: {
        cookiesConfig: { cookieBehavior: "none" },
        headersConfig: { headerBehavior: "none" },
        queryStringsConfig: { queryStringBehavior: "none" },
        enableAcceptEncodingBrotli: true,
        enableAcceptEncodingGzip: true,
      },
    },
    options,
  );
}

function apiOrigin({ dnsName, verifyValue, readTimeout = 60 }: ApiOrigin): Origin {
  return {
    originId: "api",
    domainName: dnsName,
    customHeaders: [{ name: originVerifyHeader, value: verifyValue }],
    customOriginConfig: {
      httpPort: 80,
      httpsPort: 443,
      // HTTPS to the load balancer, so that X-Forwarded-Proto says https (MP-NGX-19).
      originProtocolPolicy: "https-only",
      originSslProtocols: ["TLSv1.2"],
      originReadTimeout: readTimeout,
      // Shorter than the load balancer's idle timeout, or CloudFront would write to connections that are just closing.
      originKeepaliveTimeout: 30,
    },
  };
}

/** The parts in which the behaviours of one kind differ. */
interface BehaviorParts {
  headersPolicyId: pulumi.Input<string>;
  functionArn: pulumi.Input<string>;
}

function fileBehavior({
  headersPolicyId,
  functionArn,
  cachePolicyId,
}: BehaviorParts & { cachePolicyId: pulumi.Input<string> }): Omit<Behavior, "pathPattern"> {
  return {
    targetOriginId: "files",
    viewerProtocolPolicy: "redirect-to-https",
    allowedMethods: readingMethods,
    cachedMethods: readingMethods,
    compress: true,
    cachePolicyId,
    responseHeadersPolicyId: headersPolicyId,
    functionAssociations: [{ eventType: "viewer-request", functionArn }],
  };
}

/** Nothing is cached and everything is forwarded, including the host name (MP-NGX-16, MP-NGX-20). */
function apiBehavior(pathPattern: string, { headersPolicyId, functionArn }: BehaviorParts): Behavior {
  return {
    pathPattern,
    targetOriginId: "api",
    viewerProtocolPolicy: "redirect-to-https",
    allowedMethods: everyMethod,
    cachedMethods: readingMethods,
    compress: true,
    cachePolicyId: managed.cachingDisabled,
    originRequestPolicyId: managed.allViewer,
    responseHeadersPolicyId: headersPolicyId,
    functionAssociations: [{ eventType: "viewer-request", functionArn }],
  };
}

/** Reading without listing: a missing file is 403, and other file names stay hidden. */
export function readableBy(distributionArn: pulumi.Output<string>): BucketStatement {
  return {
    sid: "DistributionReads",
    effect: "Allow",
    principals: { Service: ["cloudfront.amazonaws.com"] },
    actions: ["s3:GetObject"],
    paths: ["*"],
    conditions: { StringEquals: { "aws:SourceArn": distributionArn } },
  };
}
