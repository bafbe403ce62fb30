import { ServiceAccount, refusalOf } from "../types/service-account";
import { itRefuses } from "./twins";
import type { Twin } from "./twins";

const trust = JSON.stringify({
  Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } }],
});
const policy = JSON.stringify({ Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }] });
const statement = (principal: object, more: object = {}) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "kms:*", Resource: "*", Principal: principal, ...more }],
  });
const keyArn = (name: string) => `arn:aws:kms:eu-west-1:000000000000:key/${name}`;

function around(account: ServiceAccount): void {
  const symmetric = { isEnabled: true, keyUsage: "ENCRYPT_DECRYPT", customerMasterKeySpec: "SYMMETRIC_DEFAULT" };
  account.put("aws:kms/key:Key", "good", {
    ...symmetric,
    arn: keyArn("good"),
    policy: statement({ Service: "cloudtrail.amazonaws.com" }),
  });
  account.put("aws:kms/key:Key", "closed", { ...symmetric, arn: keyArn("closed"), policy: statement({ AWS: "*" }) });
  account.put("aws:kms/key:Key", "disabled", { ...symmetric, arn: keyArn("disabled"), isEnabled: false });
  account.put("aws:kms/key:Key", "signing", { ...symmetric, arn: keyArn("signing"), keyUsage: "SIGN_VERIFY" });
  account.put("aws:iam/role:Role", "Writer", { name: "Writer", arn: "arn:aws:iam::000000000000:role/Writer" });
  account.put("aws:iam/user:User", "Person", { name: "Person" });
  account.put("aws:iam/policy:Policy", "Reading", { name: "Reading" });
  account.put("aws:cloudwatch/logGroup:LogGroup", "rare", { name: "rare", logGroupClass: "INFREQUENT_ACCESS" });
  account.put("aws:cloudwatch/logGroup:LogGroup", "trail", { name: "trail", arn: trailLogs });
  account.put("aws:s3/bucketPolicy:BucketPolicy", "logs", {
    bucket: "logs",
    policy: statement({ Service: "cloudtrail.amazonaws.com" }, { Action: ["s3:GetBucketAcl", "s3:PutObject"] }),
  });
}

const secret = { name: "s", kmsKeyId: keyArn("good") };
const topic = { name: "t", kmsMasterKeyId: keyArn("good") };
const repository = (kmsKey: string) => ({ encryptionConfigurations: [{ encryptionType: "KMS", kmsKey }] });
const metric = { pattern: "ERROR", metricTransformation: { name: "m", namespace: "n", value: "1" } };
const trailLogs = "arn:aws:logs:eu-west-1:000000000000:log-group:trail";
const trail = { name: "own", s3BucketName: "logs" };
const roleArn = "arn:aws:iam::000000000000:role/role";
const logged = { ...trail, cloudWatchLogsGroupArn: `${trailLogs}:*`, cloudWatchLogsRoleArn: roleArn };

const cases: readonly Twin[] = [
  [
    "a role's name in another case",
    "aws:iam/role:Role",
    { name: "other", assumeRolePolicy: trust },
    { name: "writer" },
    "EntityAlreadyExists",
  ],
  ["a user's name in another case", "aws:iam/user:User", { name: "other" }, { name: "PERSON" }, "EntityAlreadyExists"],
  [
    "a policy's name in another case",
    "aws:iam/policy:Policy",
    { name: "other", policy },
    { name: "reading" },
    "EntityAlreadyExists",
  ],
  [
    "a disabled key for a secret",
    "aws:secretsmanager/secret:Secret",
    secret,
    { kmsKeyId: keyArn("disabled") },
    "InvalidParameterException",
  ],
  [
    "a key that signs for a secret",
    "aws:secretsmanager/secret:Secret",
    secret,
    { kmsKeyId: keyArn("signing") },
    "InvalidParameterException",
  ],
  ["a disabled key for a topic", "aws:sns/topic:Topic", topic, { kmsMasterKeyId: keyArn("disabled") }, "KMSNotFound"],
  [
    "a disabled key for a vault",
    "aws:backup/vault:Vault",
    { name: "vault", kmsKeyArn: keyArn("good") },
    { kmsKeyArn: keyArn("disabled") },
    "InvalidParameterValueException",
  ],
  [
    "a key that signs for a repository",
    "aws:ecr/repository:Repository",
    { name: "repository", ...repository(keyArn("good")) },
    repository(keyArn("signing")),
    "KmsException",
  ],
  [
    "a replica of a key in its own Region",
    "aws:kms/replicaKey:ReplicaKey",
    { primaryKeyArn: keyArn("good"), region: "eu-central-1" },
    { region: "eu-west-1" },
    "AlreadyExistsException",
  ],
  [
    "a filter of a group that has none",
    "aws:cloudwatch/logMetricFilter:LogMetricFilter",
    { name: "f", logGroupName: "trail", ...metric },
    { logGroupName: "rare" },
    "InvalidOperationException",
  ],
  [
    "a trail's log group without its asterisk",
    "aws:cloudtrail/trail:Trail",
    logged,
    { cloudWatchLogsGroupArn: trailLogs },
    "InvalidCloudWatchLogsLogGroupArnException",
  ],
  [
    "a trail's log group without a role",
    "aws:cloudtrail/trail:Trail",
    logged,
    { cloudWatchLogsRoleArn: undefined },
    "InvalidCloudWatchLogsRoleArnException",
  ],
  [
    "a trail's key that does not let it in",
    "aws:cloudtrail/trail:Trail",
    { ...trail, kmsKeyId: keyArn("good") },
    { kmsKeyId: keyArn("closed") },
    "InsufficientEncryptionPolicyException",
  ],
];

describe("names, keys and logs refuse", () => {
  itRefuses(cases, around);
});

it("lets an alias name a disabled key", () => {
  const account = new ServiceAccount();
  around(account);
  const alias = { name: "alias/k", targetKeyId: keyArn("disabled") };
  expect(refusalOf(() => account.create("aws:kms/alias:Alias", alias))).toBe("accepted");
});

it("keeps an event bus while it has rules", () => {
  const account = new ServiceAccount();
  const bus = account.create("aws:cloudwatch/eventBus:EventBus", { name: "bus" });
  const rule = { name: "nightly", eventBusName: "bus", eventPattern: '{"source":["own"]}' };
  const created = account.create("aws:cloudwatch/eventRule:EventRule", rule);
  const removed = () =>
    refusalOf(() => {
      account.delete("aws:cloudwatch/eventBus:EventBus", bus);
    });
  expect(removed()).toBe("ValidationException");
  account.delete("aws:cloudwatch/eventRule:EventRule", created);
  expect(removed()).toBe("accepted");
});
