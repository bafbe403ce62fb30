import type * as aws from "@pulumi/aws";
import { resourceType } from "../../resource-type";
import type { AccountView, Creation, Refusal, ResourceTypes } from "../../resource-type";
import { ec2Id } from "./ec2-vpc";
import { firstRefusal } from "../first-refusal";
import { textOf } from "../wire-text";

/** The default quota of elastic IPs per region (Amazon EC2 quotas). */
const addressesPerRegion = 5;

/** A free address of the documentation networks of RFC 5737, which nobody can mistake for a real one. */
function documentationAddress({ hex, account }: Creation<object>): string {
  const networks = ["192.0.2", "198.51.100", "203.0.113"];
  const taken = new Set(account.list("aws:ec2/eip:Eip").map(({ state }) => state.publicIp));
  let position = Number.parseInt(hex(6, "address"), 16);
  for (;;) {
    const address = `${networks[position % networks.length] ?? "192.0.2"}.${(position % 254) + 1}`;
    if (!taken.has(address)) return address;
    position++;
  }
}

/** A public NAT gateway needs the way out first: an internet gateway attached to the VPC of its subnet. */
export function internetGatewayRefusal({ inputs, account }: Creation<aws.ec2.NatGatewayArgs>): Refusal | undefined {
  if (inputs.connectivityType === "private" || inputs.subnetId === undefined) return undefined;
  const vpcId = account.find("aws:ec2/subnet:Subnet", "id", inputs.subnetId)?.state.vpcId;
  return account.find("aws:ec2/internetGateway:InternetGateway", "vpcId", vpcId)
    ? undefined
    : { code: "Gateway.NotAttached", message: `Network ${textOf(vpcId)} has no Internet gateway attached` };
}

/** An elastic IP serves one NAT gateway. */
export function addressInUseRefusal({ inputs, id, account }: Creation<aws.ec2.NatGatewayArgs>): Refusal | undefined {
  const { allocationId } = inputs;
  if (allocationId === undefined) {
    return inputs.connectivityType === "private" || inputs.availabilityMode === "regional"
      ? undefined
      : { code: "MissingParameter", message: "The request must contain the parameter AllocationId" };
  }
  return account
    .list("aws:ec2/natGateway:NatGateway")
    .some((other) => other.id !== id && other.state.allocationId === allocationId)
    ? { code: "Resource.AlreadyAssociated", message: `Elastic IP address [${allocationId}] is already associated` }
    : undefined;
}

const addressOf = (account: AccountView, allocationId: string | undefined): string =>
  textOf(account.find("aws:ec2/eip:Eip", "id", allocationId)?.state.publicIp);

const addressReference = {
  property: "allocationId",
  to: "aws:ec2/eip:Eip",
  by: ["id", "allocationId"],
  missing: "InvalidAllocationID.NotFound",
  inUse: "InvalidIPAddress.InUse",
} as const;

export const addressTypes: ResourceTypes = {
  "aws:ec2/eip:Eip": resourceType<aws.ec2.EipArgs, aws.ec2.EipState>({
    title: "EC2 EIP",
    empty: {
      associationId: "",
      carrierIp: "",
      customerOwnedIp: "",
      instance: "",
      ipamPoolId: "",
      networkInterface: "",
      privateDns: "",
      privateIp: "",
      ptrRecord: "",
    },
    id: ec2Id("eipalloc"),
    taggable: true,
    defaults: { publicIpv4Pool: "amazon" },
    computed: {
      allocationId: ({ id }) => id,
      arn: ({ id, arn }) => arn("ec2", `elastic-ip/${id}`),
      publicIp: documentationAddress,
      publicDns: (creation) => {
        const address = documentationAddress(creation).replaceAll(".", "-");
        return `ec2-${address}.${creation.account.region}.compute.amazonaws.com`;
      },
      domain: () => "vpc",
      networkBorderGroup: ({ account }) => account.region,
    },
    replaces: ["address", "domain", "networkBorderGroup", "publicIpv4Pool", "ipamPoolId", "customerOwnedIpv4Pool"],
    refuses: ({ id, account }) =>
      id === "" && account.list("aws:ec2/eip:Eip").length >= addressesPerRegion
        ? { code: "AddressLimitExceeded", message: "The maximum number of addresses has been reached." }
        : undefined,
  }),
  "aws:ec2/natGateway:NatGateway": resourceType<aws.ec2.NatGatewayArgs, aws.ec2.NatGatewayState>({
    title: "EC2 NAT Gateway",
    empty: {
      autoProvisionZones: "",
      autoScalingIps: "",
      regionalNatGatewayAddresses: [],
      regionalNatGatewayAutoMode: "",
      routeTableId: "",
      secondaryAllocationIds: [],
      secondaryPrivateIpAddressCount: 0,
      secondaryPrivateIpAddresses: [],
    },
    id: ec2Id("nat"),
    taggable: true,
    defaults: { connectivityType: "public" },
    computed: {
      associationId: ec2Id("eipassoc"),
      networkInterfaceId: ec2Id("eni"),
      privateIp: ({ hex }) => `10.255.255.${(Number.parseInt(hex(2, "private address"), 16) % 254) + 1}`,
      publicIp: ({ inputs, account }) => addressOf(account, inputs.allocationId),
      availabilityMode: () => "zonal",
      vpcId: ({ inputs, account }) => textOf(account.find("aws:ec2/subnet:Subnet", "id", inputs.subnetId)?.state.vpcId),
    },
    replaces: ["allocationId", "availabilityMode", "connectivityType", "privateIp", "subnetId", "vpcId"],
    references: [
      {
        property: "subnetId",
        to: "aws:ec2/subnet:Subnet",
        by: "id",
        missing: "InvalidSubnetID.NotFound",
        inUse: "DependencyViolation",
      },
      addressReference,
    ],
    refuses: firstRefusal(internetGatewayRefusal, addressInUseRefusal),
  }),
};
