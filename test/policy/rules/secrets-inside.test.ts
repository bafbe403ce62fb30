import { noPlaintextSecretsInEnv } from "../../../policy/rules/secrets/no-plaintext-secrets-in-env";
import { noPlaintextSecretsInInputs } from "../../../policy/rules/secrets/no-plaintext-secrets-in-inputs";
import { judged, resource, unknown } from "../harness";

const password = "correct-horse-3";
const key = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const inContainer = (container: object) =>
  judged(
    noPlaintextSecretsInEnv,
    resource("aws:ecs/taskDefinition:TaskDefinition", {
      containerDefinitions: JSON.stringify([{ name: "api", ...container }]),
    }),
  );
const variable = (name: string, value: string) => inContainer({ environment: [{ name, value }] });

describe("no-plaintext-secrets-in-env, of commands", () => {
  const commands: readonly (readonly string[])[] = [
    ["app", "--password", password],
    ["app", `--db-password=${password}`],
    ["sh", "-c", `export JWT_SECRET=${password} && node app`],
    ["sh", "-c", `PGPASSWORD='${password}' psql -h db`],
    ["CMD-SHELL", `redis-cli -h cache -a ${password} ping`],
    ["CMD-SHELL", `curl -fu admin:${password} -u admin:${password} http://localhost/health`],
    ["CMD-SHELL", `curl -H 'Authorization: Bearer ${key}' http://localhost/health`],
    ["mysql", "-u", "app", `-p${password}`],
    ["java", `-Dspring.datasource.password=${password}`],
    ["CMD-SHELL", `wget --header='X-Api-Key: ${key}' http://localhost/health`],
    ["CMD-SHELL", `curl http://localhost/health?token=${key}`],
    ["app", JSON.stringify({ password })],
  ];

  it.each(commands)("refuses %s %s %s", (...words) => {
    const command = words.filter((word) => typeof word === "string");
    for (const container of [{ command }, { entryPoint: command }, { healthCheck: { command } }]) {
      const [message = ""] = inContainer(container);
      expect(message).toMatch(/found a word in the (command|entry point|health check) of container api/);
      expect(message).not.toContain(password);
    }
  });

  it.each([
    [["node", "server.js", "--port=3000"]],
    [["sh", "-c", "export TOKEN=$(cat /token) && DB_PASSWORD=$DB_PASSWORD node app"]],
    [["app", "--password-file", "/run/secrets/password"]],
    [["app", "--password", "$DB_PASSWORD"]],
    [["app", "--token", "--verbose"]],
    [["CMD-SHELL", "curl -f http://localhost:3000/health || exit 1"]],
    [["CMD-SHELL", "redis-cli -h cache -a $REDIS_PASSWORD ping"]],
    [["mysql", "-u", "app", "-p$MYSQL_PASSWORD"]],
  ])("accepts %s", (command) => {
    expect(inContainer({ command })).toEqual(["pass"]);
  });
});

