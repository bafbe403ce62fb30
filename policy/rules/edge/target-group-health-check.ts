import type { TargetGroupArgs } from "@pulumi/aws/lb";
import { tokens } from "../../selectors/tokens";
import { resourceRule } from "../../rule";

export const targetGroupHealthCheck = resourceRule<TargetGroupArgs>({
  id: "target-group-health-check",
  title: "Target groups have a health check enabled, with an explicit path for HTTP",
  severity: "medium",
  enforcement: "deployed",
  rows: ["AH-MON-01", "MP-HC-01"],
  frameworks: ["Checkov CKV_AWS_261"],
  remediation: "Set healthCheck with the path of the service's readiness check: { path: '/health' }.",
  example: 'new lb.TargetGroup("api", { port: 4000, protocol: "HTTP", vpcId }); // checks "/"',
  types: tokens.targetGroups,
  check({ props }, context) {
    context.guard(() => {
      if (props.targetType === "lambda") context.notApplicable("A Lambda target needs no health check.");
    });
    context.requires({
      read: () => props.healthCheck?.enabled !== false,
      accept: (enabled) => enabled,
      found: () => "a health check that is disabled",
      needed: "a health check",
      setting: "healthCheck",
    });
    context.requires({
      read: () => ({ check: props.healthCheck, asksPath: /^HTTPS?$/.test(checkProtocol(props)) }),
      // Absent is the provider's default: the path "/", which a service may answer before it is ready.
      accept: ({ check, asksPath }) => check !== undefined && (!asksPath || check.path !== undefined),
      found: ({ check }) => (check === undefined ? "no health check" : "a health check without a path"),
      needed: "the path of the service's health check",
      setting: "healthCheck",
    });
  },
});

/** The protocol of the check: its own, or the provider's default for the targets, TCP if they do not use HTTP. */
function checkProtocol({ healthCheck, protocol }: { healthCheck?: { protocol?: string }; protocol?: string }) {
  if (healthCheck?.protocol !== undefined) return healthCheck.protocol;
  return protocol === undefined || protocol.startsWith("HTTP") ? "HTTP" : "TCP";
}
