import type { ClosedList } from "./closed-lists";

/** The fields that a flow log may have. No package has them. */
export const flowLogFields: ClosedList = {
  source: 'VPC guide, "Flow log records", Available fields',
  date: "2026-11-29",
  values: [
    ...["version", "account-id", "interface-id", "srcaddr", "dstaddr", "srcport", "dstport", "protocol", "packets"],
    ...["bytes", "start", "end", "action", "log-status", "vpc-id", "subnet-id", "instance-id", "tcp-flags", "type"],
    ...["pkt-srcaddr", "pkt-dstaddr", "region", "az-id", "sublocation-type", "sublocation-id", "pkt-src-aws-service"],
    ...["pkt-dst-aws-service", "flow-direction", "traffic-path", "ecs-cluster-arn", "ecs-cluster-name"],
    ...["ecs-container-instance-arn", "ecs-container-instance-id", "ecs-container-id", "ecs-second-container-id"],
    ...["ecs-service-name", "ecs-task-definition-arn", "ecs-task-arn", "ecs-task-id", "reject-reason", "resource-id"],
    ...["encryption-status"],
  ],
};
