import { tokens } from "../../selectors/tokens";
import { rulesOf, webAclsOf } from "../../selectors/firewall/web-acl";
import { stackRule } from "../../rule";

export const wafLoggingAndMetrics = stackRule({
  id: "waf-logging-and-metrics",
  title: "AWS WAF web ACLs have logging and CloudWatch metrics enabled",
  severity: "medium",
  enforcement: "deployed",
  rows: ["AH-VER-10", "MP-PERF-08"],
  frameworks: ["FSBP WAF.12", "Checkov CKV2_AWS_31", "Checkov CKV_AWS_342", "cdk-nag WAFv2LoggingEnabled"],
  remediation:
    "Add an aws.wafv2.WebAclLoggingConfiguration, and set cloudwatchMetricsEnabled: true for the web ACL and each rule.",
  example: 'new wafv2.WebAcl("firewall", { visibilityConfig: { cloudwatchMetricsEnabled: false, … }, … });',
  types: tokens.webAcls,
  check(stack, context) {
    const logTypes = ["aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration"];
    for (const acl of webAclsOf(stack)) {
      const about = context.about(acl);
      about.requires({
        read: () => stack.pointingAt(acl, logTypes, { property: "resourceArn", by: ["arn"] }).length,
        accept: (count) => count > 0,
        found: () => "no logging configuration",
        needed: "a logging configuration",
        setting: "aws.wafv2.WebAclLoggingConfiguration",
      });
      about.requires({
        read: () => {
          const silent = rulesOf(stack, acl).rules.filter(
            ({ visibilityConfig }) => visibilityConfig?.cloudwatchMetricsEnabled !== true,
          ).length;
          return silent + (acl.props.visibilityConfig?.cloudwatchMetricsEnabled === true ? 0 : 1);
        },
        accept: (silent) => silent === 0,
        found: (silent) => `metrics disabled for ${silent} of the web ACL and its rules`,
        needed: "cloudwatchMetricsEnabled true",
        setting: "visibilityConfig",
      });
    }
  },
});
