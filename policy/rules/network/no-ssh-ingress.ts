import { eachIngressRule, opens, portsOf } from "../../selectors/ingress";
import type { IngressArgs, IngressRule } from "../../selectors/ingress";
import { tokens } from "../../selectors/tokens";
import { resourceRule } from "../../rule";

/** SSH and RDP. */
const remoteAccessPorts = [22, 3389];

export const noSshIngress = resourceRule<IngressArgs>({
  id: "no-ssh-ingress",
  title: "No security group rule opens SSH or RDP to an address range or prefix list",
  severity: "high",
  enforcement: "everywhere",
  rows: ["AH-NET-09", "MP-HST-04"],
  frameworks: ["FSBP EC2.13", "FSBP EC2.14", "Checkov CKV_AWS_24", "Checkov CKV_AWS_25"],
  remediation: "Remove the rule. Use ECS Exec on a separate debug task for the rare case (checklist note C-16).",
  example: 'new vpc.SecurityGroupIngressRule("ssh", { fromPort: 22, toPort: 22, cidrIpv4: "203.0.113.7/32", … });',
  types: tokens.ingress,
  check(resource, context) {
    eachIngressRule(resource, context, (read) => {
      context.requires({
        read,
        accept: (rule) => sourcesOf(rule).length === 0 || !remoteAccessPorts.some((port) => opens(rule, port)),
        found: (rule) => `${portsOf(rule)} open to ${sourcesOf(rule).join(", ")}`,
        needed: "no address range on ports 22 and 3389",
        setting: "the ports of the ingress rule",
      });
    });
  },
});

/** A prefix list is a name for address ranges. */
function sourcesOf({ ranges, prefixLists }: IngressRule): readonly string[] {
  return [...ranges, ...prefixLists];
}
