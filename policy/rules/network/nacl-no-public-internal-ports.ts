import { isWorld } from "../../selectors/address-range";
import { internalPorts } from "../../selectors/internal-ports";
import { eachNetworkAclRule } from "../../selectors/network-acl";
import type { NetworkAclArgs, NetworkAclRule } from "../../selectors/network-acl";
import { resourceRule } from "../../rule";

/** SSH and RDP, in both directions. */
const remoteAccessPorts = [22, 3389];

/**
 * The ephemeral ports of responses, which a stateless network ACL has to allow. Source: Amazon VPC User
 * Guide, "Ephemeral ports": clients use 32768 to 60999 and load balancers and NAT gateways 1024 to 65535.
 */
const answers = { from: 1024, to: 60_999 } as const;

export const naclNoPublicInternalPorts = resourceRule<NetworkAclArgs>({
  id: "nacl-no-public-internal-ports",
  title: "Network ACLs open no SSH, RDP, database or service port to the internet",
  severity: "medium",
  enforcement: "advised",
  rows: ["AH-NET-09", "AH-NET-12", "AH-NET-13", "AH-NET-14", "MP-HST-02"],
  frameworks: ["FSBP EC2.21", "Checkov CKV_AWS_231", "Checkov CKV_AWS_232"],
  remediation: "Allow ports 80 and 443 and the ephemeral ports 1024 to 65535 instead of everything.",
  example: 'new ec2.NetworkAclRule("all", { ruleAction: "allow", protocol: "-1", cidrBlock: "0.0.0.0/0", … });',
  // The default ACL is not checked, as in EC2.21: it allows everything until it is replaced.
  types: ["aws:ec2/networkAcl:NetworkAcl", "aws:ec2/networkAclRule:NetworkAclRule"],
  check(resource, context) {
    const internal = internalPorts(context);
    eachNetworkAclRule(resource, context, (read) => {
      context.requires({
        read,
        accept: (rule) => opened(rule, internal) === undefined,
        found: (rule) =>
          `an ${rule.direction} rule that allows port ${opened(rule, internal) ?? ""} for ${rule.ranges.join(", ")}`,
        needed: "no rule that opens this port to the internet",
        setting: "the rules of the network ACL",
      });
    });
  },
});

/** The first port that a rule should not open to the world. */
function opened(rule: NetworkAclRule, internalPorts: readonly number[]): number | undefined {
  if (!rule.allows || !rule.tcp || !rule.ranges.some(isWorld)) return undefined;
  if (rule.from >= answers.from && rule.to >= answers.to) return undefined;
  // All traffic to the internet is allowed (C-41), except remote access.
  const everything = rule.from === 0 && rule.to === 65_535;
  if (rule.direction === "egress" && everything) return undefined;
  const ports = rule.direction === "ingress" ? [...remoteAccessPorts, ...internalPorts] : remoteAccessPorts;
  return ports.find((port) => rule.from <= port && port <= rule.to);
}
