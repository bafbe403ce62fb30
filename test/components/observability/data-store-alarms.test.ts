import { PostgresAlarms } from "../../../components/observability/postgres-alarms";
import { RedisAlarms } from "../../../components/observability/redis-alarms";
import type { Properties, RegisteredResource } from "../mocks";
import { register, registerBoth } from "../mocks";
import { thresholds } from "../thresholds";

const routing = {
  topicArns: { critical: "arn:critical", warning: "arn:warning", info: "arn:info" },
  runbookUrl: "https://runbooks.example.org",
};
const gibibyte = 2 ** 30;

const postgres = () =>
  new PostgresAlarms("records", {
    stage: "staging",
    routing,
    subject: "the records database",
    thresholds: thresholds.postgres,
    instanceIdentifier: "staging-records",
    memoryBytes: 4 * gibibyte,
    allocatedStorage: 50,
    maxConnections: 200,
  });

const redis = (nodes: number) => () =>
  new RedisAlarms("queues", {
    stage: "staging",
    routing,
    subject: "the queues Redis",
    thresholds: thresholds.redis,
    replicationGroupId: "staging-queues",
    nodes,
  });

const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";

/** `metric >= threshold → topic`, and `!` where silence counts as a breach. */
function sentence({ inputs }: RegisteredResource): string {
  const { metricName, comparisonOperator, threshold, alarmActions, treatMissingData } = inputs as Properties & {
    alarmActions: string[];
  };
  const sign = comparisonOperator === "LessThanThreshold" ? "<" : ">=";
  const silence = treatMissingData === "breaching" ? "!" : "";
  return `${String(metricName)} ${sign} ${String(threshold)} → ${alarmActions.join()}${silence}`;
}

describe("PostgresAlarms", () => {
  it("watches the database at the thresholds of the checklists", async () => {
    const account = await register(postgres);
    expect(account.ofType(alarmType).map(sentence).sort()).toEqual(
      [
        "CPUUtilization >= 70 → arn:warning",
        "CPUUtilization >= 80 → arn:critical!",
        `FreeableMemory < ${0.8 * gibibyte} → arn:warning`,
        `FreeableMemory < ${0.4 * gibibyte} → arn:critical`,
        "DatabaseConnections >= 160 → arn:warning",
        "DatabaseConnections >= 180 → arn:critical",
        `FreeStorageSpace < ${10 * gibibyte} → arn:warning`,
        `FreeStorageSpace < ${5 * gibibyte} → arn:critical`,
        `TransactionLogsDiskUsage >= ${5 * gibibyte} → arn:warning`,
        `OldestReplicationSlotLag >= ${gibibyte} → arn:warning`,
        "ReadLatency >= 0.02 → arn:warning",
        "WriteLatency >= 0.02 → arn:warning",
        "DiskQueueDepth >= 64 → arn:warning",
        "EBSIOBalance% < 20 → arn:warning",
        "EBSByteBalance% < 20 → arn:warning",
        "MaximumUsedTransactionIDs >= 1000000000 → arn:critical",
      ].sort(),
    );
  });

  it("asks about this one instance, and links every alarm to a runbook", async () => {
    for (const { inputs } of (await register(postgres)).ofType(alarmType)) {
      expect(inputs).toMatchObject({ namespace: "AWS/RDS", dimensions: { DBInstanceIdentifier: "staging-records" } });
      expect(inputs.alarmDescription).toMatch(
        /\. Runbook: https:\/\/runbooks\.example\.org\/data\/postgres-[a-z]+\.md$/,
      );
    }
  });

  it("registers the same set in a preview and in an update, and shows the names", async () => {
    const { preview, update } = await registerBoth(postgres);
    expect(preview.names()).toEqual(update.names());
    expect(await update.value(update.result.alarmNames)).toHaveLength(16);
  });
});

describe("RedisAlarms", () => {
  it("watches each node at the thresholds of the checklists", async () => {
    const account = await register(redis(1));
    expect(account.ofType(alarmType).map(sentence).sort()).toEqual(
      [
        "EngineCPUUtilization >= 70 → arn:warning",
        "EngineCPUUtilization >= 90 → arn:critical!",
        "DatabaseMemoryUsagePercentage >= 70 → arn:warning",
        "DatabaseMemoryUsagePercentage >= 80 → arn:critical",
        "Evictions >= 1 → arn:critical",
        "CurrConnections >= 1000 → arn:warning",
        "ReplicationLag >= 10 → arn:warning",
        "SwapUsage >= 50000000 → arn:warning",
      ].sort(),
    );
  });

  it("has eight alarms for every node, by the names ElastiCache gives them", async () => {
    const account = await register(redis(3));
    const nodes = account.ofType(alarmType).map(({ inputs }) => (inputs.dimensions as Properties).CacheClusterId);
    expect(nodes).toEqual(
      ["001", "002", "003"].flatMap((node) => Array.from({ length: 8 }, () => `staging-queues-${node}`)),
    );
    expect(account.named("queues-002-evictions").inputs.name).toBe("staging-queues-002-evictions");
  });
});
