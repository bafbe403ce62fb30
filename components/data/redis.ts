import { type KeyringFacts } from "../../settings/secrets/keyring-facts";
import type { types } from "@pulumi/aws";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as elasticache from "@pulumi/aws/elasticache";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { physicalName } from "../naming";
import type { Stage } from "../naming";
import { passwordGenerations } from "../security/password-generations";
import { storeSecurityGroup } from "./store-security-group";
import type { StoreClients } from "./store-security-group";

export interface RedisArgs {
  stage: Stage;
  /** The network the nodes are in. */
  vpcId: pulumi.Input<string>;
  /** Subnets without a way to the internet; in two zones at least for more than one node. */
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** Clients by name: `{ api: <security group id> }`. @default {}: clients add their own rules */
  clients?: StoreClients;
  /** The ARN of the key for the data and its snapshots. */
  dataKeyArn: pulumi.Input<string>;
  /** The ARN of the key for the logs; it must allow CloudWatch Logs to use it. */
  logsKeyArn: pulumi.Input<string>;
  /**
   * The ARN of the SNS topic notified of failovers, node replacements and snapshots (AH-MON-08). It must not be encrypted:
   * ElastiCache takes an encrypted topic and then publishes nothing (ElastiCache User Guide, "Event notifications").
   */
  eventTopicArn: pulumi.Input<string>;
  /** The version of Redis OSS: "6.2", "7.0" or "7.1". */
  engineVersion: string;
  /** Whether ElastiCache makes changes that interrupt at once; otherwise they wait for the maintenance window. @default false */
  applyImmediately?: boolean;
  /** The type of each node: "cache.t4g.small". */
  nodeType: string;
  /** One primary and up to five replicas, 1 to 6 together; failover and a second zone need two (AH-RED-01). @default 2 */
  nodes?: number;
  /** The application's user. @default "application" */
  username?: string;
  /**
   * The facts of its password's rotation, of the kind "redis-user": the user accepts the passwords of two generations
   * while one is under way.
   */
  keyring: KeyringFacts;
  /** Whether Pulumi refuses to delete it; ElastiCache itself has no such protection. @default true */
  protectData?: boolean;
  /** Days a daily snapshot is kept, 0 to 35 (AH-RED-03). @default 7 */
  snapshotRetentionDays?: number;
  /** The daily hour of the snapshot, UTC. @default "02:00-03:00" */
  snapshotWindow?: string;
  /** The weekly hour of upgrades, UTC, outside the snapshot window. @default "sun:04:00-sun:05:00" */
  maintenanceWindow?: string;
  /** Days the logs are kept in CloudWatch. @default 30 */
  logRetentionDays?: number;
}

const port = 6379;

/**
 * Rights of the application: all commands for keys, scripts and streams, but no administrative or dangerous
 * ones. BullMQ needs three of the excluded commands: INFO for the version and the eviction policy,
 * CLIENT SETNAME for its connections, CLIENT LIST to count its workers (taskforcesh/bullmq#2809). CLIENT SETINFO, which
 * ioredis tries and does not need, is not among them: a server before 7.2 does not know it and refuses the whole rule.
 * Keys and channels are not restricted, because the cache belongs to one system.
 */
export const applicationAccess = "on ~* &* +@all -@admin -@dangerous +info +client|setname +client|list";
/** A user that cannot log in; ElastiCache requires one named "default" in every group and adds "resetchannels" itself. */
const noAccess = "off resetchannels -@all";

/**
 * Redis on ElastiCache for BullMQ's queues: nothing is evicted, everything is encrypted, a replica takes over.
 * ElastiCache writes no append-only file, so jobs since the last snapshot are lost if all nodes are (C-15).
 *
 * Cost (November 2026, list price, eu-west-1/af-south-1): two nodes cache.t4g.small about USD 50/65 a month.
 */
export class Redis extends pulumi.ComponentResource {
  /** The replication group's name; its nodes are named `<name>-001` and so on. */
  readonly replicationGroupId: pulumi.Output<string>;
  /** The host name of the primary endpoint. */
  readonly primaryEndpoint: pulumi.Output<string>;
  readonly port: number;
  readonly username: string;
  /** The application user's current password; a secret. */
  readonly password: pulumi.Output<string>;
  /** The group that guards the nodes; a client's group needs an ingress rule in it. */
  readonly securityGroupId: pulumi.Output<string>;

  constructor(name: string, args: RedisArgs, options?: pulumi.ComponentResourceOptions) {
    super("care-platform:data:Redis", name, { ...args }, options);

    const passwords = passwordGenerations(`${name}-password`, args.keyring, this);
    const accepted = pulumi.all(passwords.map(({ seed }) => seed));
    const securityGroup = storeSecurityGroup(
      `${name}-access`,
      { stage: args.stage, vpcId: args.vpcId, port, clients: args.clients ?? {} },
      { parent: this },
    );
    const group = this.replicationGroup(name, args, {
      parameterGroupName: this.parameterGroup(name, args).name,
      subnetGroupName: this.subnetGroup(name, args).name,
      securityGroupIds: [securityGroup.id],
      userGroupIds: [this.userGroup(name, args, accepted).userGroupId],
      finalSnapshotIdentifier: this.finalSnapshotName(name, args),
      logDeliveryConfigurations: this.logDelivery(name, args),
    });

    this.replicationGroupId = group.replicationGroupId;
    this.primaryEndpoint = group.primaryEndpointAddress;
    this.port = port;
    this.username = args.username ?? "application";
    this.password = passwords[0].seed;
    this.securityGroupId = securityGroup.id;
    this.registerOutputs({
      replicationGroupId: this.replicationGroupId,
      primaryEndpoint: this.primaryEndpoint,
      port: this.port,
      username: this.username,
      password: this.password,
      securityGroupId: this.securityGroupId,
    });
  }

