import { statement } from "./documents";
import { absent, inJson } from "./mutation";
import type { Addition, Line } from "./mutation";
import type { DeployedResource } from "./deployed-stage";

// Changes that went around the rules when somebody tried, each kind with one that looks alike and breaks nothing.

const [own, other, region] = ["000000000000", "222222222222", "af-south-1"];
const policy = ["aws:iam/rolePolicy:RolePolicy"];
const role = ["aws:iam/role:Role"];
const bucketPolicy = ["aws:s3/bucketPolicy:BucketPolicy"];
const uploads = "arn:aws:s3:::production-ahava-healthcare-uploads-000000000000";

const named =
  (name: string) =>
  (resource: DeployedResource): boolean =>
    resource.name === name;
const ofExecution = named("doctor-system-api-execution-policy");
const ofTask = named("doctor-system-api-task");
const ofUploads = named("ahava-healthcare-uploads-policy");
const allowing = (statement: object): string => JSON.stringify({ Statement: [{ Effect: "Allow", ...statement }] });
const everybody = allowing({ Principal: "*", Action: "*", Resource: "*" });
const reader = { Action: "s3:GetObject", Resource: `${uploads}/*` };

/** What gives somebody rights or data, property by property. */
export const attackingAccess: readonly Line[] = [
  {
    types: role,
    path: "permissionsBoundary",
    values: [absent, "arn:aws:iam::aws:policy/AdministratorAccess"],
    rule: "iam-boundary-kept",
    where: ofTask,
  },
  {
    types: policy,
    path: "policy",
    values: [
      ...["iam:DeleteRolePolicy", "iam:DetachRolePolicy"].map((Action) =>
        statement({ Action, Resource: `arn:aws:iam::${own}:role/production-x` }),
      ),
    ],
    rule: "iam-no-escalation",
    where: ofExecution,
  },
  {
    types: policy,
    path: "policy",
    values: [
      statement({ Action: "cloudtrail:StopLogging", Resource: `arn:aws:cloudtrail:${region}:${own}:trail/a` }),
      statement({ Action: "logs:Delete*", Resource: `arn:aws:logs:${region}:${own}:log-group:a` }),
      statement({ Action: "kms:ScheduleKeyDeletion", Resource: `arn:aws:kms:${region}:${own}:key/a` }),
    ],
    rule: "iam-no-tampering",
    where: ofExecution,
  },
  {
    types: policy,
    path: "policy",
    values: [
      statement({
        Action: "kms:Decrypt",
        Resource: "*",
        Condition: { StringLike: { "kms:ResourceAliases": "alias/*" } },
      }),
    ],
    rule: "iam-no-wildcard",
    where: ofExecution,
  },
  {
    types: policy,
    path: "policy",
    values: [statement({ Action: "sts:AssumeRole", Resource: `arn:aws:iam::${other}:role/reader` })],
    rule: "shares-own-accounts",
    where: ofExecution,
  },
  {
    types: bucketPolicy,
    path: "policy",
    values: [statement({ Principal: "*", ...reader, Condition: { Bool: { "aws:ViaAWSService": "true" } } })],
    rule: "s3-private",
    where: ofUploads,
  },
  {
    types: bucketPolicy,
    path: "policy",
    values: [statement({ Principal: { CanonicalUser: "79a59df900b949e55d96a1e698fbaced" }, ...reader })],
    rule: "policies-own-accounts",
    where: ofUploads,
  },
  {
    types: ["aws:s3/bucket:Bucket"],
    path: "acl",
    values: ["public-read", "public-read-write", "authenticated-read"],
    rule: "s3-no-public-acl",
    where: named("ahava-healthcare-uploads"),
  },
  ...Object.entries({
    "aws:lambda/function:Function layers": [`arn:aws:lambda:${region}:${other}:layer:a:1`],
    "aws:rds/instance:Instance kmsKeyId": `arn:aws:kms:${region}:${other}:key/a`,
    "aws:cloudwatch/logGroup:LogGroup kmsKeyId": `arn:aws:kms:${region}:${other}:key/a`,
    "aws:secretsmanager/secret:Secret kmsKeyId": `arn:aws:kms:${region}:${other}:key/a`,
    "aws:secretsmanager/secret:Secret replicas": [{ kmsKeyId: `arn:aws:kms:us-east-1:${other}:key/a` }],
    "aws:cloudwatch/metricAlarm:MetricAlarm alarmActions": [`arn:aws:sns:${region}:${other}:a`],
    "aws:cloudtrail/trail:Trail s3BucketName": "of-somebody",
    "aws:ec2/flowLog:FlowLog logDestination": "arn:aws:s3:::of-somebody",
    "aws:synthetics/canary:Canary artifactS3Location": "s3://of-somebody/results",
  }).map(([key, value]): Line => {
    const [type = "", path = ""] = key.split(" ");
    return { types: [type], path, values: [value], rule: "shares-own-accounts" };
  }),
  {
    types: ["aws:ecs/taskDefinition:TaskDefinition"],
    path: "containerDefinitions",
    values: [
      inJson<{ secrets?: { valueFrom: string }[] }[]>("with secrets of another account", (list) =>
        list.map((one) => ({
          ...one,
          secrets: (one.secrets ?? []).map((secret) => ({
            ...secret,
            valueFrom: secret.valueFrom.replace(own, other),
          })),
        })),
      ),
    ],
    rule: "shares-own-accounts",
    where: named("doctor-system-api-definition"),
  },
];

