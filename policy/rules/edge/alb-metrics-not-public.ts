import type { ListenerState, LoadBalancerState } from "@pulumi/aws/lb";
import { takes } from "../../selectors/cloudfront";
import { forwards, pathsOf } from "../../selectors/load-balancer-rules";
import type { ListenerRuleState } from "../../selectors/load-balancer-rules";
import { tokens } from "../../selectors/tokens";
import { stackRule } from "../../rule";
import type { StackResource, StackView } from "../../stack-view";

/** The path of a service's metrics (MP-HC-02), for the stage only. */
const metricsPath = "/metrics";

export const albMetricsNotPublic = stackRule({
  id: "alb-metrics-not-public",
  title: "Public ALBs do not forward /metrics to a target",
  severity: "medium",
  enforcement: "advised",
  rows: ["MP-HC-02"],
  frameworks: [],
  remediation: "Add a listener rule before the others: path /metrics and /metrics/*, fixed response 404.",
  example: 'new lb.Listener("https", { defaultActions: [{ type: "forward", targetGroupArn }], … }); // and no rule',
  types: tokens.listeners,
  check(stack, context) {
    for (const listener of stack.of<ListenerState>(tokens.listeners)) {
      context.about(listener).requires({
        read: () => !isPublicApplication(stack, listener) || !leadsToMetrics(stack, listener),
        accept: (hidden) => hidden,
        found: () => `${metricsPath} forwarded to a target`,
        needed: "a fixed response for this path",
        setting: "aws.lb.ListenerRule",
      });
    }
  },
});

/** A listener whose load balancer is in another stack counts as private: it is checked in that stack. */
function isPublicApplication(stack: StackView, listener: StackResource): boolean {
  const balancer = stack.referenced<LoadBalancerState>(listener, {
    property: "loadBalancerArn",
    to: tokens.loadBalancers,
    by: ["arn", "id"],
  });
  if (balancer === undefined) return false;
  return (balancer.props.loadBalancerType ?? "application") === "application" && balancer.props.internal !== true;
}

/** Whether the first rule that matches the path, or else the listener's default action, forwards to a target. */
function leadsToMetrics(stack: StackView, listener: StackResource<ListenerState>): boolean {
  const rules = stack
    .pointingAt<ListenerRuleState>(listener, tokens.listenerRules, { property: "listenerArn", by: ["arn", "id"] })
    .filter(({ props }) => (pathsOf(props.conditions) ?? ["*"]).some((pattern) => takes(pattern, metricsPath)));
  const hidden = rules.filter(({ props }) => !forwards(props.actions) && pathsOf(props.conditions) !== undefined);
  const first = Math.min(...hidden.map(({ props }) => props.priority ?? Number.POSITIVE_INFINITY));
  const forwarding = rules.filter(({ props }) => forwards(props.actions));
  if (forwarding.some(({ props }) => (props.priority ?? 0) < first)) return true;
  return hidden.length === 0 && forwards(listener.props.defaultActions);
}
