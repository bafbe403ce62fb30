import { eachTrafficRule, portsOf } from "../../selectors/ingress";
import type { IngressArgs } from "../../selectors/ingress";
import { tokens } from "../../selectors/tokens";
import { resourceRule } from "../../rule";

export const sgRulesDescribed = resourceRule<IngressArgs>({
  id: "sg-rules-described",
  title: "Security groups and their rules have descriptions",
  severity: "low",
  enforcement: "deployed",
  rows: ["MP-HST-02"],
  frameworks: ["Checkov CKV_AWS_23", "cdk-nag EC27"],
  remediation: "Give the group and each rule a description: the source or destination, and the purpose.",
  example: 'new vpc.SecurityGroupIngressRule("https", { fromPort: 443, toPort: 443, cidrIpv4: "0.0.0.0/0", … });',
  types: [...tokens.ingress, ...tokens.egress],
  check(resource, context) {
    if (resource.type.endsWith(":SecurityGroup")) {
      context.requires({
        // Absent is the provider's filler.
        read: () => (resource.props as IngressArgs).description,
        accept: isSaid,
        found: () => "a security group without a description",
        needed: "a description of its purpose",
        setting: "description of the security group",
      });
    }
    eachTrafficRule(resource, context, (read, direction) => {
      context.requires({
        read,
        accept: ({ description }) => isSaid(description),
        found: (rule) => `an ${direction} rule for ${portsOf(rule)} without a description`,
        needed:
          direction === "ingress"
            ? "a description of the source and the purpose"
            : "a description of the destination and the purpose",
        setting: `description of the ${direction} rule`,
      });
    });
  },
});

function isSaid(description = ""): boolean {
  return description.trim() !== "" && description !== "Managed by Pulumi";
}
