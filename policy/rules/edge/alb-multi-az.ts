import type { LoadBalancerArgs } from "@pulumi/aws/lb";
import { tokens } from "../../selectors/tokens";
import { resourceRule } from "../../rule";

export const albMultiAz = resourceRule<LoadBalancerArgs>({
  id: "alb-multi-az",
  title: "Load balancers have subnets in at least two Availability Zones",
  severity: "medium",
  enforcement: "deployed",
  rows: ["AH-NET-03", "AH-MON-03"],
  frameworks: ["FSBP ELB.13"],
  remediation: "Set subnets (or subnetMappings) to at least two subnets in different Availability Zones.",
  example: 'new lb.LoadBalancer("edge", { loadBalancerType: "network", subnets: [publicSubnet.id] });',
  types: tokens.loadBalancers,
  check({ props }, context) {
    context.requires({
      // ELB accepts only one subnet per zone, so two subnets are in two zones.
      read: () => Math.max(props.subnets?.length ?? 0, props.subnetMappings?.length ?? 0),
      accept: (count) => count >= 2,
      found: (count) => `${count} subnets`,
      needed: "at least 2 subnets",
      setting: "subnets",
    });
  },
});
