import { ecsSecretsOfStage } from "../../../policy/rules/secrets/ecs-secrets-of-stage";
import { ecsSecretsByName } from "../../../policy/rules/secrets/ecs-secrets-by-name";
import { encryptionKeyLength } from "../../../policy/rules/secrets/encryption-key-length";
import { jwtSecretsApart } from "../../../policy/rules/secrets/jwt-secrets-apart";
import { rsaKeyMin2048 } from "../../../policy/rules/secrets/rsa-key-min-2048";
import { secretValuesApart } from "../../../policy/rules/secrets/secret-values-apart";
import type { StackResource } from "../../../policy/stack-view";
import { inStack, judged, judgedTogether, resource, unknown } from "../harness";

const secretType = "aws:secretsmanager/secret:Secret";
const versionType = "aws:secretsmanager/secretVersion:SecretVersion";
const taskType = "aws:ecs/taskDefinition:TaskDefinition";

describe("jwt-secrets-apart", () => {
  const random = (name: string) => inStack("random:index/randomPassword:RandomPassword", name, { result: unknown });
  const secret = (name: string) => inStack(secretType, name, { name: `production/app/${name}`, arn: unknown });
  const version = (of: StackResource, secretString: unknown, from: StackResource[] = []) =>
    inStack(
      versionType,
      `${of.name}-version`,
      { secretId: unknown, secretString },
      { secretId: [of], secretString: from },
    );
  const judge = (...resources: StackResource[]) => judgedTogether(jwtSecretsApart, resources);
  const says = (found: string) => [
    `[jwt-secrets-apart] JWT_REFRESH_SECRET-version: found ${found}; needed a separate random resource. Change secretString.`,
  ];
  const [access, refresh, one, other] = [
    secret("JWT_ACCESS_SECRET"),
    secret("JWT_REFRESH_SECRET"),
    random("a"),
    random("b"),
  ];

  it("goes by what the values were made from, also while they are unknown", () => {
    expect(judge(access, refresh, version(access, unknown, [one]), version(refresh, unknown, [other]))).toEqual([
      "pass",
    ]);
    expect(judge(access, refresh, version(access, unknown, [one]), version(refresh, unknown, [one]))).toEqual(
      says("the same random resource as in JWT_ACCESS_SECRET-version"),
    );
  });

  it("compares values that somebody wrote, and says none", () => {
    const value = "correct-horse-battery-staple";
    expect(judge(access, refresh, version(access, value), version(refresh, "another"))).toEqual(["pass"]);
    const messages = judge(access, refresh, version(access, value), version(refresh, value));
    expect(messages).toEqual(says("the same value as in JWT_ACCESS_SECRET-version"));
    expect(messages.join()).not.toContain(value);
  });

  it("waits for a value it knows nothing of, and has nothing to compare a single secret with", () => {
    expect(judge(access, refresh, version(access, "x"), version(refresh, unknown))).toEqual([
      "[jwt-secrets-apart] JWT_REFRESH_SECRET-version: undecided: waits for secretString.",
    ]);
    expect(judge(access, version(access, unknown, [one]))).toEqual(["pass"]);
    const database = secret("DATABASE_URL");
    expect(judge(database, refresh, version(database, unknown, [one]), version(refresh, unknown, [one]))).toEqual([
      "pass",
    ]);
  });

  it("sees a container that takes both from one place", () => {
    const task = (refreshFrom: string) => {
      const secrets = [
        { name: "JWT_ACCESS_SECRET", valueFrom: "arn:a:::1" },
        { name: "JWT_REFRESH_SECRET", valueFrom: refreshFrom },
      ];
      return judge(inStack(taskType, "task", { containerDefinitions: JSON.stringify([{ name: "api", secrets }]) }));
    };
    expect(task("arn:b:::1")).toEqual(["pass"]);
    expect(task("arn:a:::1")).toEqual([
      "[jwt-secrets-apart] task: found the same valueFrom for JWT_REFRESH_SECRET and JWT_ACCESS_SECRET in container api; needed a separate secret. Change valueFrom of JWT_REFRESH_SECRET.",
    ]);
    expect(judge(inStack(taskType, "task", { containerDefinitions: unknown }))).toEqual([
      "[jwt-secrets-apart] task: undecided: waits for containerDefinitions.",
    ]);
  });
});