describe("no-plaintext-secrets-in-env, of values", () => {
  it.each([
    [{ db: { password } }, "db.password"],
    [{ jwt: JSON.stringify({ secret: password }) }, "jwt.secret"],
    [[{ apiKey: password }], "0.apiKey"],
  ])("refuses a secret within JSON %#", (document, field) => {
    const [message = ""] = variable("CONFIG", JSON.stringify(document));
    expect(message).toContain(`the variable CONFIG, whose field ${field} is named like a secret, in plain text`);
    expect(message).not.toContain(password);
  });

  const inBase64 = (text: string) => Buffer.from(text).toString("base64");

  it.each([
    ["YAML", `db:\n  password: ${password}\n`],
    ["a settings file", `PORT=3000\nDB_PASSWORD=${password}\n`],
    ["options of Java", `-Xmx512m -Dspring.datasource.password=${password}`],
    ["names with their values", JSON.stringify([{ Name: "DB_PASSWORD", Value: password }])],
    ["a private key of JWK", JSON.stringify({ keys: [{ kty: "RSA", n: "n", e: "AQAB", d: key }] })],
    ["a shared key of JWK", JSON.stringify({ kty: "oct", k: key })],
    ["JSON in base64", inBase64(JSON.stringify({ db: { password } }))],
    ["a URL in base64", inBase64(`postgres://app:${password}@db/app`)],
    ["a key file in base64", inBase64(`-----BEGIN PRIVATE KEY-----`)],
  ])("refuses a secret in %s", (_, text) => {
    const [message = ""] = variable("CONFIG", text);
    expect(message).toContain("found the variable CONFIG");
    expect(message).not.toContain(password);
  });

  it.each([
    ["what fills it in", "db:\n  password: ${DB_PASSWORD}\n"],
    ["where it is", "env:\n  secrets-manager:\n    DB_PASSWORD: production/db:password\n"],
    ["keys of a list", JSON.stringify([{ key: "patients", value: "/api/patients" }])],
    ["a public key of JWK", JSON.stringify({ keys: [{ kty: "RSA", n: key, e: "AQAB" }] })],
    ["settings in base64", inBase64('{"port":3000,"host":"db"}')],
  ])("accepts %s", (_, text) => {
    expect(variable("CONFIG", text)).toEqual(["pass"]);
  });

  it("accepts the site key of a page, and refuses the same under another name", () => {
    const siteKey = `6LeIxAcTAAAAAJcZVRqyHh71UMIEGNQ_MXjiZKhI`.slice(0, 40);
    expect(variable("RECAPTCHA_SITE_KEY", siteKey)).toEqual(["pass"]);
    expect(variable("RECAPTCHA_SECRET_KEY", siteKey)).not.toEqual(["pass"]);
  });

  it("refuses 128 bits in hexadecimal digits under the name of a key", () => {
    expect(variable("COOKIE_SEED", key.slice(0, 32))).not.toEqual(["pass"]);
    expect(variable("REQUEST", key.slice(0, 32))).toEqual(["pass"]);
  });

  it.each([
    { passwordPolicy: { length: 12 }, tokenTtl: 900 },
    { secretArn: "arn:aws:secretsmanager:eu-west-1:000000000000:secret:a", password: "${DB_PASSWORD}" },
  ])("accepts settings about secrets within JSON %#", (document) => {
    expect(variable("CONFIG", JSON.stringify(document))).toEqual(["pass"]);
  });

  it("refuses a key in hexadecimal digits, and accepts a digest", () => {
    for (const name of ["SEED", "COOKIE_SIGNER"]) expect(variable(name, key)).not.toEqual(["pass"]);
    for (const name of ["IMAGE_DIGEST", "GIT_COMMIT", "bundleHash", "BUILD_SHA256", "TRANSACTION_ID"])
      expect(variable(name, key)).toEqual(["pass"]);
    expect(variable("SEED", "0".repeat(64))).toEqual(["pass"]);
  });

  it("refuses a label that is named like a secret", () => {
    expect(inContainer({ dockerLabels: { "db.password": password } })).not.toEqual(["pass"]);
    expect(inContainer({ dockerLabels: { team: password } })).toEqual(["pass"]);
  });
});

