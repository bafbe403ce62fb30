/** Where the policy lies, from the root of the project. */
export const verifierPolicyName = "docs/verifier-policy.json";

/** What one question about the state of a stage in AWS needs, and the rows that it is about. */
export interface VerifierRight {
  readonly sid: string;
  readonly rows: readonly string[];
  readonly actions: readonly string[];
}

/**
 * The rights to read the state of a stage in AWS, and nothing else: no value of a secret, no line of a log, no object of a
 * bucket, no row of a database. Whoever verifies has them; the probes from outside need none.
 */
export const verifierRights: readonly VerifierRight[] = [
  {
    sid: "Alarms",
    rows: ["AH-GO-06", "MP-PD0-02", "MP-PD0-03", "MP-SUC-02", "MP-SUC-07"],
    actions: ["cloudwatch:DescribeAlarms", "cloudwatch:DescribeAlarmHistory", "synthetics:DescribeCanariesLastRun"],
  },
  {
    sid: "Subscriptions",
    rows: ["AH-GO-06", "MP-PD0-03"],
    actions: ["sns:ListSubscriptionsByTopic", "sns:ListTopics"],
  },
  {
    sid: "Backups",
    rows: ["AH-POST-03", "AH-MNT-03", "AH-GO-07", "MP-DR-02", "MP-PD1-04", "MP-SUC-08"],
    actions: ["backup:ListRecoveryPointsByBackupVault", "backup:ListBackupJobs", "backup:ListRestoreJobs"],
  },
  {
    sid: "Snapshots",
    rows: ["AH-GO-07", "MP-PD1-04"],
    actions: ["rds:DescribeDBInstances", "rds:DescribeDBSnapshots", "elasticache:DescribeSnapshots"],
  },
  {
    sid: "Images",
    rows: ["DS-PRE-05", "MP-CODE-08", "MP-PW1-04"],
    actions: ["ecr:DescribeImages", "ecr:DescribeImageScanFindings"],
  },
  {
    sid: "Services",
    rows: ["AH-VER-06", "MP-SVC-11", "MP-PD0-01", "MP-SUC-01"],
    actions: [
      "ecs:ListServices",
      "ecs:DescribeServices",
      "ecs:DescribeTaskDefinition",
      "elasticloadbalancing:DescribeTargetHealth",
      "elasticloadbalancing:DescribeTargetGroups",
    ],
  },
  {
    sid: "Metrics",
    rows: ["MP-M24-04", "MP-M24-05", "MP-M24-07", "MP-M24-08", "MP-PD1-01", "MP-PD1-02", "MP-SUC-03"],
    actions: ["cloudwatch:GetMetricData", "cloudwatch:ListMetrics"],
  },
  {
    sid: "Encryption",
    rows: ["AH-VER-08"],
    actions: [
      "acm:ListCertificates",
      "acm:DescribeCertificate",
      "elasticache:DescribeReplicationGroups",
      "s3:GetEncryptionConfiguration",
      "secretsmanager:ListSecrets",
      "secretsmanager:DescribeSecret",
    ],
  },
  {
    sid: "Logs",
    rows: ["DS-VER-01", "AH-VER-05", "MP-PD1-03"],
    actions: ["logs:DescribeLogGroups", "logs:DescribeLogStreams"],
  },
];

/** The policy of a role that reads the state of a stage. */
export function verifierPolicy() {
  return {
    Version: "2012-10-17",
    Statement: verifierRights.map(({ sid, actions }) => ({
      Sid: sid,
      Effect: "Allow",
      Action: [...actions].sort(),
      Resource: ["*"],
    })),
  };
}
