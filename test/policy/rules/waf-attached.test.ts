import { wafAttached } from "../../../policy/rules/edge/waf-attached";
import type { StackResource } from "../../../policy/stack-view";
import { inStack, judgedTogether, unknown } from "../harness";

const balancer = (props: object = {}, type = "aws:lb/loadBalancer:LoadBalancer") =>
  inStack(type, "edge", { arn: "arn:edge", loadBalancerType: "application", internal: false, ...props });
const association = (props: object = {}, madeFrom: Record<string, StackResource[]> = {}) =>
  inStack(
    "aws:wafv2/webAclAssociation:WebAclAssociation",
    "association",
    { resourceArn: "arn:edge", webAclArn: "arn:firewall", ...props },
    madeFrom,
  );
const none =
  "[waf-attached] edge: found no web ACL; needed an association with a web ACL. Change aws.wafv2.WebAclAssociation.";

describe("waf-attached", () => {
  it.each([
    ["behind a firewall, wherever that stands", [balancer(), association()], ["pass"]],
    ["of the older spelling", [balancer({}, "aws:alb/loadBalancer:LoadBalancer"), association()], ["pass"]],
    ["of the older spelling without a firewall", [balancer({}, "aws:alb/loadBalancer:LoadBalancer")], [none]],
    ["without a firewall", [balancer()], [none]],
    ["that says nothing about its kind", [balancer({ loadBalancerType: undefined, internal: undefined })], [none]],
    ["with a firewall for something else", [balancer(), association({ resourceArn: "arn:other" })], [none]],
    ["that is internal", [balancer({ internal: true })], ["pass"]],
    ["for networks", [balancer({ loadBalancerType: "network" })], ["pass"]],
    [
      "beside an association of something unknown",
      [balancer(), association({ resourceArn: unknown })],
      ["[waf-attached] edge: undecided: waits for resourceArn."],
    ],
  ])("judges a load balancer %s", (_, resources, expected) => {
    expect(judgedTogether(wafAttached, resources)).toEqual(expected);
  });

  it("follows the dependencies while no ARN is known", () => {
    const edge = balancer({ arn: unknown });
    expect(judgedTogether(wafAttached, [edge, association({ resourceArn: unknown }, { resourceArn: [edge] })])).toEqual(
      ["pass"],
    );
  });
});
