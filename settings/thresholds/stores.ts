import type { ThresholdFamily } from "./row";

const ourDefault = "our default";
const percent = { minimum: 1, maximum: 100 } as const;
const milliseconds = { unit: "milliseconds", minimum: 1, maximum: 10_000 } as const;

/** A Postgres instance of RDS. */
export const postgres = {
  cpuWarningPercent: {
    ...percent,
    fires: "warning when the CPU of a database is at N % or more for 15 minutes",
    unit: "percent of the CPU",
    default: 70,
    source: "AH-MON-11, MP-M24-01, C-10",
  },
  cpuCriticalPercent: {
    ...percent,
    fires: "critical when the CPU of a database is at N % or more for 15 minutes",
    unit: "percent of the CPU",
    default: 80,
    source: ourDefault,
    above: "cpuWarningPercent",
  },
  memoryWarningPercent: {
    ...percent,
    fires: "warning when a database uses more than N % of its memory for 15 minutes",
    unit: "percent of the memory",
    default: 80,
    source: "AH-MON-10, MP-M24-02, C-10",
  },
  memoryCriticalPercent: {
    ...percent,
    fires: "critical when a database uses more than N % of its memory for 15 minutes",
    unit: "percent of the memory",
    default: 90,
    source: ourDefault,
    above: "memoryWarningPercent",
  },
  storageWarningPercent: {
    ...percent,
    fires: "warning when a database uses more than N % of its storage",
    unit: "percent of the storage",
    default: 80,
    source: "AH-MON-09, MP-M24-03, C-10",
  },
  storageCriticalPercent: {
    ...percent,
    fires: "critical when a database uses more than N % of its storage",
    unit: "percent of the storage",
    default: 90,
    source: ourDefault,
    above: "storageWarningPercent",
  },
  connectionsWarningPercent: {
    ...percent,
    fires: "warning when N % of a database's maxConnections or more are open",
    unit: "percent of maxConnections",
    default: 80,
    source: ourDefault,
  },
  connectionsCriticalPercent: {
    ...percent,
    fires: "critical when N % of a database's maxConnections or more are open",
    unit: "percent of maxConnections",
    default: 90,
    source: ourDefault,
    above: "connectionsWarningPercent",
  },
  readLatencyMilliseconds: {
    ...milliseconds,
    fires: "warning when a read of a database's disk takes N ms or more for 15 minutes",
    default: 20,
    source: `${ourDefault}: gp3 volumes answer in single-digit milliseconds`,
  },
  writeLatencyMilliseconds: {
    ...milliseconds,
    fires: "warning when a write of a database's disk takes N ms or more for 15 minutes",
    default: 20,
    source: `${ourDefault}: gp3 volumes answer in single-digit milliseconds`,
  },
  diskQueueOperations: {
    fires: "warning when N reads and writes or more wait for a database's disk for 15 minutes",
    unit: "operations",
    minimum: 1,
    maximum: 10_000,
    default: 64,
    source: ourDefault,
  },
  burstBalancePercent: {
    ...percent,
    fires: "warning when the EBS burst balance of a database is below N % for 15 minutes",
    unit: "percent of the burst balance",
    default: 20,
    source: ourDefault,
  },
  transactionLogsPercent: {
    ...percent,
    fires: "warning when write-ahead logs take N % of a database's storage or more for 15 minutes",
    unit: "percent of the storage",
    default: 10,
    source: ourDefault,
  },
  replicationSlotMebibytes: {
    fires: "warning when a replication slot is N MiB or more behind for 15 minutes",
    unit: "MiB",
    minimum: 1,
    maximum: 1_048_576,
    default: 1024,
    source: ourDefault,
  },
  transactionIdsMillions: {
    fires: "critical when the oldest unvacuumed transaction ID is N million old",
    unit: "million transactions",
    minimum: 200,
    maximum: 1500,
    default: 1000,
    source: "Amazon RDS User Guide, transaction ID wraparound: act at 1 billion",
  },
} satisfies ThresholdFamily;

