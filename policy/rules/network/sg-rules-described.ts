import { eachTrafficRule, portsOf } from "../../readings/ingress";
import type { IngressArgs } from "../../readings/ingress";
import { tokens } from "../../readings/tokens";
import { resourceRule } from "../../rule";

export const sgRulesDescribed = resourceRule<IngressArgs>({
  id: "sg-rules-described",
  title: "Every security group and every rule of one says why it is there",
  severity: "low",
  rows: ["MP-HST-02"],
  frameworks: ["Checkov CKV_AWS_23", "cdk-nag EC27"],
  remediation: "Give the group and each rule a description: who comes in or goes out, and what for.",
  example: 'new vpc.SecurityGroupIngressRule("https", { fromPort: 443, toPort: 443, cidrIpv4: "0.0.0.0/0", … });',
  types: [...tokens.ingress, ...tokens.egress],
  check(resource, examination) {
    if (resource.type.endsWith(":SecurityGroup")) {
      examination.requires({
        // Absent is the provider's filler.
        read: () => (resource.props as IngressArgs).description,
        accept: isSaid,
        found: () => "a security group without a description",
        needed: "a description of whom it is for",
        setting: "description of the security group",
      });
    }
    eachTrafficRule(resource, examination, (read, direction) => {
      examination.requires({
        read,
        accept: ({ description }) => isSaid(description),
        found: (rule) => `an ${direction} rule for ${portsOf(rule)} without a description`,
        needed:
          direction === "ingress" ? "a description of who comes in and what for" : "a description of what goes out",
        setting: `description of the ${direction} rule`,
      });
    });
  },
});

function isSaid(description = ""): boolean {
  return description.trim() !== "" && description !== "Managed by Pulumi";
}
