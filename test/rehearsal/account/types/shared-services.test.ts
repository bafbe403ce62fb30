import { codeOf } from "./data-account";
import { FoundationAccount, foundationTypes } from "./foundation-account";

const root = { AWS: "arn:aws:iam::000000000000:root" };
const document = (...statements: object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const allow = (further: object) => ({ Effect: "Allow", ...further });

const ownKey = allow({ Principal: root, Action: "kms:*", Resource: "*" });
const logsOn = allow({ Principal: { Service: "logs.eu-west-1.amazonaws.com" }, Action: "kms:*", Resource: "*" });
const trust = document(allow({ Principal: { Service: "ecs-tasks.amazonaws.com" }, Action: "sts:AssumeRole" }));

const keyType = "aws:kms/key:Key";
const logType = "aws:cloudwatch/logGroup:LogGroup";
const roleType = "aws:iam/role:Role";
const rolePolicyType = "aws:iam/rolePolicy:RolePolicy";
const attachmentType = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const topicType = "aws:sns/topic:Topic";
const subscriptionType = "aws:sns/topicSubscription:TopicSubscription";
const bucketType = "aws:s3/bucket:Bucket";
const bucketPolicyType = "aws:s3/bucketPolicy:BucketPolicy";
const vaultType = "aws:backup/vault:Vault";
const planType = "aws:backup/plan:Plan";

let account: FoundationAccount;
beforeEach(() => {
  account = new FoundationAccount();
});

it.each(Object.keys(foundationTypes))("%s has a token as Pulumi writes them", (token) => {
  expect(token).toMatch(/^aws:[a-z0-9]+\/([a-z][A-Za-z0-9]*):[A-Z][A-Za-z0-9]*$/);
  const [, module = "", name = ""] = token.split(":");
  expect(`${name.charAt(0).toLowerCase()}${name.slice(1)}`).toBe(module.split("/")[1]);
});

describe("keys", () => {
  it.each([
    ["nobody who may change the policy", document(logsOn), "MalformedPolicyDocumentException"],
    ["text that is no JSON", "{", "MalformedPolicyDocumentException"],
    [
      "a role that is not there",
      document(ownKey, allow({ Principal: { AWS: "arn:aws:iam::000000000000:role/none" }, Action: "kms:Decrypt" })),
      "MalformedPolicyDocumentException",
    ],
    ["the account itself", document(ownKey), "accepted"],
  ])("with a policy of %s: %s", (_, policy, code) => {
    expect(codeOf(() => account.create(keyType, { policy }))).toBe(code);
  });

  it("end after 7 to 30 days, and have aliases that lead to them", () => {
    expect(codeOf(() => account.create(keyType, { deletionWindowInDays: 6 }))).toBe("ValidationException");
    const alias = { name: "alias/data", targetKeyId: "00000000-0000-0000-0000-000000000000" };
    expect(codeOf(() => account.create("aws:kms/alias:Alias", alias))).toBe("NotFoundException");
    expect(account.faults("aws:kms/alias:Alias", { ...alias, name: "alias/aws/s3" })).toHaveLength(1);
  });
});

describe("log groups", () => {
  it("have each name once", () => {
    expect(codeOf(() => account.create(logType, { name: "a", retentionInDays: 30 }))).toBe("accepted");
    expect(codeOf(() => account.create(logType, { name: "a" }))).toBe("ResourceAlreadyExistsException");
  });

  it("are encrypted only by a key that lets CloudWatch Logs use it", () => {
    const closed = account.create(keyType, { policy: document(ownKey) });
    const open = account.create(keyType, { policy: document(ownKey, logsOn) });
    expect(codeOf(() => account.create(logType, { name: "a", kmsKeyId: closed.arn }))).toBe("AccessDeniedException");
    expect(codeOf(() => account.create(logType, { name: "b", kmsKeyId: open.arn }))).toBe("accepted");
  });
});

describe("roles", () => {
  it("are taken on by principals that exist, by STS actions only", () => {
    const role = (assumeRolePolicy: string) => codeOf(() => account.create(roleType, { name: "a", assumeRolePolicy }));
    expect(role(document(allow({ Principal: { Service: "ecs-tasks" }, Action: "sts:AssumeRole" })))).toBe(
      "MalformedPolicyDocument",
    );
    expect(role(document(allow({ Action: "sts:AssumeRole" })))).toBe("MalformedPolicyDocument");
    expect(role(document(allow({ Principal: root, Action: "s3:GetObject" })))).toBe("MalformedPolicyDocument");
    expect(role(trust)).toBe("accepted");
    expect(role(trust)).toBe("EntityAlreadyExists");
  });

  it("have a permissions boundary that is there: of AWS, or of a stage", () => {
    const role = (permissionsBoundary: string) =>
      codeOf(() => {
        const inputs = { name: permissionsBoundary.split("/").pop(), assumeRolePolicy: trust, permissionsBoundary };
        account.create(roleType, inputs);
      });
    expect(role("arn:aws:iam::000000000000:policy/care-platform-boundary-staging")).toBe("accepted");
    expect(role("arn:aws:iam::aws:policy/PowerUserAccess")).toBe("accepted");
    expect(role("arn:aws:iam::000000000000:policy/absent")).toBe("NoSuchEntity");
  });

  it("are not deleted while a policy is attached, and take ten of them", () => {
    const role = account.create(roleType, { name: "tasks", assumeRolePolicy: trust });
    const attach = (policyArn: string) => account.create(attachmentType, { role: "tasks", policyArn });
    for (let count = 0; count < 10; count++) attach(`arn:aws:iam::aws:policy/Policy${count}`);
    expect(codeOf(() => attach("arn:aws:iam::aws:policy/Eleventh"))).toBe("LimitExceeded");
    expect(
      codeOf(() => {
        account.delete(roleType, role);
      }),
    ).toBe("DeleteConflict");
    expect(codeOf(() => attach("arn:aws:iam::000000000000:policy/none"))).toBe("NoSuchEntity");
  });

  it("have policies of a limited length and without principals", () => {
    account.create(roleType, { name: "tasks", assumeRolePolicy: trust });
    const inline = (name: string, statement: object) =>
      codeOf(() => account.create(rolePolicyType, { role: "tasks", name, policy: document(allow(statement)) }));
    expect(inline("a", { Action: "s3:GetObject", Resource: "*", Principal: "*" })).toBe("MalformedPolicyDocument");
    expect(inline("a", { Action: "GetObject", Resource: "*" })).toBe("MalformedPolicyDocument");
    expect(inline("a", { Action: "s3:GetObject", Resource: "x".repeat(6000) })).toBe("accepted");
    expect(inline("b", { Action: "s3:GetObject", Resource: "x".repeat(6000) })).toBe("LimitExceeded");
  });
});

describe("topics", () => {
  it("are told apart by name, and FIFO ones by its end", () => {
    expect(account.create(topicType, { name: "alerts" }).id).toBe("arn:aws:sns:eu-west-1:000000000000:alerts");
    expect(codeOf(() => account.create(topicType, { name: "a", fifoTopic: true }))).toBe("InvalidParameter");
  });

  it.each([
    ["email", "nobody", "InvalidParameter"],
    ["https", "http://example.org", "InvalidParameter"],
    ["carrier-pigeon", "x", "InvalidParameter"],
    ["https", "https://example.org/hook", "accepted"],
  ])("are subscribed to by %s at %s: %s", (protocol, endpoint, code) => {
    const topic = account.create(topicType, { name: "alerts" });
    expect(codeOf(() => account.create(subscriptionType, { topic: topic.id, protocol, endpoint }))).toBe(code);
  });

  it("have policies about SNS alone", () => {
    const topic = account.create(topicType, { name: "alerts" });
    const policy = (Action: string) =>
      codeOf(() =>
        account.create("aws:sns/topicPolicy:TopicPolicy", {
          arn: topic.id,
          policy: document(allow({ Principal: { Service: "cloudwatch.amazonaws.com" }, Action, Resource: topic.id })),
        }),
      );
    expect(policy("sns:*")).toBe("InvalidParameter");
    expect(policy("sns:Publish")).toBe("accepted");
  });
});

describe("buckets", () => {
  it("are named once in the world, in lower case, and not like S3's own", () => {
    const bucket = (name: string) => codeOf(() => account.create(bucketType, { bucket: name }));
    expect(bucket("uploads")).toBe("accepted");
    expect(bucket("uploads")).toBe("BucketAlreadyOwnedByYou");
    expect(bucket("xn--uploads")).toBe("InvalidBucketName");
    expect(account.faults(bucketType, { bucket: "Uploads" })).toHaveLength(1);
    expect(account.faults(bucketType, { bucket: "a".repeat(64) })).toHaveLength(1);
  });

  it("are not deleted with objects in them, unless the program said so", () => {
    const [kept, emptied] = [
      account.create(bucketType, { bucket: "kept" }),
      account.create(bucketType, { bucket: "emptied", forceDestroy: true }),
    ];
    for (const bucket of ["kept", "emptied"]) {
      account.create("aws:s3/bucketObjectv2:BucketObjectv2", { bucket, key: "a", content: "b" });
    }
    expect(
      codeOf(() => {
        account.delete(bucketType, kept);
      }),
    ).toBe("BucketNotEmpty");
    expect(
      codeOf(() => {
        account.delete(bucketType, emptied);
      }),
    ).toBe("accepted");
  });

  it("are configured under both spellings of a token", () => {
    account.create(bucketType, { bucket: "uploads" });
    for (const token of [
      "aws:s3/bucketVersioning:BucketVersioning",
      "aws:s3/bucketVersioningV2:BucketVersioningV2",
      "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
    ]) {
      const inputs = { bucket: "uploads", versioningConfiguration: { status: "Enabled" } };
      expect(account.create(token, inputs).id).toBe("uploads");
      expect(codeOf(() => account.create(token, { ...inputs, bucket: "none" }))).toBe("NoSuchBucket");
    }
  });

  it("let nobody publish them, and hear nothing of other buckets in their policy", () => {
    account.create(bucketType, { bucket: "uploads" });
    const policy = (Resource: string) =>
      codeOf(() =>
        account.create(bucketPolicyType, {
          bucket: "uploads",
          policy: document(allow({ Principal: "*", Action: "s3:GetObject", Resource })),
        }),
      );
    expect(policy("arn:aws:s3:::uploads/*")).toBe("AccessDenied");
    expect(policy("arn:aws:s3:::downloads/*")).toBe("MalformedPolicy");
  });
});

describe("backups", () => {
  const rule = { ruleName: "nightly", targetVaultName: "vault", schedule: "cron(0 2 * * ? *)" };
  const plan = (changes: object) =>
    codeOf(() => account.create(planType, { name: "plan", rules: [{ ...rule, ...changes }] }));

  it.each([
    [{}, "accepted"],
    [{ schedule: "cron(0 2 * * * *)" }, "InvalidParameterValueException"],
    [{ startWindow: 60, completionWindow: 90 }, "InvalidParameterValueException"],
    [{ lifecycle: { coldStorageAfter: 30, deleteAfter: 60 } }, "InvalidParameterValueException"],
    [{ targetVaultName: "elsewhere" }, "ResourceNotFoundException"],
  ])("by a rule with %j: %s", (changes, code) => {
    account.create(vaultType, { name: "vault" });
    expect(plan(changes)).toBe(code);
  });

  it("are kept as long as the lock of their vault wants", () => {
    account.create(vaultType, { name: "vault" });
    account.create("aws:backup/vaultLockConfiguration:VaultLockConfiguration", {
      backupVaultName: "vault",
      minRetentionDays: 30,
    });
    expect(plan({ lifecycle: { deleteAfter: 7 } })).toBe("InvalidParameterValueException");
    expect(plan({ lifecycle: { deleteAfter: 30 } })).toBe("accepted");
  });

  it("are tested by plans without hyphens in their names", () => {
    const type = "aws:backup/restoreTestingPlan:RestoreTestingPlan";
    const recoveryPointSelection = {
      algorithm: "LATEST_WITHIN_WINDOW",
      includeVaults: ["*"],
      recoveryPointTypes: ["SNAPSHOT"],
    };
    const inputs = { scheduleExpression: "cron(0 6 1 * ? *)", recoveryPointSelection };
    expect(account.faults(type, { ...inputs, name: "staging-backups" })).toHaveLength(1);
    expect(account.faults(type, { ...inputs, name: "staging_backups" })).toEqual([]);
  });
});

describe("image repositories", () => {
  it("have lower-case names and lifecycle policies with different priorities", () => {
    const repository = account.create("aws:ecr/repository:Repository", { name: "staging/api" });
    expect(repository.repositoryUrl).toBe("000000000000.dkr.ecr.eu-west-1.amazonaws.com/staging/api");
    const lifecycle = (...priorities: number[]) =>
      codeOf(() =>
        account.create("aws:ecr/lifecyclePolicy:LifecyclePolicy", {
          repository: "staging/api",
          policy: JSON.stringify({ rules: priorities.map((rulePriority) => ({ rulePriority })) }),
        }),
      );
    expect(lifecycle(1, 1)).toBe("InvalidParameterException");
    expect(lifecycle()).toBe("InvalidParameterException");
    expect(lifecycle(1, 2)).toBe("accepted");
  });
});
