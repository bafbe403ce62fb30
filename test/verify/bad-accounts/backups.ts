import { ago, answering, changing, type BadAccount } from "./faults";

/** Each way in which backups and what holds data are wrong on their own. */
export const backupFaults: readonly BadAccount[] = [
  {
    name: "a recovery point of the day before yesterday",
    system: "ahava-healthcare",
    ...answering("backup:ListRecoveryPointsByResource", {
      RecoveryPoints: [
        { Status: "COMPLETED", CreationDate: ago(33) },
        { Status: "PARTIAL", CreationDate: ago(9) },
      ],
    }),
    probes: ["recovery-points"],
    rows: ["AH-POST-03", "AH-MNT-03"],
  },
  {
    name: "no recovery point",
    system: "med-platform",
    ...answering("backup:ListRecoveryPointsByResource", { RecoveryPoints: [] }),
    probes: ["recovery-points"],
    rows: ["MP-PD1-04", "MP-SUC-08"],
  },
  {
    name: "a backup job that failed last night",
    system: "ahava-healthcare",
    ...answering("backup:ListBackupJobs", {
      BackupJobs: [
        { State: "COMPLETED", CreationDate: ago(33) },
        { State: "FAILED", CreationDate: ago(9) },
      ],
    }),
    probes: ["backup-jobs"],
    rows: ["AH-GO-07"],
  },
  {
    name: "no backup job",
    system: "med-platform",
    ...answering("backup:ListBackupJobs", { BackupJobs: [] }),
    probes: ["backup-jobs"],
    rows: ["MP-SUC-08"],
  },
  {
    name: "a restore test that failed",
    system: "med-platform",
    ...changing("backup:ListRestoreJobs", "RestoreJobs", (job) => ({ ...job, Status: "FAILED" })),
    probes: ["restore-tests"],
    rows: ["MP-DR-02"],
  },
  {
    name: "a restore test of two months ago",
    system: "med-platform",
    ...changing("backup:ListRestoreJobs", "RestoreJobs", (job) => ({ ...job, CreationDate: ago(24 * 61) })),
    probes: ["restore-tests"],
    rows: ["MP-DR-02"],
  },
  {
    name: "a database that can only be restored to yesterday",
    system: "med-platform",
    ...changing("rds:DescribeDBInstances", "DBInstances", (instance) => ({
      ...instance,
      LatestRestorableTime: ago(20),
    })),
    probes: ["snapshots"],
    rows: ["MP-PD1-04"],
  },
  {
    name: "Redis without a snapshot of the last night",
    system: "ahava-healthcare",
    ...answering("elasticache:DescribeSnapshots", {
      Snapshots: [
        { SnapshotStatus: "creating", NodeSnapshots: [{ SnapshotCreateTime: ago(1) }] },
        { SnapshotStatus: "available", NodeSnapshots: [{ SnapshotCreateTime: ago(31) }] },
      ],
    }),
    probes: ["snapshots"],
    rows: ["AH-MNT-03"],
  },
  {
    name: "a database that is not encrypted",
    system: "ahava-healthcare",
    ...changing("rds:DescribeDBInstances", "DBInstances", (instance) => ({ ...instance, StorageEncrypted: false })),
    probes: ["stores-encrypted"],
    rows: ["AH-VER-08"],
  },
  {
    name: "a Redis that takes connections without TLS",
    system: "ahava-healthcare",
    ...answering("elasticache:DescribeReplicationGroups", {
      ReplicationGroups: [{ AtRestEncryptionEnabled: true, TransitEncryptionEnabled: false }],
    }),
    probes: ["stores-encrypted"],
    rows: ["AH-VER-08"],
  },
  {
    name: "a bucket without encryption",
    system: "ahava-healthcare",
    answers: (good) => ({
      ...good,
      "s3:GetBucketEncryption": () => ({ refused: "ServerSideEncryptionConfigurationNotFoundError" }),
    }),
    probes: ["stores-encrypted"],
    rows: ["AH-VER-08"],
  },
];
