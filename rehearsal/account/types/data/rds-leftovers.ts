import type * as aws from "@pulumi/aws";
import type { Leftover, Plain } from "../../resource-type";
import { daysAfter } from "../time-windows";

/** A database's automated backups after its deletion. */
const retainedBackups = "aws:rds/instance:Instance#automatedBackups";

/**
 * What the deletion of an instance leaves: its last snapshot, which nothing deletes, and its automated backups for as many
 * days as they are kept (Amazon RDS User Guide, "Retaining automated backups").
 */
export function leftByInstance(state: Plain<aws.rds.InstanceState>, now: Date): readonly Leftover[] {
  const { identifier = "", finalSnapshotIdentifier: snapshot, kmsKeyId, backupRetentionPeriod = 0 } = state;
  const keepsBackups = state.deleteAutomatedBackups === false && backupRetentionPeriod > 0;
  return [
    ...(state.skipFinalSnapshot === true || snapshot === undefined
      ? []
      : [
          {
            type: "aws:rds/snapshot:Snapshot",
            id: snapshot,
            state: {
              dbSnapshotIdentifier: snapshot,
              dbInstanceIdentifier: identifier,
              snapshotType: "manual",
              kmsKeyId,
            },
          },
        ]),
    ...(keepsBackups
      ? [
          {
            type: retainedBackups,
            id: state.resourceId ?? identifier,
            state: { name: identifier, kmsKeyId, expiresAt: daysAfter(now, backupRetentionPeriod) },
          },
        ]
      : []),
  ];
}
