import { rules } from "../../../policy/index";
import { Pack } from "../../../policy/pack";
import type { CheckedResource } from "../../../policy/rule";
import type { StackResource } from "../../../policy/stack-view";
import { inStack, resource, unknown, urnOf } from "../harness";

const keyType = "aws:kms/key:Key";
const secretType = "aws:secretsmanager/secret:Secret";
const bucketType = "aws:s3/bucket:Bucket";
const policyType = "aws:s3/bucketPolicy:BucketPolicy";
const roleType = "aws:iam/role:Role";
const rolePolicyType = "aws:iam/rolePolicy:RolePolicy";
const documentsType = "care-platform:stage:StageDocuments";

const provider = {
  type: "pulumi:providers:aws",
  props: { region: "eu-west-1", allowedAccountIds: '["000000000000"]' },
};
const ofProvider = (one: StackResource): StackResource => ({ ...one, provider });

/** A resource of a preview: its inputs, what is known of its outputs, and what its properties were made from. */
interface Planned {
  readonly type: string;
  readonly name: string;
  readonly inputs: object;
  readonly outputs?: object;
  readonly madeFrom?: Record<string, readonly StackResource[]>;
}

function planned({ type, name, inputs, outputs = {}, madeFrom }: Planned) {
  return {
    checked: resource(type, inputs, { name, urn: urnOf(type, name) }),
    inStack: ofProvider(inStack(type, name, { ...inputs, ...outputs }, madeFrom)),
  };
}

/** What some rules say in a run, of each resource as it comes and of the stack at the end. */
function said(
  ids: readonly string[],
  resources: readonly { readonly checked?: CheckedResource; readonly inStack: StackResource }[],
  dryRun = true,
): readonly string[] {
  const pack = new Pack(rules, { environment: {}, folder: __dirname, today: "2026-11-25" });
  pack.configureStack({ stack: "production", tags: new Map(), dryRun });
  pack.configure(new Map());
  const alone = resources.flatMap(({ checked }) => (checked === undefined ? [] : pack.analyze(checked).diagnostics));
  const together = pack.analyzeStack(resources.map((one) => one.inStack)).diagnostics;
  return [...alone, ...together]
    .filter(({ rule }) => ids.includes(rule.id))
    .map(({ message, level }) => `${level} ${message}`);
}

/** What a program states: by the type and name of a resource, its properties. */
function documents(
  of: readonly (readonly [type: string, name: string, property: string, document: unknown])[],
  stackOutputs: object = {},
) {
  const entries = of.map(([type, name, property, document]) => ({ urn: urnOf(type, name), property, document }));
  return { inStack: inStack(documentsType, "documents", { documents: entries, stackOutputs }) };
}

/** The marks that components/stated-values.ts writes. */
const marked = (kind: string, rest: object) => ({ "care-platform:stated": kind, value: unknown, ...rest });
const valueOf = (type: string, name: string, property?: string) =>
  marked("unknown", { from: [{ urn: urnOf(type, name), ...(property !== undefined && { property }) }] });

const key = planned({ type: keyType, name: "data", inputs: { enableKeyRotation: true }, outputs: { arn: unknown } });

