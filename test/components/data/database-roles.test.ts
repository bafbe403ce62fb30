import { DatabaseRoles } from "../../../components/data/database-roles";
import type { DatabaseRolesArgs } from "../../../components/data/database-roles";
import { databaseRoleNames } from "../../../components/data/database-role-names";
import { functionCode } from "../../../components/service/function-code";
import { parseEvent } from "../../../functions/database-roles/event";
import { isSecret, register, registerBoth } from "../mocks";
import { thresholds } from "../thresholds";

// The first test builds the function's code.
const arnOf = (secret: string) => `arn:aws:secretsmanager:eu-west-1:000000000000:secret:${secret}`;
const password = (secret: string, versionId = "version-1") => ({ secretArn: arnOf(secret), versionId });

const args: DatabaseRolesArgs = {
  subject: "the records database",
  thresholds: thresholds.functions,
  stage: "staging",
  accountId: "000000000000",
  region: "eu-west-1",
  routing: {
    topicArns: { critical: "arn:critical", warning: "arn:warning", info: "arn:info" },
    runbookUrl: "https://example.org/runbooks",
  },
  vpcId: "vpc-1",
  subnetIds: ["subnet-1", "subnet-2"],
  database: { address: "db.example.org", port: 5432, name: "med_platform", securityGroupId: "sg-postgres" },
  masterUsername: "platform_admin",
  masterPassword: password("master"),
  rolePrefix: "med_platform",
  applicationPasswords: { a: password("a"), b: null },
  migrationPassword: password("migration"),
  reportingPassword: password("reporting"),
  verifierPassword: password("verifier"),
  verifierConnectionLimit: 1,
  operator: null,
  migrationConnectionLimit: 4,
  reportingConnectionLimit: 5,
  operatorConnectionLimit: 2,
  operatorStatementTimeout: 450,
  secretsKeyArn: "arn:aws:kms:eu-west-1:000000000000:key/secrets",
  logsKeyArn: "arn:aws:kms:eu-west-1:000000000000:key/logs",
  logRetentionDays: 30,
};

const functionType = "aws:lambda/function:Function";
const invocationType = "aws:lambda/invocation:Invocation";

const build = (changes: Partial<DatabaseRolesArgs> = {}) =>
  register(() => new DatabaseRoles("med-database-roles", { ...args, ...changes }), {
    computed: { [invocationType]: () => ({ result: '{"changed":[],"leftAlone":[]}' }) },
  });

interface Statement {
  Sid: string;
  Effect: string;
  Action: string[];
  Resource: string[];
  Condition?: unknown;
}

async function statements(changes: Partial<DatabaseRolesArgs> = {}): Promise<Statement[]> {
  const { policy } = (await build(changes)).only("aws:iam/rolePolicy:RolePolicy").inputs;
  return (JSON.parse(policy as string) as { Statement: Statement[] }).Statement;
}

