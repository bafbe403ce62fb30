import { type KeyringFacts } from "../../settings/secrets/keyring-facts";
import type * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as rds from "@pulumi/aws/rds";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { physicalName } from "../naming";
import type { Stage } from "../naming";
import { passwordGenerations } from "../security/password-generations";
import {
  exportedLogs,
  monitoringInterval,
  postgresLogGroups,
  postgresMonitoringRole,
  postgresParameterGroup,
} from "./postgres-common";
import { storeSecurityGroup } from "./store-security-group";
import type { StoreClients } from "./store-security-group";

export interface PostgresArgs {
  stage: Stage;
  /** The stage's own account, twelve digits. */
  accountId: string;
  /** The network the database is in. */
  vpcId: pulumi.Input<string>;
  /** Subnets without a route to the internet, in at least two zones. */
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** Clients by name: `{ api: <security group id> }`. @default {}: clients add their own rules */
  clients?: StoreClients;
  /** The ARN of the key for the data, its snapshots and Database Insights. */
  dataKeyArn: pulumi.Input<string>;
  /** The ARN of the key for the logs; it must allow CloudWatch Logs to use it. */
  logsKeyArn: pulumi.Input<string>;
  /** The ARN of the SNS topic notified of failures, failovers and low storage (AH-MON-07). */
  eventTopicArn: pulumi.Input<string>;
  /** The ARN of the SNS topic notified of maintenance and configuration changes, which are not urgent. @default eventTopicArn */
  noticeTopicArn?: pulumi.Input<string>;
  /** The version of Postgres: a major one ("16") or a minor one ("16.9"). */
  engineVersion: string;
  /** The instance class: "db.t4g.medium". */
  instanceClass: string;
  /** GiB, 20 to 65536 (AH-INF-03). RDS grows the storage to a larger value and never shrinks it. */
  allocatedStorage: number;
  /** Maximum GiB of storage autoscaling, at least 10 % above `allocatedStorage` (AH-INF-06). */
  maxAllocatedStorage: number;
  /** The first database: a letter, then up to 62 letters, digits and underscores; RDS allows no hyphen (C-13). */
  databaseName: string;
  /** The master user, for administration only; not "admin", which RDS reserves (C-13). @default "platform_admin" */
  masterUsername?: string;
  /**
   * The facts of the rotation of the master user's password, of the kind "database-user"; RDS takes the current one
   * within a minute of its activation.
   */
  masterKeyring: KeyringFacts;
  /** Connections the database accepts. @default RDS's default for the class */
  maxConnections?: number;
  /** The extensions that may be installed. @default all of RDS */
  extensions?: readonly string[];
  /**
   * Whether RDS applies disruptive changes at once, and may upgrade to a new major version; otherwise they wait for the
   * maintenance window. @default false
   */
  applyImmediately?: boolean;
  /** A standby in a second zone (AH-DB-01). @default true */
  multiAz?: boolean;
  /** Whether AWS and Pulumi both refuse to delete it (AH-DB-01). @default true */
  protectData?: boolean;
  /** Backup retention in days with point-in-time restore, 1 to 35 (AH-DB-04, C-30). @default 30 */
  backupRetentionDays?: number;
  /** The daily half hour of the automated snapshot, UTC; outside the nightly backup plan, such as "03:00-03:30". */
  backupWindow: string;
  /** The weekly hour of upgrades, UTC, outside the backup window (C-19), such as "sun:04:00-sun:05:00". */
  maintenanceWindow: string;
  /** Database Insights: "standard" keeps 7 days free of charge, "advanced" 15 months. @default "standard" */
  databaseInsights?: "standard" | "advanced";
  /** Days the logs are kept in CloudWatch. @default 30 */
  logRetentionDays?: number;
}

const port = 5432;
/** Days of history of each mode of Database Insights. Source: Amazon RDS User Guide, Database Insights. */
const insightsDays = { standard: 7, advanced: 465 } as const;
/**
 * The RDS event categories by urgency. AWS Security Hub RDS.20 requires failure, maintenance and configuration
 * changes; "low storage" refers to the current size (AH-MON-07, AH-MON-09).
 */
