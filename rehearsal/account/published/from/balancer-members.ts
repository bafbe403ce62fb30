import type { MemberTable } from "./bind";
import type { MembersApart } from "./members";

const action = "forward.targetGroups";
const lbActions = (actions: string): MemberTable => ({
  [`${actions}.forward.stickiness`]: "TargetGroupStickinessConfig",
  [`${actions}.${action}.arn`]: "TargetGroupArn",
});
const targetGroup: MembersApart = {
  members: {
    "healthCheck.enabled": "HealthCheckEnabled",
    "healthCheck.healthyThreshold": "HealthyThresholdCount",
    "healthCheck.interval": "HealthCheckIntervalSeconds",
    "healthCheck.matcher": null,
    "healthCheck.path": "HealthCheckPath",
    "healthCheck.port": "HealthCheckPort",
    "healthCheck.protocol": "HealthCheckProtocol",
    "healthCheck.timeout": "HealthCheckTimeoutSeconds",
    "healthCheck.unhealthyThreshold": "UnhealthyThresholdCount",
    healthCheck: ".",
  },
  source: "elbv2/target_group.go",
};
const loadBalancer: MembersApart = {
  members: { "subnetMappings.outpostId": null },
  source: "elbv2/load_balancer.go",
};
const listener: MembersApart = {
  members: { ...lbActions("defaultActions"), certificateArn: "Certificates[].CertificateArn" },
  source: "elbv2/listener.go",
};
const listenerRule: MembersApart = {
  members: {
    ...lbActions("actions"),
    "conditions.queryStrings.key": "Values[].Key",
    "conditions.queryStrings.value": "Values[].Value",
  },
  source: "elbv2/listener_rule.go",
};
/** The same of load balancers, under both names that the SDK has for each type. */
export const balancerMembers: Readonly<Record<string, MembersApart>> = Object.fromEntries(
  ["alb", "lb"].flatMap((module) => [
    [`aws:${module}/listener:Listener`, listener],
    [`aws:${module}/listenerRule:ListenerRule`, listenerRule],
    [`aws:${module}/loadBalancer:LoadBalancer`, loadBalancer],
    [`aws:${module}/targetGroup:TargetGroup`, targetGroup],
  ]),
);
