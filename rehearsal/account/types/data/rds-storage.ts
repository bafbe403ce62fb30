import type * as aws from "@pulumi/aws";
import type { Check } from "../first-refusal";
import { firstRefusal } from "../first-refusal";
import { invalidCombination } from "./rds-refusals";

type InstanceCheck = Check<aws.rds.InstanceArgs>;

/** What a storage type takes: GiB to choose from, IOPS, IOPS for each GiB, and MiB/s. */
interface StorageRange {
  readonly size: readonly [least: number, most: number];
  readonly iops: readonly [least: number, most: number];
  readonly ratio: readonly [least: number, most: number];
  readonly throughput: readonly [least: number, most: number];
}

/**
 * The ranges of provisioned storage for PostgreSQL, MySQL and MariaDB. Source: Amazon RDS User Guide, "Amazon RDS DB
 * instance storage": gp3 from 400 GiB on, io1 and io2 Block Express.
 */
const provisioned: Readonly<Record<string, StorageRange>> = {
  gp3: { size: [400, 65_536], iops: [12_000, 64_000], ratio: [0, 500], throughput: [500, 4000] },
  io1: { size: [100, 65_536], iops: [1000, 256_000], ratio: [0.5, 50], throughput: [0, 0] },
  io2: { size: [100, 65_536], iops: [1000, 256_000], ratio: [0.5, 1000], throughput: [0, 0] },
};

/** MiB/s that gp3 gives at most for each provisioned IOPS (the same page). */
const throughputForIops = 0.25;

/** The engines whose ranges are known here; Oracle and SQL Server have others. */
const engines: readonly string[] = ["postgres", "mysql", "mariadb"];

/** The least GiB of any storage type but the io family. */
const leastStorage = 20;

const size: InstanceCheck = ({ inputs }) => {
  const { allocatedStorage: wanted, maxAllocatedStorage: ceiling = 0, storageType = "gp3", engine = "" } = inputs;
  if (wanted === undefined) return undefined;
  const least = storageType.startsWith("io") ? 100 : leastStorage;
  if (wanted < least || wanted > 65_536) {
    return invalidCombination(
      `Invalid storage size for engine name ${engine} and storage type ${storageType}: ${wanted}`,
    );
  }
  if (ceiling !== 0 && ceiling <= wanted) {
    return invalidCombination("Max storage size must be greater than storage size");
  }
  // ministryofjustice/cloud-platform-environments#24422: CreateDBInstance and ModifyDBInstance alike.
  return ceiling !== 0 && ceiling * 10 < wanted * 11
    ? invalidCombination("The maximum allocated storage must be increased by at least 10 percent.")
    : undefined;
};

/** Which storage types take IOPS and throughput at all, and which need them. */
const tuning: InstanceCheck = ({ inputs }) => {
  const { allocatedStorage: wanted, storageType = "gp3", iops, storageThroughput, engine = "" } = inputs;
  if (storageThroughput !== undefined && storageType !== "gp3") {
    return invalidCombination(`You can't specify storage throughput for storage type ${storageType}; gp3 takes it.`);
  }
  if (iops !== undefined && !(storageType in provisioned)) {
    return invalidCombination(`You can't specify IOPS for storage type ${storageType}.`);
  }
  if (storageType.startsWith("io") && iops === undefined && inputs.replicateSourceDb === undefined) {
    return invalidCombination(`You must specify IOPS for storage type ${storageType}.`);
  }
  const small = wanted !== undefined && wanted < (provisioned.gp3?.size[0] ?? 0);
  return storageType === "gp3" && engines.includes(engine) && small && (iops ?? storageThroughput) !== undefined
    ? invalidCombination(
        `You can't specify IOPS or storage throughput for engine ${engine} and a storage size less than 400.`,
      )
    : undefined;
};

const ranges: InstanceCheck = ({ inputs }) => {
  const { allocatedStorage: wanted, storageType = "gp3", iops, storageThroughput: throughput, engine = "" } = inputs;
  const range = provisioned[storageType];
  if (!range || !engines.includes(engine) || wanted === undefined) return undefined;
  const outside = (value: number, [least, most]: readonly [number, number]): boolean => value < least || value > most;
  if (iops !== undefined && outside(iops, range.iops)) {
    return invalidCombination(
      `Invalid IOPS for storage type ${storageType}: ${iops}; it must be ${range.iops.join(" to ")}.`,
    );
  }
  if (iops !== undefined && outside(iops / wanted, range.ratio)) {
    return invalidCombination(
      `The IOPS to GiB ratio of ${storageType} must be ${range.ratio.join(" to ")}; it is ${iops / wanted}.`,
    );
  }
  if (throughput === undefined) return undefined;
  if (outside(throughput, range.throughput)) {
    return invalidCombination(
      `Storage throughput must be ${range.throughput.join(" to ")} MiB/s; it is ${throughput}.`,
    );
  }
  return throughput > (iops ?? range.iops[0]) * throughputForIops
    ? invalidCombination(`The throughput to IOPS ratio must be at most ${throughputForIops}.`)
    : undefined;
};

/** What RDS refuses about the storage of an instance. */
export const refusesStorage = firstRefusal(size, tuning, ranges);
