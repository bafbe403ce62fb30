import type { WireObject } from "../../../../rehearsal/account/resource-type";
import type { ServiceAccount } from "../types/service-account";
import { itRefuses, itRefusesChanges } from "./twins";
import type { Twin } from "./twins";

const lifecycle = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
const versioning = "aws:s3/bucketVersioning:BucketVersioning";
const images = "aws:ecr/lifecyclePolicy:LifecyclePolicy";
const endpoint = "aws:ec2/vpcEndpoint:VpcEndpoint";
const functionType = "aws:lambda/function:Function";

const trusting = (service: string) =>
  JSON.stringify({
    Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: service } }],
  });
const letting = (principal: object, action: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: action, Resource: "*", Principal: principal }],
  });
const roleArn = (name: string) => `arn:aws:iam::000000000000:role/${name}`;
const vault = (name: string) => `arn:aws:backup:eu-central-1:000000000000:backup-vault:${name}`;

function around(account: ServiceAccount): void {
  account.put("aws:s3/bucket:Bucket", "locked", { bucket: "locked", objectLockEnabled: true });
  account.put("aws:ecr/repository:Repository", "api", { name: "api" });
  account.put("aws:backup/vault:Vault", "own", { name: "own" });
  account.put("aws:backup/vault:Vault", "far", { name: "far", arn: vault("far"), region: "eu-central-1" });
  account.put("aws:sns/topic:Topic", "arn:open", { arn: "arn:open" });
  account.put("aws:sns/topicPolicy:TopicPolicy", "arn:open", {
    arn: "arn:open",
    policy: letting({ Service: "s3.amazonaws.com" }, "sns:Publish"),
  });
  account.put("aws:sns/topic:Topic", "arn:deaf", { arn: "arn:deaf" });
  for (const name of ["able", "unable"]) {
    account.put("aws:iam/role:Role", name, {
      name,
      arn: roleArn(name),
      assumeRolePolicy: trusting("lambda.amazonaws.com"),
    });
  }
  account.put("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "able", {
    role: "able",
    policyArn: "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole",
  });
  account.put("aws:iam/rolePolicy:RolePolicy", "unable", {
    role: "unable",
    policy: JSON.stringify({ Statement: [{ Effect: "Allow", Action: "logs:*", Resource: "*" }] }),
  });
  account.put("aws:ec2/routeTable:RouteTable", "rtb-00000001", { vpcId: "vpc-00000001" });
  account.put("aws:ec2/routeTable:RouteTable", "rtb-00000002", { vpcId: "vpc-00000001" });
  account.put(endpoint, "vpce-000000a3", {
    serviceName: "com.amazonaws.eu-west-1.s3",
    routeTableIds: ["rtb-00000002"],
  });
  account.put("aws:cloudwatch/logGroup:LogGroup", "flow", {
    name: "flow",
    arn: "arn:aws:logs:eu-west-1:000000000000:log-group:flow",
  });
  account.put("aws:ec2/flowLog:FlowLog", "fl-1", {
    vpcId: "vpc-00000001",
    trafficType: "REJECT",
    logDestination: "arn:aws:logs:eu-west-1:000000000000:log-group:flow",
  });
  for (const name of ["called", "uncalled"]) {
    account.put(functionType, name, { name, arn: `arn:aws:lambda:eu-west-1:000000000000:function:${name}` });
  }
  account.put("aws:lambda/permission:Permission", "called", {
    function: "called",
    principal: "secretsmanager.amazonaws.com",
  });
}

const rules = (rule: WireObject): WireObject => ({ rules: [{ id: "r", status: "Enabled", filter: {}, ...rule }] });
const moves = (days: number): WireObject =>
  rules({
    transitions: [
      { days: 30, storageClass: "STANDARD_IA" },
      { days, storageClass: "GLACIER" },
    ],
  });
const abort = { abortIncompleteMultipartUpload: { daysAfterInitiation: 7 } };
const tagged = { filter: { tag: { key: "k", value: "v" } } };
const status = (value: string): WireObject => ({ versioningConfiguration: { status: value } });
const encryption = (sseAlgorithm: string): WireObject => ({
  rules: [
    {
      applyServerSideEncryptionByDefault: { sseAlgorithm, kmsMasterKeyId: "arn:aws:kms:eu-west-1:000000000000:key/k" },
    },
  ],
});
const expire = (...selections: readonly WireObject[]): WireObject => ({
  policy: JSON.stringify({
    rules: selections.map((selection, index) => ({
      rulePriority: index + 1,
      selection: { tagStatus: "untagged", countType: "imageCountMoreThan", countNumber: 5, ...selection },
      action: { type: "expire" },
    })),
  }),
});
const plan = (rule: WireObject): WireObject => ({ rules: [{ ruleName: "r", targetVaultName: "own", ...rule }] });
const kept = (deleteAfter: number): WireObject => plan({ enableContinuousBackup: true, lifecycle: { deleteAfter } });
const inNetwork = {
  name: "f",
  runtime: "nodejs22.x",
  handler: "index.handler",
  code: "archive",
  role: roleArn("able"),
  vpcConfig: { subnetIds: ["subnet-0000000a"], securityGroupIds: ["sg-00000001"] },
};
const gateway = {
  vpcId: "vpc-00000001",
  vpcEndpointType: "Gateway",
  serviceName: "com.amazonaws.eu-west-1.s3",
  routeTableIds: ["rtb-00000001"],
};
const flow = {
  vpcId: "vpc-00000001",
  trafficType: "ALL",
  logDestination: "arn:aws:logs:eu-west-1:000000000000:log-group:flow",
  iamRoleArn: roleArn("role"),
};
const secretId = "arn:aws:secretsmanager:eu-west-1:000000000000:secret:staging/system/DATABASE_URL-AbCdEf";
const rotation = (name: string): WireObject => ({
  rotationLambdaArn: `arn:aws:lambda:eu-west-1:000000000000:function:${name}`,
});
const secretPolicy = (name: string): WireObject => ({
  policy: letting({ AWS: roleArn(name) }, "secretsmanager:GetSecretValue"),
});
const repositoryPolicy = (name: string): WireObject => ({
  policy: letting({ AWS: roleArn(name) }, "ecr:BatchGetImage"),
});

