import type * as ec2 from "@pulumi/aws/ec2";
import { stackRule } from "../../rule";

const defaultGroup = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";

export const defaultSecurityGroupClosed = stackRule({
  id: "default-security-group-closed",
  title: "The default security group of every VPC is managed and has no rules",
  severity: "medium",
  enforcement: "deployed",
  rows: ["MP-HST-02"],
  frameworks: ["FSBP EC2.2", "Checkov CKV2_AWS_12", "cdk-nag VPCDefaultSecurityGroupClosed"],
  remediation: "Declare an aws.ec2.DefaultSecurityGroup for the network, without ingress and egress rules.",
  example:
    'new ec2.Vpc("network", { cidrBlock: "10.0.0.0/16" }); // whose default group allows its members to connect to each other',
  types: ["aws:ec2/vpc:Vpc"],
  check(stack, context) {
    for (const vpc of stack.of<ec2.VpcState>(["aws:ec2/vpc:Vpc"])) {
      const about = context.about(vpc);
      about.guard(() => {
        const [group] = stack.pointingAt<ec2.DefaultSecurityGroupState>(vpc, [defaultGroup], {
          property: "vpcId",
          by: ["id"],
        });
        if (group === undefined) {
          const needed = "the default security group declared without rules";
          about.fails({ found: "no default security group", needed, setting: "aws.ec2.DefaultSecurityGroup" });
          return;
        }
        for (const direction of ["ingress", "egress"] as const) {
          context.about(group).requires({
            read: () => (group.props[direction] ?? []).length,
            accept: (count) => count === 0,
            found: (count) => `${count} ${direction} rules`,
            needed: "none",
            setting: direction,
          });
        }
      });
    }
  },
});
