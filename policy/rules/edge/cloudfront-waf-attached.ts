import type { DistributionState } from "../../selectors/cloudfront";
import { known } from "../../unknown-value";
import { tokens } from "../../selectors/tokens";
import { resourceRule } from "../../rule";

export const cloudfrontWafAttached = resourceRule<DistributionState>({
  id: "cloudfront-waf-attached",
  title: "CloudFront distributions have an AWS WAF web ACL",
  severity: "high",
  enforcement: "deployed",
  rows: ["MP-AUTH-04", "DS-VAR-19"],
  frameworks: ["FSBP CloudFront.6", "Checkov CKV_AWS_68", "cdk-nag CFR2"],
  remediation: "Set webAclId to the ARN of an aws.wafv2.WebAcl of the scope CLOUDFRONT, in us-east-1.",
  example: 'new cloudfront.Distribution("site", { origins, defaultCacheBehavior, … }); // no webAclId',
  types: tokens.distributions,
  check({ props }, context) {
    context.requires({
      // An unknown ARN is one.
      read: () => "webAclId" in props && known(() => props.webAclId) !== "",
      accept: (attached) => attached,
      found: () => "no web ACL",
      needed: "a web ACL of the scope CLOUDFRONT",
      setting: "webAclId",
    });
  },
});
