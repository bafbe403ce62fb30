import * as kms from "@pulumi/aws/kms";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { isSecret, register, registerBoth, unknownValue } from "./mocks";

class Pair extends pulumi.ComponentResource {
  readonly keyArn: pulumi.Output<string>;

  constructor(name: string, args: { password: pulumi.Input<string> }) {
    super("care-platform:test:Pair", name, args);
    const key = new kms.Key(`${name}-key`, { description: args.password }, { parent: this, protect: true });
    new kms.Alias(`${name}-alias`, { targetKeyId: key.keyId, name: "alias/pair" }, { parent: this });
    this.keyArn = key.arn;
    this.registerOutputs({ keyArn: this.keyArn });
  }
}

const build = () => new Pair("pair", { password: pulumi.secret("hush") });

describe("the component harness", () => {
  it("returns every registered resource with its parent, options and inputs", async () => {
    const account = await register(build);
    expect(account.names()).toEqual([
      "aws:kms/alias:Alias::pair-alias",
      "aws:kms/key:Key::pair-key",
      "care-platform:test:Pair::pair",
    ]);
    expect(account.only("aws:kms/key:Key")).toMatchObject({ parentType: "care-platform:test:Pair", component: false });
    expect(account.named("pair-key").options.protect).toBe(true);
    expect(account.named("pair-alias").inputs).toEqual({ name: "alias/pair", targetKeyId: "key-of-pair-key" });
    expect(account.named("pair").outputs).toEqual({ keyArn: await account.value(account.result.keyArn) });
  });

  it("shows secrets as secrets and lets their value be compared", async () => {
    const account = await register(build);
    expect(account.named("pair-key").inputs).toEqual({ description: { secret: "hush" } });
    expect(isSecret(account.named("pair-key").inputs.description)).toBe(true);
    expect(isSecret(account.named("pair-alias").inputs.name)).toBe(false);
    expect(isSecret(account.named("pair").inputs.password)).toBe(true);
  });

  it("leaves computed outputs unknown in a preview, and registers the same set", async () => {
    const { preview, update } = await registerBoth(build);
    expect(preview.names()).toEqual(update.names());
    expect(preview.named("pair-alias").inputs.targetKeyId).toBe(unknownValue);
  });

  it("refuses an invoke it was given no answer for", async () => {
    const lookUp = () => s3.getBucket({ bucket: "elsewhere" });
    await expect(register(lookUp)).rejects.toThrow("aws:s3/getBucket:getBucket");
    const account = await register(lookUp, {
      calls: { "aws:s3/getBucket:getBucket": () => ({ arn: "arn:aws:s3:::x" }) },
    });
    expect(account.result.arn).toBe("arn:aws:s3:::x");
  });
});
