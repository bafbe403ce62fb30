import type { LoadBalancerArgs } from "@pulumi/aws/lb";
import { tokens } from "../../selectors/tokens";
import { resourceRule } from "../../rule";

export const albDesync = resourceRule<LoadBalancerArgs>({
  id: "alb-desync",
  title: "ALB desync mitigation is defensive or strictest",
  severity: "medium",
  enforcement: "deployed",
  rows: ["AH-NET-03", "MP-NGX-19"],
  frameworks: ["FSBP ELB.12", "Checkov CKV_AWS_328"],
  remediation: "Set desyncMitigationMode to defensive or strictest.",
  example: 'new lb.LoadBalancer("edge", { desyncMitigationMode: "monitor", … });',
  types: tokens.loadBalancers,
  check({ props }, context) {
    if ((props.loadBalancerType ?? "application") !== "application") {
      context.notApplicable("Not an application load balancer.");
    }
    context.requires({
      // Absent is defensive.
      read: () => props.desyncMitigationMode ?? "defensive",
      accept: (mode) => mode === "defensive" || mode === "strictest",
      found: (mode) => `desyncMitigationMode ${mode}`,
      needed: "defensive or strictest",
      setting: "desyncMitigationMode",
    });
  },
});
