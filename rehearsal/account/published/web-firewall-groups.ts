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

/** `GenericRFI_BODY` and the like: one attack, looked for in several parts of a request. */
const inParts = (attack: string, ...parts: readonly string[]) => parts.map((part) => `${attack}_${part}`);

/** The rules of the groups that are used most; from the same page. */
export const ruleGroupRules: Readonly<Record<string, readonly string[]>> = {
  AWSManagedRulesCommonRuleSet: [
    ...["NoUserAgent_HEADER", "UserAgent_BadBots_HEADER"],
    ...inParts("SizeRestrictions", "QUERYSTRING", "Cookie_HEADER", "BODY", "URIPATH"),
    ...inParts("EC2MetaDataSSRF", "BODY", "COOKIE", "URIPATH", "QUERYARGUMENTS"),
    ...inParts("GenericLFI", "BODY", "QUERYARGUMENTS", "URIPATH"),
    ...inParts("GenericRFI", "BODY", "QUERYARGUMENTS", "URIPATH"),
    ...inParts("CrossSiteScripting", "COOKIE", "QUERYARGUMENTS", "BODY", "URIPATH"),
    ...inParts("RestrictedExtensions", "URIPATH", "QUERYARGUMENTS"),
  ],
  AWSManagedRulesAdminProtectionRuleSet: ["AdminProtection_URIPATH"],
  AWSManagedRulesKnownBadInputsRuleSet: [
    ...["Host_localhost_HEADER", "PROPFIND_METHOD", "ExploitablePaths_URIPATH"],
    ...inParts("JavaDeserializationRCE", "BODY", "URIPATH", "QUERYSTRING", "HEADER"),
    ...inParts("Log4JRCE", "QUERYSTRING", "BODY", "URIPATH", "HEADER"),
  ],
  AWSManagedRulesSQLiRuleSet: [
    ...inParts("SQLi", "QUERYARGUMENTS", "BODY", "COOKIE", "URIPATH"),
    ...inParts("SQLiExtendedPatterns", "QUERYARGUMENTS", "BODY"),
  ],
  AWSManagedRulesLinuxRuleSet: inParts("LFI", "URIPATH", "QUERYSTRING", "HEADER"),
  AWSManagedRulesAmazonIpReputationList: [
    "AWSManagedIPReputationList",
    "AWSManagedReconnaissanceList",
    "AWSManagedIPDDoSList",
  ],
  AWSManagedRulesAnonymousIpList: ["AnonymousIPList", "HostingProviderIPList"],
};
