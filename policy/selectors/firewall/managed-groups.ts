import type { RuleContext } from "../../context";
import type { StackView } from "../../stack-view";
import { bypassBefore, seeEveryRequest, stopsLabel } from "./effect";
import { firewallSets } from "./statements";
import type { FirewallSets } from "./statements";
import { onlyCounts, rulesOf, allowing, counting, webAclsOf } from "./web-acl";
import type { FirewallRule } from "./web-acl";

/**
 * Requires that each web ACL has one of Amazon's managed groups, and in production that the group inspects every request
 * and that no rule of it only counts: a rule that only labels needs a later rule that blocks by the
 * label.
 */
export function requiresManagedGroup(stack: StackView, context: RuleContext, group: string): void {
  for (const acl of webAclsOf(stack)) {
    const about = context.about(acl);
    about.guard(() => {
      const { rules, incomplete } = rulesOf(stack, acl);
      const having = rules.filter((rule) => isManaged(rule, group));
      if (having.length === 0 && incomplete) {
        about.undecided("a rule group, which is not in this stack");
        return;
      }
      const sets = firewallSets(stack, acl);
      about.requires({
        read: () => faultOf(having, rules, { sets, production: about.production }),
        accept: (fault) => fault === "",
        found: (fault) => fault,
        needed: `the managed group ${group}, one that blocks in production`,
        setting: "rules",
      });
      if (!about.production || having.length === 0) return;
      about.requires({
        read: () => openRules(having, rules, sets),
        accept: (open) => open.length === 0,
        found: (open) => `${open.join(", ")} of the group, which only count or allow`,
        needed: "every rule of the group to block, or a later rule that blocks by the label",
        setting: "ruleActionOverrides",
      });
    });
  }
}

function isManaged({ statement }: FirewallRule, group: string): boolean {
  const { name, vendorName = "AWS" } = statement?.managedRuleGroupStatement ?? {};
  return name === group && vendorName === "AWS";
}

interface Run {
  readonly sets: FirewallSets;
  readonly production: boolean;
}

/** Why a group does not inspect every request, in words; empty if it does. */
function faultOf(having: readonly FirewallRule[], inOrder: readonly FirewallRule[], { sets, production }: Run): string {
  if (having.length === 0) return "no rule with it";
  if (!production) return "";
  const acting = having.filter((rule) => !onlyCounts(rule));
  const [first] = acting;
  if (first === undefined) return "a rule that only counts";
  if (!seeEveryRequest(acting, sets)) return "a rule for only some requests";
  const bypass = bypassBefore(first, inOrder, sets);
  if (bypass !== undefined)
    return `the rule ${bypass.name ?? "without a name"} before it, which allows what any client can send`;
  return "";
}

/** The rules of a group that allow, or that only count without a later rule that blocks what they label. */
function openRules(
  having: readonly FirewallRule[],
  inOrder: readonly FirewallRule[],
  sets: FirewallSets,
): readonly string[] {
  const counted = [...new Set(having.flatMap(counting))].filter((name) => {
    const last = Math.max(...having.map((rule) => inOrder.indexOf(rule)));
    return !inOrder.slice(last + 1).some((rule) => stopsLabel(rule, name, sets));
  });
  return [...new Set([...having.flatMap(allowing), ...counted])];
}