/** A read replica, and connections that are other than usual. */
export const postgresReplicas = {
  replicaLagSeconds: {
    fires: "warning when a read replica lags more than N s for 5 minutes",
    unit: "seconds",
    minimum: 1,
    maximum: 86_399,
    default: 60,
    source: ourDefault,
  },
  unusualConnectionsDeviations: {
    fires: "warning when a database's connections leave the band of N standard deviations for 15 minutes",
    unit: "standard deviations",
    minimum: 1,
    maximum: 10,
    default: 2,
    source: "MP-M24-06; CloudWatch User Guide, anomaly detection",
  },
} satisfies ThresholdFamily;

/** A node of a Redis replication group. */
export const redis = {
  cpuWarningPercent: {
    ...percent,
    fires: "warning when the engine CPU of a Redis node is at N % or more for 10 minutes",
    unit: "percent of the engine CPU",
    default: 70,
    source: "AH-MON-11, C-10",
  },
  cpuCriticalPercent: {
    ...percent,
    fires: "critical when the engine CPU of a Redis node is at N % or more for 10 minutes",
    unit: "percent of the engine CPU",
    default: 90,
    source: ourDefault,
    above: "cpuWarningPercent",
  },
  memoryWarningPercent: {
    ...percent,
    fires: "warning when a Redis node uses N % of its memory or more for 5 minutes",
    unit: "percent of the memory",
    default: 70,
    source: ourDefault,
  },
  memoryCriticalPercent: {
    ...percent,
    fires: "critical when a Redis node uses N % of its memory or more for 5 minutes",
    unit: "percent of the memory",
    default: 80,
    source: "AH-MON-10, C-10",
    above: "memoryWarningPercent",
  },
  evictions: {
    fires: "critical when a Redis node evicts N keys or more in a minute, despite noeviction",
    unit: "keys a minute",
    minimum: 1,
    maximum: 1_000_000,
    default: 1,
    source: "AH-RED-02",
  },
  connections: {
    fires: "warning when a Redis node has N connections or more for 5 minutes",
    unit: "connections",
    minimum: 1,
    maximum: 65_000,
    default: 1000,
    source: `${ourDefault}; ElastiCache allows 65,000`,
  },
  replicationLagSeconds: {
    fires: "warning when a Redis replica lags N s or more for 5 minutes",
    unit: "seconds",
    minimum: 1,
    maximum: 3600,
    default: 10,
    source: ourDefault,
  },
  swapMegabytes: {
    fires: "warning when a Redis node swaps N MB or more for 5 minutes",
    unit: "MB",
    minimum: 1,
    maximum: 10_000,
    default: 50,
    source: "ElastiCache User Guide, which metrics to monitor",
  },
} satisfies ThresholdFamily;

/** A node of an Atlas cluster. */
export const atlas = {
  cpuPercent: {
    ...percent,
    fires: "warning when the CPU of an Atlas node is above N % for 10 minutes",
    unit: "percent of the CPU",
    default: 75,
    source: "DS-DB-15, C-10",
  },
  storagePercent: {
    ...percent,
    fires: "warning when the disk of an Atlas node is above N % for 5 minutes",
    unit: "percent of the disk",
    default: 80,
    source: "DS-DB-16, C-10",
  },
  connectionsPercent: {
    ...percent,
    fires: "critical when more than N % of an Atlas node's connections are open for 5 minutes",
    unit: "percent of the connections",
    default: 80,
    source: "DS-DB-17, C-10",
  },
  replicationLagSeconds: {
    fires: "critical when an Atlas secondary lags more than N s for 5 minutes",
    unit: "seconds",
    minimum: 1,
    maximum: 3600,
    default: 60,
    source: "DS-DB-18, C-10",
  },
} satisfies ThresholdFamily;
