import { iamNoWildcard } from "../../../../policy/rules/delivery/iam-no-wildcard";
import { resourcePoliciesNotPublic } from "../../../../policy/rules/delivery/resource-policies-not-public";
import { secretAccessMinimal } from "../../../../policy/rules/delivery/secret-access-minimal";
import { s3Private } from "../../../../policy/rules/data-stores/s3-private";
import { inStack, judged, judgedTogether, resource } from "../../harness";

const account = "000000000000";
const written = (statement: object) => JSON.stringify({ Statement: [{ Effect: "Allow", ...statement }] });
const found = (statement: object) =>
  judged(iamNoWildcard, resource("aws:iam/rolePolicy:RolePolicy", { policy: written(statement) })).map(
    (message) => /: found (.*);/.exec(message)?.[1] ?? message,
  );

describe("iam-no-wildcard, of resources", () => {
  it.each([
    ["iam:PassRole", "arn:aws:iam::*:role/*"],
    ["iam:PassRole", `arn:aws:iam::${account}:role/*`],
    ["iam:PassRole", `arn:aws:iam::${account}:role/?*`],
    ["iam:PutRolePolicy", "arn:aws:iam::*:*"],
    ["s3:GetObject", "arn:aws:s3:::*"],
    ["s3:GetObject", "arn:aws:s3:::*/*"],
    ["s3:GetObject", "arn:aws:s3:::*/reports/*"],
    ["s3:GetObject", "arn:aws:s3*"],
    ["s3:GetObject", "arn:*"],
    ["s3:GetObject", "arn:aws:*:*:*:*"],
    ["kms:Decrypt", `arn:aws:kms:eu-west-1:${account}:key/*`],
    ["kms:Decrypt", "arn:aws:kms:*:*:alias/*"],
    ["rds:DeleteDBInstance", `arn:aws:rds:*:${account}:db:*`],
    ["dynamodb:Query", `arn:aws:dynamodb:*:${account}:table/*/index/*`],
    ["elasticloadbalancing:DeleteLoadBalancer", `arn:aws:elasticloadbalancing:*:${account}:loadbalancer/app/*`],
    ["ssm:GetParameter", `arn:aws:ssm:*:${account}:parameter/*`],
    ["sqs:SendMessage", `arn:aws:sqs:eu-west-1:${account}:*`],
    ["logs:GetLogEvents", `arn:aws:logs:*:${account}:log-group:*:log-stream:*`],
    ["logs:GetLogEvents", "arn:aws:logs:*:*:*"],
    ["ecs:StopTask", `arn:aws:ecs:*:${account}:task/*/*`],
  ])("refuses %s on %s", (Action, Resource) => {
    expect(found({ Action, Resource })).toEqual([`the action ${Action} on everything that matches ${Resource}`]);
    expect(found({ Action, Resource: [`arn:aws:s3:::uploads/*`, Resource] })).toHaveLength(1);
  });

  it.each(["*", "**", "*:*", "?*"])("takes %s for every resource", (Resource) => {
    expect(found({ Action: "s3:GetObject", Resource })).toEqual(["the action s3:GetObject on every resource"]);
  });

  it.each([
    ["s3:GetObject", "arn:aws:s3:::uploads/*"],
    ["s3:GetObject", "arn:aws:s3:::production-*/*"],
    ["s3:GetObject", `arn:aws:s3:eu-west-1:${account}:accesspoint/reports/object/*`],
    ["iam:PassRole", "arn:aws:iam::*:role/production-api"],
    ["iam:PassRole", `arn:aws:iam::${account}:role/production/*`],
    ["kms:Decrypt", `arn:aws:kms:eu-west-1:${account}:key/0a1b`],
    ["ssm:GetParameter", `arn:aws:ssm:*:${account}:parameter/production/*`],
    ["dynamodb:Query", `arn:aws:dynamodb:*:${account}:table/visits/index/*`],
    ["logs:PutLogEvents", `arn:aws:logs:*:${account}:log-group:/aws/lambda/*`],
    ["logs:PutLogEvents", `arn:aws:logs:*:${account}:log-group:production:*`],
    ["ecs:StopTask", `arn:aws:ecs:*:${account}:task/production/*`],
    ["execute-api:Invoke", `arn:aws:execute-api:eu-west-1:${account}:0a1b/*`],
    [
      "autoscaling:SetDesiredCapacity",
      `arn:aws:autoscaling:*:${account}:autoScalingGroup:*:autoScalingGroupName/production`,
    ],
    ["s3:GetObject", "arn:aws:s3:::home/${aws:username}/*"],
    ["ecr:GetAuthorizationToken", "arn:aws:ecr:*:*:*"],
  ])("lets %s on %s pass", (Action, Resource) => {
    expect(found({ Action, Resource })).toEqual(["pass"]);
  });

  it("refuses everything but something", () => {
    expect(found({ Action: "s3:GetObject", NotResource: "arn:aws:s3:::secret/*" })).toEqual([
      "an Allow statement with NotAction or NotResource",
    ]);
  });
});

