import type * as aws from "@pulumi/aws";
import { resourceType } from "../../resource-type";
import type { Creation, Refusal, ResourceTypes, WireObject } from "../../resource-type";
import { addressRange } from "../cidr";
import { ec2Id, vpcReference } from "./ec2-vpc";
import { firstRefusal } from "../first-refusal";
import { textOf } from "../wire-text";

const securityGroup = "aws:ec2/securityGroup:SecurityGroup";

/** The reference to a group by its id; a VPC stands for its own default group. */
export const securityGroupReference = {
  to: [securityGroup, "aws:ec2/vpc:Vpc"],
  by: ["id", "defaultSecurityGroupId"],
  missing: "InvalidGroup.NotFound",
} as const;

const groupReferences = [
  { property: "securityGroupId", ...securityGroupReference },
  { property: "referencedSecurityGroupId", ...securityGroupReference, inUse: "DependencyViolation" },
] as const;

/** What EC2 allows in the description of a group or a rule: up to 255 of these characters. */
const description = /^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]{0,255}$/;

function descriptionRefusal(text: string | undefined, parameter: string): Refusal | undefined {
  return text === undefined || description.test(text)
    ? undefined
    : {
        code: "InvalidParameterValue",
        message: `Value (${text}) for parameter ${parameter} is invalid. Valid descriptions are strings less than 256 characters from the following set: a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*`,
      };
}

/** What one rule lets through, whichever resource type wrote it. */
export interface Rule {
  readonly protocol?: string;
  readonly fromPort?: number;
  readonly toPort?: number;
  readonly cidrs: readonly string[];
}

/** A rule names a range of ports that begins before it ends, and blocks that begin at their first address. */
export function ruleRefusal({ protocol, fromPort, toPort, cidrs }: Rule): Refusal | undefined {
  const ports = [fromPort, toPort].filter((port) => port !== undefined);
  if (["tcp", "udp", "6", "17"].includes(protocol ?? "")) {
    const wrong = ports.some((port) => port < 0 || port > 65_535) || (fromPort ?? 0) > (toPort ?? 65_535);
    if (wrong || ports.length < 2) {
      return { code: "InvalidParameterValue", message: `Invalid value '${ports.join("-")}' for portRange.` };
    }
  }
  const malformed = cidrs.find((cidr) => addressRange(cidr) === undefined);
  return malformed === undefined
    ? undefined
    : { code: "InvalidParameterValue", message: `CIDR block ${malformed} is malformed` };
}

const duplicate = (peer: string): Refusal => ({
  code: "InvalidPermission.Duplicate",
  message: `the specified rule "peer: ${peer}" already exists`,
});

type SingleRuleArgs = aws.vpc.SecurityGroupIngressRuleArgs & aws.vpc.SecurityGroupEgressRuleArgs;

const singleRuleProperties = [
  "securityGroupId",
  "ipProtocol",
  "fromPort",
  "toPort",
  "cidrIpv4",
  "cidrIpv6",
  "prefixListId",
  "referencedSecurityGroupId",
] as const;

function singleRuleRefusal(type: string) {
  return ({ inputs, id, account }: Creation<SingleRuleArgs>): Refusal | undefined => {
    const peers = [inputs.cidrIpv4, inputs.cidrIpv6, inputs.prefixListId, inputs.referencedSecurityGroupId];
    const given = peers.filter((peer) => peer !== undefined);
    if (given.length > 1) {
      return { code: "InvalidParameterCombination", message: "A rule takes exactly one source or destination." };
    }
    const same = account
      .list(type)
      .some((other) => other.id !== id && singleRuleProperties.every((key) => other.state[key] === inputs[key]));
    if (same) return duplicate(given[0] ?? "");
    return ruleRefusal({
      protocol: inputs.ipProtocol,
      fromPort: inputs.fromPort,
      toPort: inputs.toPort,
      cidrs: inputs.cidrIpv4 === undefined ? [] : [inputs.cidrIpv4],
    });
  };
}

const singleRule = (direction: "Ingress" | "Egress", type: string) =>
  resourceType<SingleRuleArgs, aws.vpc.SecurityGroupIngressRuleState>({
    title: `VPC Security Group ${direction} Rule`,
    id: ec2Id("sgr"),
    taggable: true,
    computed: {
      arn: ({ id, arn }) => arn("ec2", `security-group-rule/${id}`),
      securityGroupRuleId: ({ id }) => id,
    },
    replaces: ["securityGroupId"],
    references: groupReferences,
    // EC2: "You have specified two resources that belong to different networks". The account has no peering.
    oneNetwork: [{ properties: ["securityGroupId", "referencedSecurityGroupId"], code: "InvalidGroup.NotFound" }],
    refuses: firstRefusal(
      ({ inputs }) => descriptionRefusal(inputs.description, "Description"),
      singleRuleRefusal(type),
    ),
  });

const combinedRuleProperties = [
  "securityGroupId",
  "type",
  "protocol",
  "fromPort",
  "toPort",
  "sourceSecurityGroupId",
  "self",
];

