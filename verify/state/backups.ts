import { judged, type Measurement } from "../outcome";
import type { Probe } from "../probe";
import {
  agoOf,
  type Deployed,
  type DeployedPart,
  hour,
  newestOf,
  ofType,
  regionOf,
  textOf,
  textsOf,
  tooOld,
} from "./deployed";
import { type DeployedSubject, type Look, stateProbe } from "./state-probe";

/** Hours that the newest backup may be old: a night, and two hours for the job (checklist AH-MNT-03). */
const backupHours = 26;

/** Days between two restore tests: they are made monthly (checklist AH-MNT-10). */
const restoreDays = 32;

const instanceType = "aws:rds/instance:Instance";
const bucketType = "aws:s3/bucket:Bucket";
const groupType = "aws:elasticache/replicationGroup:ReplicationGroup";

/** What AWS Backup has to protect of a system: what its plans select by the tag `backup`. */
function protectedBy({ own }: Deployed): readonly DeployedPart[] {
  return [...ofType(own, instanceType), ...ofType(own, bucketType)].filter(
    ({ properties }) => (properties.tags as { readonly backup?: string } | undefined)?.backup !== undefined,
  );
}

function nameOf(part: DeployedPart): string {
  return textOf(part, part.type === instanceType ? "identifier" : "bucket");
}

function lookAt(
  { deployed, now }: DeployedSubject,
  wanted: string,
  faultsOf: (part: DeployedPart, now: Date) => Promise<readonly string[]>,
): Look | undefined {
  const parts = protectedBy(deployed);
  if (parts.length === 0) return undefined;
  return {
    address: parts.map(nameOf).join(", "),
    wanted,
    measure: async () => {
      const faults = await Promise.all(parts.map(async (part) => faultsOf(part, now())));
      return judged(faults.flat(), `${parts.length} of ${parts.length}: ${wanted}`);
    },
  };
}

/** Every database and bucket has a fresh recovery point. */
export const recoveryPoints: Probe = stateProbe({
  name: "recovery-points",
  file: "verify/state/backups.ts",
  title: `Every database and bucket that is backed up has a recovery point of the last ${backupHours} hours`,
  rows: ["AH-POST-03", "AH-MNT-03", "MP-PD1-04", "MP-SUC-08"],
  actions: ["backup:ListRecoveryPointsByResource"],
  look: (subject) =>
    lookAt(subject, `a completed recovery point of the last ${backupHours} hours`, async (part, now) => {
      const { account } = subject.deployed;
      const { RecoveryPoints = [] } =
        (await account.find(
          "backup",
          (client, sending) =>
            client.listRecoveryPointsByResource({ ResourceArn: textOf(part, "arn"), MaxResults: 100 }, sending),
          regionOf(part, subject.deployed),
        )) ?? {};
      const completed = RecoveryPoints.filter(({ Status }) => Status === "COMPLETED" || Status === "AVAILABLE");
      return tooOld(nameOf(part), newestOf(completed.map(({ CreationDate }) => CreationDate)), {
        hours: backupHours,
        now,
      });
    }),
});

/** The last backup job of everything that is backed up has completed. */
export const backupJobs: Probe = stateProbe({
  name: "backup-jobs",
  file: "verify/state/backups.ts",
  title: "The last backup job of every database and bucket has completed",
  rows: ["AH-GO-07", "MP-SUC-08"],
  actions: ["backup:ListBackupJobs"],
  look: (subject) =>
    lookAt(subject, "the last backup job is COMPLETED", async (part, now) => {
      const { account } = subject.deployed;
      const { BackupJobs = [] } = await account.read(
        "backup",
        (client, sending) =>
          client.listBackupJobs(
            {
              ByResourceArn: textOf(part, "arn"),
              ByCreatedAfter: new Date(now.getTime() - 2 * backupHours * hour),
              MaxResults: 100,
            },
            sending,
          ),
        regionOf(part, subject.deployed),
      );
      const ended = BackupJobs.filter(({ State }) => !["CREATED", "PENDING", "RUNNING"].includes(State ?? ""));
      const newest = newestOf(ended.map(({ CreationDate }) => CreationDate));
      const last = ended.find(({ CreationDate }) => CreationDate === newest);
      if (last === undefined || newest === undefined) return [`${nameOf(part)}: no job in ${2 * backupHours} hours`];
      return last.State === "COMPLETED" ? [] : [`${nameOf(part)}: ${last.State ?? ""}, ${agoOf(newest, now)}`];
    }),
});

/** What restore tests of AWS Backup a kind of resource has, by its name there. */
const restoredKinds: Readonly<Record<string, string>> = { [instanceType]: "RDS", [bucketType]: "S3" };

