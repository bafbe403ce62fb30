import { alarmActionsRequired } from "../../../policy/rules/observability/alarm-actions-required";
import { alarmsComplete } from "../../../policy/rules/observability/alarms-complete";
import { logRetention } from "../../../policy/rules/observability/log-retention";
import { snsEncrypted } from "../../../policy/rules/observability/sns-encrypted";
import { inStack, judged, judgedTogether, resource, unknown } from "../harness";

describe("log-retention", () => {
  const log = (props: object) =>
    resource("aws:cloudwatch/logGroup:LogGroup", { retentionInDays: 30, kmsKeyId: unknown, ...props });
  const says = (found: string) => [
    `[log-retention] subject: found ${found}; needed at least 30 days. Change retentionInDays.`,
  ];

  it.each([
    ["30 days", {}, ["pass"]],
    ["14 days", { retentionInDays: 14 }, says("retentionInDays 14")],
    ["nothing said", { retentionInDays: undefined }, says("no retention period, which keeps logs forever")],
    ["0, which is for ever", { retentionInDays: 0 }, says("no retention period, which keeps logs forever")],
    [
      "something unknown",
      { retentionInDays: unknown },
      ["[log-retention] subject: undecided: waits for retentionInDays."],
    ],
    [
      "no key",
      { kmsKeyId: undefined },
      ["[log-retention] subject: found no customer-managed key; needed a customer-managed key. Change kmsKeyId."],
    ],
  ])("judges %s", (_, props, expected) => {
    expect(judged(logRetention, log(props))).toEqual(expected);
  });

  it("asks other stages for any stated time only", () => {
    expect(judged(logRetention, log({ retentionInDays: 7, kmsKeyId: undefined }), { stage: "staging" })).toEqual([
      "pass",
    ]);
    expect(judged(logRetention, log({ retentionInDays: undefined }), { stage: "staging" })).toEqual([
      "[log-retention] subject: found no retention period, which keeps logs forever; needed at least 1 days. Change retentionInDays.",
    ]);
  });
});

describe("alarm-actions-required", () => {
  const compliant = {
    alarmActions: [unknown],
    alarmDescription: "The database is full. Runbook: https://runbooks.example.org/data/postgres-storage.md",
  };
  const alarm = (props: object, type = "aws:cloudwatch/metricAlarm:MetricAlarm") =>
    resource(type, { ...compliant, ...props });
  const says = (found: string, needed: string, setting: string) => [
    `[alarm-actions-required] subject: found ${found}; needed ${needed}. Change ${setting}.`,
  ];
  const described = (found: string) => says(found, "a description with a link to a runbook", "alarmDescription");

  it.each([
    ["a complete alarm", {}, ["pass"]],
    ["nobody to tell", { alarmActions: [] }, says("no alarmActions", "an alert topic", "alarmActions")],
    [
      "actions that are off",
      { actionsEnabled: false },
      says("actionsEnabled false", "actionsEnabled true", "actionsEnabled"),
    ],
    ["no description", { alarmDescription: undefined }, described("no description")],
    ["no link", { alarmDescription: "The database is full." }, described("a description without a link")],
    [
      "an unknown list of actions",
      { alarmActions: unknown },
      ["[alarm-actions-required] subject: undecided: waits for alarmActions."],
    ],
  ])("judges %s", (_, props, expected) => {
    expect(judged(alarmActionsRequired, alarm(props))).toEqual(expected);
    expect(judged(alarmActionsRequired, alarm(props, "aws:cloudwatch/compositeAlarm:CompositeAlarm"))).toEqual(
      expected,
    );
  });
});

