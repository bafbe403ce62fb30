import type { ProviderRule } from "../provider-rule";
import {
  arns,
  atLeastOne,
  conflict,
  enumerated,
  exactlyOne,
  excluded,
  filled,
  form,
  from,
  inside,
  items,
  json,
  length,
  needs,
  networks,
  range,
  values,
} from "./rows";

const destinations = ["destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId"];
const targets = [
  ...["carrierGatewayId", "coreNetworkArn", "egressOnlyGatewayId", "gatewayId", "localGatewayId", "natGatewayId"],
  ...["networkInterfaceId", "odbNetworkArn", "transitGatewayId", "vpcEndpointId", "vpcPeeringConnectionId"],
];

const securityGroupRule = (file: string) =>
  from(
    file,
    exactlyOne("cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"),
    ...networks("cidrIpv4", "cidrIpv6"),
    range("fromPort", -1, 65_535),
    range("toPort", -1, 65_535),
  );

/** Rules within a group: `securityGroupRuleNestedBlock`, which both kinds of group use. */
const inlineRules = ["ingress[]", "egress[]"].flatMap((at) => inside(at, ...networks("cidrBlocks", "ipv6CidrBlocks")));

/** What the rule of a group speaks of. */
const sources = ["cidrBlocks", "ipv6CidrBlocks", "prefixListIds", "self", "sourceSecurityGroupId"];

/** The first characters that a group's name cannot have (StringDoesNotMatch). */
const notAnIdentifier = (input: string) => form(input, /^(?!sg-)/, "cannot begin with sg-");