  /** The family is part of the name: a major upgrade creates a second group before the first is deleted. */
  private parameterGroup(name: string, { stage, engineVersion }: RedisArgs): elasticache.ParameterGroup {
    const family = engineVersion.startsWith("6.") ? "redis6.x" : `redis${engineVersion.split(".", 1).join("")}`;
    return new elasticache.ParameterGroup(
      `${name}-parameters`,
      {
        name: physicalName("cacheParameterGroup", stage, name, family.replace(".", "-")),
        description: `Parameters of ${name}`,
        family,
        // The only policy under which a queue never loses a job to a full memory (AH-RED-02, BullMQ going to production).
        parameters: [{ name: "maxmemory-policy", value: "noeviction" }],
      },
      { parent: this },
    );
  }

  private subnetGroup(name: string, { stage, subnetIds }: RedisArgs): elasticache.SubnetGroup {
    return new elasticache.SubnetGroup(
      `${name}-subnets`,
      { name: physicalName("cacheSubnetGroup", stage, name), description: `Isolated subnets of ${name}`, subnetIds },
      { parent: this },
    );
  }

  private userGroup(name: string, args: RedisArgs, passwords: pulumi.Output<string[]>): elasticache.UserGroup {
    const { stage, username = "application" } = args;
    const nobody = new elasticache.User(
      `${name}-default-user`,
      {
        userId: physicalName("cacheUser", stage, name, "default"),
        userName: "default",
        engine: "redis",
        accessString: noAccess,
        authenticationMode: { type: "no-password-required" },
      },
      { parent: this },
    );
    const application = new elasticache.User(
      `${name}-user`,
      {
        userId: physicalName("cacheUser", stage, name, "application"),
        userName: username,
        engine: "redis",
        accessString: applicationAccess,
        authenticationMode: { type: "password", passwords },
      },
      { parent: this },
    );
    return new elasticache.UserGroup(
      `${name}-users`,
      {
        userGroupId: physicalName("cacheUserGroup", stage, name),
        engine: "redis",
        userIds: [nobody.userId, application.userId],
      },
      { parent: this },
    );
  }

  private logDelivery(name: string, args: RedisArgs): LogDelivery[] {
    const { stage, logsKeyArn, logRetentionDays = 30 } = args;
    const group = physicalName("cacheReplicationGroup", stage, name);
    return ["slow-log", "engine-log"].map((logType) => {
      const log = new cloudwatch.LogGroup(
        `${name}-${logType}`,
        { name: `/aws/elasticache/${group}/${logType}`, kmsKeyId: logsKeyArn, retentionInDays: logRetentionDays },
        { parent: this },
      );
      return { logType, destinationType: "cloudwatch-logs", destination: log.name, logFormat: "json" };
    });
  }

  /** The final snapshot's name: unique even if an earlier cache of the same name left one. */
  private finalSnapshotName(name: string, { stage, dataKeyArn }: RedisArgs): pulumi.Output<string> {
    // A replacement of the group gets a new snapshot name, or the second replacement would conflict with the first's snapshot.
    const keepers = { key: dataKeyArn, port: String(port) };
    const suffix = new random.RandomId(`${name}-final-snapshot`, { byteLength: 4, keepers }, { parent: this });
    return pulumi.interpolate`${physicalName("cacheReplicationGroup", stage, name)}-final-${suffix.hex}`;
  }

  private replicationGroup(name: string, args: RedisArgs, parts: GroupParts): elasticache.ReplicationGroup {
    const { nodes = 2 } = args;
    return new elasticache.ReplicationGroup(
      `${name}-nodes`,
      {
        ...parts,
        replicationGroupId: physicalName("cacheReplicationGroup", args.stage, name),
        description: `Queues of ${name}`,
        engine: "redis",
        engineVersion: args.engineVersion,
        nodeType: args.nodeType,
        port,
        clusterMode: "disabled",
        numCacheClusters: nodes,
        automaticFailoverEnabled: nodes > 1,
        multiAzEnabled: nodes > 1,
        atRestEncryptionEnabled: true,
        kmsKeyId: args.dataKeyArn,
        transitEncryptionEnabled: true,
        // Before Redis 7.0.5 there is no mode to choose: encryption is required of every client.
        ...(args.engineVersion.startsWith("6.") ? {} : { transitEncryptionMode: "required" }),
        snapshotRetentionLimit: args.snapshotRetentionDays ?? 7,
        snapshotWindow: args.snapshotWindow ?? "02:00-03:00",
        maintenanceWindow: args.maintenanceWindow ?? "sun:04:00-sun:05:00",
        autoMinorVersionUpgrade: true,
        applyImmediately: args.applyImmediately ?? false,
        notificationTopicArn: args.eventTopicArn,
        tags: { "data-class": "patient" },
      },
      { parent: this, protect: args.protectData ?? true },
    );
  }
}

type LogDelivery = types.input.elasticache.ReplicationGroupLogDeliveryConfiguration;

/** The inputs of the replication group. */
type GroupParts = Pick<
  elasticache.ReplicationGroupArgs,
  | "parameterGroupName"
  | "subnetGroupName"
  | "securityGroupIds"
  | "userGroupIds"
  | "finalSnapshotIdentifier"
  | "logDeliveryConfigurations"
>;