const cases: readonly Twin[] = [
  [
    "a lifecycle rule without an action",
    lifecycle,
    { bucket: "logs", ...rules({ expiration: { days: 9 } }) },
    rules({}),
    "InvalidRequest",
  ],
  [
    "uploads that are aborted by tag",
    lifecycle,
    { bucket: "logs", ...rules(abort) },
    rules({ ...abort, ...tagged }),
    "InvalidRequest",
  ],
  ["an archive too soon", lifecycle, { bucket: "logs", ...moves(60) }, moves(45), "InvalidArgument"],
  [
    "no versions with object lock",
    versioning,
    { bucket: "locked", ...status("Enabled") },
    status("Suspended"),
    "InvalidBucketState",
  ],
  [
    "a key for encryption without KMS",
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    { bucket: "logs", ...encryption("aws:kms") },
    encryption("AES256"),
    "InvalidArgument",
  ],
  [
    "a topic that S3 cannot publish to",
    "aws:s3/bucketNotification:BucketNotification",
    { bucket: "logs", topics: [{ topicArn: "arn:open", events: ["s3:ObjectCreated:*"] }] },
    { topics: [{ topicArn: "arn:deaf", events: ["s3:ObjectCreated:*"] }] },
    "InvalidArgument",
  ],
  [
    "any image before others",
    images,
    { repository: "api", ...expire({}, { tagStatus: "any" }) },
    expire({ tagStatus: "any" }, {}),
    "InvalidParameterException",
  ],
  [
    "tagged images of no tag",
    images,
    { repository: "api", ...expire({ tagStatus: "tagged", tagPrefixList: ["v"] }) },
    expire({ tagStatus: "tagged" }),
    "InvalidParameterException",
  ],
  [
    "an age without its unit",
    images,
    { repository: "api", ...expire({ countType: "sinceImagePushed", countUnit: "days" }) },
    expire({ countType: "sinceImagePushed" }),
    "InvalidParameterException",
  ],
  [
    "a repository for nobody",
    "aws:ecr/repositoryPolicy:RepositoryPolicy",
    { repository: "api", ...repositoryPolicy("able") },
    repositoryPolicy("nobody"),
    "InvalidParameterException",
  ],
  [
    "continuous backups for longer than 35 days",
    "aws:backup/plan:Plan",
    { name: "p", ...kept(35) },
    kept(36),
    "InvalidParameterValueException",
  ],
  [
    "copies to a vault that is not there",
    "aws:backup/plan:Plan",
    { name: "p", ...plan({ copyActions: [{ destinationVaultArn: vault("far") }] }) },
    plan({ copyActions: [{ destinationVaultArn: vault("none") }] }),
    "InvalidParameterValueException",
  ],
  [
    "a function in a network without rights to it",
    functionType,
    inNetwork,
    { role: roleArn("unable") },
    "InvalidParameterValueException",
  ],
  ["a gateway endpoint in subnets", endpoint, gateway, { subnetIds: ["subnet-0000000a"] }, "InvalidParameter"],
  [
    "a second gateway endpoint in a route table",
    endpoint,
    gateway,
    { routeTableIds: ["rtb-00000002"] },
    "RouteAlreadyExists",
  ],
  [
    "an interface endpoint in a route table",
    endpoint,
    { ...gateway, vpcEndpointType: "Interface", routeTableIds: undefined },
    { routeTableIds: ["rtb-00000001"] },
    "InvalidParameter",
  ],
  ["the same flow log again", "aws:ec2/flowLog:FlowLog", flow, { trafficType: "REJECT" }, "FlowLogAlreadyExists"],
  [
    "a rotation that may not be called",
    "aws:secretsmanager/secretRotation:SecretRotation",
    { secretId, rotationRules: { automaticallyAfterDays: 30 }, ...rotation("called") },
    rotation("uncalled"),
    "AccessDeniedException",
  ],
  [
    "a secret for nobody",
    "aws:secretsmanager/secretPolicy:SecretPolicy",
    { secretArn: secretId, ...secretPolicy("able") },
    secretPolicy("nobody"),
    "MalformedPolicyDocumentException",
  ],
];

describe("storage and what is around it refuses", () => {
  itRefuses(cases, around);
});

describe("a standing bucket refuses", () => {
  itRefusesChanges(
    [
      [
        "versions that are off again",
        versioning,
        { bucket: "logs", ...status("Enabled") },
        status("Suspended"),
        status("Disabled"),
        "InvalidArgument",
      ],
    ],
    around,
  );
});
