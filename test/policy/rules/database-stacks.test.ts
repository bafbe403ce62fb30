import { rdsInBackupPlan } from "../../../policy/rules/backup/rds-in-backup-plan";
import { dataProtected } from "../../../policy/rules/data-stores/data-protected";
import { rdsClusterMultiAz } from "../../../policy/rules/data-stores/rds-cluster-multi-az";
import { rdsEventSubscriptions } from "../../../policy/rules/data-stores/rds-event-subscriptions";
import { inStack, judged, judgedTogether, resource, unknown } from "../harness";

const instance = "aws:rds/instance:Instance";
const clusterType = "aws:rds/cluster:Cluster";

describe("rds-event-subscriptions", () => {
  const database = inStack(instance, "database", { identifier: "records" });
  const wanted = ["configuration change", "failure", "maintenance"];
  const subscription = (props: object, madeFrom = {}) =>
    inStack(
      "aws:rds/eventSubscription:EventSubscription",
      "events",
      { sourceType: "db-instance", sourceIds: ["records"], eventCategories: wanted, ...props },
      madeFrom,
    );
  const says = (missing: string) => [
    `[rds-event-subscriptions] database: found no event subscription for ${missing}; needed an event subscription for each. Change aws.rds.EventSubscription.`,
  ];

  it.each([
    ["one subscription to all three", [subscription({})], ["pass"]],
    [
      "two subscriptions together",
      [
        subscription({ eventCategories: ["failure"] }),
        subscription({ eventCategories: ["maintenance", "configuration change"] }),
      ],
      ["pass"],
    ],
    ["a subscription to everything", [subscription({ eventCategories: [] })], ["pass"]],
    ["a subscription for every instance", [subscription({ sourceIds: undefined })], ["pass"]],
    [
      "a subscription for every kind of source",
      [subscription({ sourceIds: undefined, sourceType: undefined })],
      ["pass"],
    ],
    ["no subscription", [], says("configuration change, failure, maintenance")],
    ["part of them", [subscription({ eventCategories: ["failure"] })], says("configuration change, maintenance")],
    ["a subscription that is off", [subscription({ enabled: false })], says(wanted.join(", "))],
    ["one for another database", [subscription({ sourceIds: ["other"] })], says(wanted.join(", "))],
    ["one for clusters", [subscription({ sourceType: "db-cluster" })], says(wanted.join(", "))],
    [
      "unknown sources",
      [subscription({ sourceIds: unknown })],
      ["[rds-event-subscriptions] database: undecided: waits for sourceIds."],
    ],
    [
      "unknown sources that were made from it",
      [subscription({ sourceIds: unknown }, { sourceIds: [database] })],
      ["pass"],
    ],
  ])("judges %s", (_, subscriptions, expected) => {
    expect(judgedTogether(rdsEventSubscriptions, [database, ...subscriptions])).toEqual(expected);
  });

  it("asks two of a cluster", () => {
    const cluster = inStack(clusterType, "database", { clusterIdentifier: "records" });
    expect(judgedTogether(rdsEventSubscriptions, [cluster])).toEqual(says("failure, maintenance"));
    expect(judgedTogether(rdsEventSubscriptions, [cluster, subscription({ sourceType: "db-cluster" })])).toEqual([
      "pass",
    ]);
  });
});

describe("rds-cluster-multi-az", () => {
  const cluster = (props: object = {}) => inStack(clusterType, "cluster", { id: "records", ...props });
  const member = (name: string, clusterIdentifier = "records") =>
    inStack("aws:rds/clusterInstance:ClusterInstance", name, { clusterIdentifier });

  it.each([
    ["two instances", [cluster(), member("a"), member("b")], ["pass"]],
    [
      "one instance",
      [cluster(), member("a"), member("b", "other")],
      [
        "[rds-cluster-multi-az] cluster: found 1 instance; needed at least 2 instances. Change aws.rds.ClusterInstance.",
      ],
    ],
    ["a Multi-AZ cluster, which has three", [cluster({ dbClusterInstanceClass: "db.m6gd.large" })], ["pass"]],
    [
      "instances that stand elsewhere",
      [cluster()],
      ["[rds-cluster-multi-az] cluster: undecided: waits for the cluster's instances, which are not in this stack."],
    ],
    [
      "an instance of an unknown cluster",
      [cluster(), member("a", unknown)],
      ["[rds-cluster-multi-az] cluster: undecided: waits for clusterIdentifier."],
    ],
  ])("judges %s", (_, resources, expected) => {
    expect(judgedTogether(rdsClusterMultiAz, resources)).toEqual(expected);
  });
});