/** Backups are restored every month, and the last of each kind succeeded. */
export const restoreTests: Probe = stateProbe({
  name: "restore-tests",
  file: "verify/state/backups.ts",
  title: `The restore tests of AWS Backup have completed within ${restoreDays} days`,
  rows: ["MP-DR-02"],
  actions: ["backup:ListRestoreJobs"],
  look: ({ deployed, now }) => {
    const kinds = [...new Set(protectedBy(deployed).map(({ type }) => restoredKinds[type] ?? ""))];
    const [plan] = textsOf(deployed.shared, "aws:backup/restoreTestingPlan:RestoreTestingPlan", "arn");
    if (plan === undefined || kinds.length === 0) return undefined;
    return {
      address: `restore tests of ${kinds.join(" and ")}`,
      wanted: `the last of each kind is COMPLETED, and no older than ${restoreDays} days`,
      measure: async () => {
        const { RestoreJobs = [] } = await deployed.account.read("backup", (client, sending) =>
          client.listRestoreJobs({ ByRestoreTestingPlanArn: plan, MaxResults: 1000 }, sending),
        );
        const faults = kinds.flatMap((kind) => {
          const own = RestoreJobs.filter(
            ({ ResourceType, Status }) => ResourceType === kind && !["PENDING", "RUNNING"].includes(Status ?? ""),
          );
          const newest = newestOf(own.map(({ CreationDate }) => CreationDate));
          const last = own.find(({ CreationDate }) => CreationDate === newest);
          return [
            ...tooOld(kind, newest, { hours: restoreDays * 24, now: now() }),
            ...(last === undefined || last.Status === "COMPLETED" ? [] : [`${kind}: ${last.Status ?? ""}`]),
            ...(last?.ValidationStatus === "FAILED" ? [`${kind}: its validation failed`] : []),
          ];
        });
        return judged(faults, `the last restore of ${kinds.join(" and ")} completed`);
      },
    };
  },
});

/** Minutes that the latest moment to which a database can be restored may lie back: RDS uploads its log every five. */
const restorableMinutes = 20;

/** Every database can be restored to a moment that has just been, and Redis has a snapshot of the last night. */
export const snapshots: Probe = stateProbe({
  name: "snapshots",
  file: "verify/state/backups.ts",
  title: `A database can be restored to ${restorableMinutes} minutes ago, and Redis has a snapshot of the last ${backupHours} hours`,
  rows: ["AH-MNT-03", "MP-PD1-04"],
  actions: ["elasticache:DescribeSnapshots", "rds:DescribeDBInstances"],
  look: ({ deployed, now }) => {
    const instances = ofType(deployed.own, instanceType);
    const groups = ofType(deployed.own, groupType).filter(
      ({ properties }) => Number(properties.snapshotRetentionLimit ?? 0) > 0,
    );
    if (instances.length + groups.length === 0) return undefined;
    return {
      address: [...instances.map(nameOf), ...groups.map((group) => textOf(group, "replicationGroupId"))].join(", "),
      wanted: `restorable to ${restorableMinutes} minutes ago; a snapshot of the last ${backupHours} hours`,
      measure: async (): Promise<Measurement> => {
        const faults = await Promise.all([
          ...instances.map(async (instance) => databaseFaults(instance, deployed, now())),
          ...groups.map(async (group) => redisFaults(group, deployed, now())),
        ]);
        return judged(faults.flat(), "restorable, with fresh snapshots");
      },
    };
  },
});

async function databaseFaults(instance: DeployedPart, deployed: Deployed, now: Date): Promise<readonly string[]> {
  const name = nameOf(instance);
  const found = await deployed.account.find(
    "rds",
    (client, sending) => client.describeDBInstances({ DBInstanceIdentifier: name }, sending),
    regionOf(instance, deployed),
  );
  const restorable = found?.DBInstances?.[0]?.LatestRestorableTime;
  return tooOld(`${name}: latest restorable time`, restorable, { hours: restorableMinutes / 60, now });
}

async function redisFaults(group: DeployedPart, deployed: Deployed, now: Date): Promise<readonly string[]> {
  const name = textOf(group, "replicationGroupId");
  const { Snapshots = [] } =
    (await deployed.account.find(
      "elasticache",
      (client, sending) => client.describeSnapshots({ ReplicationGroupId: name }, sending),
      regionOf(group, deployed),
    )) ?? {};
  const made = Snapshots.filter(({ SnapshotStatus }) => SnapshotStatus === "available").flatMap(
    ({ NodeSnapshots = [] }) => NodeSnapshots.map(({ SnapshotCreateTime }) => SnapshotCreateTime),
  );
  return tooOld(`${name}: snapshot`, newestOf(made), { hours: backupHours, now });
}
