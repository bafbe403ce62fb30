import type { LoadBalancerArgs } from "@pulumi/aws/lb";
import { tokens } from "../../selectors/tokens";
import { resourceRule } from "../../rule";

export const albAccessLogs = resourceRule<LoadBalancerArgs>({
  id: "alb-access-logs",
  title: "Production ALBs have access logs enabled",
  severity: "medium",
  enforcement: "productionOnly",
  rows: ["AH-MON-04", "MP-MON-01"],
  frameworks: ["FSBP ELB.5", "Checkov CKV_AWS_91", "cdk-nag ELB2"],
  remediation: "Set accessLogs to { bucket, enabled: true }, with a bucket whose policy allows log delivery.",
  example: 'new lb.LoadBalancer("edge", { accessLogs: { bucket: logs.id }, … }); // enabled is false unless set',
  types: tokens.loadBalancers,
  check({ props }, context) {
    if ((props.loadBalancerType ?? "application") !== "application") {
      context.notApplicable("Not an application load balancer.");
    }
    context.requires({
      read: () => props.accessLogs?.enabled,
      accept: (enabled) => enabled === true,
      found: () => "no access logs",
      needed: "access logs in a bucket",
      setting: "accessLogs",
    });
  },
});
