import type { Count, Quota } from "./quota";
import { each, eachIn, elementsAt, lengthOf, textOf } from "./quota";

const source =
  "Amazon VPC User Guide, Amazon VPC quotas (docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html)";
const vpc = { service: "vpc", scope: "Region", source } as const;

/** A rule counts once in its direction, for IPv4 and IPv6 on their own. */
function rule(direction: string): Count {
  return ({ state }) => {
    if (typeof state.securityGroupId !== "string") return [];
    const version = typeof state.cidrIpv6 === "string" ? "IPv6" : "IPv4";
    return [{ within: `${state.securityGroupId} ${direction} ${version}`, amount: 1 }];
  };
}

/** The rules that a group has written into it: each range, list and group of a rule is one of its own. */
const writtenRules: Count = ({ id, urn, state }) =>
  (["ingress", "egress"] as const).flatMap((direction) => {
    const count = (...lists: readonly string[]) =>
      lists.reduce((sum, list) => sum + elementsAt(state, `${direction}.${list}`).length, 0);
    const own = elementsAt(state, `${direction}.self`).filter((self) => self === true).length;
    const others = count("securityGroups", "prefixListIds") + own;
    const within = `${id ?? urn} ${direction === "ingress" ? "inbound" : "outbound"}`;
    return [
      { within: `${within} IPv4`, amount: count("cidrBlocks") + others },
      { within: `${within} IPv6`, amount: count("ipv6CidrBlocks") },
    ].filter(({ amount }) => amount > 0);
  });

/** NAT gateways of a subnet's Availability Zone. */
const natGateway: Count = ({ state }, others) => {
  const subnet = others("aws:ec2/subnet:Subnet").find((other) => (other.id ?? other.state.id) === state.subnetId);
  const zone = subnet?.state.availabilityZone;
  return [{ within: typeof zone === "string" ? zone : textOf(state.subnetId), amount: 1 }];
};

/** Endpoints of a kind: gateway endpoints where the kind is not given. */
function endpoint(isCounted: (kind: unknown) => boolean, within?: string): Count {
  return ({ state }) =>
    isCounted(state.vpcEndpointType ?? "Gateway")
      ? [{ amount: 1, ...(within !== undefined && { within: textOf(state[within]) }) }]
      : [];
}

/** The quotas of networks. */
export const networkQuotas: readonly Quota[] = [
  {
    ...vpc,
    code: "L-F678F1CE",
    name: "VPCs per Region",
    unit: "VPCs",
    default: 5,
    refusal: "VpcLimitExceeded",
    counts: { "aws:ec2/vpc:Vpc": each },
  },
  {
    ...vpc,
    service: "ec2",
    code: "L-0263D0A3",
    name: "EC2-VPC Elastic IPs",
    unit: "addresses",
    default: 5,
    refusal: "AddressLimitExceeded",
    counts: { "aws:ec2/eip:Eip": each },
  },
  {
    ...vpc,
    code: "L-FE5A380F",
    name: "NAT gateways per Availability Zone",
    unit: "gateways",
    per: "Availability Zone",
    default: 5,
    refusal: "NatGatewayLimitExceeded",
    counts: { "aws:ec2/natGateway:NatGateway": natGateway },
  },
  {
    ...vpc,
    code: "L-A4707A72",
    name: "Internet gateways per Region",
    unit: "gateways",
    default: 5,
    refusal: "InternetGatewayLimitExceeded",
    counts: { "aws:ec2/internetGateway:InternetGateway": each },
  },
  {
    ...vpc,
    code: "L-407747CB",
    name: "Subnets per VPC",
    unit: "subnets",
    per: "VPC",
    default: 200,
    refusal: "SubnetLimitExceeded",
    counts: { "aws:ec2/subnet:Subnet": eachIn("vpcId") },
  },
  {
    ...vpc,
    code: "L-E79EC296",
    name: "VPC security groups per Region",
    unit: "groups",
    default: 2500,
    refusal: "SecurityGroupLimitExceeded",
    counts: { "aws:ec2/securityGroup:SecurityGroup": each },
  },
  {
    ...vpc,
    code: "L-0EA8095F",
    name: "Inbound or outbound rules per security group",
    unit: "rules",
    per: "security group and direction",
    default: 60,
    refusal: "RulesPerSecurityGroupLimitExceeded",
    counts: {
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": rule("inbound"),
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": rule("outbound"),
      "aws:ec2/securityGroup:SecurityGroup": writtenRules,
    },
  },
  {
    ...vpc,
    code: "L-2AFB9258",
    name: "Security groups per network interface",
    unit: "groups",
    per: "network interface",
    default: 5,
    refusal: "SecurityGroupsPerInterfaceLimitExceeded",
    counts: {
      "aws:lb/loadBalancer:LoadBalancer": lengthOf("securityGroups"),
      "aws:ec2/vpcEndpoint:VpcEndpoint": lengthOf("securityGroupIds"),
      "aws:ecs/service:Service": lengthOf("networkConfiguration.securityGroups"),
      "aws:lambda/function:Function": lengthOf("vpcConfig.securityGroupIds"),
      "aws:rds/instance:Instance": lengthOf("vpcSecurityGroupIds"),
      "aws:elasticache/replicationGroup:ReplicationGroup": lengthOf("securityGroupIds"),
    },
  },
  {
    ...vpc,
    code: "L-2AEEBF1A",
    name: "Rules per network ACL",
    unit: "rules",
    per: "network ACL and direction",
    default: 20,
    refusal: "NetworkAclEntryLimitExceeded",
    counts: {
      "aws:ec2/networkAclRule:NetworkAclRule": ({ state }) => [
        { within: `${textOf(state.networkAclId)} ${state.egress === true ? "outbound" : "inbound"}`, amount: 1 },
      ],
    },
  },
  {
    ...vpc,
    code: "L-589F43AA",
    name: "Route tables per VPC",
    unit: "tables",
    per: "VPC",
    default: 200,
    refusal: "RouteTableLimitExceeded",
    counts: { "aws:ec2/routeTable:RouteTable": eachIn("vpcId") },
  },
  {
    ...vpc,
    code: "L-93826ACB",
    name: "Routes per route table",
    unit: "routes",
    per: "route table",
    default: 500,
    refusal: "RouteLimitExceeded",
    counts: {
      "aws:ec2/route:Route": eachIn("routeTableId"),
      "aws:ec2/routeTable:RouteTable": ({ id, state }) => [
        { within: id ?? textOf(state.id), amount: elementsAt(state, "routes").length },
      ],
    },
  },
  {
    ...vpc,
    code: "L-29B6F2EB",
    name: "Interface VPC endpoints per VPC",
    unit: "endpoints",
    per: "VPC",
    default: 50,
    refusal: "VpcEndpointLimitExceeded",
    counts: { "aws:ec2/vpcEndpoint:VpcEndpoint": endpoint((kind) => kind !== "Gateway", "vpcId") },
  },
  {
    ...vpc,
    code: "L-1B52E74A",
    name: "Gateway VPC endpoints per Region",
    unit: "endpoints",
    default: 20,
    refusal: "VpcEndpointLimitExceeded",
    counts: { "aws:ec2/vpcEndpoint:VpcEndpoint": endpoint((kind) => kind === "Gateway") },
  },
];
