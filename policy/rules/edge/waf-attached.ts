import type { LoadBalancerState } from "@pulumi/aws/lb";
import { tokens } from "../../selectors/tokens";
import { stackRule } from "../../rule";

export const wafAttached = stackRule({
  id: "waf-attached",
  title: "Public ALBs are associated with an AWS WAF web ACL",
  severity: "high",
  enforcement: "deployed",
  rows: ["DS-VAR-19", "DS-PRE-07", "AH-PRE-05", "MP-AUTH-04"],
  frameworks: ["Checkov CKV2_AWS_28", "cdk-nag ALBWAFEnabled"],
  remediation: "Associate an aws.wafv2.WebAcl with the load balancer through an aws.wafv2.WebAclAssociation.",
  example: 'new lb.LoadBalancer("edge", { subnets, securityGroups }); // and no WebAclAssociation',
  types: tokens.loadBalancers,
  check(stack, context) {
    const associationTypes = ["aws:wafv2/webAclAssociation:WebAclAssociation"];
    for (const balancer of stack.of<LoadBalancerState>(tokens.loadBalancers)) {
      const about = context.about(balancer);
      about.guard(() => {
        const { loadBalancerType = "application", internal = false } = balancer.props;
        if (loadBalancerType !== "application" || internal) return;
        about.requires({
          read: () =>
            stack.pointingAt(balancer, associationTypes, { property: "resourceArn", by: ["arn", "id"] }).length,
          accept: (count) => count > 0,
          found: () => "no web ACL",
          needed: "an association with a web ACL",
          setting: "aws.wafv2.WebAclAssociation",
        });
        about.requires({
          read: () => balancer.props.enableWafFailOpen,
          accept: (open) => open !== true,
          found: () => "a load balancer that forwards requests when AWS WAF does not answer",
          needed: "enableWafFailOpen false",
          setting: "enableWafFailOpen",
        });
      });
    }
  },
});
