import type { TypeCalls } from "./type-calls";

const ec2 =
  (...kinds: string[]): TypeCalls["kinds"] =>
  () =>
    Object.fromEntries(kinds.map((kind) => [`ec2:${kind}`, {}]));

const rules: TypeCalls = { kinds: ec2("security-group-rule", "security-group") };

/** Calls for the network. EC2's resources have ids only: their tags say whose they are. */
export const networkCalls: Readonly<Record<string, TypeCalls>> = {
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": {
    kinds: ec2("security-group"),
    beyond: {
      create: [
        "ec2:DescribeSecurityGroups",
        "ec2:CreateTags",
        "ec2:RevokeSecurityGroupIngress",
        "ec2:RevokeSecurityGroupEgress",
      ],
      update: ["ec2:AuthorizeSecurityGroupIngress", "ec2:AuthorizeSecurityGroupEgress", "ec2:DeleteTags"],
    },
    source: "internal/service/ec2/vpc_default_security_group.go",
  },
  "aws:ec2/eip:Eip": {
    kinds: ec2("elastic-ip"),
    unused: ["ec2:AcceptAddressTransfer", "ec2:AssociateAddress"],
    beyond: { read: ["ec2:DescribeAddressesAttribute"] },
    source: "internal/service/ec2/ec2_eip.go",
  },
  "aws:ec2/flowLog:FlowLog": {
    kinds: ec2("vpc-flow-log", "vpc"),
    unused: ["autoscaling:*", "s3:*", "iam:CreateServiceLinkedRole"],
  },
  "aws:ec2/internetGateway:InternetGateway": {
    kinds: ec2("internet-gateway", "vpc"),
    beyond: { create: ["ec2:AttachInternetGateway"], delete: ["ec2:DetachInternetGateway"] },
    source: "internal/service/ec2/vpc_internet_gateway.go",
  },
  "aws:ec2/natGateway:NatGateway": {
    kinds: ec2("natgateway", "subnet", "elastic-ip"),
    unused: ["ec2:*PrivateNatGatewayAddress"],
  },
  "aws:ec2/route:Route": { kinds: ec2("route-table") },
  "aws:ec2/routeTable:RouteTable": {
    kinds: ec2("route-table", "vpc"),
    beyond: { delete: ["ec2:DisassociateRouteTable"] },
    source: "internal/service/ec2/vpc_route_table.go",
  },
  "aws:ec2/routeTableAssociation:RouteTableAssociation": {
    kinds: ec2("route-table", "subnet"),
    beyond: {
      create: ["ec2:AssociateRouteTable"],
      read: ["ec2:DescribeRouteTables"],
      update: ["ec2:ReplaceRouteTableAssociation"],
      delete: ["ec2:DisassociateRouteTable"],
    },
    source: "internal/service/ec2/vpc_route_table_association.go",
  },
  "aws:ec2/securityGroup:SecurityGroup": {
    kinds: ec2("security-group", "vpc"),
    beyond: { delete: ["ec2:DescribeNetworkInterfaces"] },
    source: "internal/service/ec2/vpc_security_group.go",
  },
  "aws:ec2/subnet:Subnet": {
    kinds: ec2("subnet", "vpc"),
    beyond: { delete: ["ec2:DescribeNetworkInterfaces"] },
    source: "internal/service/ec2/vpc_subnet.go",
  },
  "aws:ec2/vpc:Vpc": {
    kinds: ec2("vpc"),
    beyond: { read: ["ec2:DescribeRouteTables"] },
    source: "internal/service/ec2/vpc_.go",
    unused: ["ec2:*EncryptionControl*", "ec2:ModifyVpcTenancy"],
  },
  "aws:ec2/vpcEndpoint:VpcEndpoint": {
    kinds: ec2("vpc-endpoint", "vpc", "subnet", "security-group", "route-table"),
    beyond: { read: ["ec2:DescribePrefixLists"], create: ["route53:AssociateVPCWithHostedZone"] },
    source:
      "internal/service/ec2/vpc_endpoint.go; docs.aws.amazon.com/vpc/latest/privatelink/security_iam_id-based-policy-examples.html",
    unused: ["vpc-lattice:*", "vpce:*"],
  },
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": {
    ...rules,
    beyond: {
      create: ["ec2:CreateTags"],
      update: ["ec2:ModifySecurityGroupRules"],
      delete: ["ec2:RevokeSecurityGroupEgress"],
    },
    source: "internal/service/ec2/vpc_security_group_egress_rule.go",
  },
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": {
    ...rules,
    beyond: {
      create: ["ec2:CreateTags"],
      update: ["ec2:ModifySecurityGroupRules"],
      delete: ["ec2:RevokeSecurityGroupIngress"],
    },
    source: "internal/service/ec2/vpc_security_group_ingress_rule.go",
  },
};
