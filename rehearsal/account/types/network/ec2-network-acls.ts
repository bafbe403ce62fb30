import type * as aws from "@pulumi/aws";
import { resourceType } from "../../resource-type";
import type { Creation, Refusal, ResourceTypes } from "../../resource-type";
import { ec2Id, vpcReference } from "./ec2-vpc";

const networkAclReference = {
  property: "networkAclId",
  to: ["aws:ec2/networkAcl:NetworkAcl", "aws:ec2/vpc:Vpc"],
  by: ["id", "defaultNetworkAclId"],
  missing: "InvalidNetworkAclID.NotFound",
} as const;

const subnetsReference = {
  property: "subnetIds[]",
  to: "aws:ec2/subnet:Subnet",
  by: "id",
  missing: "InvalidSubnetID.NotFound",
} as const;

/** Each direction of an ACL has every rule number once, 1 to 32766. */
export function ruleNumberRefusal({ inputs, id, account }: Creation<aws.ec2.NetworkAclRuleArgs>): Refusal | undefined {
  const number = inputs.ruleNumber ?? 0;
  if (number < 1 || number > 32_766) {
    return { code: "InvalidParameterValue", message: `Value (${number}) for parameter ruleNumber is invalid.` };
  }
  const taken = account
    .list("aws:ec2/networkAclRule:NetworkAclRule")
    .some(
      ({ id: other, state }) =>
        other !== id &&
        state.networkAclId === inputs.networkAclId &&
        (state.egress ?? false) === (inputs.egress ?? false) &&
        state.ruleNumber === number,
    );
  return taken
    ? { code: "NetworkAclEntryAlreadyExists", message: `The network acl entry identified by ${number} already exists.` }
    : undefined;
}

export const networkAclTypes: ResourceTypes = {
  "aws:ec2/networkAcl:NetworkAcl": resourceType<aws.ec2.NetworkAclArgs, aws.ec2.NetworkAclState>({
    title: "EC2 Network ACL",
    id: ec2Id("acl"),
    taggable: true,
    computed: {
      arn: ({ id, arn }) => arn("ec2", `network-acl/${id}`),
      ownerId: ({ account }) => account.accountId,
      ingress: () => [],
      egress: () => [],
      subnetIds: () => [],
    },
    replaces: ["vpcId"],
    references: [vpcReference, subnetsReference],
    oneNetwork: [{ properties: ["vpcId", "subnetIds[]"], code: "InvalidParameterValue" }],
  }),
  "aws:ec2/networkAclRule:NetworkAclRule": resourceType<aws.ec2.NetworkAclRuleArgs, aws.ec2.NetworkAclRuleState>({
    title: "EC2 Network ACL Rule",
    id: ({ hex }) => `nacl-${String(Number.parseInt(hex(8), 16))}`,
    defaults: { egress: false },
    replaces: [
      "networkAclId",
      "ruleNumber",
      "egress",
      "protocol",
      "ruleAction",
      "cidrBlock",
      "ipv6CidrBlock",
      "fromPort",
      "toPort",
      "icmpType",
      "icmpCode",
    ],
    references: [networkAclReference],
    refuses: ruleNumberRefusal,
  }),
};
