import { LogArchive } from "../../../components/observability/log-archive";
import { PrivateBucket } from "../../../components/data/private-bucket";
import type { PrivateBucketArgs } from "../../../components/data/private-bucket";
import { lifecycleRefusal } from "../../../rehearsal/account/types/data/s3-configuration-checks";
import { bucketPolicyRefusal } from "../../../rehearsal/account/types/data/s3-configurations";
import { creationOf } from "../../rehearsal/account/types/creation";
import { register, registerBoth } from "../mocks";

const args: PrivateBucketArgs = {
  stage: "production",
  accountId: "000000000000",
  dataClass: "patient",
  encryption: { kmsKeyArn: "arn:aws:kms:eu-west-1:000000000000:key/data" },
};

const build = (changes: Partial<PrivateBucketArgs> = {}) =>
  register(() => new PrivateBucket("uploads", { ...args, ...changes }));

const policyType = "aws:s3/bucketPolicy:BucketPolicy";
const lifecycleType = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";

describe("a private bucket", () => {
  it("is closed, versioned, encrypted and owned whole", async () => {
    const account = await build();
    expect(account.counts()).toEqual({
      "care-platform:data:PrivateBucket": 1,
      "aws:s3/bucket:Bucket": 1,
      "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": 1,
      "aws:s3/bucketOwnershipControls:BucketOwnershipControls": 1,
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": 1,
      "aws:s3/bucketVersioning:BucketVersioning": 1,
      [lifecycleType]: 1,
      [policyType]: 1,
    });
    expect(account.named("uploads", "aws:s3/bucket:Bucket").inputs).toEqual({
      bucket: "production-uploads-000000000000",
      forceDestroy: false,
      tags: { "data-class": "patient" },
    });
    expect(account.named("uploads-access-block").inputs).toEqual({
      bucket: "production-uploads-000000000000",
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    expect(account.named("uploads-ownership").inputs.rule).toEqual({ objectOwnership: "BucketOwnerEnforced" });
    expect(account.named("uploads-versioning").inputs.versioningConfiguration).toEqual({ status: "Enabled" });
    expect(account.named("uploads-encryption").inputs.rules).toEqual([
      {
        applyServerSideEncryptionByDefault: {
          sseAlgorithm: "aws:kms",
          kmsMasterKeyId: "arn:aws:kms:eu-west-1:000000000000:key/data",
        },
        bucketKeyEnabled: true,
      },
    ]);
  });

  it("lets expire what is below a prefix, and keeps the rest", async () => {
    const account = await build({ expireAfterDays: 31, expirePrefix: "results/" });
    const { inputs } = account.only(lifecycleType);
    const rules = inputs.rules as { filter: unknown; expiration?: unknown }[];
    expect(rules.map(({ filter, expiration }) => [filter, expiration])).toEqual([
      [{}, undefined],
      [{ prefix: "results/" }, { days: 31 }],
    ]);
    expect(lifecycleRefusal(creationOf(inputs))).toBeUndefined();
  });

  it("is protected unless an argument says otherwise", async () => {
    const bucket = async (changes: Partial<PrivateBucketArgs>) =>
      (await build(changes)).named("uploads", "aws:s3/bucket:Bucket");
    expect((await bucket({})).options.protect).toBe(true);
    const weaker = await bucket({ protectData: false, forceDestroy: true });
    expect([weaker.options.protect, weaker.inputs.forceDestroy]).toEqual([false, true]);
  });

  it("turns away whoever comes without TLS, and adds the statements it is given", async () => {
    const account = await build({
      statements: [
        {
          sid: "Scanner",
          effect: "Allow",
          principals: { Service: ["scanner.amazonaws.com"] },
          actions: ["s3:GetObject"],
          paths: ["", "incoming/*"],
        },
      ],
    });
    const { Statement } = JSON.parse(String(account.only(policyType).inputs.policy)) as {
      Statement: { Sid: string; Effect: string; Resource: string[] }[];
    };
    expect(Statement.map(({ Sid, Effect }) => `${Effect} ${Sid}`)).toEqual([
      "Deny OnlyOverTls",
      "Deny OnlyTls12AndLater",
      "Allow Scanner",
    ]);
    expect(Statement[2]?.Resource).toEqual([
      "arn:aws:s3:::production-uploads-000000000000",
      "arn:aws:s3:::production-uploads-000000000000/incoming/*",
    ]);
  });

  it("has its name only once its policy is in place", async () => {
    const account = await build();
    const access = account.only("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock");
    expect(account.only(policyType).options.dependencies).toContain(access.urn);
    expect(await account.value(account.result.bucketName)).toBe("production-uploads-000000000000");
  });

  it("notes its requests in another bucket on demand", async () => {
    const account = await build({ accessLogs: { bucketName: "production-log-archive", prefix: "buckets/uploads/" } });
    expect(account.only("aws:s3/bucketLogging:BucketLogging").inputs).toEqual({
      bucket: "production-uploads-000000000000",
      targetBucket: "production-log-archive",
      targetPrefix: "buckets/uploads/",
    });
  });

  it("is the same set in a preview", async () => {
    const { preview, update } = await registerBoth(() => new PrivateBucket("uploads", args));
    expect(preview.names()).toEqual(update.names());
  });
});

describe("the log archive", () => {
  const archive = (archiveDays: number) =>
    register(() => new LogArchive("log-archive", { stage: "production", accountId: "000000000000", archiveDays }));

  it("is encrypted with S3's own key, the only one load balancers can write with", async () => {
    const account = await archive(365);
    expect(account.named("log-archive-encryption").inputs.rules).toEqual([
      { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" }, bucketKeyEnabled: false },
    ]);
  });

  it("lets load balancers of this account write, by a policy S3 accepts", async () => {
    const account = await archive(365);
    const { inputs } = account.only(policyType);
    expect(bucketPolicyRefusal(creationOf(inputs))).toBeUndefined();
    expect(String(inputs.policy)).toContain(
      '"Resource":["arn:aws:s3:::production-log-archive-000000000000/load-balancers/*/AWSLogs/000000000000/*"]',
    );
  });

  it.each([20, 30, 31, 365])("keeps logs %d days by rules S3 accepts", async (archiveDays) => {
    const account = await archive(archiveDays);
    const { inputs } = account.only(lifecycleType);
    expect(lifecycleRefusal(creationOf(inputs))).toBeUndefined();
    expect(inputs.rules).toMatchObject([{ expiration: { days: archiveDays } }]);
  });
});
