import type { ClosedList } from "./closed-lists";

/**
 * Amazon's rule groups and their capacity units. No package has them. Source: AWS WAF developer guide, "AWS Managed Rules
 * rule groups list".
 */
export const ruleGroupCapacity: Readonly<Record<string, number>> = {
  AWSManagedRulesCommonRuleSet: 700,
  AWSManagedRulesAdminProtectionRuleSet: 100,
  AWSManagedRulesKnownBadInputsRuleSet: 200,
  AWSManagedRulesSQLiRuleSet: 200,
  AWSManagedRulesLinuxRuleSet: 200,
  AWSManagedRulesUnixRuleSet: 100,
  AWSManagedRulesWindowsRuleSet: 200,
  AWSManagedRulesPHPRuleSet: 100,
  AWSManagedRulesWordPressRuleSet: 100,
  AWSManagedRulesAmazonIpReputationList: 25,
  AWSManagedRulesAnonymousIpList: 50,
  AWSManagedRulesATPRuleSet: 50,
  AWSManagedRulesACFPRuleSet: 50,
  AWSManagedRulesBotControlRuleSet: 50,
  AWSManagedRulesAntiDDoSRuleSet: 50,
};

/** The names of Amazon's rule groups. */
export const managedRuleGroups: ClosedList = {
  source: 'AWS WAF developer guide, "AWS Managed Rules rule groups list"',
  date: "2026-11-29",
  values: Object.keys(ruleGroupCapacity),
};
