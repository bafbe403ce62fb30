import { isBucketWebsite, isServer } from "../../selectors/cloudfront";
import type { DistributionState } from "../../selectors/cloudfront";
import { tokens } from "../../selectors/tokens";
import { resourceRule } from "../../rule";

export const s3PrivateBehindCdn = resourceRule<DistributionState>({
  id: "s3-private-behind-cdn",
  title: "CloudFront S3 origins use an origin access control or an origin access identity",
  severity: "high",
  enforcement: "everywhere",
  rows: ["MP-PERF-05", "MP-NGX-11"],
  frameworks: ["FSBP CloudFront.13", "Checkov CKV2_AWS_46", "cdk-nag CFR6", "cdk-nag CFR7"],
  remediation:
    "Use the bucket's regional domain name, and set originAccessControlId to an aws.cloudfront.OriginAccessControl.",
  example: 'new cloudfront.Distribution("site", { origins: [{ domainName: site.websiteEndpoint, … }], … });',
  types: tokens.distributions,
  check({ props }, context) {
    context.each(
      () => props.origins,
      (origin) => {
        context.requires({
          read: () => {
            // An unknown id is one.
            if ("originAccessControlId" in origin) return "signed";
            // Without a protocol configuration it is a bucket, as in CloudFront.
            if (isServer(origin))
              return isBucketWebsite(origin) ? "the website endpoint of a public bucket" : "not a bucket";
            if ((origin.s3OriginConfig?.originAccessIdentity ?? "") !== "") return "signed";
            return "a bucket without origin access control";
          },
          accept: (kind) => kind === "signed" || kind === "not a bucket",
          found: (kind) => `${kind} as ${origin.originId ?? "an origin"}`,
          needed: "an origin access control",
          setting: "origins",
        });
      },
    );
  },
});