/** What gives somebody rights or data when it is added. */
export const attackingAccessAdditions: readonly Addition[] = [
  ...["aws:iam/accessKey:AccessKey", "aws:iam/userLoginProfile:UserLoginProfile"].map((type): Addition => ({
    type,
    title: "of a user",
    inputs: { user: "ci" },
    rule: "iam-no-access-keys",
  })),
  ...Object.entries({
    "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive": "policyArns",
    "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment": "managedPolicyArn",
  }).map(([type, property]): Addition => {
    const arn = "arn:aws:iam::aws:policy/AdministratorAccess";
    const inputs = { [property]: property.endsWith("s") ? [arn] : arn };
    return { type, title: "of an administrator", inputs, rule: "iam-no-wildcard" };
  }),
  {
    type: "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy",
    title: "of everything",
    inputs: { inlinePolicy: allowing({ Action: "*", Resource: "*" }) },
    rule: "iam-no-wildcard",
  },
  ...Object.entries({
    "aws:cloudwatch/eventBusPolicy:EventBusPolicy": "policy",
    "aws:oam/sinkPolicy:SinkPolicy": "policy",
    "aws:opensearch/domainPolicy:DomainPolicy": "accessPolicies",
    "aws:s3/accessPoint:AccessPoint": "policy",
    "aws:codeartifact/domainPermissionsPolicy:DomainPermissionsPolicy": "policyDocument",
    "aws:s3tables/tableBucketPolicy:TableBucketPolicy": "resourcePolicy",
  }).map(([type, property]): Addition => ({
    type,
    title: "for everybody",
    inputs: { [property]: everybody },
    rule: "resource-policies-not-public",
  })),
  {
    type: "aws:s3/bucketAcl:BucketAcl",
    title: "for everybody who has an account",
    inputs: {
      accessControlPolicy: {
        grants: [{ grantee: { uri: "http://acs.amazonaws.com/groups/global/AuthenticatedUsers" } }],
      },
    },
    rule: "s3-no-public-acl",
  },
  ...Object.entries({
    "aws:ram/resourceShare:ResourceShare": { allowExternalPrincipals: true },
    "aws:ssm/document:Document": { permissions: { type: "Share", account_ids: "All" } },
    "aws:lambda/permission:Permission": { principal: "s3.amazonaws.com", sourceArn: "arn:aws:s3:::of-somebody" },
    "aws:s3/accessPoint:AccessPoint": { bucket: "production", accountId: other },
    "aws:s3/inventory:Inventory": { destination: { bucket: { accountId: other, bucketArn: "arn:aws:s3:::a" } } },
    "aws:s3/bucketNotification:BucketNotification": { queues: [{ queueArn: `arn:aws:sqs:${region}:${other}:a` }] },
    "aws:oam/link:Link": { sinkIdentifier: `arn:aws:oam:${region}:${other}:sink/a` },
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": { referencedSecurityGroupId: `${other}/sg-1` },
  }).map(([type, inputs]): Addition => ({ type, title: "with a stranger", inputs, rule: "shares-own-accounts" })),
  {
    type: "aws:sns/topicSubscription:TopicSubscription",
    title: "over HTTP",
    inputs: { protocol: "http", endpoint: "http://pager.example.com" },
    rule: "deliveries-use-https",
  },
  {
    type: "mongodbatlas:index/projectInvitation:ProjectInvitation",
    title: "as an owner",
    inputs: { roles: ["GROUP_OWNER"] },
    rule: "atlas-access-minimal",
  },
  {
    type: "mongodbatlas:index/projectApiKey:ProjectApiKey",
    title: "as an owner",
    inputs: { projectAssignments: [{ roleNames: ["GROUP_OWNER"] }] },
    rule: "atlas-access-minimal",
  },
  {
    type: "mongodbatlas:index/customDbRole:CustomDbRole",
    title: "on every database",
    inputs: { actions: [{ action: "FIND", resources: [{ cluster: true }] }] },
    rule: "atlas-user-least-privilege",
  },
  {
    type: "mongodbatlas:index/networkPeering:NetworkPeering",
    title: "with a network of somebody",
    inputs: { vpcId: "vpc-9" },
    rule: "network-not-joined",
  },
];