describe("the end of a preview", () => {
  const secretWith = (madeFrom: Record<string, readonly StackResource[]>) =>
    planned({ type: secretType, name: "api", inputs: { name: "production/api/X", kmsKeyId: unknown }, madeFrom });

  it("decides a reference by the resource that it was made from", () => {
    expect(said(["secrets-encrypted"], [key, secretWith({ kmsKeyId: [key.inStack] })])).toEqual([]);
  });

  it("leaves open what was made from nothing in the stack", () => {
    expect(said(["secrets-encrypted"], [key, secretWith({ kmsKeyId: [] })])).toEqual([
      "advisory [secrets-encrypted] api: undecided: waits for kmsKeyId.",
    ]);
  });

  it("takes of several resources the one that a reference is called after", () => {
    const stream = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream";
    const bucket = planned({
      type: bucketType,
      name: "archive",
      inputs: { bucket: "production-archive" },
      outputs: { arn: unknown },
    });
    const writing = planned({
      type: stream,
      name: "logs",
      inputs: { extendedS3Configuration: { bucketArn: unknown, kmsKeyArn: unknown } },
      madeFrom: { extendedS3Configuration: [key.inStack, bucket.inStack] },
    });
    expect(said(["shares-own-accounts"], [key, bucket, writing])).toEqual([]);
    const elsewhere = planned({
      ...writing,
      type: stream,
      name: "logs",
      inputs: { extendedS3Configuration: { bucketArn: unknown } },
    });
    expect(said(["shares-own-accounts"], [key, elsewhere])).toHaveLength(1);
  });

  it("says what it finds besides at once, and only once", () => {
    const replica = { region: "eu-west-1", kmsKeyId: "alias/aws/secretsmanager" };
    const secret = planned({
      type: secretType,
      name: "api",
      inputs: { name: "production/api/X", kmsKeyId: unknown, replicas: [replica] },
      madeFrom: { kmsKeyId: [key.inStack] },
    });
    expect(said(["secrets-encrypted"], [key, secret])).toEqual([
      expect.stringMatching(/^mandatory \[secrets-encrypted\] api: found the AWS-managed key .* in eu-west-1/),
    ]);
  });

  it("does not clear a text of which more is unknown than what it names", () => {
    const instance = "aws:ec2/instance:Instance";
    const host = planned({
      type: instance,
      name: "host",
      inputs: { userData: unknown },
      madeFrom: { userData: [key.inStack] },
    });
    expect(said(["no-secrets-in-user-data"], [key, host])).toEqual([
      "advisory [no-secrets-in-user-data] host: undecided: waits for userData.",
    ]);
  });

  it("judges the value that a deployment knows, whatever was said of it before", () => {
    const secret = planned({
      type: secretType,
      name: "api",
      inputs: { name: "production/api/X", kmsKeyId: "alias/aws/secretsmanager" },
      madeFrom: { kmsKeyId: [key.inStack] },
    });
    const stated = documents([[secretType, "api", "kmsKeyId", valueOf(keyType, "data", "arn")]]);
    for (const dryRun of [true, false])
      expect(said(["secrets-encrypted"], [key, secret, stated], dryRun)).toHaveLength(1);
  });
});