describe("secret-values-apart", () => {
  const random = inStack("random:index/randomPassword:RandomPassword", "drawn", { result: unknown });
  const secret = (name: string) => inStack(secretType, name, { name: `production/app/${name}`, arn: unknown });
  const [one, other] = [secret("SMTP_PASS"), secret("SESSION_SECRET")];
  const version = (of: StackResource, secretString: unknown, from: StackResource[] = []) =>
    inStack(
      versionType,
      `${of.name}-version`,
      { secretId: unknown, secretString },
      { secretId: [of], secretString: from },
    );
  const judge = (...resources: StackResource[]) => judgedTogether(secretValuesApart, resources);
  const same = [
    "[secret-values-apart] SESSION_SECRET-version: found the same value as in SMTP_PASS-version; needed a value of its own. Change secretString.",
  ];
  const value = "correct-horse-battery";

  it("compares values, and what they were made from while they are unknown", () => {
    expect(judge(version(one, value), version(other, value))).toEqual(same);
    expect(judge(version(one, unknown, [random]), version(other, unknown, [random]))).toEqual(same);
    expect(judge(version(one, value), version(other, `${value}-2`))).toEqual(["pass"]);
  });

  it("accepts two versions of one secret, one password in two addresses, and settings that are alike", () => {
    const database = inStack("aws:rds/instance:Instance", "db", {});
    expect(judge(version(one, value), version(one, value))).toEqual(["pass"]);
    expect(judge(version(one, unknown, [random]), version(other, unknown, [random, database]))).toEqual(["pass"]);
    for (const setting of ["https://graph.facebook.com/v21.0", "smtp", "arn:aws:kms:eu-west-1:000000000000:key/1"])
      expect(judge(version(one, setting), version(other, setting))).toEqual(["pass"]);
  });
});

describe("ecs-secrets-by-name", () => {
  const name = (last: string) => `production/app/${last}`;
  const secrets = ["JWT_SECRET_KEYRING", "ENCRYPTION_KEY", "DATABASE_URL"].map((last) =>
    inStack(secretType, last, { name: name(last) }),
  );
  const judge = (variable: string, path: string, key = "") => {
    const valueFrom = `arn:aws:secretsmanager:eu-west-1:000000000000:secret:${path}-a1B2c3:${key}::v1`;
    const containerDefinitions = JSON.stringify([{ name: "api", secrets: [{ name: variable, valueFrom }] }]);
    return judgedTogether(ecsSecretsByName, [...secrets, inStack(taskType, "task", { containerDefinitions })]);
  };

  it("refuses the entry of another secret where the stack has the right one", () => {
    expect(judge("JWT_SECRET", name("ENCRYPTION_KEY"))).toEqual([
      "[ecs-secrets-by-name] task: found the secret production/app/ENCRYPTION_KEY under the name JWT_SECRET in container api; needed the secret production/app/JWT_SECRET. Change valueFrom of JWT_SECRET.",
    ]);
  });

  it.each([
    ["its own entry", "DATABASE_URL", name("DATABASE_URL"), ""],
    ["its keyring", "JWT_SECRET", name("JWT_SECRET_KEYRING"), "JWT_SECRET"],
    ["a document with its name in it", "ENCRYPTION_KEY", name("DATABASE_URL"), "ENCRYPTION_KEY"],
    ["an entry where none has its name", "POSTGRES_URL", name("DATABASE_URL"), ""],
    ["an entry of elsewhere", "DATABASE_URL", "production/other/URL", ""],
  ])("accepts %s", (_, variable, path, key) => {
    expect(judge(variable, path, key)).toEqual(["pass"]);
  });
});

describe("rsa-key-min-2048", () => {
  const key = (props: object) => judged(rsaKeyMin2048, resource("tls:index/privateKey:PrivateKey", props));
  const says = (found: string, needed: string, setting: string) => [
    `[rsa-key-min-2048] subject: found ${found}; needed ${needed}. Change ${setting}.`,
  ];
  const curve = says("the curve P224", "P256 or larger", "ecdsaCurve");

  it.each([
    [{ algorithm: "RSA", rsaBits: 3072 }, ["pass"]],
    [{ algorithm: "RSA" }, ["pass"]],
    [{ algorithm: "RSA", rsaBits: 1024 }, says("an RSA key of 1024 bits", "at least 2048 bits", "rsaBits")],
    [{ algorithm: "RSA", rsaBits: unknown }, ["[rsa-key-min-2048] subject: undecided: waits for rsaBits."]],
    [{ algorithm: "ECDSA", ecdsaCurve: "P256" }, ["pass"]],
    [{ algorithm: "ECDSA", ecdsaCurve: "P224" }, curve],
    [{ algorithm: "ECDSA" }, curve],
    [{ algorithm: "ED25519" }, ["pass"]],
  ])("judges %j", (props, expected) => {
    expect(key(props)).toEqual(expected);
  });
});

