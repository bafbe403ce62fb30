import { readFileSync } from "node:fs";
import path from "node:path";
import { RefreshEvents } from "../../../readiness/drift/refresh-events";
import { Account } from "../../../rehearsal/account/account";
import { answerRequest, NotAnswered } from "../../../rehearsal/account/api/answer";
import { invokes } from "../../../rehearsal/account/invokes";
import type { WireObject } from "../../../rehearsal/account/resource-type";
import { Store } from "../../../rehearsal/account/store";
import { resourceTypes } from "../../../rehearsal/account/types";
import { driftPolicy, driftPolicyName } from "../../../rehearsal/drift/drift-policy";
import { findStrangers, strangerKinds } from "../../../rehearsal/drift/strangers/find-strangers";
import { NotThere, type Request, type Send } from "../../../rehearsal/drift/strangers/kind";
import { simulatedSend } from "../../../rehearsal/drift/strangers/send-simulated";
import { kebab } from "../../../rehearsal/drift/strangers/send-real";

const stack = "urn:pulumi:staging::care-platform::pulumi:pulumi:Stack::care-platform-staging";

interface Standing {
  readonly type: string;
  readonly id: string;
  readonly state: WireObject;
}

const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
});
const reads = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }],
});

/** A stage with one resource of each kind at which strangers may stand, and strangers at each. */
const own: readonly Standing[] = [
  { type: "aws:ec2/securityGroup:SecurityGroup", id: "sg-1", state: { region: "eu-west-1" } },
  { type: "aws:ec2/routeTable:RouteTable", id: "rtb-1", state: { region: "eu-west-1" } },
  { type: "aws:lb/listener:Listener", id: "arn:listener", state: { region: "eu-west-1" } },
  { type: "aws:route53/zone:Zone", id: "Z1", state: { name: "clinic.test" } },
  { type: "aws:iam/role:Role", id: "api", state: { arn: "arn:aws:iam::0:role/api", assumeRolePolicy: trust } },
  { type: "aws:lambda/function:Function", id: "roles", state: { region: "eu-west-1" } },
  { type: "aws:s3/bucket:Bucket", id: "uploads", state: { region: "eu-west-1" } },
  { type: "aws:sns/topic:Topic", id: "arn:topic", state: { region: "eu-west-1" } },
  { type: "aws:ecs/cluster:Cluster", id: "arn:cluster", state: { region: "eu-west-1" } },
  { type: "aws:rds/subnetGroup:SubnetGroup", id: "isolated", state: { region: "eu-west-1" } },
  {
    type: "aws:rds/instance:Instance",
    id: "db-1",
    state: { region: "eu-west-1", identifier: "records", dbSubnetGroupName: "isolated" },
  },
  { type: "mongodbatlas:index/project:Project", id: "p1", state: {} },
];

