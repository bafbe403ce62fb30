import { keyringFacts } from "../security/keyring-facts";
import { Redis } from "../../../components/data/redis";
import type { RedisArgs } from "../../../components/data/redis";
import type { SecretInput } from "../mocks";
import { isSecret, register, registerBoth } from "../mocks";

const args: RedisArgs = {
  stage: "staging",
  vpcId: "vpc-1",
  subnetIds: ["subnet-1", "subnet-2"],
  clients: { api: "sg-api", worker: "sg-worker" },
  dataKeyArn: "arn:aws:kms:eu-west-1:000000000000:key/data",
  logsKeyArn: "arn:aws:kms:eu-west-1:000000000000:key/logs",
  eventTopicArn: "arn:aws:sns:eu-west-1:000000000000:cache-events",
  engineVersion: "7.1",
  nodeType: "cache.t4g.small",
  keyring: keyringFacts("steady", { kind: "redis-user", current: 1 }),
};

const build = (changes: Partial<RedisArgs> = {}) => register(() => new Redis("queues", { ...args, ...changes }));

const groupType = "aws:elasticache/replicationGroup:ReplicationGroup";

describe("Redis", () => {
  it("consists of exactly these resources, every one below it and named after it", async () => {
    const account = await build();
    expect(account.counts()).toEqual({
      "care-platform:data:Redis": 1,
      "care-platform:security:Keyring": 1,
      "aws:cloudwatch/logGroup:LogGroup": 2,
      "aws:ec2/securityGroup:SecurityGroup": 1,
      "aws:elasticache/parameterGroup:ParameterGroup": 1,
      "aws:elasticache/replicationGroup:ReplicationGroup": 1,
      "aws:elasticache/subnetGroup:SubnetGroup": 1,
      "aws:elasticache/user:User": 2,
      "aws:elasticache/userGroup:UserGroup": 1,
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": 2,
      "random:index/randomId:RandomId": 1,
      "random:index/randomPassword:RandomPassword": 1,
    });
    const children = account.resources.filter(({ type }) => type !== "care-platform:data:Redis");
    expect(children.every(({ name, parentType }) => name.startsWith("queues-") && parentType !== undefined)).toBe(true);
  });

  it("registers the same set in a preview and in an update", async () => {
    const { preview, update } = await registerBoth(() => new Redis("queues", args));
    expect(preview.names()).toEqual(update.names());
  });

  it("asks ElastiCache for an encrypted group without cluster mode that fails over and is backed up", async () => {
    const { inputs, options } = (await build()).only(groupType);
    expect(inputs).toMatchObject({
      replicationGroupId: "staging-queues",
      engine: "redis",
      engineVersion: "7.1",
      clusterMode: "disabled",
      numCacheClusters: 2,
      automaticFailoverEnabled: true,
      multiAzEnabled: true,
      atRestEncryptionEnabled: true,
      kmsKeyId: args.dataKeyArn,
      transitEncryptionEnabled: true,
      transitEncryptionMode: "required",
      snapshotRetentionLimit: 7,
      snapshotWindow: "02:00-03:00",
      maintenanceWindow: "sun:04:00-sun:05:00",
      autoMinorVersionUpgrade: true,
      notificationTopicArn: args.eventTopicArn,
      userGroupIds: ["staging-queues"],
    });
    expect(inputs).not.toHaveProperty("authToken");
    expect(inputs.finalSnapshotIdentifier).toMatch(/^staging-queues-final-[0-9a-f]{8}$/);
    expect(options.protect).toBe(true);
  });

  it("asks for no failover where there is nothing to fail over to", async () => {
    const { inputs } = (await build({ nodes: 1 })).only(groupType);
    expect(inputs).toMatchObject({ numCacheClusters: 1, automaticFailoverEnabled: false, multiAzEnabled: false });
  });

  it.each([
    ["7.1", "redis7", "staging-queues-redis7"],
    ["6.2", "redis6.x", "staging-queues-redis6-x"],
  ])("never evicts a job, in a parameter group of the family of %s", async (engineVersion, family, name) => {
    const { inputs } = (await build({ engineVersion })).only("aws:elasticache/parameterGroup:ParameterGroup");
    expect(inputs).toMatchObject({
      name,
      family,
      parameters: [{ name: "maxmemory-policy", value: "noeviction" }],
    });
  });

  it("encrypts every connection, with a mode only where the version has one", async () => {
    const encryption = async (engineVersion: string) => {
      const { inputs } = (await build({ engineVersion })).only(groupType);
      return { enabled: inputs.transitEncryptionEnabled, mode: inputs.transitEncryptionMode };
    };

    expect(await encryption("7.0")).toEqual({ enabled: true, mode: "required" });
    expect(await encryption("6.2")).toEqual({ enabled: true, mode: undefined });
  });

  it("shuts the default user out and gives the application what BullMQ needs, and no administration", async () => {
    const account = await build();
    expect(account.named("queues-default-user").inputs).toMatchObject({
      userName: "default",
      accessString: "off resetchannels -@all",
    });
    const access = account.named("queues-user").inputs.accessString as string;
    expect(access.split(" ").slice(0, 6)).toEqual(["on", "~*", "&*", "+@all", "-@admin", "-@dangerous"]);
    expect(access.split(" ").slice(6)).toEqual(["+info", "+client|setname", "+client|list"]);
    expect(account.only("aws:elasticache/userGroup:UserGroup").inputs.userIds).toEqual([
      account.named("queues-default-user").inputs.userId,
      account.named("queues-user").inputs.userId,
    ]);
  });

  it("accepts one password, or two while a rotation is under way, the first being the one to use", async () => {
    const passwordsOf = (account: Awaited<ReturnType<typeof build>>) => {
      const mode = account.named("queues-user").inputs.authenticationMode as SecretInput;
      return (mode.secret as { passwords: string[] }).passwords;
    };
    expect(passwordsOf(await build())).toHaveLength(1);

    const rotating = await build({ keyring: keyringFacts("activated", { kind: "redis-user", current: 2 }) });
    const seeds = rotating.ofType("random:index/randomPassword:RandomPassword").map(({ name }) => name);
    expect(seeds).toEqual(["queues-password-g2", "queues-password-g1"]);
    const [first, second] = passwordsOf(rotating);
    expect(first).not.toBe(second);
    expect(await rotating.value(rotating.result.password)).toBe(first);
  });

  it("keeps the password secret on its way in and out", async () => {
    const account = await build();
    expect(isSecret(account.named("queues-user").inputs.authenticationMode)).toBe(true);
    expect(await account.isSecretOutput(account.result.password)).toBe(true);
    expect(isSecret(account.named("queues").outputs?.password)).toBe(true);
    const elsewhere = account.resources
      .filter(({ name, type }) => name !== "queues-user" && !type.startsWith("care-platform:"))
      .flatMap(({ inputs }) => Object.values(inputs));
    expect(elsewhere.some(isSecret)).toBe(false);
  });

  it("lets in its clients on 6379, nobody else, and nothing out", async () => {
    const account = await build();
    const group = account.only("aws:ec2/securityGroup:SecurityGroup");
    expect(group.inputs).not.toHaveProperty("ingress");
    expect(group.inputs).not.toHaveProperty("egress");
    const rules = account.ofType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
    expect(rules.map(({ inputs }) => [inputs.fromPort, inputs.toPort, inputs.referencedSecurityGroupId])).toEqual([
      [6379, 6379, "sg-api"],
      [6379, 6379, "sg-worker"],
    ]);
  });

  it("writes both logs as JSON into encrypted groups with an end", async () => {
    const account = await build();
    expect(account.only(groupType).inputs.logDeliveryConfigurations).toEqual(
      ["slow-log", "engine-log"].map((logType) => ({
        logType,
        logFormat: "json",
        destinationType: "cloudwatch-logs",
        destination: `/aws/elasticache/staging-queues/${logType}`,
      })),
    );
    for (const { inputs } of account.ofType("aws:cloudwatch/logGroup:LogGroup")) {
      expect(inputs).toMatchObject({ kmsKeyId: args.logsKeyArn, retentionInDays: 30 });
    }
  });

  it("registers what it shows", async () => {
    const account = await build();
    expect(Object.keys(account.named("queues").outputs ?? {}).sort()).toEqual([
      "password",
      "port",
      "primaryEndpoint",
      "replicationGroupId",
      "securityGroupId",
      "username",
    ]);
    expect(await account.value(account.result.primaryEndpoint)).toMatch(/\.cache\.amazonaws\.com$/);
  });
});
