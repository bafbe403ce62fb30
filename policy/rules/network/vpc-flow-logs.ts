import type * as ec2 from "@pulumi/aws/ec2";
import { stackRule } from "../../rule";

export const vpcFlowLogs = stackRule({
  id: "vpc-flow-logs",
  title: "Every VPC has a flow log of all traffic",
  severity: "medium",
  enforcement: "deployed",
  rows: ["MP-HST-02"],
  frameworks: ["FSBP EC2.6", "Checkov CKV2_AWS_11", "cdk-nag VPC7"],
  remediation: "Declare an aws.ec2.FlowLog with trafficType ALL for the network.",
  example: 'new ec2.FlowLog("rejected", { vpcId, trafficType: "REJECT", … });',
  types: ["aws:ec2/vpc:Vpc"],
  check(stack, context) {
    for (const vpc of stack.of<ec2.VpcState>(["aws:ec2/vpc:Vpc"])) {
      const about = context.about(vpc);
      about.guard(() => {
        const logs = stack.pointingAt<ec2.FlowLogState>(vpc, ["aws:ec2/flowLog:FlowLog"], {
          property: "vpcId",
          by: ["id"],
        });
        about.requires({
          read: () => logs.map((log) => log.props.trafficType),
          accept: (trafficTypes) => trafficTypes.includes("ALL"),
          found: (trafficTypes) =>
            trafficTypes.length === 0 ? "no flow log" : "a flow log of only part of the traffic",
          needed: "a flow log with trafficType ALL",
          setting: "aws.ec2.FlowLog",
        });
      });
    }
  },
});
