import type { LoadBalancerState } from "@pulumi/aws/lb";
import type { Examination } from "../../examination";
import { tokens } from "../../readings/tokens";
import { stackRule } from "../../rule";
import type { StackResource, StackView } from "../../stack-view";

/** The managed groups every edge needs: the common attacks, and inputs known to be bad (Log4j among them). */
const managedGroups = ["AWSManagedRulesCommonRuleSet", "AWSManagedRulesKnownBadInputsRuleSet"];

/** A web ACL, as far as this rule reads it; the SDK's own type of a statement has no end. */
interface WebAclState {
  readonly rules: readonly {
    readonly action?: { readonly block?: object; readonly count?: object };
    readonly statement?: {
      readonly managedRuleGroupStatement?: { readonly name?: string };
      readonly rateBasedStatement?: object;
    };
  }[];
  /** The rules as JSON, in the spelling of the API. */
  readonly ruleJson: string;
}

export const wafAttached = stackRule({
  id: "waf-attached",
  title: "A public load balancer stands behind a web firewall with managed rules, a rate limit and a log",
  severity: "high",
  rows: ["DS-VAR-19", "DS-PRE-07", "AH-PRE-05", "MP-AUTH-04"],
  frameworks: [
    "FSBP WAF.10",
    "Checkov CKV2_AWS_28",
    "Checkov CKV2_AWS_31",
    "Checkov CKV_AWS_192",
    "cdk-nag ALBWAFEnabled",
  ],
  remediation:
    "Associate a wafv2.WebAcl with the load balancer; give it the two managed groups, a rate rule and a logging configuration.",
  example: 'new lb.LoadBalancer("edge", { loadBalancerType: "application" }); // and no wafv2.WebAclAssociation',
  types: tokens.loadBalancers,
  check(stack, examination) {
    for (const balancer of stack.of<LoadBalancerState>(tokens.loadBalancers)) {
      const about = examination.about(balancer);
      about.attempt(() => {
        const { loadBalancerType = "application", internal = false } = balancer.props;
        if (loadBalancerType !== "application" || internal) return;
        const associations = associationsOf(stack, balancer);
        if (associations.length === 0) {
          const needed = "an association with a web ACL";
          about.fails({ found: "no web firewall", needed, setting: "aws.wafv2.WebAclAssociation" });
        }
        for (const association of associations) {
          const acl = aclOf(stack, association);
          if (acl === undefined) {
            about.undecided("the web ACL, which is not in this stack");
          } else {
            requiresRules(acl, examination.about(acl));
            requiresLog(stack, acl, examination.about(acl));
          }
        }
      });
    }
  },
});

function associationsOf(stack: StackView, balancer: StackResource): readonly StackResource[] {
  const type = "aws:wafv2/webAclAssociation:WebAclAssociation";
  return stack.pointingAt<object>(balancer, [type], { property: "resourceArn", by: ["arn", "id"] });
}

function aclOf(stack: StackView, association: StackResource): StackResource<WebAclState> | undefined {
  const to = ["aws:wafv2/webAcl:WebAcl"];
  return stack.referenced<WebAclState>(association, { property: "webAclArn", to, by: ["arn"] });
}

function requiresRules(acl: StackResource<WebAclState>, about: Examination): void {
  for (const group of managedGroups) {
    about.requires({
      read: () => managedGroupsOf(acl),
      accept: (names) => names.includes(group),
      found: () => `no rule with the managed group ${group}`,
      needed: `the managed group ${group}`,
      setting: "rules",
    });
  }
  about.requires({
    read: () => rateRulesOf(acl),
    accept: (actions) => actions.some((action) => action === "block" || !about.production),
    found: (actions) => (actions.length === 0 ? "no rate rule" : "a rate rule that only counts"),
    needed: "a rate rule, one that blocks in production",
    setting: "rules",
  });
}

function managedGroupsOf({ props }: StackResource<WebAclState>): readonly (string | undefined)[] {
  if (props.ruleJson !== undefined) return managedGroups.filter((name) => props.ruleJson?.includes(`"${name}"`));
  return (props.rules ?? []).map((rule) => rule.statement?.managedRuleGroupStatement?.name);
}

/** What each rate rule does with those who are too fast. */
function rateRulesOf({ props }: StackResource<WebAclState>): readonly ("block" | "count")[] {
  if (props.ruleJson !== undefined) return props.ruleJson.includes('"RateBasedStatement"') ? ["block"] : [];
  return (props.rules ?? [])
    .filter((rule) => rule.statement?.rateBasedStatement !== undefined)
    .map((rule) => (rule.action?.count === undefined ? "block" : "count"));
}

function requiresLog(stack: StackView, acl: StackResource, about: Examination): void {
  about.requires({
    read: () =>
      stack.pointingAt(acl, ["aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration"], {
        property: "resourceArn",
        by: ["arn"],
      }).length,
    accept: (count) => count > 0,
    found: () => "no log",
    needed: "a logging configuration",
    setting: "aws.wafv2.WebAclLoggingConfiguration",
  });
}
