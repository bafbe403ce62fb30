import type * as mongodbatlas from "@pulumi/mongodbatlas";
import { globalTypes, resourceType } from "../../resource-type";
import type { Creation, Refusal, ResourceTypes } from "../../resource-type";
import {
  compliancePolicyOf,
  compliancePolicyType,
  itemsRefusal,
  meets,
  scheduleType,
  wantingClusters,
  windowRefusal,
} from "./atlas-backup-policies";
import { clusterNamed, encodedId, inProject, objectId } from "./atlas-ids";
import { firstRefusal } from "../first-refusal";
import { textOf } from "../wire-text";

type ScheduleCreation = Creation<mongodbatlas.CloudBackupScheduleArgs>;
type PolicyCreation = Creation<mongodbatlas.BackupCompliancePolicyArgs>;

/** The cluster must be there, and have backups. */
function backedUpCluster({
  inputs,
  account,
}: Creation<{ projectId: string; clusterName: string }>): Refusal | undefined {
  const { projectId = "", clusterName = "" } = inputs;
  const cluster = clusterNamed(account, projectId, clusterName);
  if (!cluster) {
    return { code: "CLUSTER_NOT_FOUND", message: `No cluster named ${clusterName} exists in group ${projectId}.` };
  }
  return cluster.state.backupEnabled === true || cluster.state.cloudBackup === true
    ? undefined
    : {
        code: "BACKUP_CONFIG_NOT_FOUND",
        message: `No backup configuration exists for cluster ${clusterName} in group ${projectId}.`,
      };
}

function referenceTime({ inputs }: ScheduleCreation): Refusal | undefined {
  const { referenceHourOfDay: hour = 0, referenceMinuteOfHour: minute = 0 } = inputs;
  if (hour < 0 || hour > 23) {
    return {
      code: "INVALID_REFERENCE_HOUR_OF_DAY",
      message: "Snapshot schedule reference hour must be between 0 and 23, inclusive.",
    };
  }
  return minute < 0 || minute > 59
    ? {
        code: "INVALID_REFERENCE_MINUTE_OF_HOUR",
        message: "Snapshot schedule reference minute must be between 0 and 59, inclusive.",
      }
    : undefined;
}

function belowCompliance({ inputs, account }: ScheduleCreation): Refusal | undefined {
  const policy = compliancePolicyOf(account, inputs.projectId);
  return policy && !meets(inputs, policy.state)
    ? {
        code: "BACKUP_POLICY_NOT_MEETING_BACKUP_COMPLIANCE_POLICY_REQUIREMENTS",
        message: "Backup policy doesn't meet the minimum Backup Compliance Policy requirements.",
      }
    : undefined;
}

function exportBucket({ inputs, account }: ScheduleCreation): Refusal | undefined {
  const id = inputs.export?.exportBucketId;
  const type = "mongodbatlas:index/cloudBackupSnapshotExportBucket:CloudBackupSnapshotExportBucket";
  return id !== undefined && !account.find(type, "exportBucketId", id)
    ? { code: "EXPORT_BUCKET_NOT_FOUND", message: `No export Bucket with ID ${id} does not exist.` }
    : undefined;
}

function representative({ inputs }: PolicyCreation): Refusal | undefined {
  return /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(inputs.authorizedEmail ?? "")
    ? undefined
    : { code: "INVALID_EMAIL_ADDRESS", message: "An invalid email address was specified." };
}

/** The restore window may be widened, never narrowed, by anybody but MongoDB's support. */
function narrowedWindow({ inputs, account }: PolicyCreation): Refusal | undefined {
  const before = compliancePolicyOf(account, inputs.projectId)?.state;
  return before && (inputs.restoreWindowDays ?? 0) < Number(before.restoreWindowDays ?? 0)
    ? {
        code: "CANNOT_DECREASE_PIT_WINDOW_WITH_BACKUP_COMPLIANCE_POLICY",
        message:
          "You can't reduce the Continuous Cloud Backup Restore Window while you have a Backup Compliance Policy.",
      }
    : undefined;
}

