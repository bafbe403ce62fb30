import type { WireObject } from "../../../../rehearsal/account/resource-type";
import { ServiceAccount, refusalOf } from "../types/service-account";
import { itRefuses } from "./twins";
import type { Twin } from "./twins";

const listener = "aws:lb/listener:Listener";
const rule = "aws:lb/listenerRule:ListenerRule";
const acl = "aws:wafv2/webAcl:WebAcl";
const association = "aws:wafv2/webAclAssociation:WebAclAssociation";

const balancer = (name: string) => `arn:aws:elasticloadbalancing:eu-west-1:000000000000:loadbalancer/app/${name}/1`;
const targets = (name: string) => `arn:aws:elasticloadbalancing:eu-west-1:000000000000:targetgroup/${name}/1`;
const ownListener = "arn:aws:elasticloadbalancing:eu-west-1:000000000000:listener/app/own/1/1";
const ruleGroup = (name: string) => `arn:aws:wafv2:eu-west-1:000000000000:regional/rulegroup/${name}/1`;
const webAcl = (place: string) => `arn:aws:wafv2:us-east-1:000000000000:${place}/webacl/acl/1`;

function around(account: ServiceAccount): void {
  for (const name of ["own", "other"]) {
    account.put("aws:lb/loadBalancer:LoadBalancer", balancer(name), { arn: balancer(name) });
  }
  account.put("aws:lb/loadBalancer:LoadBalancer", balancer("net"), {
    arn: balancer("net"),
    loadBalancerType: "network",
  });
  for (const [name, protocol] of [
    ["http", "HTTP"],
    ["tcp", "TCP"],
    ["used", "HTTP"],
  ] as const) {
    account.put("aws:lb/targetGroup:TargetGroup", targets(name), { arn: targets(name), protocol });
  }
  account.put(listener, ownListener, { arn: ownListener, loadBalancerArn: balancer("own"), port: 8080 });
  account.put(listener, "other", {
    arn: "other",
    loadBalancerArn: balancer("other"),
    defaultActions: [{ type: "forward", targetGroupArn: targets("used") }],
  });
  for (const place of ["regional", "global"]) account.put(acl, place, { arn: webAcl(place) });
  account.put("aws:wafv2/ruleGroup:RuleGroup", "group", { arn: ruleGroup("own") });
}

const forward = (name: string): WireObject[] => [{ type: "forward", targetGroupArn: targets(name) }];
const http = { loadBalancerArn: balancer("own"), port: 80, protocol: "HTTP", defaultActions: forward("http") };
const paths = (count: number) => [
  { pathPattern: { values: Array.from({ length: count }, (_, index) => `/${index}`) } },
];
const next = { listenerArn: ownListener, priority: 1, conditions: paths(5), actions: forward("http") };

const visibilityConfig = { metricName: "m", cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true };
const firewall = { name: "acl", scope: "REGIONAL", defaultAction: { allow: {} }, visibilityConfig };
const rate = (more: object) => ({
  rules: [
    {
      name: "rate",
      priority: 0,
      action: { block: {} },
      visibilityConfig,
      statement: { rateBasedStatement: { limit: 200, evaluationWindowSec: 600, ...more } },
    },
  ],
});
const group = (arn: string) => ({
  rules: [
    {
      name: "group",
      priority: 0,
      overrideAction: { none: {} },
      visibilityConfig,
      statement: { ruleGroupReferenceStatement: { arn } },
    },
  ],
});
const wrong = "WAFInvalidParameterException";
const guarded = { webAclArn: webAcl("regional"), resourceArn: balancer("own") };
const header = { fallbackBehavior: "MATCH", headerName: "X-Forwarded-For" };
const scoped = { geoMatchStatement: { countryCodes: ["ZA"] } };

const cases: readonly Twin[] = [
  ["a listener's protocol of another load balancer", listener, http, { protocol: "TCP" }, "ValidationError"],
  ["a target group of another protocol", listener, http, { defaultActions: forward("tcp") }, "IncompatibleProtocols"],
  [
    "a target group of another load balancer",
    listener,
    http,
    { defaultActions: forward("used") },
    "TargetGroupAssociationLimit",
  ],
  [
    "a rule to the target group of another load balancer",
    rule,
    next,
    { actions: forward("used") },
    "TargetGroupAssociationLimit",
  ],
  ["a rule of six values", rule, next, { conditions: paths(6) }, "ValidationError"],
  ["a firewall of CloudFront in another Region", acl, firewall, { scope: "CLOUDFRONT" }, wrong],
  [
    "a rate by keys without keys",
    acl,
    { ...firewall, ...rate({ aggregateKeyType: "CUSTOM_KEYS", customKeys: [{ ip: {} }] }) },
    rate({ aggregateKeyType: "CUSTOM_KEYS" }),
    wrong,
  ],
  [
    "a rate by a header without the header",
    acl,
    { ...firewall, ...rate({ aggregateKeyType: "FORWARDED_IP", forwardedIpConfig: header }) },
    rate({ aggregateKeyType: "FORWARDED_IP" }),
    wrong,
  ],
  [
    "a rate of everything",
    acl,
    { ...firewall, ...rate({ aggregateKeyType: "CONSTANT", scopeDownStatement: scoped }) },
    rate({ aggregateKeyType: "CONSTANT" }),
    wrong,
  ],
  [
    "a rule group that is not there",
    acl,
    { ...firewall, ...group(ruleGroup("own")) },
    group(ruleGroup("other")),
    "WAFNonexistentItemException",
  ],
  ["a firewall of CloudFront for a load balancer", association, guarded, { webAclArn: webAcl("global") }, wrong],
  ["a firewall for a network load balancer", association, guarded, { resourceArn: balancer("net") }, wrong],
];

describe("the edge refuses", () => {
  itRefuses(cases, around);
});

it("lets a firewall of CloudFront stand in us-east-1", () => {
  const inputs = { ...firewall, scope: "CLOUDFRONT", region: "us-east-1" };
  expect(refusalOf(() => new ServiceAccount().create(acl, inputs))).toBe("accepted");
});
