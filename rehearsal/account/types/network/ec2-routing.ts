import type * as aws from "@pulumi/aws";
import { resourceType } from "../../resource-type";
import type { AccountView, Creation, Refusal, ResourceTypes, WireValue } from "../../resource-type";
import { ec2Id, vpcReference } from "./ec2-vpc";

const routeTable = "aws:ec2/routeTable:RouteTable";
const association = "aws:ec2/routeTableAssociation:RouteTableAssociation";

const routeTableReference = {
  property: "routeTableId",
  to: [routeTable, "aws:ec2/vpc:Vpc"],
  by: ["id", "mainRouteTableId"],
  missing: "InvalidRouteTableID.NotFound",
} as const;

const subnetReference = {
  property: "subnetId",
  to: "aws:ec2/subnet:Subnet",
  by: "id",
  missing: "InvalidSubnetID.NotFound",
} as const;

/** The references a route has to where it leads; `path` is `routes[].` for routes written inside a table. */
const targetReferences = [
  { name: "gatewayId", to: "aws:ec2/internetGateway:InternetGateway", missing: "InvalidGatewayID.NotFound" },
  { name: "natGatewayId", to: "aws:ec2/natGateway:NatGateway", missing: "InvalidNatGatewayID.NotFound" },
  { name: "vpcEndpointId", to: "aws:ec2/vpcEndpoint:VpcEndpoint", missing: "InvalidVpcEndpointId.NotFound" },
] as const;

/** A value that names no internet gateway of the account: `local`, a virtual private gateway. */
const otherGateways = /^(?!igw-)/;

const destinations = ["destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId"] as const;

/** Two routes of one table must not lead to the same place. */
export function duplicateRouteRefusal({ inputs, id, account }: Creation<aws.ec2.RouteArgs>): Refusal | undefined {
  const taken = account
    .list("aws:ec2/route:Route")
    .filter((other) => other.id !== id && other.state.routeTableId === inputs.routeTableId)
    .some(({ state }) => destinations.some((each) => inputs[each] !== undefined && state[each] === inputs[each]));
  return taken
    ? { code: "RouteAlreadyExists", message: `The route identified by ${destination(inputs)} already exists.` }
    : undefined;
}

function destination(inputs: Creation<aws.ec2.RouteArgs>["inputs"]): string {
  return destinations.map((each) => inputs[each]).find((each) => each !== undefined) ?? "";
}

/** A subnet follows one route table, and only one of its own VPC. */
export function associationRefusal({
  inputs,
  id,
  account,
}: Creation<aws.ec2.RouteTableAssociationArgs>): Refusal | undefined {
  const { subnetId, routeTableId } = inputs;
  if (subnetId === undefined) return undefined;
  if (vpcOf(account, "aws:ec2/subnet:Subnet", subnetId) !== vpcOf(account, routeTable, routeTableId)) {
    return {
      code: "InvalidParameterValue",
      message: `Route table ${routeTableId ?? ""} and subnet ${subnetId} belong to different networks`,
    };
  }
  const other = account.list(association).find((each) => each.id !== id && each.state.subnetId === subnetId);
  return other
    ? {
        code: "Resource.AlreadyAssociated",
        message: `the specified association for route table ${routeTableId ?? ""} conflicts with an existing association`,
      }
    : undefined;
}

const vpcOf = (account: AccountView, type: string, id: string | undefined): WireValue =>
  account.find(type, "id", id)?.state.vpcId;

export const routingTypes: ResourceTypes = {
  [routeTable]: resourceType<aws.ec2.RouteTableArgs, aws.ec2.RouteTableState>({
    title: "EC2 Route Table",
    id: ec2Id("rtb"),
    taggable: true,
    computed: {
      arn: ({ id, arn }) => arn("ec2", `route-table/${id}`),
      ownerId: ({ account }) => account.accountId,
      propagatingVgws: () => [],
      routes: () => [],
    },
    replaces: ["vpcId"],
    references: [
      vpcReference,
      ...targetReferences.map(({ name, to, missing }) => ({
        property: `routes[].${name}` as const,
        to,
        by: "id",
        missing,
        except: name === "gatewayId" ? otherGateways : /^$/,
      })),
    ],
    oneNetwork: [
      {
        properties: ["vpcId", "routes[].gatewayId", "routes[].natGatewayId", "routes[].vpcEndpointId"],
        code: "InvalidParameterValue",
      },
    ],
  }),
  "aws:ec2/route:Route": resourceType<aws.ec2.RouteArgs, aws.ec2.RouteState>({
    title: "EC2 Route",
    empty: { instanceId: "", instanceOwnerId: "", networkInterfaceId: "" },
    id: ({ inputs, hex }) => `r-${inputs.routeTableId ?? ""}${hex(10)}`,
    computed: { origin: () => "CreateRoute", state: () => "active" },
    replaces: ["routeTableId", "destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId"],
    references: [
      routeTableReference,
      ...targetReferences.map(({ name, to, missing }) => ({
        property: name,
        to,
        by: "id",
        missing,
        except: name === "gatewayId" ? otherGateways : /^$/,
      })),
    ],
    oneNetwork: [
      { properties: ["routeTableId", "gatewayId", "natGatewayId", "vpcEndpointId"], code: "InvalidParameterValue" },
    ],
    refuses: duplicateRouteRefusal,
  }),
  [association]: resourceType<aws.ec2.RouteTableAssociationArgs, aws.ec2.RouteTableAssociationState>({
    title: "EC2 Route Table Association",
    id: ec2Id("rtbassoc"),
    replaces: ["subnetId", "gatewayId"],
    references: [{ ...routeTableReference, inUse: "DependencyViolation" }, subnetReference],
    refuses: associationRefusal,
  }),
};
