import { eachBehavior } from "../../selectors/cloudfront";
import type { DistributionState } from "../../selectors/cloudfront";
import { tokens } from "../../selectors/tokens";
import { resourceRule } from "../../rule";

const encrypted: readonly (string | undefined)[] = ["redirect-to-https", "https-only"];
/** Outdated protocols that CloudFront still supports to an origin. */
const outdated: readonly string[] = ["SSLv3", "TLSv1", "TLSv1.1"];

export const cloudfrontHttpsOnly = resourceRule<DistributionState>({
  id: "cloudfront-https-only",
  title: "CloudFront requires HTTPS from viewers and to origins, with TLS 1.2 to origins",
  severity: "critical",
  enforcement: "everywhere",
  rows: ["DS-JWT-09", "DS-HRD-01", "MP-NGX-04"],
  frameworks: ["FSBP CloudFront.3", "FSBP CloudFront.9", "FSBP CloudFront.10", "Checkov CKV_AWS_34", "cdk-nag CFR5"],
  remediation:
    "Set viewerProtocolPolicy of every behaviour to redirect-to-https, originProtocolPolicy to https-only and originSslProtocols to TLSv1.2.",
  example:
    'new cloudfront.Distribution("site", { defaultCacheBehavior: { viewerProtocolPolicy: "allow-all", … }, … });',
  types: tokens.distributions,
  check({ props }, context) {
    eachBehavior(props, context, (behavior, path, property) => {
      context.requires({
        read: () => behavior.viewerProtocolPolicy,
        accept: (policy) => encrypted.includes(policy),
        found: (policy) => `viewerProtocolPolicy ${policy ?? "not set"} for ${path}`,
        needed: "redirect-to-https or https-only",
        setting: property,
      });
    });
    context.each(
      () => props.origins,
      (origin) => {
        // An S3 origin is requested over HTTPS if the viewer is.
        if (origin.customOriginConfig === undefined) return;
        context.requires({
          read: () => origin.customOriginConfig?.originProtocolPolicy,
          // Viewers use HTTPS, by the behaviours.
          accept: (policy) => policy === "https-only" || policy === "match-viewer",
          found: (policy) => `originProtocolPolicy ${policy ?? "not set"} for ${origin.originId ?? "an origin"}`,
          needed: "https-only",
          setting: "origins",
        });
        context.requires({
          read: () =>
            (origin.customOriginConfig?.originSslProtocols ?? []).filter((version) => outdated.includes(version)),
          accept: (versions) => versions.length === 0,
          found: (versions) => `${versions.join(", ")} for ${origin.originId ?? "an origin"}`,
          needed: "TLSv1.2",
          setting: "origins",
        });
      },
    );
  },
});
