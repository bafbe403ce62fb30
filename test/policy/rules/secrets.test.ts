import { ecsSecretsPinned } from "../../../policy/rules/secrets/ecs-secrets-pinned";
import { jwtSecretStrength } from "../../../policy/rules/secrets/jwt-secret-strength";
import { kmsRotation } from "../../../policy/rules/secrets/kms-rotation";
import { noPlaintextSecretsInEnv } from "../../../policy/rules/secrets/no-plaintext-secrets-in-env";
import { secretsEncrypted } from "../../../policy/rules/secrets/secrets-encrypted";
import { judged, resource, unknown } from "../harness";

const taskDefinition = "aws:ecs/taskDefinition:TaskDefinition";
const task = (container: object) =>
  resource(taskDefinition, { containerDefinitions: JSON.stringify([{ name: "api", ...container }]) });

describe("no-plaintext-secrets-in-env", () => {
  const says = (found: string) =>
    `[no-plaintext-secrets-in-env] subject: found the variable ${found}, in plain text in container api; needed a Secrets Manager secret. Change environment and secrets of api.`;
  const value = "correct-horse-battery-staple";

  it.each([
    [
      "plain settings",
      [
        { name: "NODE_ENV", value: "production" },
        { name: "PORT", value: "4000" },
      ],
      ["pass"],
    ],
    ["no environment", undefined, ["pass"]],
    ["a secret by its name", [{ name: "JWT_SECRET", value }], [says("JWT_SECRET, named like a secret")]],
    [
      "a listed id",
      [{ name: "WHATSAPP_PHONE_NUMBER_ID", value: "1" }],
      [says("WHATSAPP_PHONE_NUMBER_ID, named like a secret")],
    ],
    [
      "a password in a URL",
      [{ name: "QUEUE", value: `rediss://app:${value}@cache:6379` }],
      [says("QUEUE, whose value looks like a credential")],
    ],
  ])("judges %s", (_, environment, expected) => {
    expect(judged(noPlaintextSecretsInEnv, task({ environment }))).toEqual(expected);
  });

  it("never says the value", () => {
    const environment = [
      { name: "SMTP_PASS", value },
      { name: "QUEUE", value: `rediss://app:${value}@cache:6379` },
    ];
    expect(judged(noPlaintextSecretsInEnv, task({ environment })).join()).not.toContain(value);
  });

  it("lets a variable say where a secret is", () => {
    const environment = [
      { name: "DB_SECRET", value: "arn:aws:secretsmanager:eu-west-1:000000000000:secret:db" },
      { name: "FORGOT_PASSWORD", value: "true" },
    ];
    expect(judged(noPlaintextSecretsInEnv, task({ environment }))).toEqual(["pass"]);
  });

  it("reads the command, the labels and the log options", () => {
    const url = `rediss://app:${value}@cache:6379`;
    const options = { "awslogs-group": "/production/app", "splunk-token": value };
    const messages = judged(
      noPlaintextSecretsInEnv,
      task({ command: ["serve", url], dockerLabels: { queue: url }, logConfiguration: { options } }),
    );
    const found = (what: string, setting: string) =>
      `[no-plaintext-secrets-in-env] subject: found ${what} of container api that looks like a credential; needed a Secrets Manager secret. Change ${setting}.`;
    expect(messages).toEqual([
      found("a word in the command", "command"),
      found("the label queue", "dockerLabels"),
      found("the log option splunk-token", "logConfiguration.secretOptions"),
    ]);
    expect(messages.join()).not.toContain(value);
  });

  it("reads the variables of a function, each for itself", () => {
    const lambda = (variables: unknown) =>
      judged(noPlaintextSecretsInEnv, resource("aws:lambda/function:Function", { environment: { variables } }));
    expect(lambda({ STAGE: "production", SECRET_ARN: unknown })).toEqual([
      "[no-plaintext-secrets-in-env] subject: undecided: waits for environment.variables.SECRET_ARN.",
    ]);
    expect(lambda({ DB_PASSWORD: value })).toEqual([
      "[no-plaintext-secrets-in-env] subject: found the variable DB_PASSWORD, named like a secret, in plain text in the function; needed a Secrets Manager secret. Change environment.variables.",
    ]);
    expect(lambda(undefined)).toEqual(["pass"]);
  });

  it("reads the names in a component's facts while the definition is unknown", () => {
    const facts = { role: "api", environmentNames: ["NODE_ENV", "REDIS_URL"] };
    const component = (change: object) => resource("care-platform:service:ContainerTask", { ...facts, ...change });
    expect(judged(noPlaintextSecretsInEnv, component({}))).toEqual([says("REDIS_URL, named like a secret")]);
    const plain = { environmentNames: ["QUEUE"], environment: { QUEUE: `rediss://app:${value}@cache:6379` } };
    expect(judged(noPlaintextSecretsInEnv, component(plain))).toEqual([
      says("QUEUE, whose value looks like a credential"),
    ]);
    expect(judged(noPlaintextSecretsInEnv, resource(taskDefinition, { containerDefinitions: unknown }))).toEqual([
      "[no-plaintext-secrets-in-env] subject: undecided: waits for containerDefinitions.",
    ]);
  });
});

