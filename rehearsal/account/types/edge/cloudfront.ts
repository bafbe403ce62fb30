import type * as aws from "@pulumi/aws";
import { closedLists } from "../../published/closed-lists";
import type { ClosedList } from "../../published/closed-lists";
import { globalTypes, resourceType } from "../../resource-type";
import type { Creation, Reference, ResourceTypes } from "../../resource-type";
import { certificateReference } from "./acm";
import { distributionChecks, distributionType } from "./cloudfront-distribution-checks";
import { cachePolicyChecks } from "./cloudfront-policy-checks";
import { textOf, uuid } from "../wire-text";

const accessControlType = "aws:cloudfront/originAccessControl:OriginAccessControl";
const functionType = "aws:cloudfront/function:Function";
const headersPolicyType = "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy";
const cachePolicyType = "aws:cloudfront/cachePolicy:CachePolicy";
const requestPolicyType = "aws:cloudfront/originRequestPolicy:OriginRequestPolicy";
const publicKeyType = "aws:cloudfront/publicKey:PublicKey";
const keyGroupType = "aws:cloudfront/keyGroup:KeyGroup";

/** The zone of every distribution's DNS name (AWS General Reference, Amazon CloudFront endpoints). */
const distributionZone = "Z2FDTNDATAQYW2";

/** Policies that AWS manages stand in no account. */
const oneOf = ({ values }: ClosedList): RegExp => new RegExp(`^(?:${values.join("|")})$`);

/** A list of the first WAF has a UUID. */
const anyUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** CloudFront's own ids: an E and thirteen digits and capitals. */
const entityId = ({ hex }: Pick<Creation<object>, "hex">, purpose = "id"): string =>
  `E${hex(13, purpose).toUpperCase()}`;

const etag = (creation: Pick<Creation<object>, "hex">): string => entityId(creation, "etag");

/** An ARN of a service without regions. */
const globalArn =
  (kind: string) =>
  ({ id, arn }: Pick<Creation<object>, "id" | "arn">): string =>
    arn("cloudfront", `${kind}/${id}`, { region: "" });

const nameRule = {
  property: "name",
  pattern: /[a-zA-Z0-9_-]+/,
  maxLength: 128,
  allowed: "1 to 128 letters, digits, hyphens and underscores",
} as const;

type DistributionReference = Reference<aws.cloudfront.DistributionArgs>;

/** A reference from each kind of behaviour. */
function fromBehaviors(below: string, reference: Omit<DistributionReference, "property">): DistributionReference[] {
  return [
    { ...reference, property: `defaultCacheBehavior.${below}` },
    { ...reference, property: `orderedCacheBehaviors[].${below}` },
  ];
}

const distributionReferences: readonly DistributionReference[] = [
  {
    ...certificateReference,
    property: "viewerCertificate.acmCertificateArn",
    missing: "InvalidViewerCertificate",
  },
  {
    property: "webAclId",
    to: "aws:wafv2/webAcl:WebAcl",
    by: "arn",
    missing: "InvalidWebACLId",
    inUse: "WAFAssociatedItemException",
    except: anyUuid,
  },
  {
    property: "origins[].originAccessControlId",
    to: accessControlType,
    by: "id",
    missing: "InvalidOriginAccessControl",
    inUse: "OriginAccessControlInUse",
  },
  ...fromBehaviors("cachePolicyId", {
    to: cachePolicyType,
    by: "id",
    missing: "NoSuchCachePolicy",
    inUse: "CachePolicyInUse",
    except: oneOf(closedLists().cachePolicies),
  }),
  ...fromBehaviors("originRequestPolicyId", {
    to: requestPolicyType,
    by: "id",
    missing: "NoSuchOriginRequestPolicy",
    inUse: "OriginRequestPolicyInUse",
    except: oneOf(closedLists().originRequestPolicies),
  }),
  ...fromBehaviors("responseHeadersPolicyId", {
    to: headersPolicyType,
    by: "id",
    missing: "NoSuchResponseHeadersPolicy",
    inUse: "ResponseHeadersPolicyInUse",
    except: oneOf(closedLists().responseHeadersPolicies),
  }),
  ...fromBehaviors("functionAssociations[].functionArn", {
    to: functionType,
    by: "arn",
    missing: "NoSuchFunctionExists",
    inUse: "FunctionInUse",
  }),
  ...fromBehaviors("trustedKeyGroups[]", {
    to: keyGroupType,
    by: "id",
    missing: "TrustedKeyGroupDoesNotExist",
    inUse: "ResourceInUse",
  }),
];

