import { wafAttached } from "../../../policy/rules/edge/waf-attached";
import type { StackResource } from "../../../policy/stack-view";
import { inStack, judgedTogether, unknown } from "../harness";

const managed = (name: string) => ({
  overrideAction: { none: {} },
  statement: { managedRuleGroupStatement: { vendorName: "AWS", name } },
});
const rate = { action: { block: {} }, statement: { rateBasedStatement: { limit: 200, evaluationWindowSec: 600 } } };
const common = managed("AWSManagedRulesCommonRuleSet");
const knownBad = managed("AWSManagedRulesKnownBadInputsRuleSet");

const balancer = (props: object = {}, type = "aws:lb/loadBalancer:LoadBalancer") =>
  inStack(type, "edge", { arn: "arn:edge", loadBalancerType: "application", internal: false, ...props });
const acl = (rules: unknown = [common, knownBad, rate], props: object = {}) =>
  inStack("aws:wafv2/webAcl:WebAcl", "firewall", { arn: "arn:firewall", rules, ...props });
const association = (props: object = {}, madeFrom: Record<string, StackResource[]> = {}) =>
  inStack(
    "aws:wafv2/webAclAssociation:WebAclAssociation",
    "association",
    { resourceArn: "arn:edge", webAclArn: "arn:firewall", ...props },
    madeFrom,
  );
const log = inStack("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration", "log", {
  resourceArn: "arn:firewall",
});

const none =
  "[waf-attached] edge: found no web firewall; needed an association with a web ACL. Change aws.wafv2.WebAclAssociation.";
const rules = (found: string, needed: string) =>
  `[waf-attached] firewall: found ${found}; needed ${needed}. Change rules.`;

describe("waf-attached", () => {
  it.each([
    ["behind a firewall", [balancer(), acl(), association(), log], ["pass"]],
    ["of the older spelling", [balancer({}, "aws:alb/loadBalancer:LoadBalancer"), acl(), association(), log], ["pass"]],
    ["without a firewall", [balancer()], [none]],
    ["with a firewall for something else", [balancer(), acl(), association({ resourceArn: "arn:other" }), log], [none]],
    ["that is internal", [balancer({ internal: true })], ["pass"]],
    ["for networks", [balancer({ loadBalancerType: "network" })], ["pass"]],
    [
      "without a log",
      [balancer(), acl(), association()],
      [
        "[waf-attached] firewall: found no log; needed a logging configuration. Change aws.wafv2.WebAclLoggingConfiguration.",
      ],
    ],
    [
      "without a managed group",
      [balancer(), acl([common, rate]), association(), log],
      [
        rules(
          "no rule with the managed group AWSManagedRulesKnownBadInputsRuleSet",
          "the managed group AWSManagedRulesKnownBadInputsRuleSet",
        ),
      ],
    ],
    [
      "without a rate rule",
      [balancer(), acl([common, knownBad]), association(), log],
      [rules("no rate rule", "a rate rule, one that blocks in production")],
    ],
    [
      "with a rate rule that counts",
      [balancer(), acl([common, knownBad, { ...rate, action: { count: {} } }]), association(), log],
      [rules("a rate rule that only counts", "a rate rule, one that blocks in production")],
    ],
    [
      "with unknown rules",
      [balancer(), acl(unknown), association(), log],
      ["[waf-attached] firewall: undecided: waits for rules."],
    ],
    [
      "whose firewall is unknown",
      [balancer(), acl(), association({ webAclArn: unknown }), log],
      ["[waf-attached] edge: undecided: waits for webAclArn."],
    ],
    [
      "whose firewall stands elsewhere",
      [balancer(), acl(), association({ webAclArn: "arn:shared" }), log],
      ["[waf-attached] edge: undecided: waits for the web ACL, which is not in this stack."],
    ],
  ])("judges a load balancer %s", (_, resources, expected) => {
    expect(judgedTogether(wafAttached, resources)).toEqual(expected);
  });

  it("lets a rate rule count while it is being tried out", () => {
    const counting = acl([common, knownBad, { ...rate, action: { count: {} } }]);
    expect(judgedTogether(wafAttached, [balancer(), counting, association(), log], { stage: "staging" })).toEqual([
      "pass",
    ]);
  });

  it("reads rules given as JSON", () => {
    const ruleJson = JSON.stringify([
      { Statement: { ManagedRuleGroupStatement: { Name: "AWSManagedRulesCommonRuleSet" } } },
      { Statement: { ManagedRuleGroupStatement: { Name: "AWSManagedRulesKnownBadInputsRuleSet" } } },
      { Statement: { RateBasedStatement: { Limit: 200 } } },
    ]);
    expect(judgedTogether(wafAttached, [balancer(), acl(undefined, { ruleJson }), association(), log])).toEqual([
      "pass",
    ]);
  });

  it("follows the dependencies while no ARN is known", () => {
    const edge = balancer({ arn: unknown });
    const firewall = acl(undefined, { arn: unknown, rules: [common, knownBad, rate] });
    const between = association(
      { resourceArn: unknown, webAclArn: unknown },
      { resourceArn: [edge], webAclArn: [firewall] },
    );
    const type = "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration";
    const record = inStack(type, "log", { resourceArn: unknown }, { resourceArn: [firewall] });
    expect(judgedTogether(wafAttached, [edge, firewall, between, record])).toEqual(["pass"]);
  });
});
