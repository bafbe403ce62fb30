import { eachIngressRule, portsOf } from "../../readings/ingress";
import type { IngressArgs } from "../../readings/ingress";
import { tokens } from "../../readings/tokens";
import { resourceRule } from "../../rule";

export const sgRulesDescribed = resourceRule<IngressArgs>({
  id: "sg-rules-described",
  title: "Every rule that lets traffic in says why it is there",
  severity: "low",
  rows: ["MP-HST-02"],
  frameworks: ["Checkov CKV_AWS_23"],
  remediation: "Give each ingress rule a description: who comes in, and what for.",
  example:
    'new vpc.SecurityGroupIngressRule("api", { securityGroupId, referencedSecurityGroupId, ipProtocol: "tcp", fromPort: 4000, toPort: 4000 });',
  types: tokens.ingress,
  check(resource, examination) {
    eachIngressRule(resource, examination, (read) => {
      examination.requires({
        read,
        accept: ({ description = "" }) => description.trim() !== "" && description !== "Managed by Pulumi",
        found: (rule) => `an ingress rule for ${portsOf(rule)} without a description`,
        needed: "a description of who comes in and what for",
        setting: "description of the ingress rule",
      });
    });
  },
});