export const cloudfront: ResourceTypes = globalTypes({
  [distributionType]: resourceType<aws.cloudfront.DistributionArgs, aws.cloudfront.DistributionState>({
    title: "CloudFront Distribution",
    empty: { continuousDeploymentPolicyId: "" },
    id: entityId,
    taggable: true,
    defaults: {
      httpVersion: "http2",
      isIpv6Enabled: false,
      priceClass: "PriceClass_All",
      retainOnDelete: false,
      staging: false,
      waitForDeployment: true,
    },
    computed: {
      arn: globalArn("distribution"),
      domainName: ({ hex }) => `d${hex(13, "domain")}.cloudfront.net`,
      hostedZoneId: () => distributionZone,
      callerReference: ({ hex }) => `terraform-${hex(26, "reference")}`,
      etag,
      inProgressValidationBatches: () => 0,
      lastModifiedTime: () => "2026-11-01 00:00:00 +0000 UTC",
      loggingV1Enabled: ({ inputs }) => inputs.loggingConfig !== undefined,
      status: () => "Deployed",
      trustedKeyGroups: () => [{ enabled: false, items: [] }],
      trustedSigners: () => [{ enabled: false, items: [] }],
    },
    recomputed: ["etag"],
    replaces: ["staging"],
    references: distributionReferences,
    refuses: distributionChecks,
  }),
  [accessControlType]: resourceType<aws.cloudfront.OriginAccessControlArgs, aws.cloudfront.OriginAccessControlState>({
    title: "CloudFront Origin Access Control",
    name: {
      ...nameRule,
      pattern: /[\s\S]+/,
      maxLength: 64,
      allowed: "1 to 64 characters",
      taken: "OriginAccessControlAlreadyExists",
    },
    id: entityId,
    defaults: { description: "Managed by Pulumi" },
    computed: { arn: globalArn("origin-access-control"), etag },
    refuses: ({ inputs }) =>
      inputs.signingProtocol === "sigv4" && ["always", "never", "no-override"].includes(textOf(inputs.signingBehavior))
        ? undefined
        : {
            code: "InvalidArgument",
            message: "The signing protocol is sigv4; the behavior always, never or no-override.",
          },
  }),
  [functionType]: resourceType<aws.cloudfront.FunctionArgs, aws.cloudfront.FunctionState>({
    title: "CloudFront Function",
    name: {
      ...nameRule,
      maxLength: 64,
      allowed: "1 to 64 letters, digits, hyphens and underscores",
      taken: "FunctionAlreadyExists",
    },
    taggable: true,
    defaults: { publish: true },
    computed: {
      arn: ({ name, arn }) => arn("cloudfront", `function/${name}`, { region: "" }),
      etag,
      liveStageEtag: (creation) => entityId(creation, "live"),
      status: ({ inputs }) => (inputs.publish === false ? "UNPUBLISHED" : "UNASSOCIATED"),
    },
    recomputed: ["etag", "liveStageEtag"],
    replaces: ["name"],
    refuses: ({ inputs }) => {
      if (!["cloudfront-js-1.0", "cloudfront-js-2.0"].includes(textOf(inputs.runtime))) {
        return { code: "InvalidArgument", message: `The function runtime ${textOf(inputs.runtime)} is not supported.` };
      }
      // The quota of CloudFront Functions: 10 KB of code.
      return textOf(inputs.code).length > 10_240
        ? { code: "FunctionSizeLimitExceeded", message: "The function is larger than 10 KB." }
        : undefined;
    },
  }),
  [headersPolicyType]: resourceType<
    aws.cloudfront.ResponseHeadersPolicyArgs,
    aws.cloudfront.ResponseHeadersPolicyState
  >({
    title: "CloudFront Response Headers Policy",
    name: { ...nameRule, taken: "ResponseHeadersPolicyAlreadyExists" },
    id: (creation) => uuid(creation),
    computed: { arn: globalArn("response-headers-policy"), etag },
    recomputed: ["etag"],
    refuses: ({ inputs }) =>
      [
        inputs.corsConfig,
        inputs.customHeadersConfig,
        inputs.removeHeadersConfig,
        inputs.securityHeadersConfig,
        inputs.serverTimingHeadersConfig,
      ].every((config) => config === undefined)
        ? { code: "InvalidArgument", message: "A response headers policy needs at least one configuration." }
        : undefined,
  }),
  [cachePolicyType]: resourceType<aws.cloudfront.CachePolicyArgs, aws.cloudfront.CachePolicyState>({
    title: "CloudFront Cache Policy",
    name: { ...nameRule, taken: "CachePolicyAlreadyExists" },
    id: (creation) => uuid(creation),
    defaults: { defaultTtl: 86_400, maxTtl: 31_536_000, minTtl: 0 },
    computed: { arn: globalArn("cache-policy"), etag },
    recomputed: ["etag"],
    refuses: cachePolicyChecks,
  }),
  [requestPolicyType]: resourceType<aws.cloudfront.OriginRequestPolicyArgs, aws.cloudfront.OriginRequestPolicyState>({
    title: "CloudFront Origin Request Policy",
    name: { ...nameRule, taken: "OriginRequestPolicyAlreadyExists" },
    id: (creation) => uuid(creation),
    computed: { arn: globalArn("origin-request-policy"), etag },
    recomputed: ["etag"],
  }),
  [publicKeyType]: resourceType<aws.cloudfront.PublicKeyArgs, aws.cloudfront.PublicKeyState>({
    title: "CloudFront Public Key",
    empty: { namePrefix: "" },
    name: { ...nameRule, taken: "PublicKeyAlreadyExists" },
    id: ({ hex }) => `K${hex(13).toUpperCase()}`,
    computed: { callerReference: ({ hex }) => hex(26, "reference"), etag },
    replaces: ["name", "namePrefix", "encodedKey"],
    refuses: ({ inputs }) =>
      textOf(inputs.encodedKey).includes("BEGIN PUBLIC KEY")
        ? undefined
        : { code: "InvalidArgument", message: "The encoded key is not a public key in PEM." },
  }),
  [keyGroupType]: resourceType<aws.cloudfront.KeyGroupArgs, aws.cloudfront.KeyGroupState>({
    title: "CloudFront Key Group",
    name: { ...nameRule, taken: "KeyGroupAlreadyExists" },
    id: (creation) => uuid(creation),
    computed: { etag },
    recomputed: ["etag"],
    references: [
      { property: "items[]", to: publicKeyType, by: "id", missing: "InvalidArgument", inUse: "PublicKeyInUse" },
    ],
  }),
});