describe("ecs-secrets-pinned", () => {
  const arn = "arn:aws:secretsmanager:eu-west-1:000000000000:secret:production/ahava-healthcare/jwt-a1B2c3";
  const says = (found: string, needed: string) =>
    `[ecs-secrets-pinned] subject: found ${found} for the secret JWT_SECRET in container api; needed ${needed}. Change valueFrom of JWT_SECRET.`;
  const unpinned = says("no version id", "a version id at the end");

  it.each([
    ["a pinned version", `${arn}:JWT_SECRET::0a1b2c3d`, ["pass"]],
    ["a pinned version of the whole secret", `${arn}:::0a1b2c3d`, ["pass"]],
    ["a stage of the secret instead of a version", `${arn}:JWT_SECRET:AWSCURRENT:`, [unpinned]],
    ["a bare ARN", arn, [unpinned]],
    [
      "a pinned version of any stage, which is for another rule",
      `${arn.replace("production/", "staging/")}:::0a1b2c3d`,
      ["pass"],
    ],
    [
      "a parameter",
      "arn:aws:ssm:eu-west-1:000000000000:parameter/jwt",
      [says("no reference to Secrets Manager", "the ARN of a secret")],
    ],
  ])("judges %s", (_, valueFrom, expected) => {
    expect(judged(ecsSecretsPinned, task({ secrets: [{ name: "JWT_SECRET", valueFrom }] }))).toEqual(expected);
  });

  it("passes a container without secrets and waits for an unknown one", () => {
    expect(judged(ecsSecretsPinned, task({}))).toEqual(["pass"]);
    expect(judged(ecsSecretsPinned, resource(taskDefinition, { containerDefinitions: unknown }))).toEqual([
      "[ecs-secrets-pinned] subject: undecided: waits for containerDefinitions.",
    ]);
  });
});

describe("secrets-encrypted", () => {
  const secret = (props: object) =>
    resource("aws:secretsmanager/secret:Secret", { kmsKeyId: "key", recoveryWindowInDays: 7, ...props });
  const key =
    "[secrets-encrypted] subject: found the AWS-managed key aws/secretsmanager; needed a customer-managed key. Change kmsKeyId.";
  const days =
    "[secrets-encrypted] subject: found recoveryWindowInDays 0; needed at least 7 days. Change recoveryWindowInDays.";

  it.each([
    ["a key of our own and a week", {}, ["pass"]],
    ["the service's window of 30 days", { recoveryWindowInDays: undefined }, ["pass"]],
    ["no key", { kmsKeyId: undefined }, [key]],
    ["the managed key", { kmsKeyId: "alias/aws/secretsmanager" }, [key]],
    [
      "an unknown key and no window",
      { kmsKeyId: unknown, recoveryWindowInDays: 0 },
      [days, "[secrets-encrypted] subject: undecided: waits for kmsKeyId."],
    ],
  ])("judges %s", (_, props, expected) => {
    expect(judged(secretsEncrypted, secret(props))).toEqual(expected);
  });

  it("asks the same of every copy in another region", () => {
    const copies = (kmsKeyId: unknown) =>
      judged(secretsEncrypted, secret({ replicas: [{ region: "eu-west-1", kmsKeyId }] }));
    expect(copies("key")).toEqual(["pass"]);
    expect(copies(undefined)).toEqual([
      "[secrets-encrypted] subject: found the AWS-managed key aws/secretsmanager in eu-west-1; needed a customer-managed key. Change replicas.",
    ]);
  });

  it("lets a staging secret be deleted at once", () => {
    expect(judged(secretsEncrypted, secret({ recoveryWindowInDays: 0 }), { stage: "staging" })).toEqual(["pass"]);
  });
});

