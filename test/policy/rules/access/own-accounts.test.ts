import { policiesOwnAccounts } from "../../../../policy/rules/isolation/policies-own-accounts";
import { sharesOwnAccounts } from "../../../../policy/rules/isolation/shares-own-accounts";
import { inStack, judgedTogether, unknown } from "../../harness";

const own = "111111111111";
const other = "222222222222";
const vendor = "333333333333";
const stackResource = inStack("pulumi:pulumi:Stack", "stack", {});
const queue = inStack("aws:sqs/queue:Queue", "queue", { arn: `arn:aws:sqs:eu-west-1:${own}:jobs` });
const atlas = inStack("mongodbatlas:index/cloudProviderAccessSetup:CloudProviderAccessSetup", "atlas", {
  awsConfigs: [{ atlasAwsAccountArn: `arn:aws:iam::${vendor}:root` }],
});
const written = (...statements: object[]) =>
  JSON.stringify({ Statement: statements.map((statement) => ({ Effect: "Allow", Action: "a:B", ...statement })) });

describe("policies-own-accounts", () => {
  const found = (type: string, props: object, settings = {}) =>
    judgedTogether(policiesOwnAccounts, [stackResource, queue, atlas, inStack(type, "subject", props)], { settings });
  const places: readonly (readonly [type: string, property: string])[] = [
    ["aws:secretsmanager/secretPolicy:SecretPolicy", "policy"],
    ["aws:kms/key:Key", "policy"],
    ["aws:s3/bucketPolicy:BucketPolicy", "policy"],
    ["aws:s3/accessPoint:AccessPoint", "policy"],
    ["aws:sns/topicPolicy:TopicPolicy", "policy"],
    ["aws:sqs/queuePolicy:QueuePolicy", "policy"],
    ["aws:ecr/repositoryPolicy:RepositoryPolicy", "policy"],
    ["aws:backup/vaultPolicy:VaultPolicy", "policy"],
    ["aws:ec2/vpcEndpoint:VpcEndpoint", "policy"],
    ["aws:iam/role:Role", "assumeRolePolicy"],
    ["aws:cloudwatch/logDestinationPolicy:LogDestinationPolicy", "accessPolicy"],
    ["aws:dynamodb/resourcePolicy:ResourcePolicy", "policy"],
  ];

  it.each(places)("refuses another account in a %s", (type, property) => {
    for (const Principal of [
      { AWS: `arn:aws:iam::${other}:root` },
      { AWS: [own, other] },
      { AWS: `arn:aws:iam::${other}:role/reports` },
      { Federated: `arn:aws:iam::${other}:oidc-provider/gitlab.com` },
    ]) {
      expect(found(type, { [property]: written({ Principal: { AWS: own } }, { Principal }) })).toEqual([
        `[policies-own-accounts] subject: found a policy that admits the AWS account ${other}; needed principals of the stack's own account. Change ${property}.`,
      ]);
    }
  });

  it.each(places)("accepts the stack's own account and services in a %s", (type, property) => {
    for (const statement of [
      { Principal: { AWS: `arn:aws:iam::${own}:role/reports` } },
      { Principal: { Service: "ecs-tasks.amazonaws.com" } },
      {
        Principal: { Service: "cloudtrail.amazonaws.com" },
        Condition: { StringEquals: { "aws:SourceAccount": own } },
      },
      { Principal: { AWS: "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1" } },
      // Elastic Load Balancing in af-south-1, for access logs.
      { Principal: { AWS: "arn:aws:iam::098369216593:root" } },
      { Effect: "Deny", Principal: { AWS: `arn:aws:iam::${other}:root` } },
    ]) {
      expect(found(type, { [property]: written(statement) })).toEqual(["pass"]);
    }
  });

  it.each([
    ["StringEquals", "aws:SourceAccount", other],
    ["StringLike", "AWS:SourceArn", `arn:aws:sns:*:${other}:*`],
    ["ArnEquals", "aws:PrincipalArn", `arn:aws:iam::${other}:role/reports`],
    ["StringEquals", "kms:CallerAccount", other],
  ])("refuses another account that %s on %s lets in", (operator, key, value) => {
    for (const Principal of ["*", { AWS: "*" }, { Service: "sns.amazonaws.com" }]) {
      const policy = written({ Principal, Condition: { [operator]: { [key]: value } } });
      expect(found("aws:sqs/queuePolicy:QueuePolicy", { policy })).toHaveLength(1);
      expect(found("aws:sqs/queuePolicy:QueuePolicy", { policy })).not.toEqual(["pass"]);
    }
  });

  it("lets MongoDB assume a role that demands an external ID, and no other", () => {
    const trust = (account: string, Condition?: object) =>
      found("aws:iam/role:Role", {
        assumeRolePolicy: written({ Principal: { AWS: `arn:aws:iam::${account}:root` }, Condition }),
      });
    const demanded = { StringEquals: { "sts:ExternalId": "a" } };
    expect(trust(vendor, demanded)).toEqual(["pass"]);
    expect(trust(vendor)).not.toEqual(["pass"]);
    expect(trust(vendor, { StringNotEquals: { "sts:ExternalId": "a" } })).not.toEqual(["pass"]);
    expect(trust(other, demanded)).not.toEqual(["pass"]);
    const policy = written({ Principal: { AWS: vendor }, Condition: demanded });
    expect(found("aws:s3/bucketPolicy:BucketPolicy", { policy })).not.toEqual(["pass"]);
  });

  it("accepts an account that the configuration trusts", () => {
    const policy = written({ Principal: { AWS: other } });
    expect(found("aws:kms/key:Key", { policy }, { trustedAccounts: [other] })).toEqual(["pass"]);
  });

  it("is undecided where the account of the stack or a policy is unknown, once for the stack", () => {
    const key = inStack("aws:kms/key:Key", "key", { policy: written({ Principal: { AWS: other } }) });
    expect(judgedTogether(policiesOwnAccounts, [stackResource, key])).toEqual([
      "[policies-own-accounts] key: undecided: waits for the ARN of a resource, which contains the account of the stack.",
    ]);
    const secret = inStack("aws:kms/key:Key", "key", { policy: unknown });
    expect(judgedTogether(policiesOwnAccounts, [stackResource, queue, secret, secret])).toEqual([
      "[policies-own-accounts] stack: undecided: waits for policy.",
    ]);
  });
});

