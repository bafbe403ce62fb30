import type * as aws from "@pulumi/aws";
import type { Check } from "../first-refusal";
import { invalidCombination } from "./rds-refusals";

/**
 * What RDS refuses about a replica. Sources: Amazon RDS API reference, CreateDBInstanceReadReplica (SourceDBInstanceIdentifier,
 * KmsKeyId, InvalidDBInstanceState); User Guide, "Working with read replicas" and "Encrypting Amazon RDS resources".
 */
export const refusesReplica: Check<aws.rds.InstanceArgs> = ({ inputs, id, account }) => {
  const { replicateSourceDb: source, storageEncrypted, kmsKeyId } = inputs;
  if (source === undefined || id !== "") return undefined;
  const region = /^arn:[^:]*:rds:([^:]*):/.exec(source)?.[1] ?? account.region;
  if (region !== account.region) {
    return storageEncrypted === true && kmsKeyId === undefined
      ? invalidCombination("An encrypted replica in another Region needs a KmsKeyId of its own Region.")
      : undefined;
  }
  const copied = account
    .list("aws:rds/instance:Instance")
    .find(({ state }) => state.identifier === source || state.arn === source)?.state;
  if (!copied) {
    return {
      code: "DBInstanceNotFound",
      message: `DBInstance ${source} not found; a source in another Region is named by its ARN.`,
    };
  }
  if (copied.backupRetentionPeriod === 0) {
    return {
      code: "InvalidDBInstanceState",
      message:
        "Automated backups are not enabled for this database instance. To enable automated backups, use ModifyDBInstance to set the backup retention period to a non-zero value.",
    };
  }
  if (inputs.engine !== undefined && copied.engine !== undefined && inputs.engine !== copied.engine) {
    return invalidCombination(`A replica has the engine of its source, ${JSON.stringify(copied.engine)}.`);
  }
  return storageEncrypted === true && copied.storageEncrypted !== true
    ? invalidCombination("You cannot create an encrypted Read Replica from an unencrypted DB instance.")
    : undefined;
};
