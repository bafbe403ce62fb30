import { bypassBefore, seeEveryRequest, stops } from "../../selectors/firewall/effect";
import { clientChooses, onlyBehindDistribution, onlyBehindProxy, rateKeyOf } from "../../selectors/firewall/rate-keys";
import { firewallSets } from "../../selectors/firewall/statements";
import { requestsPerTenMinutes, rulesOf, webAclsOf } from "../../selectors/firewall/web-acl";
import type { FirewallRule, WebAclState } from "../../selectors/firewall/web-acl";
import { tokens } from "../../selectors/tokens";
import { stackRule } from "../../rule";
import type { StackResource, StackView } from "../../stack-view";

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
        about.requires({
          read: () => faultOf({ rates, inOrder: rules, most, production: about.production }, stack, acl),
          accept: (fault) => fault === "",
          found: (fault) => fault,
          needed: `a rate-based rule of at most ${most} requests in ten minutes, which blocks in production`,
          setting: "rules",
        });
      });
    }
  },
});

interface Rates {
  readonly rates: readonly FirewallRule[];
  readonly inOrder: readonly FirewallRule[];
  /** The highest limit that will do, in requests in ten minutes. */
  readonly most: number;
  readonly production: boolean;
}

/** Why the rate rules do not limit every address, in words; empty where they do. */
function faultOf(
  { rates, inOrder, most, production }: Rates,
  stack: StackView,
  acl: StackResource<WebAclState>,
): string {
  const sets = firewallSets(stack, acl);
  if (rates.length === 0) return onlyBehindDistribution(stack, acl) ? "" : "no rate-based rule";
  // In other stages a rule may count while its limit is tested.
  const acting = rates.filter((rule) => !production || stops(rule));
  if (!seeEveryRequest(rates, sets)) return "a rate-based rule for only some requests";
  if (!seeEveryRequest(acting, sets)) return "a rate-based rule that only counts";
  const strict = acting.filter((rule) => (requestsPerTenMinutes(rule) ?? Number.POSITIVE_INFINITY) <= most);
  if (!seeEveryRequest(strict, sets)) {
    const limits = acting.flatMap((rule) => requestsPerTenMinutes(rule) ?? []);
    return `a rate of ${Math.max(...limits)} requests in ten minutes`;
  }
  const byAddress = strict.filter((rule) => rateKeyOf(rule) !== "values that the client sends");
  if (!seeEveryRequest(byAddress, sets)) return "a rate-based rule that counts by values that the client sends";
  const honest = byAddress.filter(
    (rule) => rateKeyOf(rule) === "address" || (!clientChooses(rule) && onlyBehindProxy(stack, acl)),
  );
  if (!seeEveryRequest(honest, sets)) return "a rate-based rule by an address that the client may write in a header";
  const [first] = honest;
  const bypass = first && production ? bypassBefore(first, inOrder, sets) : undefined;
  return bypass === undefined
    ? ""
    : `the rule ${bypass.name ?? "without a name"} before it, which allows what any client can send`;
}