/** What looks like these and breaks nothing. */
export const harmlessAccess: readonly Line[] = [
  { types: role, path: "description", values: ["other words"], where: ofTask },
  {
    types: policy,
    path: "policy",
    values: [
      statement({ Action: ["iam:GetPolicyVersion", "iam:GetRole"], Resource: `arn:aws:iam::${own}:role/x` }),
      statement({ Action: "cloudtrail:GetTrailStatus", Resource: `arn:aws:cloudtrail:${region}:${own}:trail/a` }),
      statement({ Action: "sts:AssumeRole", Resource: `arn:aws:iam::${own}:role/production-reader` }),
      statement({ Action: "secretsmanager:GetRandomPassword", Resource: "*" }),
      statement({ Effect: "Deny", Action: "sts:AssumeRole", Resource: `arn:aws:iam::${other}:role/*` }),
    ],
    where: ofExecution,
  },
  {
    types: bucketPolicy,
    path: "policy",
    values: [
      statement({ Principal: { AWS: `arn:aws:iam::${own}:role/production-doctor-system-api-task` }, ...reader }),
      statement({ Principal: "*", ...reader, Condition: { StringEquals: { "aws:PrincipalAccount": own } } }),
    ],
    where: ofUploads,
  },
  { types: ["aws:s3/bucket:Bucket"], path: "acl", values: ["private"], where: named("ahava-healthcare-uploads") },
];

/** The same of what may be added. */
export const harmlessAccessAdditions: readonly Addition[] = [
  ...Object.entries({
    "aws:kms/grant:Grant": { granteePrincipal: `arn:aws:iam::${own}:role/a` },
    "aws:ram/principalAssociation:PrincipalAssociation": { principal: own },
    "aws:cloudwatch/eventTarget:EventTarget": { arn: `arn:aws:events:${region}:${own}:event-bus/second` },
    "aws:lambda/permission:Permission": {
      principal: "events.amazonaws.com",
      sourceArn: `arn:aws:events:${region}:${own}:rule/a`,
    },
    "aws:sns/topicSubscription:TopicSubscription": { protocol: "https", endpoint: "https://pager.example.com" },
    "aws:s3/bucketAcl:BucketAcl": { bucket: "production-ahava-healthcare-uploads-000000000000", acl: "private" },
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": {
      policyArn: "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole",
    },
  }).map(([type, inputs]): Addition => ({ type, title: "within the account", inputs })),
];
