import { requiresManagedGroup } from "../../selectors/firewall/managed-groups";
import { tokens } from "../../selectors/tokens";
import { stackRule } from "../../rule";

export const wafKnownBadInputs = stackRule({
  id: "waf-known-bad-inputs",
  title: "AWS WAF web ACLs include the managed Known Bad Inputs rule set",
  severity: "high",
  enforcement: "deployed",
  rows: ["DS-VAR-19", "MP-AUTH-07"],
  frameworks: ["Checkov CKV_AWS_192", "Checkov CKV2_AWS_76"],
  remediation: "Add a rule with the managed group AWSManagedRulesKnownBadInputsRuleSet and overrideAction none.",
  example: 'new wafv2.WebAcl("firewall", { rules: [rateRule], … }); // without the managed group',
  types: tokens.webAcls,
  check(stack, context) {
    requiresManagedGroup(stack, context, "AWSManagedRulesKnownBadInputsRuleSet");
  },
});
