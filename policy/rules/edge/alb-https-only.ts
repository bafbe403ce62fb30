import { actionWords, protocolOf, redirectsToHttps } from "../../selectors/listeners";
import type { Action } from "../../selectors/listeners";
import { tokens } from "../../selectors/tokens";
import { resourceRule } from "../../rule";

/** Inputs of a listener, as far as this rule reads them. */
interface ListenerArgs {
  readonly port: number;
  readonly protocol: string;
  readonly defaultActions: readonly Action[];
}

export const albHttpsOnly = resourceRule<ListenerArgs>({
  id: "alb-https-only",
  title: "The default action of ALB HTTP listeners redirects to HTTPS",
  severity: "critical",
  enforcement: "everywhere",
  rows: ["DS-JWT-09", "DS-HRD-01", "AH-NET-01", "AH-NET-04", "MP-NGX-04"],
  frameworks: ["FSBP ELB.1", "Checkov CKV2_AWS_20", "cdk-nag ALBHttpToHttpsRedirection"],
  remediation: "Give the listener one default action: a redirect to HTTPS, port 443, status HTTP_301.",
  example: 'new lb.Listener("http", { port: 80, defaultActions: [{ type: "forward", targetGroupArn }], … });',
  types: tokens.listeners,
  check({ props }, context) {
    const protocol = protocolOf(props);
    if (protocol !== "HTTP") context.notApplicable(`A listener for ${protocol}.`);
    context.requires({
      read: () => props.defaultActions?.length ?? 0,
      accept: (count) => count > 0,
      found: () => "no default action",
      needed: "a redirect to HTTPS with 301 or 308",
      setting: "defaultActions",
    });
    context.each(
      () => props.defaultActions,
      (action) => {
        context.requires({
          read: () => action,
          accept: redirectsToHttps,
          found: actionWords,
          needed: "a redirect to HTTPS with 301 or 308",
          setting: "defaultActions",
        });
      },
    );
  },
});
