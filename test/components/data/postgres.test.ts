import * as pulumi from "@pulumi/pulumi";
import { keyringFacts } from "../security/keyring-facts";
import { Postgres } from "../../../components/data/postgres";
import type { PostgresArgs } from "../../../components/data/postgres";
import { isSecret, register, registerBoth } from "../mocks";

const args: PostgresArgs = {
  stage: "staging",
  accountId: "000000000000",
  vpcId: "vpc-1",
  subnetIds: ["subnet-1", "subnet-2"],
  clients: { api: "sg-api", worker: "sg-worker" },
  dataKeyArn: "arn:aws:kms:eu-west-1:000000000000:key/data",
  logsKeyArn: "arn:aws:kms:eu-west-1:000000000000:key/logs",
  eventTopicArn: "arn:aws:sns:eu-west-1:000000000000:critical",
  engineVersion: "16.9",
  instanceClass: "db.t4g.medium",
  allocatedStorage: 50,
  maxAllocatedStorage: 200,
  databaseName: "ahava_healthcare",
  backupWindow: "03:00-03:30",
  maintenanceWindow: "sun:04:00-sun:05:00",
  masterKeyring: keyringFacts("steady", { kind: "database-user", current: 1 }),
};

const build = (changes: Partial<PostgresArgs> = {}) => register(() => new Postgres("records", { ...args, ...changes }));

const instanceType = "aws:rds/instance:Instance";

