import type { ListenerRuleState, ListenerState } from "@pulumi/aws/lb";
import { actionWords, protocolOf, redirectsToHttps } from "../../selectors/listeners";
import { tokens } from "../../selectors/tokens";
import { stackRule } from "../../rule";

export const albHttpRulesRedirect = stackRule({
  id: "alb-http-rules-redirect",
  title: "Rules of ALB HTTP listeners redirect to HTTPS or return a fixed response",
  severity: "critical",
  enforcement: "everywhere",
  rows: ["DS-HRD-01", "AH-NET-01", "AH-NET-04"],
  frameworks: ["FSBP ELB.1"],
  remediation: "Attach the rule to the HTTPS listener, or redirect to HTTPS with 301 or 308.",
  example: 'new lb.ListenerRule("api", { listenerArn: http.arn, actions: [{ type: "forward", targetGroupArn }], … });',
  types: tokens.listenerRules,
  check(stack, context) {
    for (const rule of stack.of<ListenerRuleState>(tokens.listenerRules)) {
      const about = context.about(rule);
      about.guard(() => {
        const listener = stack.referenced<ListenerState>(rule, {
          property: "listenerArn",
          to: tokens.listeners,
          by: ["arn", "id"],
        });
        if (listener === undefined) {
          about.undecided("the rule's listener, which is not in this stack");
          return;
        }
        if (protocolOf(listener.props) !== "HTTP") return;
        about.each(
          () => rule.props.actions,
          (action) => {
            about.requires({
              read: () => action,
              // A fixed response forwards nothing.
              accept: (taken) => redirectsToHttps(taken) || taken.type === "fixed-response",
              found: (taken) => `${actionWords(taken)} on the HTTP listener ${listener.name}`,
              needed: "a redirect to HTTPS with 301 or 308",
              setting: "actions",
            });
          },
        );
      });
    }
  },
});