function combinedRuleRefusal({ inputs, id, account }: Creation<aws.ec2.SecurityGroupRuleArgs>): Refusal | undefined {
  const blocks = inputs.cidrBlocks ?? [];
  const wire = inputs as WireObject;
  const same = account
    .list("aws:ec2/securityGroupRule:SecurityGroupRule")
    .filter(
      (other) =>
        other.id !== id && combinedRuleProperties.every((key) => (other.state[key] ?? "") === (wire[key] ?? "")),
    )
    .some(({ state }) => {
      const others = Array.isArray(state.cidrBlocks) ? (state.cidrBlocks as readonly unknown[]) : [];
      return blocks.length === 0 ? others.length === 0 : blocks.some((block) => others.includes(block));
    });
  if (same) return duplicate(blocks.join(", "));
  return ruleRefusal({
    protocol: textOf(inputs.protocol),
    fromPort: inputs.fromPort,
    toPort: inputs.toPort,
    cidrs: blocks,
  });
}

const inlineRules = ({ inputs }: Creation<aws.ec2.SecurityGroupArgs>): Refusal | undefined =>
  [...(inputs.ingress ?? []), ...(inputs.egress ?? [])]
    .map(({ protocol, fromPort, toPort, cidrBlocks, description: text }) => {
      const rule = { protocol: textOf(protocol), fromPort, toPort, cidrs: cidrBlocks ?? [] };
      return descriptionRefusal(text, "Description") ?? ruleRefusal(rule);
    })
    .find((refusal) => refusal !== undefined);

export const securityGroupTypes: ResourceTypes = {
  [securityGroup]: resourceType<aws.ec2.SecurityGroupArgs, aws.ec2.SecurityGroupState>({
    title: "EC2 Security Group",
    empty: { vpcId: "", namePrefix: "" },
    name: {
      property: "name",
      pattern: /(?!sg-)[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]+/,
      maxLength: 255,
      allowed: "1 to 255 letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*, not beginning sg-",
      uniqueIn: "vpcId",
      taken: "InvalidGroup.Duplicate",
    },
    id: ec2Id("sg"),
    taggable: true,
    defaults: { description: "Managed by Pulumi", revokeRulesOnDelete: false },
    computed: {
      arn: ({ id, arn }) => arn("ec2", `security-group/${id}`),
      ownerId: ({ account }) => account.accountId,
      ingress: () => [],
      egress: () => [],
    },
    replaces: ["name", "namePrefix", "description", "vpcId"],
    references: [
      vpcReference,
      { property: "ingress[].securityGroups[]", ...securityGroupReference, inUse: "DependencyViolation" },
      { property: "egress[].securityGroups[]", ...securityGroupReference, inUse: "DependencyViolation" },
    ],
    oneNetwork: [
      {
        properties: ["vpcId", "ingress[].securityGroups[]", "egress[].securityGroups[]"],
        code: "InvalidGroup.NotFound",
      },
    ],
    refuses: firstRefusal(({ inputs }) => descriptionRefusal(inputs.description, "GroupDescription"), inlineRules),
  }),
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": resourceType<
    aws.ec2.DefaultSecurityGroupArgs,
    aws.ec2.DefaultSecurityGroupState
  >({
    title: "EC2 Default Security Group",
    puts: true,
    empty: { vpcId: "", namePrefix: "" },
    id: ({ inputs, account, hex }) =>
      textOf(account.find("aws:ec2/vpc:Vpc", "id", inputs.vpcId)?.state.defaultSecurityGroupId, `sg-${hex(17)}`),
    taggable: true,
    defaults: { revokeRulesOnDelete: false },
    computed: {
      arn: ({ id, arn }) => arn("ec2", `security-group/${id}`),
      name: () => "default",
      description: () => "default VPC security group",
      ownerId: ({ account }) => account.accountId,
      ingress: () => [],
      egress: () => [],
    },
    replaces: ["vpcId"],
    references: [{ property: "vpcId", to: "aws:ec2/vpc:Vpc", by: "id", missing: "InvalidVpcID.NotFound" }],
  }),
  "aws:ec2/securityGroupRule:SecurityGroupRule": resourceType<
    aws.ec2.SecurityGroupRuleArgs,
    aws.ec2.SecurityGroupRuleState
  >({
    title: "EC2 Security Group Rule",
    empty: { sourceSecurityGroupId: "" },
    id: ({ hex }) => `sgrule-${String(Number.parseInt(hex(8), 16))}`,
    computed: { securityGroupRuleId: ec2Id("sgr") },
    replaces: [
      "cidrBlocks",
      "fromPort",
      "ipv6CidrBlocks",
      "prefixListIds",
      "protocol",
      "securityGroupId",
      "self",
      "sourceSecurityGroupId",
      "toPort",
      "type",
    ],
    references: [
      { property: "securityGroupId", ...securityGroupReference },
      { property: "sourceSecurityGroupId", ...securityGroupReference, inUse: "DependencyViolation" },
    ],
    oneNetwork: [{ properties: ["securityGroupId", "sourceSecurityGroupId"], code: "InvalidGroup.NotFound" }],
    refuses: firstRefusal(({ inputs }) => descriptionRefusal(inputs.description, "Description"), combinedRuleRefusal),
  }),
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": singleRule(
    "Ingress",
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  ),
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": singleRule(
    "Egress",
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
  ),
};
