import { wafCommonAttacks } from "../../../policy/rules/edge/waf-common-attacks";
import { wafRateLimit } from "../../../policy/rules/edge/waf-rate-limit";
import type { StackResource } from "../../../policy/stack-view";
import { inStack, judgedTogether } from "../harness";

// A web ACL is judged by what happens to a request, not by which rules it lists.

const match = (searchString: string, positionalConstraint: string, fieldToMatch: object) => ({
  byteMatchStatement: { searchString, positionalConstraint, fieldToMatch },
});
const path = (text: string, position = "STARTS_WITH") => match(text, position, { uriPath: {} });
const header = (name: string, text: string) => match(text, "CONTAINS", { singleHeader: { name } });
const not = (statement: object) => ({ notStatement: { statement } });
const early = (statement: object, priority = -1) => ({ name: "early", priority, action: { allow: {} }, statement });
const addresses = (more: object = {}) => ({ ipSetReferenceStatement: { arn: "arn:addresses", ...more } });
const forwarded = { ipSetForwardedIpConfig: { headerName: "X-Forwarded-For" } };
const ipSet = (...ranges: string[]) =>
  inStack("aws:wafv2/ipSet:IpSet", "addresses", { arn: "arn:addresses", addresses: ranges });

const group = (more: object = {}) => ({
  name: "common",
  priority: 1,
  overrideAction: { none: {} },
  statement: { managedRuleGroupStatement: { vendorName: "AWS", name: "AWSManagedRulesCommonRuleSet", ...more } },
});
const within = (scopeDownStatement: object) => [group({ scopeDownStatement })];
const acl = (rules: unknown, more: object = {}) =>
  inStack("aws:wafv2/webAcl:WebAcl", "firewall", { arn: "arn:firewall", scope: "REGIONAL", rules, ...more });
const found = (messages: readonly string[]) =>
  messages.map((message) => /: found (.*?); needed/.exec(message)?.[1] ?? message);

const some = "a rule for only some requests";
const bypass = "the rule early before it, which allows what any client can send";

it.each<[string, unknown, string, ...StackResource[]]>([
  ["one page", within(path("/page", "EXACTLY")), some],
  ["no path at all", within(not(path("/"))), some],
  ["one method", within(match("GET", "EXACTLY", { method: {} })), some],
  ["one country", within({ geoMatchStatement: { countryCodes: ["ZA"] } }), some],
  [
    "large bodies",
    within({ sizeConstraintStatement: { comparisonOperator: "GT", size: 8192, fieldToMatch: { body: {} } } }),
    some,
  ],
  ["no browsers", within(not(header("user-agent", "Mozilla"))), some],
  ["all but who has a header", within(not(header("x-skip", "yes"))), some],
  ["all but who has a query", within(not(match("debug", "CONTAINS", { queryString: {} }))), some],
  [
    "all but API calls",
    within(not({ regexMatchStatement: { regexString: "^/api/", fieldToMatch: { uriPath: {} } } })),
    some,
  ],
  ["all but a webhook", within(not(path("/hook", "EXACTLY"))), "pass"],
  ["all but an office", within(not(addresses())), "pass", ipSet("203.0.113.0/24")],
  ["all but half of the internet", within(not(addresses())), some, ipSet("0.0.0.0/1")],
  ["another vendor's rules", [group({ vendorName: "another" })], "no rule with it"],
])("a managed group for %s", (_, rules, expected, ...beside) => {
  expect(found(judgedTogether(wafCommonAttacks, [acl(rules), ...beside]))).toEqual([expected]);
});

