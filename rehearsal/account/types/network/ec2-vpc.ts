import type * as aws from "@pulumi/aws";
import { resourceType } from "../../resource-type";
import type { Creation, Refusal, ResourceTypes } from "../../resource-type";
import { addressRange, overlap, within } from "../cidr";

/** An id as EC2 makes them: the prefix and 17 hexadecimal digits. */
export const ec2Id =
  (prefix: string) =>
  ({ hex }: Pick<Creation<object>, "hex">): string =>
    `${prefix}-${hex(17, prefix)}`;

/** The reference every part of a network has to its VPC; AWS does not delete a VPC that still has parts. */
export const vpcReference = {
  property: "vpcId",
  to: "aws:ec2/vpc:Vpc",
  by: "id",
  missing: "InvalidVpcID.NotFound",
  inUse: "DependencyViolation",
} as const;

/** The default quota of VPCs per region (Amazon VPC quotas). */
const vpcsPerRegion = 5;

/** What EC2 refuses about a VPC: a block larger than /16 or smaller than /28, and more VPCs than the quota. */
export function vpcRefusal({ inputs, id, account }: Creation<aws.ec2.VpcArgs>): Refusal | undefined {
  if (inputs.cidrBlock !== undefined) {
    const range = addressRange(inputs.cidrBlock);
    if (range === undefined) {
      return {
        code: "InvalidParameterValue",
        message: `Value (${inputs.cidrBlock}) for parameter cidrBlock is invalid. This is not a valid CIDR block.`,
      };
    }
    if (range.prefix < 16 || range.prefix > 28) {
      return { code: "InvalidVpc.Range", message: `The CIDR '${inputs.cidrBlock}' is invalid.` };
    }
  }
  return id === "" && account.list("aws:ec2/vpc:Vpc").length >= vpcsPerRegion
    ? { code: "VpcLimitExceeded", message: "The maximum number of VPCs has been reached." }
    : undefined;
}

/** What EC2 refuses about the addresses of a subnet: outside its VPC, or shared with another subnet of it. */
export function subnetRangeRefusal({ inputs, id, account }: Creation<aws.ec2.SubnetArgs>): Refusal | undefined {
  const { cidrBlock, vpcId } = inputs;
  if (cidrBlock === undefined) return undefined;
  const range = addressRange(cidrBlock);
  if (range === undefined) {
    return {
      code: "InvalidParameterValue",
      message: `Value (${cidrBlock}) for parameter cidrBlock is invalid. This is not a valid CIDR block.`,
    };
  }
  const network = addressRange(account.find("aws:ec2/vpc:Vpc", "id", vpcId)?.state.cidrBlock);
  if (range.prefix < 16 || range.prefix > 28 || network === undefined || !within(range, network)) {
    return { code: "InvalidSubnet.Range", message: `The CIDR '${cidrBlock}' is invalid.` };
  }
  const conflict = account
    .list("aws:ec2/subnet:Subnet")
    .filter((other) => other.state.vpcId === vpcId && other.id !== id)
    .flatMap((other) => addressRange(other.state.cidrBlock) ?? [])
    .some((other) => overlap(range, other));
  return conflict
    ? { code: "InvalidSubnet.Conflict", message: `The CIDR '${cidrBlock}' conflicts with another subnet` }
    : undefined;
}

/** The id of a zone, the same in every account: `euw1-az1` for the first zone of eu-west-1. */
function zoneId(region: string, zone: string): string {
  const [area = "", direction = "", number = ""] = region.split("-");
  const initials = direction.match(/north|south|east|west|central/g)?.map((word) => word.charAt(0)) ?? [];
  return `${area}${initials.join("")}${number}-az${"abcdef".indexOf(zone.slice(-1)) + 1}`;
}

export const vpcTypes: ResourceTypes = {
  "aws:ec2/vpc:Vpc": resourceType<aws.ec2.VpcArgs, aws.ec2.VpcState>({
    title: "EC2 VPC",
    empty: { cidrBlock: "", ipv6AssociationId: "", ipv6CidrBlock: "", ipv6CidrBlockNetworkBorderGroup: "" },
    id: ec2Id("vpc"),
    taggable: true,
    defaults: {
      enableDnsSupport: true,
      enableDnsHostnames: false,
      instanceTenancy: "default",
      assignGeneratedIpv6CidrBlock: false,
    },
    computed: {
      arn: ({ id, arn }) => arn("ec2", `vpc/${id}`),
      ownerId: ({ account }) => account.accountId,
      defaultSecurityGroupId: ec2Id("sg"),
      defaultNetworkAclId: ec2Id("acl"),
      defaultRouteTableId: ec2Id("rtb"),
      mainRouteTableId: ec2Id("rtb"),
      dhcpOptionsId: ec2Id("dopt"),
      enableNetworkAddressUsageMetrics: () => false,
    },
    replaces: ["cidrBlock", "ipv4IpamPoolId", "ipv4NetmaskLength"],
    network: ({ id }) => id,
    refuses: vpcRefusal,
  }),
  "aws:ec2/subnet:Subnet": resourceType<aws.ec2.SubnetArgs, aws.ec2.SubnetState>({
    title: "EC2 Subnet",
    empty: { cidrBlock: "", ipv6CidrBlock: "", ipv6CidrBlockAssociationId: "" },
    id: ec2Id("subnet"),
    taggable: true,
    defaults: {
      mapPublicIpOnLaunch: false,
      assignIpv6AddressOnCreation: false,
      enableDns64: false,
      enableResourceNameDnsARecordOnLaunch: false,
      enableResourceNameDnsAaaaRecordOnLaunch: false,
      ipv6Native: false,
      privateDnsHostnameTypeOnLaunch: "ip-name",
    },
    computed: {
      arn: ({ id, arn }) => arn("ec2", `subnet/${id}`),
      availabilityZone: ({ account }) => `${account.region}a`,
      availabilityZoneId: ({ inputs, account }) => zoneId(account.region, inputs.availabilityZone ?? "a"),
      ownerId: ({ account }) => account.accountId,
    },
    replaces: ["availabilityZone", "availabilityZoneId", "cidrBlock", "ipv6Native", "outpostArn", "vpcId"],
    references: [vpcReference],
    refuses: subnetRangeRefusal,
  }),
  "aws:ec2/internetGateway:InternetGateway": resourceType<aws.ec2.InternetGatewayArgs, aws.ec2.InternetGatewayState>({
    title: "EC2 Internet Gateway",
    empty: { vpcId: "" },
    id: ec2Id("igw"),
    taggable: true,
    computed: {
      arn: ({ id, arn }) => arn("ec2", `internet-gateway/${id}`),
      ownerId: ({ account }) => account.accountId,
    },
    references: [vpcReference],
    refuses: ({ inputs, id, account }) =>
      inputs.vpcId !== undefined &&
      account
        .list("aws:ec2/internetGateway:InternetGateway")
        .some((other) => other.state.vpcId === inputs.vpcId && other.id !== id)
        ? {
            code: "Resource.AlreadyAssociated",
            message: `Network ${inputs.vpcId} already has an internet gateway attached.`,
          }
        : undefined,
    refusesDeletion: ({ vpcId }, account) =>
      account
        .list("aws:ec2/natGateway:NatGateway")
        .some(
          ({ state }) =>
            state.connectivityType !== "private" &&
            account.find("aws:ec2/subnet:Subnet", "id", state.subnetId)?.state.vpcId === vpcId,
        )
        ? {
            code: "DependencyViolation",
            message: `Network ${vpcId ?? ""} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.`,
          }
        : undefined,
  }),
};