const eventCategories = {
  events: ["availability", "deletion", "failover", "failure", "low storage"],
  notices: ["configuration change", "maintenance", "notification", "recovery"],
} as const;

/**
 * A Postgres database on RDS for patient data: encrypted, private, backed up, monitored, and protected from deletion.
 * Its master user is for administration; applications have separate users, created by SQL (AH-DB-03, C-36).
 *
 * Cost (November 2026, list price, eu-west-1/af-south-1): db.t4g.medium with 50 GiB, one zone, about USD 60/80 a month;
 * db.m7g.large with 100 GiB in two zones about USD 310/400. Backups beyond the size of the storage cost extra.
 */
export class Postgres extends pulumi.ComponentResource {
  /** The instance's name, which is the dimension of its metrics. */
  readonly instanceIdentifier: pulumi.Output<string>;
  /** The instance's ARN, for backup plans. */
  readonly instanceArn: pulumi.Output<string>;
  /** The current class, as RDS reports it: a new one takes effect after the maintenance window. */
  readonly instanceClass: pulumi.Output<string>;
  /** GiB of its storage, as RDS reports it. */
  readonly allocatedStorage: pulumi.Output<number>;
  /** The host name. */
  readonly address: pulumi.Output<string>;
  readonly port: number;
  readonly databaseName: string;
  readonly masterUsername: string;
  /** The master user's password; a secret. */
  readonly masterPassword: pulumi.Output<string>;
  /** The group that guards the database; a client's group needs an ingress rule in it. */
  readonly securityGroupId: pulumi.Output<string>;

  constructor(name: string, args: PostgresArgs, options?: pulumi.ComponentResourceOptions) {
    super("care-platform:data:Postgres", name, { ...args }, options);

    const [{ seed: password }] = passwordGenerations(`${name}-master-password`, args.masterKeyring, this);
    const securityGroup = storeSecurityGroup(
      `${name}-access`,
      { stage: args.stage, vpcId: args.vpcId, port, clients: args.clients ?? {} },
      { parent: this },
    );
    const instance = this.instance(name, args, {
      password,
      parameterGroupName: postgresParameterGroup(name, args, { parent: this }).name,
      dbSubnetGroupName: this.subnetGroup(name, args).name,
      vpcSecurityGroupIds: [securityGroup.id],
      monitoringRoleArn: postgresMonitoringRole(name, args, { parent: this }),
      finalSnapshotIdentifier: this.finalSnapshotName(name, args),
      logGroups: postgresLogGroups(name, args, { parent: this }),
    });
    this.events(name, args, "events", instance);
    this.events(name, args, "notices", instance);

    this.instanceIdentifier = instance.identifier;
    this.instanceArn = instance.arn;
    this.instanceClass = instance.instanceClass;
    this.allocatedStorage = instance.allocatedStorage;
    this.address = instance.address;
    this.port = port;
    this.databaseName = args.databaseName;
    this.masterUsername = args.masterUsername ?? "platform_admin";
    this.masterPassword = password;
    this.securityGroupId = securityGroup.id;
    this.registerOutputs({
      instanceIdentifier: this.instanceIdentifier,
      instanceArn: this.instanceArn,
      instanceClass: this.instanceClass,
      allocatedStorage: this.allocatedStorage,
      address: this.address,
      port: this.port,
      databaseName: this.databaseName,
      masterUsername: this.masterUsername,
      masterPassword: this.masterPassword,
      securityGroupId: this.securityGroupId,
    });
  }

  private subnetGroup(name: string, { stage, subnetIds }: PostgresArgs): rds.SubnetGroup {
    return new rds.SubnetGroup(
      `${name}-subnets`,
      {
        name: physicalName("databaseSubnetGroup", stage, name),
        description: `Isolated subnets of ${name}`,
        subnetIds,
      },
      { parent: this },
    );
  }

