import type { RuleContext } from "../context";
import type { StackView } from "../stack-view";
import { blocksLabelOf, onlyCounts, rulesOf, weakened, webAclsOf } from "./web-acl";

/**
 * Asks of each web ACL that it has one of Amazon's managed groups, and in production that the group does more than count,
 * with every rule of it: one that only labels must have another behind it that blocks by the label.
 */
export function requiresManagedGroup(stack: StackView, context: RuleContext, group: string): void {
  for (const acl of webAclsOf(stack)) {
    const about = context.about(acl);
    about.guard(() => {
      const { rules, incomplete } = rulesOf(stack, acl);
      const having = rules.filter(({ statement }) => statement?.managedRuleGroupStatement?.name === group);
      if (having.length === 0 && incomplete) {
        about.undecided("a rule group, which is not in this stack");
        return;
      }
      about.requires({
        read: () =>
          having.length === 0 ? "no rule with it" : having.every(onlyCounts) ? "a rule that only counts" : "",
        accept: (fault) => fault === "" || (fault === "a rule that only counts" && !about.production),
        found: (fault) => fault,
        needed: `the managed group ${group}, one that blocks in production`,
        setting: "rules",
      });
      if (!about.production || having.length === 0) return;
      about.requires({
        read: () =>
          [...new Set(having.flatMap(weakened))].filter((name) => !rules.some((rule) => blocksLabelOf(rule, name))),
        accept: (open) => open.length === 0,
        found: (open) => `${open.join(", ")} of the group, which only count`,
        needed: "every rule of the group to block, or a rule behind it that blocks by the label",
        setting: "ruleActionOverrides",
      });
    });
  }
}