describe("sns-encrypted", () => {
  const topic = (kmsMasterKeyId: unknown) =>
    inStack("aws:sns/topic:Topic", "topic", { arn: "arn:topic", kmsMasterKeyId });
  const cache = inStack("aws:elasticache/replicationGroup:ReplicationGroup", "cache", {
    notificationTopicArn: "arn:topic",
  });
  const says = (found: string) => [
    `[sns-encrypted] topic: found ${found}; needed a customer-managed key, or none where ElastiCache publishes. Change kmsMasterKeyId.`,
  ];
  const key = "arn:aws:kms:eu-west-1:000000000000:key/1";

  it.each([
    ["a key of our own", key, ["pass"]],
    ["no key", undefined, says("no key")],
    ["the managed key", "alias/aws/sns", says("the AWS-managed key aws/sns, which alarms cannot use")],
    ["an unknown key", unknown, ["[sns-encrypted] topic: undecided: waits for kmsMasterKeyId."]],
  ])("judges %s", (_, kmsMasterKeyId, expected) => {
    expect(judgedTogether(snsEncrypted, [topic(kmsMasterKeyId)])).toEqual(expected);
  });

  it("asks the opposite of the topic of a cache, to which ElastiCache could not publish", () => {
    expect(judgedTogether(snsEncrypted, [topic(undefined), cache])).toEqual(["pass"]);
    expect(judgedTogether(snsEncrypted, [topic(key), cache])).toEqual(says("a KMS key on a topic of ElastiCache"));
  });
});

