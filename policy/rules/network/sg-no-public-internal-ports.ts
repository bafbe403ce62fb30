import { isPrivate, worldIn } from "../../selectors/address-range";
import { eachIngressRule, opens, portsOf } from "../../selectors/ingress";
import type { IngressArgs, IngressRule } from "../../selectors/ingress";
import { internalPorts } from "../../selectors/internal-ports";
import { tokens } from "../../selectors/tokens";
import { resourceRule } from "../../rule";

/** The ports the internet may reach: the load balancer's. */
const publicPorts = [80, 443];

export const sgNoPublicInternalPorts = resourceRule<IngressArgs>({
  id: "sg-no-public-internal-ports",
  title:
    "Security groups open only ports 80 and 443 to the internet, and data store and service ports to private addresses only",
  severity: "critical",
  enforcement: "everywhere",
  rows: ["AH-NET-12", "AH-NET-13", "AH-NET-14", "MP-HST-02"],
  frameworks: ["FSBP EC2.18", "FSBP EC2.19", "Checkov CKV_AWS_260", "cdk-nag EC23", "cdk-nag RDS8"],
  remediation:
    "Allow the port from the security group that needs it (referencedSecurityGroupId) instead of from an address range.",
  example: 'new vpc.SecurityGroupIngressRule("db", { fromPort: 5432, toPort: 5432, cidrIpv4: "0.0.0.0/0", … });',
  unwaivable: "It would open a data store or an internal service to the whole internet.",
  types: tokens.ingress,
  check(resource, context) {
    const internal = internalPorts(context);
    eachIngressRule(resource, context, (read) => {
      context.requires({
        read,
        accept: (rule) => offending(rule, internal) === undefined,
        found: (rule) => `${portsOf(rule)} open to ${offending(rule, internal) ?? ""}`,
        needed: "only ports 80 and 443 open to the internet; other ports open to a security group or private range",
        setting: "the source of the ingress rule",
      });
      context.guard(() => {
        const rule = read();
        if (rule.prefixLists.length > 0 && internal.some((port) => opens(rule, port))) {
          context.undecided(`the addresses of the prefix list ${rule.prefixLists.join(", ")}`);
        }
      });
    });
  },
});

/** The first address range that the rule should not admit. */
function offending(rule: IngressRule, internalPorts: readonly number[]): string | undefined {
  const publicOnly = rule.from === rule.to && publicPorts.includes(rule.from) && rule.protocol !== "-1";
  const internal = internalPorts.some((port) => opens(rule, port));
  const outside = internal ? rule.ranges.find((range) => !isPrivate(range)) : undefined;
  return outside ?? (publicOnly ? undefined : worldIn(rule.ranges));
}
