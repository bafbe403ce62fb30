import * as cloudfront from "@pulumi/aws/cloudfront";
import type * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../naming";
import type { Stage } from "../naming";

/** Which headers every answer of a distribution carries. */
export interface CloudFrontHeadersArgs {
  stage: Stage;
  /** The Content-Security-Policy of the pages; an origin's own header takes precedence. */
  contentSecurityPolicy: string;
  /** HSTS max-age in seconds; without preload until the owner agrees (C-06). */
  strictTransportSeconds: number;
}

/**
 * The security headers of a distribution (MP-AUTH-05, MP-AUTH-08), to be referenced by each of its behaviours. All but the
 * Content-Security-Policy override the origin's. Free of charge.
 */
export function cloudFrontHeaders(
  name: string,
  args: CloudFrontHeadersArgs,
  options: pulumi.CustomResourceOptions,
): cloudfront.ResponseHeadersPolicy {
  return new cloudfront.ResponseHeadersPolicy(
    `${name}-headers`,
    {
      name: physicalName("responseHeadersPolicy", args.stage, name),
      comment: `Security headers of ${name}`,
      securityHeadersConfig: {
        strictTransportSecurity: {
          accessControlMaxAgeSec: args.strictTransportSeconds,
          includeSubdomains: true,
          preload: false,
          override: true,
        },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: "DENY", override: true },
        referrerPolicy: { referrerPolicy: "strict-origin-when-cross-origin", override: true },
        contentSecurityPolicy: { contentSecurityPolicy: args.contentSecurityPolicy, override: false },
      },
      // The Server header of S3 and proxies is removed; CloudFront sets its own.
      removeHeadersConfig: { items: [{ header: "x-powered-by" }, { header: "x-amz-server-side-encryption" }] },
    },
    options,
  );
}