describe("iam-no-wildcard, of actions", () => {
  it.each(["*", "*:*", "**", "?*", "s3:*", "s3:**", "s3:?*", "S3:*", "s3*", "s?:GetObject", "*:GetObject"])(
    "refuses %s",
    (Action) => {
      expect(found({ Action, Resource: "arn:aws:s3:::uploads" })).toEqual([`the action ${Action}`]);
    },
  );

  it.each(["s3:Get*", "s3:GetObject", "logs:Create?ogStream"])("lets %s on a named resource pass", (Action) => {
    expect(found({ Action, Resource: "arn:aws:s3:::uploads" })).toEqual(["pass"]);
  });

  it.each([
    ["arn:aws:iam::aws:policy/AmazonS3FullAccess", "AmazonS3FullAccess"],
    ["arn:aws:iam::aws:policy/AmazonECS_FullAccess", "AmazonECS_FullAccess"],
    ["arn:aws:iam::aws:policy/SecretsManagerReadWrite", "SecretsManagerReadWrite"],
    ["arn:aws:iam::aws:policy/job-function/DatabaseAdministrator", "DatabaseAdministrator"],
    ["arn:aws:iam::aws:policy/AWSCodeBuildAdminAccess", "AWSCodeBuildAdminAccess"],
    ["arn:aws:iam::aws:policy/ReadOnlyAccess", "ReadOnlyAccess"],
    ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess", "AmazonS3ReadOnlyAccess"],
    ["arn:aws:iam::aws:policy/AWSSecretsManagerClientReadOnlyAccess", "AWSSecretsManagerClientReadOnlyAccess"],
    ["arn:aws:iam::aws:policy/service-role/AmazonEC2RoleforSSM", "AmazonEC2RoleforSSM"],
  ])("refuses the managed policy %s", (policyArn, name) => {
    const attachment = resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", { policyArn });
    expect(judged(iamNoWildcard, attachment)).toEqual([
      `[iam-no-wildcard] subject: found the managed policy ${name}; needed a policy with only the permissions that the role needs. Change policyArn.`,
    ]);
  });

  it.each([
    "service-role/AmazonECSTaskExecutionRolePolicy",
    "CloudWatchAgentServerPolicy",
    "SecurityAudit",
    "AmazonSSMManagedInstanceCore",
    "AWSBackupServiceRolePolicyForS3Backup",
    "AmazonEC2ContainerRegistryReadOnly",
    "job-function/ViewOnlyAccess",
  ])("lets the managed policy %s pass", (name) => {
    const policyArn = `arn:aws:iam::aws:policy/${name}`;
    const attachment = resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", { policyArn });
    expect(judged(iamNoWildcard, attachment)).toEqual(["pass"]);
  });
});

describe("iam-no-wildcard, of conditions", () => {
  const onAll = (Condition: object) => found({ Action: "rds:DeleteDBInstance", Resource: "*", Condition });
  const tag = "aws:ResourceTag/keep";

  it.each([
    ["a tag", { StringEquals: { [tag]: "no" } }],
    ["a pattern of a tag", { StringLike: { [tag]: ["temporary-*"] } }],
    ["the caller's own tag", { StringEquals: { [tag]: "${aws:PrincipalTag/keep}" } }],
    ["a tag that must be there", { StringEqualsIfExists: { [tag]: "no" }, Null: { [tag]: false } }],
  ])("lets %s narrow every resource down", (_, condition) => {
    expect(onAll(condition)).toEqual(["pass"]);
  });

  it.each([
    ["every tag but one", { StringNotEquals: { [tag]: "yes" } }],
    ["every pattern but one", { StringNotLike: { [tag]: "y*" } }],
    ["a tag, if there is one", { StringEqualsIfExists: { [tag]: "no" } }],
    ["all of no tags", { "ForAllValues:StringEquals": { [tag]: "no" } }],
    ["any value", { StringLike: { [tag]: "*" } }],
    ["any value among others", { StringLike: { [tag]: ["no", "?*"] } }],
    ["that there is a tag", { Null: { [tag]: "false" } }],
    ["no tag", { Null: { [tag]: "true" } }],
    ["the tag of a request", { StringEquals: { "aws:RequestTag/keep": "no" } }],
    ["a service that roles are passed to", { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } }],
    ["the organisation, of which everything is", { StringEquals: { "aws:ResourceOrgID": "o-0a1b" } }],
    ["nothing", {}],
  ])("does not take %s for narrow", (_, condition) => {
    expect(onAll(condition)).toEqual(["the action rds:DeleteDBInstance on every resource"]);
  });
});

