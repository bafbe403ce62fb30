import { arns, arnsAnywhere, created, describing, everything, reading, tagged } from "./service-rights";
import type { ServiceRights } from "./service-rights";

/** What holds data: databases, caches, buckets, secrets, keys and backups. */
export const dataRights: readonly ServiceRights[] = [
  {
    service: "backup",
    modules: ["backup"],
    changes: [
      everything(...arns("backup", "backup-vault:<stage>-*")),
      { actions: ["CreateBackupPlan", "CreateRestoreTestingPlan"], resources: ["*"], condition: created },
      { actions: ["TagResource"], resources: arns("backup", "backup-plan:*", "restore-testing-plan:*") },
      { actions: ["*"], resources: arns("backup", "backup-plan:*"), condition: tagged },
      everything(...arns("backup", "restore-testing-plan:<stage>*")),
    ],
    reads: reading,
  },
  {
    service: "backup-storage",
    modules: ["backup"],
    changes: [{ actions: ["MountCapsule"], resources: ["*"] }],
    reads: [],
  },
  {
    service: "elasticache",
    modules: ["elasticache"],
    changes: [everything(...arns("elasticache", "*:<stage>-*"))],
    reads: describing,
  },
  {
    service: "kms",
    modules: ["kms"],
    changes: [
      { actions: ["CreateKey", "TagResource"], resources: ["*"], condition: created },
      { actions: ["*"], resources: arnsAnywhere("kms", "key/*"), condition: tagged },
      { actions: ["*Alias"], resources: arnsAnywhere("kms", "alias/<stage>-*") },
    ],
    reads: ["DescribeKey", "ListAliases"],
  },
  {
    service: "rds",
    modules: ["rds"],
    changes: [everything(...arns("rds", "*:<stage>-*"))],
    reads: describing,
  },
  {
    service: "s3",
    modules: ["s3"],
    changes: [
      {
        actions: [
          "CreateBucket",
          "DeleteBucket*",
          "Get*Configuration",
          "GetBucket*",
          "ListBucket*",
          "Put*Configuration",
          "PutBucket*",
        ],
        resources: ["arn:aws:s3:::<stage>-*"],
      },
      // Of what lies in buckets, the program writes and reads the canaries' scripts only: no upload of a patient.
      {
        actions: ["DeleteObject*", "GetObject*", "PutObject*"],
        resources: ["arn:aws:s3:::<stage>-canaries-*/scripts/*"],
      },
    ],
    reads: ["ListAllMyBuckets"],
  },
  {
    service: "secretsmanager",
    modules: ["secretsmanager"],
    changes: [everything(...arns("secretsmanager", "secret:<stage>/*"))],
    reads: ["ListSecrets"],
  },
];