it.each<[string, object, string, ...StackResource[]]>([
  ["every path", early(path("/")), bypass],
  ["who has a header", early(header("x-internal", "yes")), bypass],
  ["who has a query", early(match("debug", "CONTAINS", { queryString: {} })), bypass],
  ["a country", early({ geoMatchStatement: { countryCodes: ["ZA"] } }), bypass],
  ["all but some addresses", early(not(addresses())), bypass, ipSet("203.0.113.0/24")],
  ["an address that the client writes", early(addresses(forwarded)), bypass, ipSet("203.0.113.0/24")],
  ["half of the internet", early(addresses()), bypass, ipSet("128.0.0.0/1")],
  ["a page, or everybody", early({ orStatement: { statements: [path("/a", "EXACTLY"), path("/")] } }), bypass],
  ["an office", early(addresses()), "pass", ipSet("203.0.113.0/24")],
  ["one page", early(path("/health", "EXACTLY")), "pass"],
  ["an office's header", early({ andStatement: { statements: [addresses(), header("a", "b")] } }), "pass"],
  ["everybody, behind the group", early(path("/"), 9), "pass"],
])("a rule before the group that allows %s", (_, rule, expected, ...beside) => {
  // In the list it stands behind the group: WAF goes by the priority.
  expect(found(judgedTogether(wafCommonAttacks, [acl([group(), rule]), ...beside]))).toEqual([expected]);
});

it("reads sets of patterns, of this stack only", () => {
  const scoped = within(
    not({ regexPatternSetReferenceStatement: { arn: "arn:patterns", fieldToMatch: { uriPath: {} } } }),
  );
  const set = (regexString: string) =>
    inStack("aws:wafv2/regexPatternSet:RegexPatternSet", "patterns", {
      arn: "arn:patterns",
      regularExpressions: [{ regexString }],
    });
  expect(found(judgedTogether(wafCommonAttacks, [acl(scoped), set("^/")]))).toEqual([some]);
});

it("reads the rules of a group as the reference to it leaves them", () => {
  const rule = {
    name: "rate",
    action: { block: {} },
    statement: { rateBasedStatement: { limit: 100, evaluationWindowSec: 600 } },
  };
  const rules = inStack("aws:wafv2/ruleGroup:RuleGroup", "group", { arn: "arn:group", rules: [rule] });
  const says = (reference: object, more: object = {}) =>
    found(
      judgedTogether(wafRateLimit, [
        acl([{ statement: { ruleGroupReferenceStatement: { arn: "arn:group", ...reference } }, ...more }]),
        rules,
      ]),
    );
  expect(says({})).toEqual(["pass"]);
  expect(says({}, { overrideAction: { count: {} } })).toEqual(["a rate-based rule that only counts"]);
  expect(says({ ruleActionOverrides: [{ name: "rate", actionToUse: { allow: {} } }] })).toEqual([
    "a rate-based rule that only counts",
  ]);
});

