import { requiresManagedGroup } from "../../selectors/firewall/managed-groups";
import { tokens } from "../../selectors/tokens";
import { stackRule } from "../../rule";

export const wafCommonAttacks = stackRule({
  id: "waf-common-attacks",
  title: "AWS WAF web ACLs include the managed Core rule set",
  severity: "high",
  enforcement: "deployed",
  rows: ["DS-VAR-19", "MP-AUTH-08"],
  frameworks: ["FSBP WAF.10", "Checkov CKV_AWS_175"],
  remediation: "Add a rule with the managed group AWSManagedRulesCommonRuleSet and overrideAction none.",
  example: 'new wafv2.WebAcl("firewall", { rules: [rateRule], … }); // without the managed group',
  types: tokens.webAcls,
  check(stack, context) {
    requiresManagedGroup(stack, context, "AWSManagedRulesCommonRuleSet");
  },
});
