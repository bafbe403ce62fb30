import { managedRuleGroups, ruleGroupRules } from "../../published/web-firewall-groups";
import { objectsAt } from "../places";
import { allowedIn, known, none, together, warned } from "./offer";
import type { OfferCheck } from "./offer";

const at = "rules[].statement.managedRuleGroupStatement";

/**
 * Overrides of rules in Amazon's groups. WAF takes a name that no rule has and ignores the override (API reference,
 * RuleActionOverride), so that the rule goes on blocking: an advice.
 */
export const ruleOverrides: OfferCheck = {
  inputs: [`${at}.ruleActionOverrides[].name`],
  find: ({ inputs }) =>
    together(
      objectsAt(inputs, at).flatMap(({ path, object }) => {
        const group = known(object, "name") ?? "";
        const values = ruleGroupRules[group];
        return objectsAt(object, "ruleActionOverrides[]").map(({ path: own, object: override }) => {
          const name = known(override, "name");
          // A release candidate of a rule is in the group for a time.
          if (!values || name === undefined || values.includes(name.replace(/_RC_COUNT$/, ""))) return none;
          const advice = `${group} has no rule ${name}, and WAF ignores the override. ${allowedIn({ ...managedRuleGroups, values }, name)}`;
          return warned(`${path}${own}name`, advice, managedRuleGroups.source);
        });
      }),
    ),
};
