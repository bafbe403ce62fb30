import { noPlaintextSecretsStored } from "../../../policy/rules/secrets/no-plaintext-secrets-stored";
import { noSecretsInTags } from "../../../policy/rules/secrets/no-secrets-in-tags";
import { noSecretsInUserData } from "../../../policy/rules/secrets/no-secrets-in-user-data";
import { secretRotationDeclaredRule } from "../../../policy/rules/secrets/secret-rotation-declared";
import { secretVersionsKept } from "../../../policy/rules/secrets/secret-versions-kept";
import { secretVersionStages } from "../../../policy/rules/secrets/secret-version-stages";
import { stackOutputsSecret } from "../../../policy/rules/secrets/stack-outputs-secret";
import type { StackResource } from "../../../policy/stack-view";
import { Secret, inStack, judged, judgedTogether, resource, unknown } from "../harness";

const value = "correct-horse-battery-staple";
const url = `rediss://app:${value}@cache:6379`;
const privateKey = ["-----BEGIN", "PRIVATE KEY-----\nMIIE"].join(" ");

describe("no-secrets-in-tags", () => {
  const bucket = (props: object) => judged(noSecretsInTags, resource("aws:s3/bucket:Bucket", props));
  const says = (name: string, why: string) => [
    `[no-secrets-in-tags] subject: found the tag ${name}, ${why}; needed a Secrets Manager secret. Change tags.`,
  ];

  it.each([
    ["plain tags", { tags: { stage: "production", "rotation-class": "generated" } }, ["pass"]],
    ["no tags", {}, ["pass"]],
    ["a word about a secret", { tags: { secret: "jwt" } }, ["pass"]],
    ["where a secret is", { tags: { dbSecret: "arn:aws:secretsmanager:eu-west-1:1:secret:db" } }, ["pass"]],
    ["a secret by its name", { tags: { dbPassword: value } }, says("dbPassword", "named like a secret")],
    ["a credential", { tags: { queue: url } }, says("queue", "whose value looks like a credential")],
    [
      "a description with a key",
      { description: privateKey },
      [
        "[no-secrets-in-tags] subject: found a description with a credential in it; needed a description without a credential. Change description.",
      ],
    ],
    [
      "an unknown tag",
      { tags: { a: unknown, queue: url } },
      [
        ...says("queue", "whose value looks like a credential"),
        "[no-secrets-in-tags] subject: undecided: waits for tags.a.",
      ],
    ],
  ])("judges %s", (_, props, expected) => {
    expect(bucket(props)).toEqual(expected);
    expect(bucket(props).join()).not.toContain(value);
  });
});

describe("no-secrets-in-user-data", () => {
  const host = (props: object) => judged(noSecretsInUserData, resource("aws:ec2/launchTemplate:LaunchTemplate", props));
  const says = (found: string, setting = "userData") => [
    `[no-secrets-in-user-data] subject: found ${found}; needed a Secrets Manager secret. Change ${setting}.`,
  ];
  const assigned = says("a value for DB_PASSWORD in the script");

  it.each([
    ["a plain script", { userData: "#!/bin/sh\nexport STAGE=production" }, ["pass"]],
    ["no script", {}, ["pass"]],
    ["a script that asks", { userData: "DB_PASSWORD=$(aws secretsmanager get-secret-value --secret-id db)" }, ["pass"]],
    ["a variable", { userData: 'DB_PASSWORD="${FROM_ELSEWHERE}"' }, ["pass"]],
    ["a password", { userData: `export DB_PASSWORD=${value}` }, assigned],
    ["a password in base64", { userData: Buffer.from(`DB_PASSWORD=${value}\n`).toString("base64") }, assigned],
    ["a credential", { userData: `connect ${url}` }, says("a credential in the script")],
    [
      "a password in base64 in the script",
      { userData: `#cloud-config\n- content: ${Buffer.from(`DB_PASSWORD=${value}`).toString("base64")}\n` },
      assigned,
    ],
    [
      "a credential in the other property",
      { userDataBase64: Buffer.from(`connect ${url}`).toString("base64") },
      says("a credential in the script", "userDataBase64"),
    ],
    ["something unknown", { userData: unknown }, ["[no-secrets-in-user-data] subject: undecided: waits for userData."]],
  ])("judges %s", (_, props, expected) => {
    expect(host(props)).toEqual(expected);
    expect(host(props).join()).not.toContain(value);
  });
});

