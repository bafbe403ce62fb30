import type { ListenerArgs } from "@pulumi/aws/lb";
import { protocolOf } from "../../selectors/listeners";
import { tokens } from "../../selectors/tokens";
import { resourceRule } from "../../rule";

/**
 * The names of the predefined policies whose lowest protocol is TLS 1.2 or 1.3. Source: "Security policies for your
 * Application Load Balancer" of the ELB guide, where the second number of the name is the lowest minor version.
 */
const modern = /^ELBSecurityPolicy-(TLS13-1-[23]-|TLS-1-2-|FS-1-2-)/;

/** ELB's default policy. */
const legacyDefault = "ELBSecurityPolicy-2016-08";

export const tlsPolicyMin = resourceRule<ListenerArgs>({
  id: "tls-policy-min",
  title: "Load balancer listeners use a security policy of TLS 1.2 or later",
  severity: "high",
  enforcement: "everywhere",
  rows: ["MP-NGX-09", "MP-NGX-10", "DS-HRD-01"],
  frameworks: ["FSBP ELB.17", "FSBP ELB.18", "Checkov CKV_AWS_103"],
  remediation: "Set sslPolicy to ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09, or another policy of TLS 1.2 or later.",
  example:
    'new lb.Listener("https", { port: 443, protocol: "HTTPS", certificateArn, … }); // ELBSecurityPolicy-2016-08',
  types: tokens.listeners,
  check({ props }, context) {
    const protocol = protocolOf(props);
    if (protocol !== "HTTPS" && protocol !== "TLS") context.notApplicable(`A listener for ${protocol}.`);
    context.requires({
      read: () => props.sslPolicy ?? legacyDefault,
      accept: (policy) => modern.test(policy),
      found: (policy) => `the TLS policy ${policy}`,
      needed: "a policy of TLS 1.2 or later",
      setting: "sslPolicy",
    });
  },
});
