import * as pulumi from "@pulumi/pulumi";
import { ApplicationSecrets, type ApplicationSecret } from "../../../components/security/application-secrets";
import { randomSecret } from "../../../components/security/random-secret";
import type { SecretKind } from "../../../settings/secrets/kind";
import {
  aes256Strength,
  passwordStrength,
  saltStrength,
  signingStrength,
  type Strength,
} from "../../../settings/secrets/strength";
import { SecretEntry } from "../../../components/security/secret-entry";
import { register, registerBoth } from "../mocks";

const kmsKeyArn = "arn:aws:kms:eu-west-1:000000000000:key/secrets";

describe("A random secret", () => {
  const build = (strength: Strength) => register(() => ({ value: randomSecret("token", strength, {}) }));

  it.each<[string, Strength, string, object]>([
    ["password", passwordStrength, "random:index/randomPassword:RandomPassword", { length: 48, special: false }],
    ["signing secret", signingStrength, "random:index/randomPassword:RandomPassword", { length: 64, special: false }],
    ["encryption key", aes256Strength, "random:index/randomBytes:RandomBytes", { length: 32 }],
    ["salt", saltStrength, "random:index/randomBytes:RandomBytes", { length: 16 }],
  ])("makes a %s of one random resource, and hands it on as a secret", async (_, strength, type, inputs) => {
    const account = await build(strength);
    expect(account.only(type)).toMatchObject({ name: "token", inputs });
    expect(await account.isSecretOutput(account.result.value)).toBe(true);
  });

  it("writes a key as 44 characters of base64 and a salt as 32 hexadecimal digits", async () => {
    const key = await build(aes256Strength);
    const salt = await build(saltStrength);
    expect(Buffer.from(await key.value(key.result.value), "base64")).toHaveLength(32);
    expect(await salt.value(salt.result.value)).toMatch(/^[0-9a-f]{32}$/);
  });
});

describe("SecretEntry", () => {
  const build = (kind: SecretKind = "signing") =>
    register(
      () =>
        new SecretEntry("jwt", {
          stage: "staging",
          system: "ahava-healthcare",
          variable: "JWT_SECRET",
          value: "in plain",
          description: "Signs the access tokens.",
          kind,
          generation: 1,
          kmsKeyArn,
        }),
    );

  it("is a secret, its policy and its current version", async () => {
    const account = await build();
    expect(account.named("jwt-secret").inputs).toEqual({
      name: "staging/ahava-healthcare/JWT_SECRET",
      description: "Signs the access tokens.",
      kmsKeyId: kmsKeyArn,
      recoveryWindowInDays: 30,
      tags: { "rotation-class": "generated", generation: "1" },
    });
    expect(account.counts()).toEqual({
      "care-platform:security:SecretEntry": 1,
      "aws:secretsmanager/secret:Secret": 1,
      "aws:secretsmanager/secretPolicy:SecretPolicy": 1,
      "aws:secretsmanager/secretVersion:SecretVersion": 1,
    });
  });

  it("makes a secret of the value even when it came in plain, and keeps it out of its own inputs", async () => {
    const account = await build();
    expect(account.named("jwt-version").inputs.secretString).toEqual({ secret: "in plain" });
    expect(JSON.stringify(account.named("jwt").inputs)).not.toContain("in plain");
  });

  it("leaves a replaced version in AWS, so that running tasks and a rolled back deployment still find it", async () => {
    const account = await build();
    const { inputs, options } = account.named("jwt-version");
    expect(inputs.versionStages).toEqual(["AWSCURRENT"]);
    expect(options.retainOnDelete).toBe(true);
    expect(account.named("jwt").inputs.retainsVersions).toBe(true);
  });

  it("pins the version in what a container is given", async () => {
    const account = await build();
    const arn = await account.value(account.result.arn);
    expect(await account.value(account.result.valueFrom)).toBe(`${arn}:::version-of-jwt-version`);
  });

  it("refuses public policies and unencrypted connections", async () => {
    const { inputs } = (await build()).named("jwt-policy");
    expect(inputs.blockPublicPolicy).toBe(true);
    expect(JSON.parse(inputs.policy as string)).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "EncryptedConnectionsOnly",
          Effect: "Deny",
          Principal: "*",
          Action: ["secretsmanager:*"],
          Resource: ["*"],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    });
  });

  it("is protected exactly when stored data depends on it", async () => {
    expect((await build("encryption")).named("jwt-secret").options.protect).toBe(true);
    expect((await build("vendor")).named("jwt-secret").options.protect).toBe(false);
  });
});

describe("ApplicationSecrets", () => {
  const secrets: readonly ApplicationSecret[] = [
    { name: "ENCRYPTION_KEY", value: pulumi.secret("key"), kind: "encryption", description: "Data." },
    { name: "SMTP_PASS", value: "mail", kind: "vendor", description: "Mail." },
  ];
  const build = () =>
    new ApplicationSecrets("ahava", { stage: "staging", system: "ahava-healthcare", secrets, kmsKeyArn });

  it("has an entry for each variable, and the same set in a preview", async () => {
    const { preview, update } = await registerBoth(build);
    expect(preview.names()).toEqual(update.names());
    expect(update.ofType("care-platform:security:SecretEntry").map(({ name }) => name)).toEqual([
      "ahava-encryption-key",
      "ahava-smtp-pass",
    ]);
    expect(update.named("ahava-encryption-key-secret").options.protect).toBe(true);
    expect(update.named("ahava-smtp-pass-secret").options.protect).toBe(false);
  });

  it("gives a task its variables and a role its permission", async () => {
    const account = await register(build);
    const { valueFrom, arns } = account.result;
    expect(Object.keys(valueFrom)).toEqual(["ENCRYPTION_KEY", "SMTP_PASS"]);
    expect(await account.value(valueFrom.SMTP_PASS ?? "")).toMatch(/:::version-of-ahava-smtp-pass-version$/);
    expect(await account.value(pulumi.all([...arns]))).toHaveLength(2);
  });

  it("shows no value but in the versions, where it is secret", async () => {
    const account = await register(build);
    for (const { type, inputs, outputs } of account.resources) {
      const text = JSON.stringify({ inputs, outputs });
      // eslint-disable-next-line jest/no-conditional-expect -- the versions are where the values belong
      if (!type.endsWith(":SecretVersion")) expect(text).not.toMatch(/"(key|mail)"/);
    }
    const versions = account.ofType("aws:secretsmanager/secretVersion:SecretVersion");
    expect(versions.map(({ inputs }) => inputs.secretString)).toEqual([{ secret: "key" }, { secret: "mail" }]);
  });
});