describe("alarms-complete", () => {
  const alarm = (metricName: string, dimensions: object) =>
    inStack("aws:cloudwatch/metricAlarm:MetricAlarm", metricName, { metricName, dimensions });
  const databaseMetrics = ["CPUUtilization", "FreeStorageSpace", "DatabaseConnections", "FreeableMemory"];
  const database = inStack("aws:rds/instance:Instance", "database", { identifier: "production-ahava" });
  const onDatabase = (names: string[], id = "production-ahava") =>
    names.map((name) => alarm(name, { DBInstanceIdentifier: id }));

  it("passes a database with its four alarms", () => {
    expect(judgedTogether(alarmsComplete, [database, ...onDatabase(databaseMetrics)])).toEqual(["pass"]);
  });

  it("names the metrics nobody watches, and takes no other database's alarms for them", () => {
    const alarms = [
      ...onDatabase(["CPUUtilization", "FreeableMemory"]),
      ...onDatabase(databaseMetrics, "production-other"),
    ];
    expect(judgedTogether(alarmsComplete, [database, ...alarms])).toEqual([
      "[alarms-complete] database: found no alarm on FreeStorageSpace, DatabaseConnections; needed at least one alarm on each. Change aws.cloudwatch.MetricAlarm.",
    ]);
  });

  it("takes an alarm on each node of a cache for one on the cache, and either of two metrics", () => {
    const cache = inStack("aws:elasticache/replicationGroup:ReplicationGroup", "cache", {
      replicationGroupId: "production-queues",
    });
    const names = ["EngineCPUUtilization", "DatabaseMemoryUsagePercentage", "Evictions"];
    const onNode = (id: string) => names.map((name) => alarm(name, { CacheClusterId: id }));
    expect(judgedTogether(alarmsComplete, [cache, ...onNode("production-queues-001")])).toEqual(["pass"]);
    expect(judgedTogether(alarmsComplete, [cache, ...onNode("production-queues-blue")])).toEqual([
      "[alarms-complete] cache: found no alarm on EngineCPUUtilization, DatabaseMemoryUsagePercentage, Evictions; needed at least one alarm on each. Change aws.cloudwatch.MetricAlarm.",
    ]);
  });

  it("follows the dependencies while a dimension is unknown, in metric maths too", () => {
    const balancer = inStack("aws:lb/loadBalancer:LoadBalancer", "edge", { arnSuffix: unknown });
    const plain = ["TargetResponseTime", "UnHealthyHostCount"].map((metricName) =>
      inStack(
        "aws:cloudwatch/metricAlarm:MetricAlarm",
        metricName,
        { metricName, dimensions: { LoadBalancer: unknown } },
        { dimensions: [balancer] },
      ),
    );
    const metricQueries = [
      { id: "rate", expression: "100 * errors / requests" },
      { id: "errors", metric: { metricName: "HTTPCode_Target_5XX_Count", dimensions: { LoadBalancer: unknown } } },
    ];
    const maths = inStack(
      "aws:cloudwatch/metricAlarm:MetricAlarm",
      "errors",
      { metricQueries },
      { metricQueries: [balancer] },
    );
    expect(judgedTogether(alarmsComplete, [balancer, ...plain, maths])).toEqual(["pass"]);
  });

  it("asks each service of a cluster for alarms of its own", () => {
    const service = (name: string) => inStack("aws:ecs/service:Service", name, { name });
    const on = (name: string) =>
      ["CPUUtilization", "MemoryUtilization"].map((metric) => alarm(metric, { ClusterName: "c", ServiceName: name }));
    expect(judgedTogether(alarmsComplete, [service("api"), service("worker"), ...on("api")])).toEqual([
      "[alarms-complete] worker: found no alarm on CPUUtilization, MemoryUtilization; needed at least one alarm on each. Change aws.cloudwatch.MetricAlarm.",
    ]);
  });

  it("asks a replica for its lag too, and an empty source, as outputs have it, for nothing", () => {
    const copy = (replicateSourceDb: string) =>
      inStack("aws:rds/instance:Instance", "copy", { identifier: "production-ahava", replicateSourceDb });
    expect(judgedTogether(alarmsComplete, [copy("source"), ...onDatabase(databaseMetrics)])).toEqual([
      "[alarms-complete] copy: found no alarm on ReplicaLag; needed at least one alarm on each. Change aws.cloudwatch.MetricAlarm.",
    ]);
    expect(judgedTogether(alarmsComplete, [copy("source"), ...onDatabase([...databaseMetrics, "ReplicaLag"])])).toEqual(
      ["pass"],
    );
    expect(judgedTogether(alarmsComplete, [copy(""), ...onDatabase(databaseMetrics)])).toEqual(["pass"]);
  });

  it("takes the alarms of its members for those of a cluster", () => {
    const cluster = inStack("aws:rds/cluster:Cluster", "cluster", { id: "records", clusterIdentifier: "records" });
    const member = inStack("aws:rds/clusterInstance:ClusterInstance", "member", {
      clusterIdentifier: "records",
      identifier: "records-one",
    });
    const names = ["CPUUtilization", "FreeableMemory"];
    expect(
      judgedTogether(alarmsComplete, [
        cluster,
        member,
        ...onDatabase(names, "records-one"),
        alarm("DatabaseConnections", { DBClusterIdentifier: "records" }),
      ]),
    ).toEqual(["pass"]);
    expect(judgedTogether(alarmsComplete, [cluster, member, ...onDatabase(names, "records-one")])).toEqual([
      "[alarms-complete] cluster: found no alarm on DatabaseConnections; needed at least one alarm on each. Change aws.cloudwatch.MetricAlarm.",
    ]);
  });

  it("asks a network load balancer for the health of its targets only", () => {
    const balancer = inStack("aws:lb/loadBalancer:LoadBalancer", "edge", {
      loadBalancerType: "network",
      arnSuffix: "net/edge/1",
    });
    expect(
      judgedTogether(alarmsComplete, [balancer, alarm("UnHealthyHostCount", { LoadBalancer: "net/edge/1" })]),
    ).toEqual(["pass"]);
    expect(judgedTogether(alarmsComplete, [balancer])).toEqual([
      "[alarms-complete] edge: found no alarm on UnHealthyHostCount; needed at least one alarm on each. Change aws.cloudwatch.MetricAlarm.",
    ]);
  });

  it("waits for an alarm whose metric is unknown", () => {
    const alarms = [
      ...onDatabase(databaseMetrics.slice(1)),
      alarm(unknown, { DBInstanceIdentifier: "production-ahava" }),
    ];
    expect(judgedTogether(alarmsComplete, [database, ...alarms])).toEqual([
      "[alarms-complete] database: undecided: waits for metricName.",
    ]);
  });
});