describe("secret-access-minimal", () => {
  const judge = (statement: object) =>
    judged(secretAccessMinimal, resource("aws:iam/rolePolicy:RolePolicy", { policy: written(statement) }));

  it.each([
    "secretsmanager:GetSecret*",
    "secretsmanager:Get?ecretValue",
    "SecretsManager:getsecretvalue",
    "*:GetSecretValue",
    "secretsmanager:*Value",
  ])("reads %s as IAM does", (Action) => {
    expect(judge({ Action, Resource: "*" })).toEqual([
      "[secret-access-minimal] subject: found access to every secret of the account; needed the ARN of each secret. Change policy.",
    ]);
  });

  it("takes no condition on a tag for narrow that lets others through", () => {
    const key = "secretsmanager:ResourceTag/system";
    const by = (Condition: object) => judge({ Action: "secretsmanager:GetSecretValue", Resource: "*", Condition });
    expect(by({ StringEquals: { [key]: "care" } })).toEqual(["pass"]);
    for (const operator of ["StringEqualsIfExists", "ForAllValues:StringEquals", "StringNotEquals"])
      expect(by({ [operator]: { [key]: "care" } })).toHaveLength(1);
    expect(by({ StringLike: { [key]: "*" } })).not.toEqual(["pass"]);
  });
});

describe("a policy of a resource", () => {
  const queue = (Condition: object) =>
    judged(
      resourcePoliciesNotPublic,
      resource("aws:sqs/queuePolicy:QueuePolicy", {
        policy: written({ Principal: "*", Action: "sqs:SendMessage", Resource: "*", Condition }),
      }),
    );

  it.each([
    ["a topic's ARN", { ArnEquals: { "aws:SourceArn": `arn:aws:sns:eu-west-1:${account}:alerts` } }],
    ["topics of an account", { ArnLike: { "aws:SourceArn": `arn:aws:sns:*:${account}:*` } }],
    ["a bucket", { ArnLike: { "aws:SourceArn": "arn:aws:s3:::uploads" } }],
    ["an endpoint", { StringEquals: { "aws:SourceVpce": "vpce-0a1b" } }],
  ])("admits somebody by %s", (_, condition) => {
    expect(queue(condition)).toEqual(["pass"]);
  });

  it.each([
    ["any ARN", { ArnLike: { "aws:SourceArn": "arn:aws:*" } }],
    ["any account's topic", { ArnLike: { "aws:SourceArn": "arn:aws:sns:eu-west-1:*:alerts" } }],
    ["any bucket with a name that begins so", { ArnLike: { "aws:SourceArn": "arn:aws:s3:::uploads-*" } }],
    ["any network", { StringLike: { "aws:SourceVpc": "vpc-*" } }],
    ["half of the internet", { IpAddress: { "aws:SourceIp": "128.0.0.0/1" } }],
    ["everybody but one account", { StringNotEquals: { "aws:SourceAccount": account } }],
  ])("admits everybody by %s", (_, condition) => {
    expect(queue(condition)).toHaveLength(1);
    expect(queue(condition)).not.toEqual(["pass"]);
  });

  it("that cannot be read decides nothing about a bucket", () => {
    const bucket = inStack("aws:s3/bucket:Bucket", "uploads", { policy: '{"Statement":["Allow"]}' });
    expect(judgedTogether(s3Private, [bucket])).toContain(
      "[s3-private] uploads: undecided: waits for a valid policy document in policy.",
    );
  });
});
