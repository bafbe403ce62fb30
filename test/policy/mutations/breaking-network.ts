import { absent } from "./mutation";
import type { Line } from "./mutation";
import type { DeployedResource } from "./deployed-stage";

const ingressRule = ["aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"];
const internal = ({ inputs }: DeployedResource) => [4000, 5432, 6379].includes(Number(inputs.fromPort));
const fromWorld = ({ inputs }: DeployedResource) => inputs.cidrIpv4 === "0.0.0.0/0";

/** What breaks the network, property by property, and the rule that is there for it. */
export const breakingNetwork: readonly Line[] = [
  {
    types: ["aws:ec2/route:Route"],
    path: "gatewayId",
    values: ["igw-0a1b2c3d"],
    rule: "private-subnets-no-internet-gateway",
    where: ({ inputs }) => inputs.natGatewayId !== undefined,
  },
  {
    types: ingressRule,
    path: "cidrIpv4",
    values: ["0.0.0.0/0", "0.0.0.0/1", "128.0.0.0/1", "203.0.113.0/24"],
    rule: "sg-no-public-internal-ports",
    where: internal,
  },
  { types: ingressRule, path: "cidrIpv6", values: ["::/0"], rule: "sg-no-public-internal-ports", where: internal },
  { types: ingressRule, path: "ipProtocol", values: ["-1"], rule: "sg-no-public-internal-ports", where: fromWorld },
  {
    types: ingressRule,
    path: "toPort",
    values: [5432, 65535],
    rule: "sg-no-public-internal-ports",
    where: fromWorld,
  },
  { types: ingressRule, path: "fromPort", values: [0, 22], rule: "no-ssh-ingress", where: fromWorld },
  {
    types: ingressRule,
    path: "description",
    values: [absent, "", " ", "Managed by Pulumi"],
    rule: "sg-rules-described",
  },
  {
    types: ["aws:ec2/securityGroup:SecurityGroup"],
    path: "ingress",
    values: [
      [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["10.0.0.0/8"], description: "SSH" }],
      [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["203.0.113.0/24"], description: "All" }],
      [{ protocol: "tcp", fromPort: 3389, toPort: 3389, ipv6CidrBlocks: ["::/0"], description: "RDP" }],
    ],
    rule: "no-ssh-ingress",
  },
  {
    types: ["aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"],
    path: "ingress",
    values: [[{ protocol: "-1", fromPort: 0, toPort: 0, self: true }]],
    rule: "default-security-group-closed",
  },
  {
    types: ["aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"],
    path: "egress",
    values: [[{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }]],
    rule: "default-security-group-closed",
  },
  {
    types: ["aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"],
    path: "",
    values: [absent],
    rule: "default-security-group-closed",
  },
  {
    types: ["aws:ec2/flowLog:FlowLog"],
    path: "trafficType",
    values: ["REJECT", "ACCEPT", absent],
    rule: "vpc-flow-logs",
  },
  { types: ["aws:ec2/flowLog:FlowLog"], path: "", values: [absent], rule: "vpc-flow-logs" },
  {
    types: ["aws:ec2/subnet:Subnet"],
    path: "mapPublicIpOnLaunch",
    values: [true],
    rule: "subnets-no-auto-public-ip",
  },
];
