import type { RuleContext } from "../context";
import type { Plain } from "../plain";

/** How a distribution treats the requests of one path, as far as rules read it. */
export interface Behavior {
  readonly pathPattern?: string;
  readonly targetOriginId?: string;
  readonly viewerProtocolPolicy?: string;
  readonly responseHeadersPolicyId?: string;
  readonly functionAssociations?: readonly { readonly eventType?: string; readonly functionArn?: string }[];
  readonly lambdaFunctionAssociations?: readonly { readonly eventType?: string }[];
}

/** An origin of a distribution, as far as rules read it. */
export interface Origin {
  readonly originId?: string;
  readonly domainName?: string;
  readonly originAccessControlId?: string;
  readonly s3OriginConfig?: { readonly originAccessIdentity?: string };
  readonly customOriginConfig?: {
    readonly originProtocolPolicy?: string;
    readonly originSslProtocols?: readonly string[];
  };
  readonly vpcOriginConfig?: object;
}

/** A distribution of CloudFront, as far as rules read it. */
export interface DistributionState {
  readonly origins: readonly Origin[];
  readonly defaultCacheBehavior: Behavior;
  readonly orderedCacheBehaviors: readonly Behavior[];
  readonly webAclId: string;
  readonly aliases: readonly string[];
  readonly viewerCertificate: {
    readonly acmCertificateArn?: string;
    readonly iamCertificateId?: string;
    readonly cloudfrontDefaultCertificate?: boolean;
    readonly minimumProtocolVersion?: string;
  };
}

/** The name of the default behaviour in messages; the others have their path. */
export const everythingElse = "*";

/** Visits the default behaviour and each ordered behaviour. */
export function eachBehavior(
  props: Plain<DistributionState>,
  context: RuleContext,
  body: (behavior: Behavior, path: string, property: "defaultCacheBehavior" | "orderedCacheBehaviors") => void,
): void {
  context.each(
    () => [props.defaultCacheBehavior].filter((behavior) => behavior !== undefined),
    (behavior) => {
      body(behavior, everythingElse, "defaultCacheBehavior");
    },
  );
  context.each(
    () => props.orderedCacheBehaviors,
    (behavior) => {
      body(behavior, behavior.pathPattern ?? everythingElse, "orderedCacheBehaviors");
    },
  );
}

/** Whether an origin is a server, not a bucket by its own API: it has a custom or VPC origin configuration. */
export function isServer(origin: Origin): boolean {
  return "customOriginConfig" in origin || "vpcOriginConfig" in origin;
}

/** Whether an origin is the website of a bucket, which only a public bucket has. */
export function isBucketWebsite({ domainName }: Origin): boolean {
  return /\.s3-website[.-]/.test(domainName ?? "");
}

/** Whether the pattern of a behaviour matches a path: `*` stands for any text, `?` for any sign. */
export function takes(pattern: string, path: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  const relative = escaped.startsWith("/") || escaped.startsWith("*") ? escaped : `/${escaped}`;
  return new RegExp(`^${relative.replaceAll("*", ".*").replaceAll("?", ".")}$`).test(path);
}