/** Networks, their subnets and routes, and what stands at their edges. */
export const network: Readonly<Record<string, readonly ProviderRule[]>> = {
  "aws:ec2/flowLog:FlowLog": from(
    "ec2/vpc_flow_log.go@00a35305",
    exactlyOne("eniId", "regionalNatGatewayId", "subnetId", "vpcId", "transitGatewayId", "transitGatewayAttachmentId"),
    ...arns("deliverCrossAccountRole", "iamRoleArn", "logDestination"),
    ...enumerated("logDestinationType", "trafficType"),
    values("maxAggregationInterval", "60", "600"),
    ...inside("destinationOptions", ...enumerated("fileFormat")),
  ),
  "aws:ec2/natGateway:NatGateway": from(
    "ec2/vpc_nat_gateway.go@04088eaa",
    ...enumerated("connectivityType"),
    form("privateIp", /^\d+\.\d+\.\d+\.\d+$/, "expected to contain a valid IPv4 address"),
    conflict("secondaryPrivateIpAddressCount", "secondaryPrivateIpAddresses"),
    // `resourceNATGatewayCustomizeDiff`.
    excluded("allocationId", { input: "connectivityType", values: ["private"] }),
    excluded("secondaryAllocationIds", { input: "connectivityType", values: ["private"] }),
    excluded("secondaryPrivateIpAddressCount", { input: "connectivityType", values: ["public"], orAbsent: true }),
  ),
  "aws:ec2/route:Route": from(
    "ec2/vpc_route.go@0128541e",
    exactlyOne(...destinations),
    exactlyOne(...targets),
    ...networks("destinationCidrBlock", "destinationIpv6CidrBlock"),
    conflict("carrierGatewayId", "destinationIpv6CidrBlock"),
    conflict("egressOnlyGatewayId", "destinationCidrBlock"),
    conflict("vpcEndpointId", "destinationPrefixListId"),
  ),
  "aws:ec2/subnet:Subnet": from(
    "ec2/vpc_subnet.go@00cda125",
    conflict("availabilityZone", "availabilityZoneId"),
    ...networks("cidrBlock", "ipv6CidrBlock"),
    needs("customerOwnedIpv4Pool", "mapCustomerOwnedIpOnLaunch", "outpostArn"),
    needs("mapCustomerOwnedIpOnLaunch", "customerOwnedIpv4Pool", "outpostArn"),
    conflict("ipv4IpamPoolId", "customerOwnedIpv4Pool"),
    range("ipv4NetmaskLength", 16, 28),
    conflict("ipv4NetmaskLength", "cidrBlock", "customerOwnedIpv4Pool"),
    needs("ipv4NetmaskLength", "ipv4IpamPoolId"),
    conflict("ipv6NetmaskLength", "ipv6CidrBlock"),
    needs("ipv6NetmaskLength", "ipv6IpamPoolId"),
    ...arns("outpostArn"),
    values("privateDnsHostnameTypeOnLaunch", "ip-name", "resource-name"),
  ),
  "aws:ec2/vpc:Vpc": from(
    "ec2/vpc_.go@00081ce4",
    conflict("assignGeneratedIpv6CidrBlock", "ipv6IpamPoolId"),
    ...networks("cidrBlock", "ipv6CidrBlock"),
    conflict("cidrBlock", "ipv4NetmaskLength"),
    values("instanceTenancy", "default", "dedicated"),
    range("ipv4NetmaskLength", 16, 28),
    needs("ipv4NetmaskLength", "ipv4IpamPoolId"),
    conflict("ipv6CidrBlock", "ipv6NetmaskLength", "assignGeneratedIpv6CidrBlock"),
    needs("ipv6CidrBlock", "ipv6IpamPoolId"),
    needs("ipv6CidrBlockNetworkBorderGroup", "assignGeneratedIpv6CidrBlock"),
    needs("ipv6NetmaskLength", "ipv6IpamPoolId"),
  ),
  "aws:ec2/vpcEndpoint:VpcEndpoint": from(
    "ec2/vpc_endpoint.go@008db85a",
    conflict("resourceConfigurationArn", "serviceName", "serviceNetworkArn"),
    conflict("serviceName", "resourceConfigurationArn", "serviceNetworkArn"),
    ...arns("resourceConfigurationArn", "serviceNetworkArn"),
    ...json("policy"),
    ...enumerated("ipAddressType", "vpcEndpointType"),
    ...inside(
      "dnsOptions",
      ...enumerated("dnsRecordIpType"),
      values(
        "privateDnsPreference",
        ...["ALL_DOMAINS", "VERIFIED_DOMAINS_ONLY"],
        ...["VERIFIED_DOMAINS_AND_SPECIFIED_DOMAINS", "SPECIFIED_DOMAINS_ONLY"],
      ),
      items("privateDnsSpecifiedDomains", 1, 10),
    ),
  ),
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": securityGroupRule(
    "ec2/vpc_security_group_ingress_rule.go@00a32209",
  ),
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": securityGroupRule(
    "ec2/vpc_security_group_ingress_rule.go@00a32209",
  ),
  "aws:ec2/networkAclRule:NetworkAclRule": from(
    "ec2/vpc_network_acl_rule.go@07e0d0b9",
    exactlyOne("cidrBlock", "ipv6CidrBlock"),
    ...enumerated("ruleAction"),
  ),
  "aws:ec2/securityGroupRule:SecurityGroupRule": from(
    "ec2/vpc_security_group_rule.go@0d90774d",
    atLeastOne(...sources),
    // The schema's `self` is false unless it is given, and conflicts only as true.
    conflict("cidrBlocks", "sourceSecurityGroupId"),
    conflict("ipv6CidrBlocks", "sourceSecurityGroupId"),
    ...networks("cidrBlocks", "ipv6CidrBlocks"),
    filled("prefixListIds"),
    values("type", "ingress", "egress"),
  ),
  "aws:ec2/internetGateway:InternetGateway": from("ec2/vpc_internet_gateway.go@08923b68"),
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": from("ec2/vpc_security_group.go@01606926", ...inlineRules),
  "aws:ec2/eip:Eip": from("ec2/ec2_eip.go@01606926", ...enumerated("domain")),
  "aws:ec2/routeTable:RouteTable": from(
    "ec2/vpc_route_table.go@02209241",
    ...inside("routes[]", ...networks("cidrBlock", "ipv6CidrBlock")),
  ),
  "aws:ec2/routeTableAssociation:RouteTableAssociation": from(
    "ec2/vpc_route_table_association.go@0be71beb",
    exactlyOne("subnetId", "gatewayId"),
  ),
  "aws:ec2/securityGroup:SecurityGroup": from(
    "ec2/vpc_security_group.go@01606926",
    length("description", 0, 255),
    conflict("name", "namePrefix"),
    length("name", 0, 255),
    notAnIdentifier("name"),
    length("namePrefix", 0, 229),
    notAnIdentifier("namePrefix"),
    ...inlineRules,
  ),
};