describe("no-plaintext-secrets-in-inputs", () => {
  const found = (type: string, props: object) => judged(noPlaintextSecretsInInputs, resource(type, props));
  const document = JSON.stringify({ db: { password } });
  const harmless = JSON.stringify({ job: "nightly", secretArn: "arn:aws:secretsmanager:eu-west-1:0:secret:a" });
  const entry = (value: string, type?: string) => ({
    environment: { environmentVariables: [{ name: "API_KEY", value, type }] },
  });

  it.each([
    ["aws:cloudwatch/eventTarget:EventTarget", { input: document }, { input: harmless }],
    [
      "aws:cloudwatch/eventTarget:EventTarget",
      { inputTransformer: { inputTemplate: document } },
      { inputTransformer: { inputTemplate: '{"id":<id>}' } },
    ],
    ["aws:scheduler/schedule:Schedule", { target: { input: document } }, { target: { input: harmless } }],
    ["aws:lambda/invocation:Invocation", { input: document }, { input: harmless }],
    ["aws:sfn/stateMachine:StateMachine", { definition: document }, { definition: harmless }],
    ["aws:codebuild/project:Project", entry(password), entry("production/api-key", "SECRETS_MANAGER")],
    ["aws:codebuild/project:Project", entry(password, "PLAINTEXT"), entry("/api/key", "PARAMETER_STORE")],
    [
      "aws:amplify/app:App",
      { environmentVariables: { DB_PASSWORD: password } },
      { environmentVariables: { PORT: "1" } },
    ],
    [
      "aws:cloudfront/distribution:Distribution",
      { origins: [{ customHeaders: [{ name: "x-api-key", value: password }] }] },
      { origins: [{ customHeaders: [{ name: "x-origin-verify", value: password }] }] },
    ],
    [
      "aws:cloudwatch/eventTarget:EventTarget",
      {
        input: JSON.stringify({ containerOverrides: [{ environment: [{ name: "DB_PASSWORD", value: password }] }] }),
      },
      { input: JSON.stringify({ containerOverrides: [{ environment: [{ name: "PORT", value: "1" }] }] }) },
    ],
    [
      "aws:elasticbeanstalk/environment:Environment",
      { settings: [{ name: "DB_PASSWORD", value: password }] },
      { settings: [{ name: "DB_HOST", value: "db" }] },
    ],
    [
      "aws:cloudformation/stack:Stack",
      { parameters: { DbPassword: password } },
      { parameters: { DbPassword: "{{resolve:secretsmanager:production/db:SecretString:password}}" } },
    ],
    [
      "aws:codebuild/project:Project",
      { source: { buildspec: `env:\n  variables:\n    DB_PASSWORD: ${password}\n` } },
      { source: { buildspec: "env:\n  secrets-manager:\n    DB_PASSWORD: production/db:password\n" } },
    ],
    ["aws:glue/job:Job", { defaultArguments: { "--db_password": password } }, { defaultArguments: { "--job": "a" } }],
    [
      "aws:synthetics/canary:Canary",
      { runConfig: { environmentVariables: { DB_PASSWORD: password } } },
      { runConfig: { environmentVariables: { URL: "https://example.org" } } },
    ],
    // Whatever the type: a credential of a known form
    ["aws:route53/record:Record", { records: [`postgres://a:${password}@h/x`] }, { records: ["v=spf1 -all"] }],
    [
      "aws:cloudwatch/metricAlarm:MetricAlarm",
      { alarmDescription: `Runbook: https://a.org/b. Ask postgres://a:${password}@h/x` },
      { alarmDescription: "Runbook: https://a.org/b" },
    ],
  ])("refuses a secret in a %s, and accepts what is none", (type, harmful, fine) => {
    const [message = ""] = found(type, harmful);
    expect(message).toContain("in plain text; needed a Secrets Manager secret");
    expect(message).not.toContain(password);
    expect(found(type, fine)).toEqual(["pass"]);
  });

  it("leaves alone what Pulumi keeps as a secret, and what another provider keeps", () => {
    const url = `postgres://a:${password}@h/x`;
    expect(found("aws:dms/endpoint:Endpoint", { password: url })).toEqual(["pass"]);
    expect(found("aws:secretsmanager/secretVersion:SecretVersion", { secretString: url })).toEqual(["pass"]);
    expect(found("random:index/randomPassword:RandomPassword", { result: url })).toEqual(["pass"]);
  });

  it("waits for a value that a preview does not know", () => {
    expect(found("aws:lambda/invocation:Invocation", { input: unknown })).toEqual([
      "[no-plaintext-secrets-in-inputs] subject: undecided: waits for input.",
    ]);
  });
});
