import type { KeptResource, WireObject } from "../resource-type";
import { isList, isObject } from "../wire";
import type { Answering } from "./request";

const isOf =
  (property: string, value: unknown) =>
  ({ state }: KeptResource) =>
    state[property] === value;

/** Answers about topics, clusters and databases, by service and operation. */
export const serviceAnswers: Readonly<Record<string, Answering>> = {
  "sns ListSubscriptionsByTopic": ({ TopicArn: topic }, standing) => ({
    Subscriptions: standing("aws:sns/topicSubscription:TopicSubscription")
      .filter(isOf("topic", topic))
      .map(({ id, state }) => ({
        SubscriptionArn: state.pendingConfirmation === true ? "PendingConfirmation" : id,
        TopicArn: String(topic),
        Protocol: state.protocol,
        Endpoint: state.endpoint,
      })),
  }),
  "ecs ListServices": ({ cluster }, standing) => ({
    serviceArns: standing("aws:ecs/service:Service")
      .filter(isOf("cluster", cluster))
      .map(({ id }) => id),
  }),
  "rds DescribeDBInstances": (_, standing) => ({
    DBInstances: standing("aws:rds/instance:Instance").map(({ state }) => ({
      DBInstanceIdentifier: state.identifier,
      Engine: state.engine,
      PubliclyAccessible: state.publiclyAccessible === true,
      DBSubnetGroup: { DBSubnetGroupName: state.dbSubnetGroupName },
    })),
  }),
  "rds DescribeDBSnapshots": ({ DBInstanceIdentifier: database }, standing) => ({
    DBSnapshots: standing("aws:rds/snapshot:Snapshot")
      .filter(isOf("dbInstanceIdentifier", database))
      .map(({ state }) => ({ DBSnapshotIdentifier: state.dbSnapshotIdentifier })),
  }),
  "rds DescribeDBSnapshotAttributes": ({ DBSnapshotIdentifier: snapshot }, standing) => {
    const [found] = standing("aws:rds/snapshot:Snapshot").filter(isOf("dbSnapshotIdentifier", snapshot));
    const shared = found?.state.sharedAccounts ?? [];
    const attributes = [{ AttributeName: "restore", AttributeValues: shared }];
    return found && { DBSnapshotAttributesResult: { DBSnapshotAttributes: attributes } };
  },
};

/** Answers of the Atlas Administration API, by the path below a project. */
export const atlasAnswers: Readonly<
  Record<string, (project: string, resources: readonly KeptResource[]) => WireObject>
> = {
  accessList: (project, resources) => ({
    results: resources
      .filter(({ type }) => type === "mongodbatlas:index/projectIpAccessList:ProjectIpAccessList")
      .filter(isOf("projectId", project))
      .map(({ state }) => ({
        cidrBlock: state.cidrBlock === "" ? undefined : state.cidrBlock,
        ipAddress: state.ipAddress === "" ? undefined : state.ipAddress,
        awsSecurityGroup: state.awsSecurityGroup === "" ? undefined : state.awsSecurityGroup,
      })),
  }),
  databaseUsers: (project, resources) => ({
    results: resources
      .filter(({ type }) => type === "mongodbatlas:index/databaseUser:DatabaseUser")
      .filter(isOf("projectId", project))
      .map(({ state }) => ({
        username: state.username,
        databaseName: state.authDatabaseName,
        roles: isList(state.roles) ? state.roles.filter(isObject) : [],
      })),
  }),
};
