import * as s3 from "@pulumi/aws/s3";
import * as secretsmanager from "@pulumi/aws/secretsmanager";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { DocumentCollector, StageDocuments } from "../../components/stage/stage-documents";
import {
  beginningOf,
  jsonText,
  stated,
  statedAs,
  statedKey,
  statedSecret,
  stateProperty,
  textOf,
} from "../../components/stated-values";
import { register } from "./mocks";

/** What a callback states of a value, as it is in a preview or in an update. */
async function statedIn(preview: boolean, build: () => unknown): Promise<unknown> {
  const account = await register(() => pulumi.output(stated(build())), { preview });
  return account.value(account.result);
}

const bucketUrn = "urn:pulumi:staging::care-platform::aws:s3/bucket:Bucket::uploads";

describe("a stated value", () => {
  it("has the parts of a text, and of which resource's property each is", async () => {
    await expect(
      statedIn(false, () => textOf`${new s3.Bucket("uploads", { bucket: "uploads" }).arn}/reports/*`),
    ).resolves.toEqual({
      [statedKey]: "text",
      value: expect.stringMatching(/^arn:aws:s3.*\/reports\/\*$/) as string,
      parts: [
        "",
        {
          [statedKey]: "unknown",
          value: expect.stringMatching(/^arn:aws:s3/) as string,
          from: [{ urn: bucketUrn, property: "arn" }],
        },
        "/reports/*",
      ],
    });
  });

  it("has the structure of a document, without the value of a secret in it", async () => {
    const document = await statedIn(false, () => {
      const password = new random.RandomPassword("signing", { length: 64 });
      return statedSecret(jsonText({ kid: "g1", value: statedAs(pulumi.secret(password.result), password.result) }));
    });
    const written = JSON.stringify(document);
    expect(document).toMatchObject({ [statedKey]: "json", of: { kid: "g1", value: { [statedKey]: "value" } } });
    expect(written).toContain('"property":"result"');
    expect(written.match(/"value":"/g)).toBeNull();
  });

  it("leaves plain values as they are", async () => {
    const plain = { list: [1, "two", null], nested: { flag: true } };
    await expect(statedIn(false, () => plain)).resolves.toEqual(plain);
  });

  it("begins with what stands first in its text", () => {
    const arn = pulumi.output("arn:aws:s3:::uploads");
    expect(beginningOf(textOf`${arn}:::version`)).toBe(arn);
    expect(beginningOf(arn)).toBe(arn);
  });
});

describe("the documents of a stage", () => {
  /** The outputs of the component that tells of them. */
  const outputsIn = async (preview: boolean) => {
    const account = await register(
      () => {
        const documents = new DocumentCollector();
        const parent = new pulumi.ComponentResource(
          "test:index:Part",
          "part",
          {},
          { transformations: [documents.watch] },
        );
        const bucket = new s3.Bucket("uploads", { bucket: "uploads", tags: { plain: "yes" } }, { parent });
        new s3.BucketPolicy(
          "uploads",
          { bucket: bucket.bucket, policy: jsonText({ Resource: bucket.arn }) },
          { parent },
        );
        const value = jsonText({ owner: bucket.arn });
        const version = new secretsmanager.SecretVersion(
          "key",
          { secretId: "key", secretString: pulumi.secret(value) },
          { parent },
        );
        stateProperty(version, "secretString", value);
        return new StageDocuments("documents", documents, { bucketArn: bucket.arn });
      },
      { preview },
    );
    return account.only("care-platform:stage:StageDocuments").outputs;
  };

  it("are stated in a preview, by the resource and the property that holds each", async () => {
    const outputs = await outputsIn(true);
    expect(outputs).toMatchObject({
      documents: [
        { urn: expect.stringMatching(/BucketPolicy::uploads$/) as string, property: "policy" },
        { urn: expect.stringMatching(/SecretVersion::key$/) as string, property: "secretString" },
      ],
      stackOutputs: { bucketArn: { [statedKey]: "unknown", from: [{ property: "arn" }] } },
    });
  });

  it("are left out of a deployment, whose resources the pack checks themselves", async () => {
    await expect(outputsIn(false)).resolves.toEqual({});
  });
});
