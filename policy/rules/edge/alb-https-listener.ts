import type { LoadBalancerState } from "@pulumi/aws/lb";
import { protocolOf } from "../../selectors/listeners";
import type { Listener } from "../../selectors/listeners";
import { tokens } from "../../selectors/tokens";
import { stackRule } from "../../rule";

export const albHttpsListener = stackRule({
  id: "alb-https-listener",
  title: "Public ALBs have an HTTPS listener on port 443",
  severity: "high",
  enforcement: "deployed",
  rows: ["DS-HRD-01", "AH-NET-01", "MP-NGX-05"],
  frameworks: ["FSBP ELB.1"],
  remediation: "Add an aws.lb.Listener with the protocol HTTPS on port 443 and a certificateArn.",
  example: 'new lb.LoadBalancer("edge", { subnets, securityGroups }); // and a listener on port 80 only',
  types: tokens.loadBalancers,
  check(stack, context) {
    for (const balancer of stack.of<LoadBalancerState>(tokens.loadBalancers)) {
      const about = context.about(balancer);
      about.guard(() => {
        const { loadBalancerType = "application", internal = false } = balancer.props;
        if (loadBalancerType !== "application" || internal) return;
        about.requires({
          read: () =>
            stack
              .pointingAt<Listener>(balancer, tokens.listeners, { property: "loadBalancerArn", by: ["arn", "id"] })
              .map(({ props }) => ({ protocol: protocolOf(props), port: props.port ?? 443 })),
          accept: (listeners) => listeners.some(({ protocol, port }) => protocol === "HTTPS" && port === 443),
          found: (listeners) => (listeners.length === 0 ? "no listener" : "no HTTPS listener on port 443"),
          needed: "an HTTPS listener on port 443",
          setting: "aws.lb.Listener",
        });
      });
    }
  },
});
