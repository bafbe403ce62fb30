import type { PolicyDocument } from "./policies";

/** Where the policy lies, from the root of the project. */
export const boundaryPolicyName = "docs/boundary-policy.json";

/**
 * All that roles of a stage may do at most: what its tasks, functions and canaries need, and the services that act for
 * it. Nothing here changes IAM, takes on a role, or hands one over, so a role within it cannot give itself more.
 */
const actions: readonly string[] = [
  // Tasks: images, secrets, keys, logs, metrics, traces, uploads; a session in a container.
  "ecr:BatchCheckLayerAvailability",
  "ecr:BatchGetImage",
  "ecr:GetAuthorizationToken",
  "ecr:GetDownloadUrlForLayer",
  "secretsmanager:GetSecretValue",
  "kms:CreateGrant",
  "kms:Decrypt",
  "kms:DescribeKey",
  "kms:Encrypt",
  "kms:GenerateDataKey*",
  "kms:ReEncrypt*",
  "logs:*",
  "cloudwatch:GetMetricData",
  "cloudwatch:PutMetricData",
  "xray:PutTelemetryRecords",
  "xray:PutTraceSegments",
  "ssmmessages:*",
  "s3:*",
  // Functions in the network.
  "ec2:AssignPrivateIpAddresses",
  "ec2:CreateNetworkInterface",
  "ec2:DeleteNetworkInterface",
  "ec2:Describe*",
  "ec2:UnassignPrivateIpAddresses",
  // Logs on their way to the archive.
  "firehose:PutRecord",
  "firehose:PutRecordBatch",
  // ECS that moves requests between two versions of a service.
  "elasticloadbalancing:*",
  // AWS Backup, which backs up databases and buckets, and restores them to test the backups.
  "backup:*",
  "backup-storage:*",
  "events:*",
  "rds:*",
  "tag:GetResources",
];

/** The permissions boundary of every role of a stage. It has no placeholders. */
export function boundaryPolicy(): PolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: [{ Sid: "AtMost", Effect: "Allow", Action: actions, Resource: ["*"] }],
  };
}