describe("a rate rule", () => {
  const rate = (more: object = {}, action: object = { block: {} }) => [
    { priority: 0, action, statement: { rateBasedStatement: { limit: 100, evaluationWindowSec: 600, ...more } } },
  ];
  const forwarded = (headerName: string, fallbackBehavior = "MATCH") =>
    rate({ aggregateKeyType: "FORWARDED_IP", forwardedIpConfig: { headerName, fallbackBehavior } });
  const byForwarded = forwarded("X-Client-Address");
  const keys = (...customKeys: object[]) => rate({ aggregateKeyType: "CUSTOM_KEYS", customKeys });
  const client = "a rate-based rule that counts by values that the client sends";
  const spoofed = "a rate-based rule by an address that the client may write in a header";

  it.each<[string, unknown, string]>([
    ["that allows", rate({}, { allow: {} }), "a rate-based rule that only counts"],
    ["that asks for a proof", rate({}, { challenge: {} }), "pass"],
    ["by a header", keys({ header: { name: "user-agent" } }), client],
    ["by address and header", keys({ ip: {} }, { header: { name: "user-agent" } }), client],
    ["by address and method", keys({ ip: {} }, { httpMethod: {} }), "pass"],
    ["for no path", rate({ scopeDownStatement: not(path("/")) }), "a rate-based rule for only some requests"],
    [
      "for each half of the methods",
      [
        ...rate({ scopeDownStatement: match("GET", "EXACTLY", { method: {} }) }),
        ...rate({
          scopeDownStatement: {
            orStatement: { statements: ["POST", "PUT", "DELETE"].map((one) => match(one, "EXACTLY", { method: {} })) },
          },
        }),
      ],
      "pass",
    ],
    ["behind one that allows everybody", [early(path("/")), ...rate()], bypass],
  ])("%s", (_, rules, expected) => {
    expect(found(judgedTogether(wafRateLimit, [acl(rules)]))).toEqual([expected]);
  });

  const balancer = (more: object = {}) =>
    inStack("aws:lb/loadBalancer:LoadBalancer", "edge", { arn: "arn:lb", securityGroups: ["sg-1"], ...more });
  const door = (cidrIpv4: string) =>
    inStack("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "door", {
      securityGroupId: "sg-1",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      cidrIpv4,
    });
  const forward = [{ type: "forward" }];
  const listener = (defaultActions: object = [{ type: "fixed-response" }]) =>
    inStack("aws:lb/listener:Listener", "https", {
      arn: "arn:listener",
      loadBalancerArn: "arn:lb",
      port: 443,
      defaultActions,
    });
  const forwarding = (...conditions: object[]) =>
    inStack("aws:lb/listenerRule:ListenerRule", "api", { listenerArn: "arn:listener", actions: forward, conditions });
  const association = inStack("aws:wafv2/webAclAssociation:WebAclAssociation", "association", {
    resourceArn: "arn:lb",
    webAclArn: "arn:firewall",
  });
  const proof = { httpHeader: { httpHeaderName: "x-origin-verify", values: ["secret"] } };
  const world = door("0.0.0.0/0");

  it.each<[string, string, ...StackResource[]]>([
    ["behind an open listener", spoofed, balancer(), world, listener(forward)],
    ["behind an open rule", spoofed, balancer(), world, listener(), forwarding()],
    [
      "behind one rule of two that demands a header",
      spoofed,
      balancer(),
      world,
      listener(),
      forwarding(proof),
      forwarding(),
    ],
    ["behind a rule that demands a header", "pass", balancer(), world, listener(), forwarding(proof)],
    ["behind known addresses", "pass", balancer(), door("203.0.113.0/24"), listener(forward)],
    ["behind an internal load balancer", "pass", balancer({ internal: true }), world, listener(forward)],
  ])("by a forwarded address %s", (_, expected, ...stack) => {
    expect(found(judgedTogether(wafRateLimit, [acl(byForwarded), association, ...stack]))).toEqual([expected]);
  });

  it("counts requests without the header, and believes no header at CloudFront", () => {
    const without = forwarded("X-Client-Address", "NO_MATCH");
    expect(found(judgedTogether(wafRateLimit, [acl(without)]))).toEqual([spoofed]);
    expect(found(judgedTogether(wafRateLimit, [acl(byForwarded, { scope: "CLOUDFRONT" })]))).toEqual([spoofed]);
  });

  it("does not believe X-Forwarded-For, whose first address a client writes, behind any proxy", () => {
    const closed = [association, balancer(), world, listener(), forwarding(proof)];
    expect(found(judgedTogether(wafRateLimit, [acl(forwarded("X-Forwarded-For")), ...closed]))).toEqual([spoofed]);
    expect(found(judgedTogether(wafRateLimit, [acl(forwarded("x-forwarded-for")), ...closed]))).toEqual([spoofed]);
  });

  const site = (more: object = {}) =>
    inStack("aws:cloudfront/distribution:Distribution", "site", {
      origins: [{ domainName: "lb.example" }],
      webAclId: "arn:outer",
      ...more,
    });
  const address = { dnsName: "lb.example" };
  const none = "no rate-based rule";

  it.each<[string, string, ...StackResource[]]>([
    [
      "is not needed behind a distribution with a web ACL",
      "pass",
      balancer(address),
      listener(),
      forwarding(proof),
      site(),
    ],
    ["is needed where clients may come directly", none, balancer(address), world, listener(), forwarding(), site()],
    [
      "is needed without a web ACL in front",
      none,
      balancer(address),
      listener(),
      forwarding(proof),
      site({ webAclId: "" }),
    ],
    [
      "is needed behind a distribution of another origin",
      none,
      balancer(address),
      listener(),
      forwarding(proof),
      site({ origins: [{ domainName: "other.example" }] }),
    ],
    ["is needed without a distribution", none, balancer(address), listener(), forwarding(proof)],
  ])("%s", (_, expected, ...stack) => {
    const [first] = found(judgedTogether(wafRateLimit, [acl([]), association, ...stack]));
    expect(first).toBe(expected);
  });
});
