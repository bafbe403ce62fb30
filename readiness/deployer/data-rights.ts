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
      {
        actions: ["CreateBackupSelection", "TagResource"],
        resources: arns("backup", "backup-plan:*", "restore-testing-plan:*"),
      },
      { actions: ["*"], resources: arns("backup", "backup-plan:*"), condition: tagged },
      everything(...arns("backup", "restore-testing-plan:<stage>*")),
      // A vault that is taken down is emptied first; what a backup is called is AWS's choice.
      {
        actions: ["DeleteRecoveryPoint"],
        resources: [...arns("rds", "snapshot:awsbackup:*"), ...arns("backup", "recovery-point:*")],
      },
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
    changes: [
      everything(
        ...arns(
          "elasticache",
          ...["cluster", "parametergroup", "replicationgroup", "snapshot", "subnetgroup", "user", "usergroup"].map(
            (kind) => `${kind}:<stage>-*`,
          ),
        ),
      ),
    ],
    reads: describing,
  },
  {
    service: "kms",
    modules: ["kms"],
    changes: [
      { actions: ["CreateKey"], resources: ["*"], condition: created },
      // A tag counts up to five minutes after it was set, and the update that makes a key uses it at once: a key is the
      // stage's unless a tag says otherwise (KMS developer guide, "Using tags to control access to KMS keys").
      {
        actions: ["*"],
        resources: arnsAnywhere("kms", "key/*"),
        condition: { StringEqualsIfExists: { "aws:ResourceTag/stage": "<stage>" } },
      },
      { actions: ["*Alias"], resources: arnsAnywhere("kms", "alias/<stage>-*") },
    ],
    reads: ["DescribeKey", "ListAliases"],
  },
  {
    service: "rds",
    modules: ["rds"],
    changes: [
      everything(...arns("rds", ...["db", "es", "pg", "snapshot", "subgrp"].map((kind) => `${kind}:<stage>-*`))),
      // An instance that names no option group has the default one of its engine.
      { actions: ["CreateDBInstance*", "ModifyDBInstance"], resources: arns("rds", "og:default*") },
    ],
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
          "*TagResource",
          "ListTagsForResource",
        ],
        resources: ["arn:aws:s3:::<stage>-*"],
      },
      // Of what lies in buckets, the program writes and reads the canaries' scripts only: no upload of a patient.
      { actions: ["GetObject*", "PutObject*"], resources: ["arn:aws:s3:::<stage>-canaries-*/scripts/*"] },
      // A stage that is taken down empties its buckets first.
      { actions: ["DeleteObject*"], resources: ["arn:aws:s3:::<stage>-*/*"] },
      // The front ends are uploaded by hand or by a pipeline.
      { actions: ["PutObject"], resources: ["arn:aws:s3:::<stage>-*-files-<account>/*"] },
    ],
    reads: ["ListAllMyBuckets"],
  },
  {
    service: "secretsmanager",
    modules: ["secretsmanager"],
    // `prod/jwt/*` is what the settings of med-platform suggest for signing keys that exist already.
    changes: [everything(...arns("secretsmanager", "secret:<stage>/*", "secret:prod/jwt/*"))],
    reads: ["ListSecrets"],
  },
];