describe("no-plaintext-secrets-stored", () => {
  const parameter = (props: object) =>
    judged(noPlaintextSecretsStored, resource("aws:ssm/parameter:Parameter", { type: "String", ...props }));
  const object = (content: unknown) =>
    judged(noPlaintextSecretsStored, resource("aws:s3/bucketObjectv2:BucketObjectv2", { content }));
  const says = (why: string) => [
    `[no-plaintext-secrets-stored] subject: found a plain parameter ${why}; needed SecureString, or a Secrets Manager secret. Change type.`,
  ];
  const inObject = [
    "[no-plaintext-secrets-stored] subject: found an object with a credential in it; needed a Secrets Manager secret. Change content.",
  ];

  it.each([
    ["a setting", { name: "/app/LOG_LEVEL", value: "info" }, ["pass"]],
    ["an encrypted secret", { name: "/app/JWT_SECRET", type: "SecureString", value }, ["pass"]],
    ["where a secret is", { name: "/app/DB_SECRET", value: "arn:aws:secretsmanager:eu-west-1:1:secret:db" }, ["pass"]],
    ["a secret by its name", { name: "/app/JWT_SECRET", value }, says("JWT_SECRET, named like a secret")],
    ["an insecure value", { name: "/app/JWT_SECRET", insecureValue: value }, says("JWT_SECRET, named like a secret")],
    ["a credential", { name: "/app/queue", value: url }, says("whose value looks like a credential")],
    [
      "an unknown value",
      { name: "/app/queue", value: unknown },
      ["[no-plaintext-secrets-stored] subject: undecided: waits for value."],
    ],
    ["a password in a document", { value: `{"password":"${value}"}` }, says("whose value looks like a credential")],
  ])("judges a parameter with %s", (_, props, expected) => {
    expect(parameter(props)).toEqual(expected);
    expect(parameter(props).join()).not.toContain(value);
  });

  it.each([
    ["a page", "<h1>Care</h1>", ["pass"]],
    ["a settings file", `PORT=3000\nDB_PASSWORD=${value}\n`, inObject],
    ["YAML", `db:\n  password: ${value}\n`, inObject],
    ["base64", Buffer.from(`connect ${url}`).toString("base64"), inObject],
    ["nothing", undefined, ["pass"]],
    ["a private key", privateKey, inObject],
    ["a connection string", `{"queue":"${url}"}`, inObject],
    ["something unknown", unknown, ["[no-plaintext-secrets-stored] subject: undecided: waits for content."]],
  ])("judges an object with %s", (_, content, expected) => {
    expect(object(content)).toEqual(expected);
  });
});

describe("stack-outputs-secret", () => {
  const outputs = (props: object) =>
    judgedTogether(stackOutputsSecret, [inStack("pulumi:pulumi:Stack", "production", props)]);
  const says = (name: string, why: string) => [
    `[stack-outputs-secret] production: found the output ${name}, ${why}, in plain text; needed a secret output, or no output. Change pulumi.secret.`,
  ];

  it.each([
    ["no outputs", {}, ["pass"]],
    ["addresses and names", { apiUrl: "https://api.example.org", app: { jwtSecretArn: "arn:aws:x" } }, ["pass"]],
    ["a word about a secret", { app: { secret: "jwt" } }, ["pass"]],
    ["a secret that is kept as one", { password: new Secret(value), app: { queue: new Secret(url) } }, ["pass"]],
    ["a list with a secret in it", { tokens: [new Secret(value), "a"] }, ["pass"]],
    ["a secret by its name", { adminPassword: value }, says("adminPassword", "named like a secret")],
    ["one deep inside", { app: { dbPassword: value } }, says("app.dbPassword", "named like a secret")],
    ["one in a list", { authToken: [value] }, says("authToken.0", "named like a secret")],
    ["a credential", { app: { queue: url } }, says("app.queue", "with a credential in it")],
    ["a credential in a command", { run: `psql ${url}` }, says("run", "with a credential in it")],
    ["numbers, nothing and flags", { token: 12_345_678, password: null, secret: true }, ["pass"]],
    [
      "an unknown output beside a plain secret",
      { apiUrl: unknown, adminPassword: value },
      [
        ...says("adminPassword", "named like a secret"),
        "[stack-outputs-secret] production: undecided: waits for apiUrl.",
      ],
    ],
  ])("judges %s", (_, props, expected) => {
    expect(outputs(props)).toEqual(expected);
    expect(outputs(props).join()).not.toContain(value);
  });

  it("does not decide where nothing tells which outputs are secrets", () => {
    const { openProps, ...untold } = inStack("pulumi:pulumi:Stack", "production", { adminPassword: value });
    expect(openProps).toBeDefined();
    expect(judgedTogether(stackOutputsSecret, [untold])).toEqual([
      "[stack-outputs-secret] production: undecided: waits for the secret marks of the outputs.",
    ]);
  });
});

