import type { LoadBalancerArgs } from "@pulumi/aws/lb";
import { tokens } from "../../selectors/tokens";
import { resourceRule } from "../../rule";

export const albHardened = resourceRule<LoadBalancerArgs>({
  id: "alb-hardened",
  title: "ALBs drop invalid header fields",
  severity: "medium",
  enforcement: "deployed",
  rows: ["AH-NET-06", "MP-NGX-19"],
  frameworks: ["FSBP ELB.4", "Checkov CKV_AWS_131", "cdk-nag ALBHttpDropInvalidHeaderEnabled"],
  remediation: "Set dropInvalidHeaderFields: true.",
  example: 'new lb.LoadBalancer("edge", { subnets, securityGroups }); // dropInvalidHeaderFields is false unless set',
  types: tokens.loadBalancers,
  check({ props }, context) {
    if ((props.loadBalancerType ?? "application") !== "application") {
      context.notApplicable("Not an application load balancer.");
    }
    context.requires({
      // Absent is false.
      read: () => props.dropInvalidHeaderFields,
      accept: (dropped) => dropped === true,
      needed: "dropInvalidHeaderFields true",
      setting: "dropInvalidHeaderFields",
    });
  },
});
