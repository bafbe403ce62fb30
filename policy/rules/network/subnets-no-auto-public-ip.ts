import { resourceRule } from "../../rule";

/** Inputs of a subnet, as far as this rule reads them. */
interface SubnetArgs {
  readonly mapPublicIpOnLaunch: boolean;
}

const defaultSubnet = "aws:ec2/defaultSubnet:DefaultSubnet";

export const subnetsNoAutoPublicIp = resourceRule<SubnetArgs>({
  id: "subnets-no-auto-public-ip",
  title: "Subnets do not assign public IP addresses on launch",
  severity: "medium",
  enforcement: "deployed",
  rows: ["MP-HST-02"],
  frameworks: ["FSBP EC2.15", "Checkov CKV_AWS_130", "cdk-nag VPCSubnetAutoAssignPublicIpDisabled"],
  remediation: "Set mapPublicIpOnLaunch: false; load balancers and NAT gateways do not need it.",
  example: 'new ec2.Subnet("public", { vpcId, cidrBlock: "10.0.0.0/24", mapPublicIpOnLaunch: true });',
  types: ["aws:ec2/subnet:Subnet", defaultSubnet],
  check({ type, props }, context) {
    context.requires({
      // Absent is false, except for the default subnets of a region, which AWS makes with true.
      read: () => props.mapPublicIpOnLaunch ?? type === defaultSubnet,
      accept: (mapped) => !mapped,
      found: () => "public addresses assigned on launch",
      needed: "mapPublicIpOnLaunch false",
      setting: "mapPublicIpOnLaunch",
    });
  },
});