describe("secret-versions-kept", () => {
  const says = (found: string) => [
    `[secret-versions-kept] subject: found retainsVersions ${found}; needed retainsVersions true. Change retainsVersions.`,
  ];

  it.each([
    [true, ["pass"]],
    [false, says("false")],
    [undefined, says("not set")],
    [unknown, ["[secret-versions-kept] subject: undecided: waits for retainsVersions."]],
  ])("judges %j", (retainsVersions, expected) => {
    const entry = resource("care-platform:security:SecretEntry", { retainsVersions });
    expect(judged(secretVersionsKept, entry)).toEqual(expected);
  });
});

describe("secret-version-stages", () => {
  const says = (found: string) => [
    `[secret-version-stages] subject: found ${found}; needed AWSCURRENT. Change versionStages.`,
  ];

  it.each([
    [["AWSCURRENT"], ["pass"]],
    [["AWSPENDING"], ["pass"]],
    [["OLD"], says("other version stages")],
    [undefined, says("no version stage")],
    [unknown, ["[secret-version-stages] subject: undecided: waits for versionStages."]],
  ])("judges %j", (versionStages, expected) => {
    const version = resource("aws:secretsmanager/secretVersion:SecretVersion", { versionStages });
    expect(judged(secretVersionStages, version)).toEqual(expected);
  });
});

describe("secret-rotation-declared", () => {
  const rule = secretRotationDeclaredRule(() => new Date("2026-11-10T12:00:00Z"));
  const secret = (tags: unknown) => inStack("aws:secretsmanager/secret:Secret", "secret", { arn: "arn:secret", tags });
  const rotation = (rotationRules: unknown) =>
    inStack("aws:secretsmanager/secretRotation:SecretRotation", "rotation", { secretId: "arn:secret", rotationRules });
  const judge = (...resources: StackResource[]) => judgedTogether(rule, resources);
  const says = (found: string) => [
    `[secret-rotation-declared] secret: found ${found}; needed a rotation within 30 days. Change SecretRotation, or the tags.`,
  ];

  it.each([
    ["a generation", { "rotation-class": "generated", generation: "3" }, ["pass"]],
    ["a key of data", { "rotation-class": "re-encrypt" }, ["pass"]],
    ["a vendor's", { "rotation-class": "vendor" }, ["pass"]],
    ["the last day today", { "rotate-by": "2026-11-10" }, ["pass"]],
    ["a day this month", { "rotate-by": "2026-12-01" }, ["pass"]],
    ["a day that is over", { "rotate-by": "2026-11-08" }, says("a rotation that is 2 days overdue")],
    ["a day far away", { "rotate-by": "2027-11-10" }, says("a rotation only in 365 days")],
    ["no day", { "rotate-by": "soon" }, says("a tag rotate-by that is not a date")],
    ["no generation", { "rotation-class": "generated" }, says("a generated secret without the tag generation")],
    ["another word", { "rotation-class": "never" }, says("an unknown rotation-class")],
    ["nothing", {}, says("no rotation schedule and no rotation tags")],
    ["no tags", undefined, says("no rotation schedule and no rotation tags")],
    ["unknown tags", unknown, ["[secret-rotation-declared] secret: undecided: waits for tags."]],
  ])("judges a secret with %s in its tags", (_, tags, expected) => {
    expect(judge(secret(tags))).toEqual(expected);
  });

  it.each([
    [{ automaticallyAfterDays: 30 }, ["pass"]],
    [{ automaticallyAfterDays: 90 }, says("a rotation every 90 days")],
    [{ scheduleExpression: "rate(10 days)" }, ["pass"]],
    [{ scheduleExpression: "rate(12 hours)" }, ["pass"]],
    [{ scheduleExpression: "rate(60 days)" }, says("a rotation every 60 days")],
    [{ scheduleExpression: "cron(0 2 1 * ? *)" }, ["pass"]],
    [{ scheduleExpression: "cron(0 2 ? * SUN *)" }, ["pass"]],
    [{ scheduleExpression: "cron(0 2 1 1/3 ? *)" }, says("a rotation without a period")],
    [{}, says("a rotation without a period")],
    [unknown, ["[secret-rotation-declared] secret: undecided: waits for rotationRules."]],
  ])("judges a rotation of %j", (rules, expected) => {
    expect(judge(secret(undefined), rotation(rules))).toEqual(expected);
  });
});