describe("DatabaseRoles", () => {
  it("consists of exactly these resources, every one below it and named after it", async () => {
    const account = await build();
    expect(account.counts()).toEqual({
      "care-platform:data:DatabaseRoles": 1,
      "care-platform:service:VpcFunction": 1,
      "aws:cloudwatch/logGroup:LogGroup": 1,
      "aws:cloudwatch/metricAlarm:MetricAlarm": 1,
      "aws:ec2/securityGroup:SecurityGroup": 1,
      "aws:iam/role:Role": 1,
      "aws:iam/rolePolicy:RolePolicy": 1,
      [functionType]: 1,
      [invocationType]: 1,
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": 2,
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": 1,
    });
    expect(account.resources.every(({ name }) => name.startsWith("med-database-roles"))).toBe(true);
  });

  it("registers the same set in a preview and in an update", async () => {
    const { preview, update } = await registerBoth(() => new DatabaseRoles("med-database-roles", args));
    expect(preview.names()).toEqual(update.names());
  });

  it("runs the code of functions/database-roles in the private subnets, without an environment", async () => {
    const { inputs, options } = (await build()).only(functionType);
    expect(inputs).toMatchObject({
      name: "staging-med-database-roles",
      handler: "index.handler",
      runtime: "nodejs24.x",
      timeout: 270,
      memorySize: 256,
      ephemeralStorage: { size: 512 },
      vpcConfig: { subnetIds: ["subnet-1", "subnet-2"] },
      loggingConfig: { logFormat: "JSON", logGroup: "/aws/lambda/staging-med-database-roles" },
    });
    expect(inputs).not.toHaveProperty("environment");
    // A new account may set none aside; the function takes a lock in the database instead.
    expect(inputs).not.toHaveProperty("reservedConcurrentExecutions");
    expect(options.dependencies.some((urn) => urn.endsWith("::med-database-roles-policy"))).toBe(true);
  });

  it("sends an event that the function takes, with the places of passwords and no password", async () => {
    const { input } = (await build()).only(invocationType).inputs;
    expect(isSecret(input)).toBe(false);
    expect(parseEvent(JSON.parse(input as string))).toEqual({
      database: { host: "db.example.org", port: 5432, name: "med_platform" },
      master: { name: "platform_admin", password: password("master") },
      owner: "med_platform_owner",
      application: {
        group: "med_platform_app",
        users: [
          { name: "med_platform_app_a", password: password("a"), connectionLimit: 100 },
          { name: "med_platform_app_b", password: null, connectionLimit: 100 },
        ],
      },
      migration: { name: "med_platform_migration", password: password("migration"), connectionLimit: 4 },
      reporting: {
        name: "med_platform_readonly",
        password: password("reporting"),
        connectionLimit: 5,
        statementTimeout: 300,
      },
      verifier: {
        name: "med_platform_verifier",
        password: password("verifier"),
        connectionLimit: 1,
        statementTimeout: 20,
      },
      operator: {
        name: "med_platform_operator",
        password: null,
        rights: "read",
        connectionLimit: 2,
        statementTimeout: 450,
      },
      extensions: [],
      schemas: [],
    });
  });

  it("lets the user of the SQL task log in only where the stage opens that way", async () => {
    const operator = { password: password("operator"), rights: "write" as const };
    const { input } = (await build({ operator })).only(invocationType).inputs;
    expect(parseEvent(JSON.parse(input as string)).operator).toMatchObject(operator);
    const read = (await statements({ operator })).find(({ Sid }) => Sid === "ReadPasswords");
    expect(read?.Resource).toContain(arnOf("operator"));
  });

  it("runs again when a password has another version, and when the code has changed", async () => {
    const inputsOf = async (changes: Partial<DatabaseRolesArgs>) => (await build(changes)).only(invocationType).inputs;
    const before = await inputsOf({});
    const rotated = await inputsOf({ applicationPasswords: { a: password("a"), b: password("b", "version-2") } });
    expect(await inputsOf({})).toEqual(before);
    expect(rotated.input).not.toBe(before.input);
    expect(before).toMatchObject({
      triggers: { code: functionCode("database-roles").digest },
      lifecycleScope: "CREATE_ONLY",
    });
  });

  it("runs only when the function can reach the database and its secrets", async () => {
    const { options } = (await build()).only(invocationType);
    const needed = ["function", "policy", "access", "access-postgres-ingress", "access-egress-443"];
    const waitedFor = options.dependencies.map((urn) => urn.split("::").pop());
    expect(waitedFor).toEqual(expect.arrayContaining(needed.map((role) => `med-database-roles-${role}`)));
  });

  it("may read exactly the secrets it was given, and decrypt them only", async () => {
    const [read, decrypt] = (await statements()).filter(({ Sid }) => Sid.endsWith("Passwords"));
    expect(read).toMatchObject({
      Action: ["secretsmanager:GetSecretValue"],
      Resource: ["master", "a", "migration", "reporting", "verifier"].map(arnOf),
    });
    expect(decrypt).toMatchObject({
      Action: ["kms:Decrypt"],
      Resource: [args.secretsKeyArn],
      Condition: { StringEquals: { "kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com" } },
    });
    const fewer = await statements({ migrationPassword: null, reportingPassword: undefined });
    expect(fewer.find(({ Sid }) => Sid === "ReadPasswords")?.Resource).toEqual(["master", "a", "verifier"].map(arnOf));
  });

  it("may write into its own log, and its code may not touch the network's interfaces", async () => {
    const [log, connect, , denied] = await statements();
    expect(log?.Resource).toEqual([expect.stringMatching(/:\*$/)]);
    expect(connect?.Resource).toEqual(
      ["*", "network-interface", "subnet", "security-group"].map(
        (kind) => `arn:aws:ec2:eu-west-1:000000000000:${kind}/*`,
      ),
    );
    expect(denied).toMatchObject({
      Effect: "Deny",
      Condition: {
        ArnEquals: {
          "lambda:SourceFunctionArn": "arn:aws:lambda:eu-west-1:000000000000:function:staging-med-database-roles",
        },
      },
    });
  });

  it("reaches Postgres and port 443, and nobody reaches it", async () => {
    const account = await build();
    const out = account.ofType("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule").map(({ inputs }) => inputs);
    expect(out.map(({ fromPort, toPort }) => [fromPort, toPort])).toEqual([
      [5432, 5432],
      [443, 443],
    ]);
    expect(out[0]).toMatchObject({ referencedSecurityGroupId: "sg-postgres" });
    const into = account.only("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").inputs;
    expect(into).toMatchObject({ securityGroupId: "sg-postgres", fromPort: 5432, toPort: 5432 });
  });

  it("keeps an encrypted log with an end, and an alarm of failed runs with a runbook", async () => {
    const account = await build();
    expect(account.only("aws:cloudwatch/logGroup:LogGroup").inputs).toMatchObject({
      name: "/aws/lambda/staging-med-database-roles",
      kmsKeyId: args.logsKeyArn,
      retentionInDays: 30,
    });
    expect(account.only("aws:cloudwatch/metricAlarm:MetricAlarm").inputs).toMatchObject({
      name: "staging-med-database-roles-errors",
      namespace: "AWS/Lambda",
      metricName: "Errors",
      dimensions: { FunctionName: "staging-med-database-roles" },
      statistic: "Sum",
      threshold: 1,
      treatMissingData: "notBreaching",
      alarmActions: ["arn:warning"],
      alarmDescription: expect.stringContaining("https://example.org/runbooks/data/database-roles.md") as string,
    });
  });

  it("registers what it shows", async () => {
    const account = await build();
    const outputs = account.named("med-database-roles", "care-platform:data:DatabaseRoles").outputs;
    expect(Object.keys(outputs ?? {}).sort()).toEqual(["functionName", "names", "result"]);
    expect(account.result.names).toEqual(databaseRoleNames("med_platform"));
  });
});

describe("databaseRoleNames", () => {
  it("names the reporting user as the checklist does (MP-SQL-01)", () => {
    expect(databaseRoleNames("med_platform").reporting).toBe("med_platform_readonly");
  });

  it.each(["", "Med", "med-platform", "1med", "m".repeat(41)])("refuses the prefix %p", (prefix) => {
    expect(() => databaseRoleNames(prefix)).toThrow("prefix");
  });
});