describe("encryption-key-length", () => {
  const made = (type: string, name: string, props: object) =>
    judged(encryptionKeyLength, resource(type, props, { name }));
  const bytes = (name: string, length: unknown) => made("random:index/randomBytes:RandomBytes", name, { length });
  const says = (name: string, found: string, needed: string, setting = "length") => [
    `[encryption-key-length] ${name}: found ${found}; needed ${needed}. Change ${setting}.`,
  ];
  const bytes32 = Buffer.from("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", "hex");
  const [key, salt] = ["app-encryption-key-g1", "app-encryption-iv-salt-g1"];

  it.each([
    [key, 32, ["pass"]],
    [key, 16, says(key, "an encryption key of 16 bytes", "32 bytes")],
    [key, 64, says(key, "an encryption key of 64 bytes", "32 bytes")],
    [key, undefined, says(key, "an encryption key of 0 bytes", "32 bytes")],
    [key, unknown, [`[encryption-key-length] ${key}: undecided: waits for length.`]],
    [salt, 16, ["pass"]],
    [salt, 32, says(salt, "a salt of 32 bytes", "16 bytes")],
    ["snapshot-suffix", 4, ["not applicable"]],
  ])("judges random bytes called %s of length %s", (name, length, expected) => {
    expect(bytes(name, length)).toEqual(expected);
  });

  it("refuses a key out of text", () => {
    expect(made("random:index/randomPassword:RandomPassword", key, { length: 32 })).toEqual(
      says(key, "an encryption key from RandomPassword, which generates text", "random.RandomBytes", "the type"),
    );
  });

  it.each([
    ["base64 of 32 bytes", bytes32.toString("base64"), ["pass"]],
    ["hexadecimal digits of 32 bytes", bytes32.toString("hex"), ["pass"]],
    ["a document without one", '{"note":"x"}', ["pass"]],
    ["a keyring", JSON.stringify({ current: { kid: "g1", value: bytes32.toString("base64") } }), ["pass"]],
    [
      "base64 of one byte over and over",
      Buffer.alloc(32, 1).toString("base64"),
      [
        `[encryption-key-length] ${key}: found an encryption key of few different bytes; needed bytes drawn at random. Change secretString.`,
      ],
    ],
    [
      "a passphrase",
      "correct horse battery staple",
      says(key, "an encryption key of 28 bytes", "32 bytes", "secretString"),
    ],
    [
      "base64 of 24 bytes",
      bytes32.subarray(0, 24).toString("base64"),
      says(key, "an encryption key of 24 bytes", "32 bytes", "secretString"),
    ],
    ["something unknown", unknown, [`[encryption-key-length] ${key}: undecided: waits for secretString.`]],
  ])("judges a secret of %s", (_, secretString, expected) => {
    expect(made(versionType, key, { secretString })).toEqual(expected);
  });
});

describe("ecs-secrets-of-stage", () => {
  const arn = (name: string) => `arn:aws:secretsmanager:eu-west-1:000000000000:secret:${name}-a1B2c3`;
  const task = (valueFrom: string) =>
    inStack(taskType, "task", {
      containerDefinitions: JSON.stringify([{ name: "api", secrets: [{ name: "JWT_SECRET", valueFrom }] }]),
    });
  const judge = (...resources: StackResource[]) => judgedTogether(ecsSecretsOfStage, resources);

  it.each(["production/app/jwt", "prod/jwt/private-key", "app/production/jwt"])("passes the secret %s", (name) => {
    expect(judge(task(`${arn(name)}:::v`))).toEqual(["pass"]);
  });

  it("passes a secret of its stack, whatever it is called", () => {
    const own = inStack(secretType, "jwt", { arn: arn("app/jwt") });
    expect(judge(own, task(`${arn("app/jwt")}:::v`))).toEqual(["pass"]);
  });

  it("refuses a secret of another stage", () => {
    expect(judge(task(arn("staging/app/jwt")))).toEqual([
      "[ecs-secrets-of-stage] task: found the secret JWT_SECRET in container api of staging; needed one of production. Change valueFrom of JWT_SECRET.",
    ]);
  });

  it("cannot tell of a secret that stands elsewhere under another name", () => {
    expect(judge(task(arn("app/jwt")))).toEqual([
      "[ecs-secrets-of-stage] task: undecided: waits for the stack with the secret JWT_SECRET in container api.",
    ]);
    expect(judge(inStack(taskType, "task", { containerDefinitions: unknown }))).toEqual([
      "[ecs-secrets-of-stage] task: undecided: waits for containerDefinitions.",
    ]);
  });
});