describe("documents that a program states", () => {
  const statement = (principal: unknown, condition?: object) => ({
    Effect: "Allow",
    Principal: principal,
    Action: "s3:GetObject",
    Resource: marked("text", { parts: [valueOf(bucketType, "uploads", "arn"), "/*"] }),
    ...(condition && { Condition: condition }),
  });
  const bucket = planned({
    type: bucketType,
    name: "uploads",
    inputs: { bucket: "production-uploads" },
    outputs: { arn: unknown, policy: unknown },
  });
  const policy = planned({
    type: policyType,
    name: "uploads",
    inputs: { bucket: "production-uploads", policy: unknown },
    madeFrom: { policy: [bucket.inStack] },
  });
  const block = planned({
    type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    name: "uploads",
    inputs: {
      bucket: "production-uploads",
      ...{ blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
    },
  });
  const bucketSaid = (...stated: readonly { readonly inStack: StackResource }[]) =>
    said(["s3-private"], [bucket, block, policy, ...stated]);
  const statedPolicy = (...statements: readonly unknown[]) =>
    documents([[policyType, "uploads", "policy", marked("json", { of: { Statement: statements } })]]);

  it("refuse in a preview a policy that is public, although an ARN in it is unknown", () => {
    expect(bucketSaid(statedPolicy(statement("*")))).toEqual([
      expect.stringMatching(/^mandatory \[s3-private\] uploads: found a public bucket policy/),
    ]);
  });

  it("pass one that names its reader by a value of the stack", () => {
    const service = { Service: "cloudfront.amazonaws.com" };
    const distribution = "aws:cloudfront/distribution:Distribution";
    const reader = planned({ type: distribution, name: "site", inputs: {}, outputs: { arn: unknown } });
    const condition = { StringEquals: { "aws:SourceArn": valueOf(distribution, "site", "arn") } };
    const stated = statedPolicy(statement(service, condition));
    expect(bucketSaid(reader, stated)).toEqual([]);
    const everybody = statedPolicy(statement("*", condition));
    expect(bucketSaid(reader, everybody)).toEqual([]);
  });

  it("are undecided where a program states nothing, or a part without a form", () => {
    const open = ["advisory [s3-private] uploads: undecided: waits for policy."];
    expect(bucketSaid()).toEqual(open);
    expect(bucketSaid(statedPolicy(statement(valueOf(roleType, "not in the stack", "arn"))))).toEqual(open);
  });

  it("say for which secret a role may read, and refuse a wide action on a value that is unknown", () => {
    const secret = planned({
      type: secretType,
      name: "jwt",
      inputs: { name: "production/api/JWT_SECRET", kmsKeyId: "key" },
      outputs: { arn: unknown },
    });
    const grant = planned({
      type: rolePolicyType,
      name: "api",
      inputs: { policy: unknown },
      madeFrom: { policy: [secret.inStack] },
    });
    const ids = ["secret-access-minimal", "iam-no-wildcard", "iam-no-escalation"];
    const stating = (action: string) =>
      documents([
        [
          rolePolicyType,
          "api",
          "policy",
          marked("json", {
            of: { Statement: [{ Effect: "Allow", Action: action, Resource: valueOf(secretType, "jwt", "arn") }] },
          }),
        ],
      ]);
    expect(said(ids, [secret, grant, stating("secretsmanager:GetSecretValue")])).toEqual([]);
    expect(said(ids, [secret, grant, stating("secretsmanager:*")])).toEqual([
      expect.stringMatching(/^mandatory \[iam-no-escalation\] api/),
      expect.stringMatching(/^mandatory \[iam-no-wildcard\] api/),
    ]);
    expect(said(ids, [secret, grant])).toHaveLength(3);
  });

  it("refuse another account, by what the provider may work in", () => {
    const roleOf = (account: string) => {
      const trust = { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: "sts:AssumeRole" };
      return planned({
        type: roleType,
        name: "api",
        inputs: { assumeRolePolicy: JSON.stringify({ Statement: [trust] }) },
      });
    };
    const stack = { inStack: inStack("pulumi:pulumi:Stack", "stack", {}) };
    expect(said(["policies-own-accounts"], [stack, roleOf("000000000000")])).toEqual([]);
    expect(said(["policies-own-accounts"], [stack, roleOf("999999999999")])).toEqual([
      expect.stringMatching(/^mandatory \[policies-own-accounts\] api: found a policy that admits the AWS account 9/),
    ]);
  });
});

describe("outputs of a stack that a preview does not know", () => {
  const stack = (outputs: object) => ({ inStack: inStack("pulumi:pulumi:Stack", "stack", outputs) });
  const zone = planned({
    type: "aws:route53/zone:Zone",
    name: "clinic",
    inputs: {},
    outputs: { nameServers: unknown },
  });
  const password = planned({
    type: "random:index/randomPassword:RandomPassword",
    name: "admin",
    inputs: { length: 64 },
  });
  const outputSaid = (stackOutputs: object) =>
    said(["stack-outputs-secret"], [stack({ shown: unknown }), zone, password, documents([], stackOutputs)]);

  it("are decided where the program states of which open property they are", () => {
    expect(outputSaid({ shown: valueOf("aws:route53/zone:Zone", "clinic", "nameServers") })).toEqual([]);
    expect(outputSaid({})).toHaveLength(1);
  });

  it("stay open where they were made from what generates secrets", () => {
    expect(outputSaid({ shown: valueOf("random:index/randomPassword:RandomPassword", "admin") })).toEqual([
      "advisory [stack-outputs-secret] stack: undecided: waits for shown.",
    ]);
  });
});
