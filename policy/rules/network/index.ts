import type { Rule } from "../../rule";
import { defaultSecurityGroupClosed } from "./default-security-group-closed";
import { naclNoPublicInternalPorts } from "./nacl-no-public-internal-ports";
import { noSshIngress } from "./no-ssh-ingress";
import { prefixListNotWorld } from "./prefix-list-not-world";
import { sgNoPublicInternalPorts } from "./sg-no-public-internal-ports";
import { sgRulesDescribed } from "./sg-rules-described";
import { subnetsNoAutoPublicIp } from "./subnets-no-auto-public-ip";
import { vpcFlowLogs } from "./vpc-flow-logs";

/** The rules of the network, in evaluation order. */
export const networkRules: readonly Rule[] = [
  sgNoPublicInternalPorts,
  sgRulesDescribed,
  noSshIngress,
  prefixListNotWorld,
  naclNoPublicInternalPorts,
  subnetsNoAutoPublicIp,
  defaultSecurityGroupClosed,
  vpcFlowLogs,
];