const beside = (at: string, inAccess: boolean): readonly Standing[] => [
  {
    type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    id: `sgr-${at}`,
    state: { securityGroupId: "sg-1", ipProtocol: "tcp", fromPort: 22, toPort: 22, cidrIpv4: "0.0.0.0/0" },
  },
  {
    type: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
    id: `sgr-out-${at}`,
    state: { securityGroupId: "sg-1", ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" },
  },
  {
    type: "aws:ec2/route:Route",
    id: `r-${at}`,
    state: { routeTableId: "rtb-1", destinationCidrBlock: inAccess ? "0.0.0.0/0" : "10.9.0.0/16", gatewayId: "igw-1" },
  },
  {
    type: "aws:lb/listenerRule:ListenerRule",
    id: `arn:rule/${at}`,
    state: { listenerArn: "arn:listener", priority: 7, actions: [{ type: "forward" }] },
  },
  {
    type: "aws:route53/record:Record",
    id: `record-${at}`,
    state: { zoneId: "Z1", name: `*.${at}`, fqdn: `*.${at}.clinic.test`, type: "A" },
  },
  { type: "aws:iam/rolePolicy:RolePolicy", id: `api:${at}`, state: { role: "api", name: at, policy: reads } },
  {
    type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    id: `attachment-${at}`,
    state: { role: "api", policyArn: `arn:aws:iam::aws:policy/${at}` },
  },
  {
    type: "aws:lambda/permission:Permission",
    id: at,
    state: { function: "roles", statementId: at, principal: "*", action: "lambda:InvokeFunction" },
  },
  {
    type: "aws:sns/topicSubscription:TopicSubscription",
    id: `arn:topic:${at}`,
    state: { topic: "arn:topic", protocol: "email", endpoint: `${at}@clinic.test`, pendingConfirmation: true },
  },
  { type: "aws:ecs/service:Service", id: `arn:service/${at}`, state: { cluster: "arn:cluster" } },
  {
    type: "aws:rds/snapshot:Snapshot",
    id: `snapshot-${at}`,
    state: {
      dbInstanceIdentifier: "records",
      dbSnapshotIdentifier: `snapshot-${at}`,
      sharedAccounts: inAccess ? ["111122223333"] : [],
    },
  },
  {
    type: "mongodbatlas:index/projectIpAccessList:ProjectIpAccessList",
    id: `entry-${at}`,
    state: { projectId: "p1", cidrBlock: inAccess ? "0.0.0.0/0" : "198.51.100.7/32" },
  },
  {
    type: "mongodbatlas:index/databaseUser:DatabaseUser",
    id: `user-${at}`,
    state: {
      projectId: "p1",
      username: at,
      authDatabaseName: "admin",
      roles: [{ roleName: "atlasAdmin", databaseName: "admin" }],
    },
  },
];
/** Of these there is one at most. */
const single: readonly Standing[] = [
  {
    type: "aws:lambda/functionUrl:FunctionUrl",
    id: "url",
    state: { functionName: "roles", authorizationType: "NONE", functionUrl: "https://url.test" },
  },
  { type: "aws:s3/bucketPolicy:BucketPolicy", id: "uploads", state: { bucket: "uploads", policy: reads } },
  { type: "aws:s3/bucketAcl:BucketAcl", id: "uploads", state: { bucket: "uploads", acl: "public-read" } },
];
const copy: Standing = {
  type: "aws:rds/instance:Instance",
  id: "db-2",
  state: {
    region: "eu-west-1",
    identifier: "copy",
    engine: "postgres",
    dbSubnetGroupName: "isolated",
    publiclyAccessible: true,
  },
};

const stranger = [...beside("stranger", true), ...single, copy];

/** Finds strangers in an account that holds all of these, of which the state has some. */
function found(inState: readonly Standing[], standing: readonly Standing[], send?: Send) {
  const account = new Account(new Store(), resourceTypes, invokes);
  for (const { type, id, state } of standing)
    account.store.put({ urn: `urn:pulumi:s::p::${type}::${id}`, type, id, state });
  const events = new RefreshEvents();
  for (const { type, id, state } of inState) {
    const known = { id, inputs: state, outputs: state };
    const urn = `urn:pulumi:staging::care-platform::${type}::${id}`;
    events.add({ resOutputsEvent: { metadata: { op: "refresh", urn, type, old: known, new: known } } });
  }
  return findStrangers(events.refreshed, send ?? simulatedSend(account), stack);
}

it("finds nobody where the state has all that stands", async () => {
  const all = [...own, ...beside("known", false), ...single, copy];
  expect(await found(all, all)).toEqual({ strangers: [], judged: [], listed: 18, notListed: [] });
});

it("finds each kind that stands at a stage's resources and is in no state, and none that is", async () => {
  const known = [...own, ...beside("known", false)];
  const { strangers, notListed } = await found(known, [...known, ...stranger]);
  expect(notListed).toEqual([]);
  expect(strangers.map(({ type }) => type).sort()).toEqual(stranger.map(({ type }) => type).sort());
});

it("leaves alone what stands at resources of others", async () => {
  expect(await found([], [...own, ...stranger])).toMatchObject({ strangers: [] });
});

it("says what each does and whether that lets somebody in", async () => {
  const { strangers } = await found(own, [...own, ...stranger]);
  expect(
    strangers.map(({ what, at, does, access }) => `${what} at ${at}: ${does}${access ? " (access)" : ""}`).sort(),
  ).toEqual([
    "Atlas database user at p1: atlasAdmin on admin (access)",
    "DNS record at Z1: answers A for *.stranger.clinic.test",
    "ECS service at arn:cluster: runs tasks in the cluster",
    "bucket ACL grant at uploads: READ for http://acs.amazonaws.com/groups/global/AllUsers (access)",
    "bucket policy at uploads: a policy of the bucket (access)",
    "database at isolated: a postgres database with a public address (access)",
    "entry of the Atlas IP access list at p1: lets 0.0.0.0/0 in (access)",
    "function URL at roles: authorization NONE (access)",
    "inline policy of a role at api: policy stranger (access)",
    "listener rule at arn:listener: priority 7: forward (access)",
    "permission of a function at roles: lambda:InvokeFunction for * (access)",
    "policy attached to a role at api: arn:aws:iam::aws:policy/stranger (access)",
    "route at rtb-1: to 0.0.0.0/0 through igw-1 (access)",
    "security group egress rule at sg-1: -1 all ports to 0.0.0.0/0",
    "security group ingress rule at sg-1: tcp ports 22 to 22 from 0.0.0.0/0 (access)",
    "shared database snapshot at db-1: may be restored by 111122223333 (access)",
    "topic subscription at arn:topic: sends the topic's messages by email (access)",
  ]);
});

it("tells a key's grants and a user's access keys by their ids, and AWS's own grants from others", async () => {
  const answers: Readonly<Record<string, object>> = {
    ListGrants: {
      Grants: [
        { GrantId: "g1", GranteePrincipal: "rds.eu-west-1.amazonaws.com", Operations: ["Decrypt"] },
        { GrantId: "g2", GranteePrincipal: "arn:aws:iam::111122223333:role/eve", Operations: ["Decrypt"] },
      ],
    },
    ListAccessKeys: { AccessKeyMetadata: [{ AccessKeyId: "key-1", Status: "Active" }] },
  };
  const { strangers } = await found(
    [
      { type: "aws:kms/key:Key", id: "k", state: {} },
      { type: "aws:iam/user:User", id: "ci", state: {} },
    ],
    [],
    ({ operation }) => Promise.resolve((answers[operation] ?? {}) as Readonly<Record<string, unknown>>),
  );
  expect(strangers.map(({ id, does }) => `${id}: ${does}`)).toEqual([
    "key-1: active key of ci",
    "g2: Decrypt for arn:aws:iam::111122223333:role/eve",
  ]);
});

it("counts a list that cannot be read as not read, once, and goes on with the others", async () => {
  const account = new Account(new Store(), resourceTypes, invokes);
  for (const each of [...own, ...stranger]) account.store.put({ urn: "", ...each });
  const send: Send = (request: Request) =>
    request.service === "iam" ? Promise.reject(new Error("AccessDenied")) : simulatedSend(account)(request);
  const { notListed, strangers } = await found(own, [], send);
  expect(notListed).toEqual([
    { what: "inline policy of a role", why: "AccessDenied" },
    { what: "policy attached to a role", why: "AccessDenied" },
  ]);
  expect(strangers).toHaveLength(stranger.length - 2);
});

it("hands the policy pack the strangers that it can judge", async () => {
  const { judged } = await found(own, [...own, ...stranger]);
  expect(judged.map(({ type }) => type.split(":").pop()).sort()).toEqual([
    "BucketPolicy",
    "FunctionUrl",
    "Permission",
    "ProjectIpAccessList",
    "RolePolicy",
    "RolePolicyAttachment",
    "SecurityGroupEgressRule",
    "SecurityGroupIngressRule",
  ]);
  expect(judged.every(({ urn }) => urn.startsWith("urn:pulumi:staging::care-platform::"))).toBe(true);
});

it("is answered by the simulated account in every operation, and an unknown one is refused", () => {
  expect(() => answerRequest(new Store(), { service: "ec2", operation: "TerminateInstances" })).toThrow(NotAnswered);
  expect(() => answerRequest(new Store(), { service: "atlas", operation: "/groups/p1/clusters" })).toThrow(NotAnswered);
  const none = { FunctionName: "roles", Bucket: "uploads" };
  const send = simulatedSend(new Account(new Store(), resourceTypes, invokes));
  return expect(send({ service: "lambda", operation: "GetPolicy", input: none })).rejects.toThrow(NotThere);
});

it("writes operations as the AWS CLI has its commands", () => {
  const operations = [
    "DescribeDBInstances",
    "DescribeDBSnapshotAttributes",
    "ListSubscriptionsByTopic",
    "GetFunctionUrlConfig",
  ];
  expect(operations.map(kebab)).toEqual([
    "describe-db-instances",
    "describe-db-snapshot-attributes",
    "list-subscriptions-by-topic",
    "get-function-url-config",
  ]);
});

it("has the rights of every kind in the documented policy, all of them reading ones", () => {
  const file = path.join(__dirname, "../../..", driftPolicyName);
  expect(readFileSync(file, "utf8")).toBe(`${JSON.stringify(driftPolicy(), undefined, 2)}\n`);
  const [statement] = driftPolicy().Statement;
  expect(statement!.Action.filter((action) => !/^\w+:(Describe|List|Get)\w+$/.test(action))).toEqual([]);
  const ofAws = strangerKinds.filter(({ type }) => type.startsWith("aws:"));
  expect(ofAws.filter(({ actions }) => actions.length === 0)).toEqual([]);
});