  /** The last snapshot's name: never one that an earlier database of the same name has left behind. */
  private finalSnapshotName(name: string, args: PostgresArgs): pulumi.Output<string> {
    const { stage, databaseName, masterUsername = "platform_admin", dataKeyArn } = args;
    // What replaces the instance makes a new name, or the second replacement would meet the snapshot of the first.
    const keepers = { database: databaseName, user: masterUsername, key: dataKeyArn };
    const suffix = new random.RandomId(`${name}-final-snapshot`, { byteLength: 4, keepers }, { parent: this });
    return pulumi.interpolate`${physicalName("databaseInstance", stage, name)}-final-${suffix.hex}`;
  }

  private instance(name: string, args: PostgresArgs, parts: InstanceParts): rds.Instance {
    const { protectData = true, applyImmediately = false, databaseInsights = "standard" } = args;
    const { logGroups, ...references } = parts;
    return new rds.Instance(
      `${name}-instance`,
      {
        ...references,
        identifier: physicalName("databaseInstance", args.stage, name),
        engine: "postgres",
        engineVersion: args.engineVersion,
        instanceClass: args.instanceClass,
        dbName: args.databaseName,
        username: args.masterUsername ?? "platform_admin",
        port,
        iamDatabaseAuthenticationEnabled: true,
        publiclyAccessible: false,
        multiAz: args.multiAz ?? true,
        storageType: "gp3",
        storageEncrypted: true,
        kmsKeyId: args.dataKeyArn,
        allocatedStorage: args.allocatedStorage,
        maxAllocatedStorage: args.maxAllocatedStorage,
        caCertIdentifier: "rds-ca-rsa2048-g1",
        backupRetentionPeriod: args.backupRetentionDays ?? 30,
        backupWindow: args.backupWindow,
        copyTagsToSnapshot: true,
        deleteAutomatedBackups: false,
        skipFinalSnapshot: false,
        deletionProtection: protectData,
        maintenanceWindow: args.maintenanceWindow,
        autoMinorVersionUpgrade: true,
        allowMajorVersionUpgrade: applyImmediately,
        // Extended support costs more from the end of the standard one on; without it RDS upgrades by itself then.
        engineLifecycleSupport: "open-source-rds-extended-support-disabled",
        applyImmediately,
        enabledCloudwatchLogsExports: [...exportedLogs],
        monitoringInterval,
        databaseInsightsMode: databaseInsights,
        performanceInsightsEnabled: true,
        performanceInsightsKmsKeyId: args.dataKeyArn,
        performanceInsightsRetentionPeriod: insightsDays[databaseInsights],
        tags: { backup: "nightly", "data-class": "patient" },
      },
      // The provider itself leaves storage alone that has grown beyond the program's value (allocated_storage).
      { parent: this, protect: protectData, dependsOn: logGroups },
    );
  }

  private events(
    name: string,
    { stage, eventTopicArn, noticeTopicArn = eventTopicArn }: PostgresArgs,
    role: keyof typeof eventCategories,
    instance: rds.Instance,
  ): void {
    new rds.EventSubscription(
      `${name}-${role}`,
      {
        name: physicalName("databaseEventSubscription", stage, name, role),
        snsTopic: role === "events" ? eventTopicArn : noticeTopicArn,
        sourceType: "db-instance",
        sourceIds: [instance.identifier],
        eventCategories: [...eventCategories[role]],
      },
      { parent: this },
    );
  }
}

/** What the instance is put together from. */
interface InstanceParts {
  password: pulumi.Output<string>;
  parameterGroupName: pulumi.Output<string>;
  dbSubnetGroupName: pulumi.Output<string>;
  vpcSecurityGroupIds: pulumi.Output<string>[];
  monitoringRoleArn: pulumi.Output<string>;
  finalSnapshotIdentifier: pulumi.Output<string>;
  logGroups: cloudwatch.LogGroup[];
}