describe("rds-in-backup-plan", () => {
  const database = (props: object = {}) =>
    inStack(instance, "database", { arn: "arn:aws:rds:eu-west-1:0:db:records", tags: { backup: "nightly" }, ...props });
  const selection = (props: object, madeFrom = {}) =>
    inStack("aws:backup/selection:Selection", "selection", { planId: "plan", ...props }, madeFrom);
  const byTag = selection({ selectionTags: [{ type: "STRINGEQUALS", key: "backup", value: "nightly" }] });
  const says = (found: string) => [
    `[rds-in-backup-plan] database: found ${found}; needed a selection by tag or ARN. Change aws.backup.Selection, or the database's tags.`,
  ];
  const none = says("no backup selection that includes it");

  it.each([
    ["a selection by its tag", [database(), byTag], ["pass"]],
    ["a tag that the provider adds", [database({ tags: undefined, tagsAll: { backup: "nightly" } }), byTag], ["pass"]],
    ["another tag", [database({ tags: { backup: "archive" } }), byTag], none],
    ["no tag", [database({ tags: undefined }), byTag], none],
    ["no selection at all", [database()], says("no backup selection")],
    ["its ARN", [database(), selection({ resources: ["arn:aws:rds:eu-west-1:0:db:records"] })], ["pass"]],
    ["a pattern of ARNs", [database(), selection({ resources: ["arn:aws:rds:*:*:db:*"] })], ["pass"]],
    ["everything", [database({ arn: unknown }), selection({ resources: ["*"] })], ["pass"]],
    ["other ARNs", [database(), selection({ resources: ["arn:aws:rds:*:*:cluster:*"] })], none],
    ["everything but it", [database(), selection({ resources: ["*"], notResources: ["arn:aws:rds:*"] })], none],
    [
      "everything under a condition it meets",
      [
        database(),
        selection({
          resources: ["*"],
          conditions: [{ stringEquals: [{ key: "aws:ResourceTag/backup", value: "nightly" }] }],
        }),
      ],
      ["pass"],
    ],
    [
      "everything under a condition it does not meet",
      [
        database(),
        selection({
          resources: ["*"],
          conditions: [{ stringNotLikes: [{ key: "aws:ResourceTag/backup", value: "night*" }] }],
        }),
      ],
      none,
    ],
    ["a replica", [database({ tags: undefined, replicateSourceDb: "records" })], ["pass"]],
    ["an empty source, as outputs have it", [database({ replicateSourceDb: "" })], says("no backup selection")],
    [
      "an unknown list",
      [database(), selection({ resources: unknown })],
      ["[rds-in-backup-plan] database: undecided: waits for resources."],
    ],
  ])("judges %s", (_, resources, expected) => {
    expect(judgedTogether(rdsInBackupPlan, resources)).toEqual(expected);
  });

  it("follows the dependency while the ARN is unknown", () => {
    const awaited = database({ arn: unknown });
    expect(
      judgedTogether(rdsInBackupPlan, [awaited, selection({ resources: [unknown] }, { resources: [awaited] })]),
    ).toEqual(["pass"]);
  });
});

describe("data-protected", () => {
  const free = { protect: false, additionalSecretOutputs: [] };
  const says = (found: string, needed: string, setting: string) => [
    `[data-protected] subject: found ${found}; needed ${needed}. Change ${setting}.`,
  ];
  const unprotected = says("a data store without the option protect", "the resource option protect: true", "protect");

  it.each([
    instance,
    clusterType,
    "aws:kms/key:Key",
    "aws:backup/vault:Vault",
    "mongodbatlas:index/advancedCluster:AdvancedCluster",
  ])("wants %s protected", (type) => {
    expect(judged(dataProtected, resource(type, {}))).toEqual(["pass"]);
    expect(judged(dataProtected, resource(type, {}, { opts: free }))).toEqual(unprotected);
  });

  it("wants a last snapshot of a cache, which has no protection of its own", () => {
    const cache = "aws:elasticache/replicationGroup:ReplicationGroup";
    expect(judged(dataProtected, resource(cache, { finalSnapshotIdentifier: unknown }))).toEqual(["pass"]);
    expect(judged(dataProtected, resource(cache, {}))).toEqual(
      says("no final snapshot", "a named final snapshot", "finalSnapshotIdentifier"),
    );
    expect(judged(dataProtected, resource(cache, { finalSnapshotIdentifier: "last" }, { opts: free }))).toEqual(
      unprotected,
    );
  });

  it.each(["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"])("lets S3 guard %s unless it is told not to", (type) => {
    const forced = says(
      "forceDestroy true, which deletes the content as well",
      "forceDestroy false, or a tag data-class other than patient, audit, public",
      "forceDestroy",
    );
    const judgedBucket = (props: object) => judged(dataProtected, resource(type, props, { opts: free }));
    expect(judgedBucket({})).toEqual(["pass"]);
    expect(judgedBucket({ forceDestroy: true })).toEqual(forced);
    for (const kept of ["patient", "audit", "public"])
      expect(judgedBucket({ forceDestroy: true, tags: { "data-class": kept } })).toEqual(forced);
    expect(judgedBucket({ forceDestroy: true, tags: { "data-class": "operations" } })).toEqual(["pass"]);
    expect(judgedBucket({ forceDestroy: unknown })).toEqual([
      "[data-protected] subject: undecided: waits for forceDestroy.",
    ]);
  });
});
