import { tokens } from "../../selectors/tokens";
import { countsEverything, onlyCounts, requestsPerTenMinutes, rulesOf, webAclsOf } from "../../selectors/web-acl";
import { stackRule } from "../../rule";

export const wafRateLimit = stackRule({
  id: "waf-rate-limit",
  title: "AWS WAF web ACLs have a rate-based rule for all requests, which blocks in production",
  severity: "high",
  enforcement: "deployed",
  rows: ["DS-VAR-19", "DS-PRE-07", "AH-PRE-05", "MP-AUTH-04"],
  frameworks: [],
  settings: {
    requestsPerTenMinutes: {
      description: "Maximum number of requests from one address in ten minutes.",
      default: 2000,
      minimum: 10,
      maximum: 2_000_000_000,
    },
  },
  remediation: "Add a rule with a rateBasedStatement and the action block.",
  example: 'new wafv2.WebAcl("firewall", { rules: [{ statement: { rateBasedStatement: { limit: 100000 } }, … }] });',
  types: tokens.webAcls,
  check(stack, context) {
    const most = context.setting("requestsPerTenMinutes");
    for (const acl of webAclsOf(stack)) {
      const about = context.about(acl);
      about.guard(() => {
        const { rules, incomplete } = rulesOf(stack, acl);
        const rates = rules.filter(({ statement }) => statement?.rateBasedStatement !== undefined);
        if (rates.length === 0 && incomplete) {
          about.undecided("a rule group, which is not in this stack");
          return;
        }
        // In other stages a rule may count while its number is being tried out.
        const acting = rates.filter((rule) => countsEverything(rule) && (!about.production || !onlyCounts(rule)));
        about.requires({
          read: () => acting.map(requestsPerTenMinutes).filter((limit) => limit !== undefined),
          accept: (limits) => limits.some((limit) => limit <= most),
          found: (limits) =>
            limits.length > 0
              ? `a rate of ${Math.min(...limits)} requests in ten minutes`
              : rates.length > 0
                ? rates.some(countsEverything)
                  ? "a rate-based rule that only counts"
                  : "a rate-based rule for only some requests"
                : "no rate-based rule",
          needed: `a rate-based rule of at most ${most} requests in ten minutes, which blocks in production`,
          setting: "rules",
        });
      });
    }
  },
});