/** Schedules, the policy that nobody can weaken, snapshots taken by hand and where they are exported to. */
export const atlasBackups: ResourceTypes = globalTypes({
  [scheduleType]: resourceType<mongodbatlas.CloudBackupScheduleArgs, mongodbatlas.CloudBackupScheduleState>({
    title: "Atlas Cloud Backup Schedule",
    id: ({ inputs }) => encodedId({ cluster_name: inputs.clusterName, project_id: inputs.projectId }),
    ...inProject,
    replaces: ["clusterName", "projectId"],
    defaults: { autoExportEnabled: false, referenceMinuteOfHour: 0, skipDestroy: false },
    empty: { copySettings: [], updateSnapshots: false, useOrgAndGroupNamesInExportPrefix: false },
    computed: {
      clusterId: ({ inputs, account }) =>
        textOf(clusterNamed(account, inputs.projectId, inputs.clusterName)?.state.clusterId),
      idPolicy: objectId,
      referenceHourOfDay: () => 0,
      restoreWindowDays: () => 7,
      nextSnapshot: () => new Date(Date.now() + 3_600_000).toISOString(),
    },
    refuses: firstRefusal<mongodbatlas.CloudBackupScheduleArgs>(
      backedUpCluster,
      ({ inputs }) => itemsRefusal(inputs),
      referenceTime,
      exportBucket,
      belowCompliance,
    ),
    refusesDeletion: ({ projectId, skipDestroy }, account) =>
      skipDestroy !== true && compliancePolicyOf(account, projectId)
        ? {
            code: "BACKUP_POLICY_NOT_MEETING_BACKUP_COMPLIANCE_POLICY_REQUIREMENTS",
            message: "Backup policy doesn't meet the minimum Backup Compliance Policy requirements.",
          }
        : undefined,
  }),
  [compliancePolicyType]: resourceType<
    mongodbatlas.BackupCompliancePolicyArgs,
    mongodbatlas.BackupCompliancePolicyState
  >({
    title: "Atlas Backup Compliance Policy",
    id: ({ inputs }) => encodedId({ project_id: inputs.projectId }),
    ...inProject,
    replaces: ["projectId"],
    defaults: { copyProtectionEnabled: false, encryptionAtRestEnabled: false, pitEnabled: false },
    empty: { restoreWindowDays: 0 },
    computed: {
      state: () => "ACTIVE",
      updatedDate: () => new Date().toISOString(),
      updatedUser: ({ inputs }) => inputs.authorizedEmail ?? "",
    },
    recomputed: ["updatedDate"],
    refuses: firstRefusal<mongodbatlas.BackupCompliancePolicyArgs>(
      representative,
      ({ inputs }) => itemsRefusal(inputs),
      ({ inputs }) => windowRefusal(inputs),
      narrowedWindow,
      ({ inputs, account }) => wantingClusters(account, inputs.projectId, inputs),
    ),
    // The provider asks Atlas to disable it; without the approval of MongoDB's support, Atlas refuses everybody.
    refusesDeletion: () => ({
      code: "CANNOT_DISABLE_BACKUP_COMPLIANCE_POLICY",
      message: "The Backup Compliance Policy can only be disabled with the help of MongoDB Support.",
    }),
  }),
  "mongodbatlas:index/cloudBackupSnapshot:CloudBackupSnapshot": resourceType<
    mongodbatlas.CloudBackupSnapshotArgs,
    mongodbatlas.CloudBackupSnapshotState
  >({
    title: "Atlas Cloud Backup Snapshot",
    id: ({ inputs, hex }) =>
      encodedId({
        cluster_name: inputs.clusterName,
        project_id: inputs.projectId,
        snapshot_id: objectId({ hex }, "snapshot"),
      }),
    ...inProject,
    replaces: ["clusterName", "description", "projectId", "retentionInDays"],
    defaults: { cloudProvider: "AWS", snapshotType: "onDemand", status: "completed", type: "replicaSet" },
    empty: {
      masterKeyUuid: "",
      members: [],
      mongodVersion: "",
      replicaSetName: "",
      snapshotIds: [],
      storageSizeBytes: 0,
    },
    computed: {
      createdAt: () => new Date().toISOString(),
      expiresAt: ({ inputs }) => new Date(Date.now() + 86_400_000 * (inputs.retentionInDays ?? 1)).toISOString(),
      snapshotId: ({ hex }) => objectId({ hex }, "snapshot"),
    },
    refuses: firstRefusal<mongodbatlas.CloudBackupSnapshotArgs>(backedUpCluster, ({ inputs }) =>
      (inputs.retentionInDays ?? 0) > 0
        ? undefined
        : { code: "BACKUP_SNAPSHOT_RETENTION_VALUE_INVALID", message: "Retention value of snapshot is invalid." },
    ),
    refusesDeletion: ({ projectId }, account) =>
      compliancePolicyOf(account, projectId)
        ? {
            code: "CANNOT_DELETE_SNAPSHOT_WITH_BACKUP_COMPLIANCE_POLICY",
            message: "You can't delete snapshots while you have a Backup Compliance Policy enabled.",
          }
        : undefined,
  }),
});
