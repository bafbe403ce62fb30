import { type Answer, listAt, regionOf, type StrangerKind, textAt, textsAt } from "./kind";

const subscriptions: StrangerKind = {
  what: "topic subscription",
  type: "aws:sns/topicSubscription:TopicSubscription",
  actions: ["sns:ListSubscriptionsByTopic"],
  lists: (own) =>
    own.of("aws:sns/topic:Topic").map((topic) => async (send) => {
      // A subscription that waits for its confirmation has no ARN of its own: protocol and endpoint tell it.
      const keyOf = (protocol: string, endpoint: string): string => `${protocol} ${endpoint}`;
      const ofTopic = own
        .of("aws:sns/topicSubscription:TopicSubscription")
        .filter(({ state }) => state.topic === topic.id);
      const arns = new Set(ofTopic.map(({ id }) => id));
      const keys = new Set(ofTopic.map(({ state }) => keyOf(textAt(state, "protocol"), textAt(state, "endpoint"))));
      const input = { TopicArn: topic.id };
      const answer = await send({ service: "sns", operation: "ListSubscriptionsByTopic", ...regionOf(topic), input });
      return listAt(answer, "Subscriptions").map((subscription) => {
        const [protocol, endpoint] = [textAt(subscription, "Protocol"), textAt(subscription, "Endpoint")];
        const arn = textAt(subscription, "SubscriptionArn");
        return {
          id: arn,
          at: topic.name,
          does: `sends the topic's messages by ${protocol}`,
          access: true,
          known: arns.has(arn) || keys.has(keyOf(protocol, endpoint)),
        };
      });
    }),
};

const services: StrangerKind = {
  what: "ECS service",
  type: "aws:ecs/service:Service",
  actions: ["ecs:ListServices"],
  lists: (own) =>
    own.of("aws:ecs/cluster:Cluster").map((cluster) => async (send) => {
      const known = new Set(own.of("aws:ecs/service:Service").map(({ id }) => id));
      const input = { cluster: cluster.id };
      const answer = await send({ service: "ecs", operation: "ListServices", ...regionOf(cluster), input });
      return textsAt(answer, "serviceArns").map((arn) => ({
        id: arn,
        at: cluster.name,
        does: "runs tasks in the cluster",
        access: false,
        known: known.has(arn),
      }));
    }),
};

/** Databases in the stage's subnets: a copy that somebody restored holds the same data. */
const databases: StrangerKind = {
  what: "database",
  type: "aws:rds/instance:Instance",
  actions: ["rds:DescribeDBInstances"],
  lists: (own) =>
    regionsOf(own.of("aws:rds/subnetGroup:SubnetGroup")).map((region) => async (send) => {
      const groups = new Map(own.of("aws:rds/subnetGroup:SubnetGroup").map(({ id, name }) => [id, name]));
      const known = new Set(own.of("aws:rds/instance:Instance").map(({ state }) => textAt(state, "identifier")));
      const answer = await send({ service: "rds", operation: "DescribeDBInstances", ...region });
      return listAt(answer, "DBInstances").flatMap((database) => {
        const at = groups.get(textAt((database.DBSubnetGroup ?? {}) as Answer, "DBSubnetGroupName"));
        const id = textAt(database, "DBInstanceIdentifier");
        const isPublic = database.PubliclyAccessible === true;
        const does = `a ${textAt(database, "Engine")} database${isPublic ? " with a public address" : ""}`;
        return at === undefined ? [] : [{ id, at, does, access: isPublic, known: known.has(id) }];
      });
    }),
};

/** Snapshots of the stage's databases that other accounts may restore. */
const sharedSnapshots: StrangerKind = {
  what: "shared database snapshot",
  type: "aws:rds/snapshot:Snapshot",
  actions: ["rds:DescribeDBSnapshots", "rds:DescribeDBSnapshotAttributes"],
  lists: (own) =>
    own.of("aws:rds/instance:Instance").map((database) => async (send) => {
      const about = { service: "rds", ...regionOf(database) };
      const input = { DBInstanceIdentifier: textAt(database.state, "identifier"), SnapshotType: "manual" };
      const snapshots = await send({ ...about, operation: "DescribeDBSnapshots", input });
      const listed = listAt(snapshots, "DBSnapshots").map(async (snapshot) => {
        const id = textAt(snapshot, "DBSnapshotIdentifier");
        const operation = "DescribeDBSnapshotAttributes";
        const answer = await send({ ...about, operation, input: { DBSnapshotIdentifier: id } });
        const result = (answer.DBSnapshotAttributesResult ?? {}) as Answer;
        const restore = listAt(result, "DBSnapshotAttributes").find((each) => each.AttributeName === "restore") ?? {};
        const accounts = textsAt(restore, "AttributeValues");
        const [kept] = own
          .of("aws:rds/snapshot:Snapshot")
          .filter(({ state }) => state.dbSnapshotIdentifier === id)
          .map(({ state }) => textsAt(state, "sharedAccounts"));
        const strangers = accounts.filter((account) => !(kept ?? []).includes(account));
        return {
          id,
          at: database.name,
          does: `may be restored by ${strangers.join(", ")}`,
          access: true,
          known: strangers.length === 0,
        };
      });
      return Promise.all(listed);
    }),
};

function regionsOf(resources: readonly Parameters<typeof regionOf>[0][]): readonly { readonly region?: string }[] {
  return [...new Map(resources.map((each) => [regionOf(each).region, regionOf(each)])).values()];
}

export const serviceKinds: readonly StrangerKind[] = [subscriptions, services, databases, sharedSnapshots];
