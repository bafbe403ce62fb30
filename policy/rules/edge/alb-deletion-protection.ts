import type { LoadBalancerArgs } from "@pulumi/aws/lb";
import { tokens } from "../../selectors/tokens";
import { resourceRule } from "../../rule";

export const albDeletionProtection = resourceRule<LoadBalancerArgs>({
  id: "alb-deletion-protection",
  title: "Production load balancers have deletion protection",
  severity: "medium",
  enforcement: "productionOnly",
  rows: ["AH-NET-03"],
  frameworks: ["FSBP ELB.6", "Checkov CKV_AWS_150", "cdk-nag ELBDeletionProtectionEnabled"],
  remediation: "Set enableDeletionProtection: true.",
  example: 'new lb.LoadBalancer("edge", { subnets, securityGroups }); // it is false unless set',
  types: tokens.loadBalancers,
  check({ props }, context) {
    context.requires({
      read: () => props.enableDeletionProtection,
      accept: (guarded) => guarded === true,
      needed: "enableDeletionProtection true",
      setting: "enableDeletionProtection",
    });
  },
});
