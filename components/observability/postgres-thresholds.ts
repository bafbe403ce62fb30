/** When the alarms of a Postgres instance fire. */
export interface PostgresThresholds {
  /** Percent of the CPU in use (AH-MON-11, C-10); fires when it is reached. */
  readonly cpuWarningPercent: number;
  readonly cpuCriticalPercent: number;
  /** Percent of the memory in use (AH-MON-10, C-10). */
  readonly memoryWarningPercent: number;
  readonly memoryCriticalPercent: number;
  /** Percent of the storage in use (AH-MON-09, C-10). */
  readonly storageWarningPercent: number;
  readonly storageCriticalPercent: number;
  /** Percent of `maxConnections` that are open; fires when it is reached. */
  readonly connectionsWarningPercent: number;
  readonly connectionsCriticalPercent: number;
  /** Milliseconds for one read or write of the disk. */
  readonly readLatencyMilliseconds: number;
  readonly writeLatencyMilliseconds: number;
  /** Reads and writes that wait for the disk. */
  readonly diskQueueOperations: number;
  /** Percent of the EBS burst balance that is left; at 0 the disk falls to its baseline. */
  readonly burstBalancePercent: number;
  /** Percent of the storage that write-ahead logs take. */
  readonly transactionLogsPercent: number;
  /** MiB of write-ahead log that a replication slot holds back. */
  readonly replicationSlotMebibytes: number;
  /** Millions of transactions since the oldest vacuum; at 2000 Postgres stops writing. */
  readonly transactionIdsMillions: number;
  /**
   * Standard deviations by which the number of connections may leave its band for this hour of the week (MP-M24-06).
   * @default no such alarm
   */
  readonly unusualConnectionsDeviations?: number;
}