describe("Postgres", () => {
  it("consists of exactly these resources, every one below it and named after it", async () => {
    const account = await build();
    expect(account.counts()).toEqual({
      "care-platform:data:Postgres": 1,
      "care-platform:security:Keyring": 1,
      "aws:cloudwatch/logGroup:LogGroup": 2,
      "aws:ec2/securityGroup:SecurityGroup": 1,
      "aws:iam/role:Role": 1,
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment": 1,
      "aws:rds/eventSubscription:EventSubscription": 2,
      "aws:rds/instance:Instance": 1,
      "aws:rds/parameterGroup:ParameterGroup": 1,
      "aws:rds/subnetGroup:SubnetGroup": 1,
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": 2,
      "random:index/randomId:RandomId": 1,
      "random:index/randomPassword:RandomPassword": 1,
    });
    const children = account.resources.filter(({ type }) => type !== "care-platform:data:Postgres");
    expect(children.every(({ name, parentType }) => name.startsWith("records-") && parentType !== undefined)).toBe(
      true,
    );
  });

  it("registers the same set in a preview and in an update", async () => {
    const { preview, update } = await registerBoth(() => new Postgres("records", args));
    expect(preview.names()).toEqual(update.names());
  });

  it("asks RDS for an encrypted, private database that is backed up, watched and hard to delete", async () => {
    const { inputs, options } = (await build()).only(instanceType);
    expect(inputs).toMatchObject({
      identifier: "staging-records",
      engine: "postgres",
      engineVersion: "16.9",
      dbName: "ahava_healthcare",
      username: "platform_admin",
      port: 5432,
      storageType: "gp3",
      storageEncrypted: true,
      kmsKeyId: args.dataKeyArn,
      publiclyAccessible: false,
      multiAz: true,
      iamDatabaseAuthenticationEnabled: true,
      engineLifecycleSupport: "open-source-rds-extended-support-disabled",
      caCertIdentifier: "rds-ca-rsa2048-g1",
      backupRetentionPeriod: 30,
      backupWindow: "03:00-03:30",
      maintenanceWindow: "sun:04:00-sun:05:00",
      deleteAutomatedBackups: false,
      copyTagsToSnapshot: true,
      skipFinalSnapshot: false,
      deletionProtection: true,
      autoMinorVersionUpgrade: true,
      enabledCloudwatchLogsExports: ["postgresql", "upgrade"],
      monitoringInterval: 60,
      databaseInsightsMode: "standard",
      performanceInsightsEnabled: true,
      performanceInsightsRetentionPeriod: 7,
      tags: { backup: "nightly", "data-class": "patient" },
    });
    expect(options).toMatchObject({ protect: true, ignoreChanges: [] });
  });

  it("takes off both protections, and only those, when the stage says so", async () => {
    const strict = (await build()).only(instanceType);
    const loose = (await build({ protectData: false })).only(instanceType);
    expect(loose.options.protect).toBe(false);
    expect({ ...loose.inputs, deletionProtection: true }).toEqual(strict.inputs);
  });

  it("keeps the fifteen months that advanced insights ask for", async () => {
    const { inputs } = (await build({ databaseInsights: "advanced" })).only(instanceType);
    expect(inputs).toMatchObject({ databaseInsightsMode: "advanced", performanceInsightsRetentionPeriod: 465 });
  });

  it("forces TLS by a parameter group of the version's own family, and keeps secrets and patients out of the log", async () => {
    const { inputs } = (await build()).only("aws:rds/parameterGroup:ParameterGroup");
    expect(inputs).toMatchObject({ name: "staging-records-postgres16", family: "postgres16" });
    const parameters = inputs.parameters as { name: string; value: string; applyMethod: string }[];
    expect(parameters).toContainEqual({ name: "rds.force_ssl", value: "1", applyMethod: "pending-reboot" });
    expect(parameters).toContainEqual({ name: "log_parameter_max_length", value: "0", applyMethod: "immediate" });
    expect(parameters.map(({ name }) => name)).not.toContain("log_statement");
    expect(parameters.map(({ name }) => name)).not.toContain("max_connections");
  });

  it("sets max_connections only where it is told to", async () => {
    const { inputs } = (await build({ maxConnections: 200 })).only("aws:rds/parameterGroup:ParameterGroup");
    expect(inputs.parameters).toContainEqual({ name: "max_connections", value: "200", applyMethod: "pending-reboot" });
  });

  it("lets in its clients on 5432, nobody else, and nothing out", async () => {
    const account = await build();
    const group = account.only("aws:ec2/securityGroup:SecurityGroup");
    expect(group.inputs).not.toHaveProperty("ingress");
    expect(group.inputs).not.toHaveProperty("egress");
    const rules = account
      .ofType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
      .map(({ inputs }) => inputs);
    expect(rules).toEqual(
      ["api", "worker"].map((client) => ({
        securityGroupId: "records-access-id",
        description: `Connections from ${client}`,
        ipProtocol: "tcp",
        fromPort: 5432,
        toPort: 5432,
        referencedSecurityGroupId: `sg-${client}`,
      })),
    );
  });

  it("keeps the master password secret on its way in and out", async () => {
    const account = await build();
    expect(account.named("records-master-password-g1").inputs).toMatchObject({ length: 48, special: false });
    expect(isSecret(account.only(instanceType).inputs.password)).toBe(true);
    expect(await account.isSecretOutput(account.result.masterPassword)).toBe(true);
    expect(isSecret(account.named("records").outputs?.masterPassword)).toBe(true);
    const elsewhere = account.resources
      .filter(({ type }) => type !== instanceType && !type.startsWith("care-platform:"))
      .flatMap(({ inputs }) => Object.values(inputs));
    expect(elsewhere.some(isSecret)).toBe(false);
  });

  it("makes a further generation of the password beside the old, not in its place", async () => {
    const account = await build({ masterKeyring: keyringFacts("steady", { kind: "database-user", current: 2 }) });
    expect(account.only("random:index/randomPassword:RandomPassword").name).toBe("records-master-password-g2");
  });

  it("names the last snapshot after a random suffix of its own, a new one for each replacement", async () => {
    const account = await build();
    expect(account.only("random:index/randomId:RandomId").inputs).toEqual({
      byteLength: 4,
      keepers: { database: args.databaseName, user: "platform_admin", key: args.dataKeyArn },
    });
    expect(account.only(instanceType).inputs.finalSnapshotIdentifier).toMatch(/^staging-records-final-[0-9a-f]{8}$/);
  });

  it("makes the log groups before RDS would, encrypted and with an end", async () => {
    const account = await build({ logRetentionDays: 90 });
    const groups = account.ofType("aws:cloudwatch/logGroup:LogGroup");
    expect(groups.map(({ inputs }) => inputs)).toEqual(
      ["postgresql", "upgrade"].map((log) => ({
        name: `/aws/rds/instance/staging-records/${log}`,
        kmsKeyId: args.logsKeyArn,
        retentionInDays: 90,
      })),
    );
    const { dependencies } = account.only(instanceType).options;
    expect(groups.every(({ urn }) => dependencies.includes(urn))).toBe(true);
  });

  it("tells one topic about failures, failovers and low storage, and another about what can wait", async () => {
    const told = async (changes: Partial<PostgresArgs>) => {
      const account = await build(changes);
      return ["records-events", "records-notices"].map((name) => account.named(name).inputs);
    };
    const [events, notices] = await told({ noticeTopicArn: "arn:info" });
    const ofThisDatabase = { sourceType: "db-instance", sourceIds: ["staging-records"] };
    expect(events).toMatchObject({
      ...ofThisDatabase,
      snsTopic: args.eventTopicArn,
      eventCategories: ["availability", "deletion", "failover", "failure", "low storage"],
    });
    expect(notices).toMatchObject({
      ...ofThisDatabase,
      snsTopic: "arn:info",
      eventCategories: ["configuration change", "maintenance", "notification", "recovery"],
    });
    expect((await told({})).map(({ snsTopic }) => snsTopic)).toEqual([args.eventTopicArn, args.eventTopicArn]);
  });

  it("registers what it shows", async () => {
    const account = await build();
    const { result } = account;
    const shown = Object.keys(account.named("records").outputs ?? {}).sort();
    expect(shown).toEqual([
      "address",
      "allocatedStorage",
      "databaseName",
      "instanceArn",
      "instanceClass",
      "instanceIdentifier",
      "masterPassword",
      "masterUsername",
      "port",
      "securityGroupId",
    ]);
    expect(await account.value(pulumi.output(result.address))).toMatch(/\.rds\.amazonaws\.com$/);
  });
});
