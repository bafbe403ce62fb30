import { existsSync } from "node:fs";
import path from "node:path";
import { PostgresReplica } from "../../../components/data/postgres-replica";
import type { PostgresReplicaArgs } from "../../../components/data/postgres-replica";
import { register, registerBoth } from "../mocks";
import { thresholds } from "../thresholds";

const args: PostgresReplicaArgs = {
  subject: "read replica 1 of the records database",
  thresholds: thresholds.postgresReplica,
  stage: "production",
  routing: {
    topicArns: { critical: "arn:critical", warning: "arn:warning", info: "arn:info" },
    runbookUrl: "https://runbooks.example.org",
  },
  accountId: "000000000000",
  sourceIdentifier: "production-system-postgres",
  securityGroupId: "sg-postgres",
  engineVersion: "16.9",
  instanceClass: "db.t4g.medium",
  maxAllocatedStorage: 200,
  dataKeyArn: "arn:aws:kms:eu-west-1:000000000000:key/data",
  logsKeyArn: "arn:aws:kms:eu-west-1:000000000000:key/logs",
};

const create = (changes: Partial<PostgresReplicaArgs> = {}) =>
  new PostgresReplica("system-postgres-replica", { ...args, ...changes });
const build = (changes: Partial<PostgresReplicaArgs> = {}) => register(() => create(changes));
const instance = "aws:rds/instance:Instance";

describe("a read replica", () => {
  it("copies its source privately and encrypted, with TLS demanded by parameters of its own", async () => {
    const account = await build();
    expect(account.only(instance).inputs).toMatchObject({
      identifier: "production-system-postgres-replica",
      replicateSourceDb: "production-system-postgres",
      publiclyAccessible: false,
      storageEncrypted: true,
      vpcSecurityGroupIds: ["sg-postgres"],
      parameterGroupName: "production-system-postgres-replica-postgres16",
      deletionProtection: true,
    });
    expect(account.only("aws:rds/parameterGroup:ParameterGroup").inputs.parameters).toEqual(
      expect.arrayContaining([expect.objectContaining({ name: "rds.force_ssl", value: "1" })]),
    );
  });

  it("asks for nothing that RDS refuses of a replica: user, key, subnets, last snapshot", async () => {
    const { inputs } = (await build()).only(instance);
    for (const property of [
      "username",
      "password",
      "kmsKeyId",
      "dbSubnetGroupName",
      "dbName",
      "finalSnapshotIdentifier",
    ]) {
      expect(inputs).not.toHaveProperty(property);
    }
    expect(inputs.skipFinalSnapshot).toBe(true);
  });

  it("loses its protection only on demand", async () => {
    expect((await build()).only(instance).options.protect).toBe(true);
    expect((await build({ protectData: false })).only(instance).options.protect).toBe(false);
  });

  it("tells when it is behind or stands still, and whatever any database tells", async () => {
    const account = await build();
    const lag = account.named("system-postgres-replica-lag").inputs;
    expect(lag).toMatchObject({
      threshold: 60,
      treatMissingData: "breaching",
      alarmActions: ["arn:warning"],
      metricQueries: [{ expression: "IF(lag < 0, 86400, lag)" }, { metric: { metricName: "ReplicaLag" } }],
    });
    expect(lag.alarmDescription).toContain("postgres-replica-lag.md");
    expect(existsSync(path.join(__dirname, "../../../docs/runbooks/data/postgres-replica-lag.md"))).toBe(true);
    expect(account.only("care-platform:observability:PostgresAlarms").inputs.maxConnections).toBeGreaterThan(0);
  });

  it("is the same set of resources in a preview", async () => {
    const { preview, update } = await registerBoth(() => create());
    expect(preview.names()).toEqual(update.names());
  });
});