describe("shares-own-accounts", () => {
  const found = (type: string, props: object) =>
    judgedTogether(sharesOwnAccounts, [stackResource, queue, inStack(type, "subject", props)]);
  const shares = (account: string): readonly (readonly [type: string, props: object])[] => [
    ["aws:rds/snapshot:Snapshot", { sharedAccounts: [account] }],
    ["aws:rds/clusterSnapshotCopy:ClusterSnapshotCopy", { sharedAccounts: [account] }],
    ["aws:ec2/snapshotCreateVolumePermission:SnapshotCreateVolumePermission", { accountId: account }],
    ["aws:ec2/amiLaunchPermission:AmiLaunchPermission", { accountId: account }],
    ["aws:ec2/vpcPeeringConnection:VpcPeeringConnection", { peerOwnerId: account }],
    ["aws:ram/principalAssociation:PrincipalAssociation", { principal: account }],
    ["aws:lambda/permission:Permission", { principal: account }],
    ["aws:lambda/permission:Permission", { principal: "s3.amazonaws.com", sourceAccount: account }],
    ["aws:kms/grant:Grant", { granteePrincipal: `arn:aws:iam::${account}:role/reports` }],
    ["aws:cloudwatch/eventPermission:EventPermission", { principal: account }],
    ["aws:cloudwatch/eventTarget:EventTarget", { arn: `arn:aws:sqs:eu-west-1:${account}:events` }],
    [
      "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter",
      { destinationArn: `arn:aws:logs:eu-west-1:${account}:destination:a` },
    ],
    ["aws:sns/topicSubscription:TopicSubscription", { endpoint: `arn:aws:sqs:eu-west-1:${account}:alerts` }],
    [
      "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
      { rules: [{ destination: { account, bucket: "arn:aws:s3:::copy" } }] },
    ],
    [
      "aws:ecr/replicationConfiguration:ReplicationConfiguration",
      { replicationConfiguration: { rules: [{ destinations: [{ region: "eu-west-1", registryId: account }] }] } },
    ],
    [
      "aws:backup/plan:Plan",
      { rules: [{ copyActions: [{ destinationVaultArn: `arn:aws:backup:eu-west-1:${account}:backup-vault:a` }] }] },
    ],
  ];

  it.each(shares(other))("refuses a %s for another account", (type, props) => {
    expect(found(type, props)).toHaveLength(1);
    expect(found(type, props)[0]).toContain(`found a share with the AWS account ${other}; needed`);
  });

  it.each(shares(own))("accepts a %s within the stack's account", (type, props) => {
    expect(found(type, props)).toEqual(["pass"]);
  });

  it.each([
    ["aws:rds/snapshot:Snapshot", { sharedAccounts: ["all"] }],
    ["aws:ec2/amiLaunchPermission:AmiLaunchPermission", { group: "all" }],
    ["aws:lambda/permission:Permission", { principal: "*" }],
    ["aws:lambda/functionUrl:FunctionUrl", { authorizationType: "NONE" }],
    ["aws:cloudwatch/eventPermission:EventPermission", { principal: "*" }],
    ["aws:ec2/vpcEndpointServiceAllowedPrinciple:VpcEndpointServiceAllowedPrinciple", { principalArn: "*" }],
  ])("refuses a %s for everybody", (type, props) => {
    expect(found(type, props)[0]).toContain("found a share with all accounts");
  });

  it("accepts what names no account, or one organisation", () => {
    expect(found("aws:sns/topicSubscription:TopicSubscription", { endpoint: "team@host.test" })).toEqual(["pass"]);
    expect(found("aws:lambda/permission:Permission", { principal: "sns.amazonaws.com" })).toEqual(["pass"]);
    expect(found("aws:lambda/permission:Permission", { principal: "*", principalOrgId: "o-1" })).toEqual(["pass"]);
    expect(found("aws:lambda/functionUrl:FunctionUrl", { authorizationType: "AWS_IAM" })).toEqual(["pass"]);
  });
});
