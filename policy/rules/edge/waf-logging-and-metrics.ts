import { tokens } from "../../selectors/tokens";
import { rulesOf, webAclsOf } from "../../selectors/firewall/web-acl";
import { stackRule } from "../../rule";
import { givenValue } from "../../stack-view";

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
        read: () =>
          stack
            .pointingAt<LoggingState>(acl, logTypes, { property: "resourceArn", by: ["arn"] })
            .some((log) => dropsBlocked(givenValue(log, "loggingFilter"))),
        accept: (drops) => !drops,
        found: () => "a logging filter that drops requests which were blocked",
        needed: "a filter that keeps the action BLOCK, or none",
        setting: "loggingFilter",
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

/** What of the requests is logged, as far as this rule reads it. */
interface LoggingFilter {
  readonly defaultBehavior?: string;
  readonly filters?: readonly {
    readonly behavior?: string;
    readonly requirement?: string;
    readonly conditions?: readonly { readonly actionCondition?: { readonly action?: string } }[];
  }[];
}

interface LoggingState {
  readonly loggingFilter: LoggingFilter;
}

/** Whether a blocked request may be left out of the log. Source: AWS WAF API, LoggingFilter: the first filter that fits counts. */
function dropsBlocked(filter: LoggingFilter | undefined): boolean {
  if (filter === undefined) return false;
  for (const { behavior, requirement, conditions = [] } of filter.filters ?? []) {
    const isBlock = conditions.map(({ actionCondition }) => actionCondition?.action === "BLOCK");
    const others = conditions.every(
      ({ actionCondition }) => actionCondition !== undefined && actionCondition.action !== "BLOCK",
    );
    const fitsAll = isBlock.some(Boolean) && (requirement === "MEETS_ANY" || isBlock.every(Boolean));
    if (fitsAll) return behavior === "DROP";
    if (!others && behavior === "DROP") return true;
  }
  return filter.defaultBehavior === "DROP";
}