describe("kms-rotation", () => {
  const key = (props: object) =>
    resource("aws:kms/key:Key", { description: "Data of production", enableKeyRotation: true, ...props });
  const says = (found: string) => [
    `[kms-rotation] subject: found enableKeyRotation ${found}; needed enableKeyRotation true. Change enableKeyRotation.`,
  ];

  it.each([
    ["a key that rotates", {}, ["pass"]],
    ["a key that does not", { enableKeyRotation: false }, says("false")],
    ["nothing said", { enableKeyRotation: undefined }, says("not set")],
    [
      "something unknown",
      { enableKeyRotation: unknown },
      ["[kms-rotation] subject: undecided: waits for enableKeyRotation."],
    ],
    [
      "a signing key, which cannot rotate",
      { customerMasterKeySpec: "RSA_3072", enableKeyRotation: undefined },
      ["pass"],
    ],
    [
      "a key that rotates every other year",
      { rotationPeriodInDays: 730 },
      ["[kms-rotation] subject: found rotationPeriodInDays 730; needed at most 365 days. Change rotationPeriodInDays."],
    ],
    [
      "a key without a description",
      { description: undefined },
      [
        "[kms-rotation] subject: found no description; needed a description of what the key encrypts. Change description.",
      ],
    ],
  ])("judges %s", (_, props, expected) => {
    expect(judged(kmsRotation, key(props))).toEqual(expected);
  });
});

describe("jwt-secret-strength", () => {
  const random = (type: string, length: unknown, name = "ahava-healthcare-jwt-1") =>
    resource(`random:index/${type[0]?.toLowerCase() ?? ""}${type.slice(1)}:${type}`, { length }, { name });
  const says = (found: string, needed = "at least 64", setting = "length") =>
    `[jwt-secret-strength] ahava-healthcare-jwt-1: found ${found}; needed ${needed}. Change ${setting}.`;

  const drawn = "x9Kd3LmN0pRs7uWy2AbC4dEf6GhI9kOQ5rtVq3Jx8vTz1LmN0pRs7uWy2AbC4dEfZ";
  const weak = (what: string) =>
    says(`a value ${what.startsWith("that") ? what : `of ${what}`}`, "a value drawn at random", "secretString");

  it.each([
    ["RandomPassword", 64, ["pass"]],
    ["RandomPassword", 32, [says("32 characters")]],
    ["RandomPassword", undefined, [says("0 characters")]],
    ["RandomPassword", unknown, ["[jwt-secret-strength] ahava-healthcare-jwt-1: undecided: waits for length."]],
    ["RandomBytes", 48, ["pass"]],
    ["RandomBytes", 32, [says("42 characters")]],
    [
      "RandomString",
      64,
      [says("a RandomString, whose value Pulumi does not mark as secret", "random.RandomPassword", "the type")],
    ],
  ])("judges a %s of length %s", (type, length, expected) => {
    expect(judged(jwtSecretStrength, random(type, length))).toEqual(expected);
  });

  it.each([
    ["a long value", drawn, ["pass"]],
    ["a document", JSON.stringify({ current: { kid: "g1", value: drawn } }), ["pass"]],
    [
      "a document with a short value",
      '{"current":"correct-horse"}',
      [says("13 characters", "at least 64", "secretString")],
    ],
    [
      "a document without one",
      '{"a":"b"}',
      [says("no output that is named like a secret", "at least 64", "secretString")],
    ],
    [
      "the beginning of a document",
      "{",
      [says("1 characters", "at least 64", "secretString"), weak("few different characters")],
    ],
    ["one character", "x".repeat(64), [weak("few different characters")]],
    ["a unit", "0123456789".repeat(7), [weak("that repeats itself")]],
    ["a reminder", `changeme-${drawn}`, [weak("that is a placeholder")]],
    ["base64 of nothing", Buffer.alloc(48).toString("base64"), [weak("few different characters")]],
    ["no value", undefined, ["pass"]],
    [
      "a value that nobody decrypted",
      "[secret]",
      [
        "[jwt-secret-strength] ahava-healthcare-jwt-1: undecided: waits for the secret in secretString, which was not decrypted.",
      ],
    ],
    ["a short value", "correct-horse", [says("13 characters", "at least 64", "secretString")]],
    ["an unknown value", unknown, ["[jwt-secret-strength] ahava-healthcare-jwt-1: undecided: waits for secretString."]],
  ])("judges %s that somebody wrote", (_, secretString, expected) => {
    const name = "ahava-healthcare-jwt-1";
    const version = resource("aws:secretsmanager/secretVersion:SecretVersion", { secretString }, { name });
    expect(judged(jwtSecretStrength, version)).toEqual(expected);
  });

  it("leaves other random values alone", () => {
    expect(judged(jwtSecretStrength, random("RandomPassword", 16, "jwt-public-key"))).toEqual(["not applicable"]);
    expect(judged(jwtSecretStrength, random("RandomPassword", 16, "snapshot-suffix"))).toEqual(["not applicable"]);
  });
});
