import * as pulumi from "@pulumi/pulumi";
import { AlertTopics } from "../components/observability/alert-topics";
import type { LogArchiveDestination } from "../components/observability/archived-log";
import { CloudFrontRegion } from "../components/edge/cloudfront-region";
import { BackupPlan } from "../components/backup/backup-plan";
import { ContainerCluster } from "../components/service/container-cluster";
import { EncryptionKeys } from "../components/security/encryption-keys";
import { ImageRepositories } from "../components/service/image-repositories";
import { LogArchive } from "../components/observability/log-archive";
import { LogArchiveStream } from "../components/observability/log-archive-stream";
import type { AlarmRouting } from "../components/observability/metric-alarm";
import { Network } from "../components/network/network";
import { PrivateBucket } from "../components/data/private-bucket";
import type { Settings } from "./settings/schema";
import { usesStore } from "./settings/systems";
import { createAccountMonitoring } from "./account-monitoring";
import { ownTags } from "./stack-tags";

/** Days the results of a canary lie in their bucket: as long as the canary shows them. */
const canaryResultDays = 31;

/**
 * The shared resources of a stage: keys, alerts, log archive, account monitoring, network, cluster, image repositories and
 * backups.
 *
 * Cost (November 2026, list price, eu-west-1/af-south-1): about USD 55/65 a month in staging, USD 265/310 in production
 * with three NAT gateways and the interface endpoints, before traffic.
 */
export class Foundation extends pulumi.ComponentResource {
  /** The network and its subnets, one of each tier for each zone. */
  readonly vpcId: pulumi.Output<string>;
  readonly publicSubnetIds: pulumi.Output<string>[];
  readonly privateSubnetIds: pulumi.Output<string>[];
  readonly dataSubnetIds: pulumi.Output<string>[];
  /** The addresses from which the stage is seen by the internet. */
  readonly egressAddresses: pulumi.Output<string>[];
  /** The keys: of data, of secrets, and of log groups and alert topics. */
  readonly dataKeyArn: pulumi.Output<string>;
  readonly secretsKeyArn: pulumi.Output<string>;
  readonly logsKeyArn: pulumi.Output<string>;
  /** The alert topics and the URL of the runbooks. */
  readonly routing: AlarmRouting;
  /** The topic for the events of caches, which no encrypted topic gets; absent where no system has a cache. */
  readonly cacheEventsTopicArn: pulumi.Output<string> | undefined;
  /** The shared resources of the front ends in us-east-1: topics for their alarms and a key for their logs. */
  readonly cloudFront: { readonly routing: AlarmRouting; readonly logsKeyArn: pulumi.Output<string> };
  /** The bucket for the logs of load balancers and buckets. */
  readonly logArchiveBucketName: pulumi.Output<string>;
  readonly logArchiveBucketArn: pulumi.Output<string>;
  /** The archive stream of application logs. */
  readonly logDestination: LogArchiveDestination;
  /** The bucket for the scripts and results of canaries. */
  readonly canaryBucketName: pulumi.Output<string>;
  readonly canaryBucketArn: pulumi.Output<string>;
  /** The cluster of all services. */
  readonly clusterName: pulumi.Output<string>;
  readonly clusterArn: pulumi.Output<string>;
  /** The image repository of each system, by the system's name: where images are pushed to, and its ARN. */
  readonly repositoryUrls: Readonly<Record<string, pulumi.Output<string>>>;
  readonly repositoryArns: Readonly<Record<string, pulumi.Output<string>>>;
  /** The vault of all backups. */
  readonly backupVaultName: pulumi.Output<string>;

  constructor(
    private readonly settings: Settings,
    options?: pulumi.ComponentResourceOptions,
  ) {
    super("care-platform:stack:Foundation", "foundation", { stage: settings.stage }, options);

    const keys = this.keys();
    const topics = this.alertTopics(keys);
    this.routing = { topicArns: topics.topicArns, runbookUrl: settings.runbookUrl };
    this.cacheEventsTopicArn = topics.cacheEventsTopicArn;
    const cloudFront = this.cloudFrontRegion();
    this.cloudFront = { routing: cloudFront.routing, logsKeyArn: cloudFront.logsKeyArn };
    const archive = this.logArchive();
    const network = this.network(keys);
    const archiveStream = this.logArchiveStream(keys, archive, network);
    const { routing } = this;
    const { bucketName: logBucketName } = archive;
    createAccountMonitoring(settings, { routing, global: cloudFront.routing, logBucketName, parent: this });
    const canaries = this.canaryBucket(archive);
    const cluster = this.cluster(keys);
    const images = this.imageRepositories(keys);
    const backups = this.backups(keys, network);

    this.vpcId = network.vpcId;
    this.publicSubnetIds = network.publicSubnetIds;
    this.privateSubnetIds = network.privateSubnetIds;
    this.dataSubnetIds = network.dataSubnetIds;
    this.egressAddresses = network.egressAddresses;
    this.dataKeyArn = keys.dataKeyArn;
    this.secretsKeyArn = keys.secretsKeyArn;
    this.logsKeyArn = keys.logsKeyArn;
    this.logArchiveBucketName = archive.bucketName;
    this.logArchiveBucketArn = archive.bucketArn;
    this.logDestination = archiveStream.destination;
    this.canaryBucketName = canaries.bucketName;
    this.canaryBucketArn = canaries.bucketArn;
    this.clusterName = cluster.clusterName;
    this.clusterArn = cluster.clusterArn;
    this.repositoryUrls = images.repositoryUrls;
    this.repositoryArns = images.repositoryArns;
    this.backupVaultName = backups.vaultName;
    this.registerOutputs({
      vpcId: this.vpcId,
      publicSubnetIds: this.publicSubnetIds,
      privateSubnetIds: this.privateSubnetIds,
      dataSubnetIds: this.dataSubnetIds,
      egressAddresses: this.egressAddresses,
      dataKeyArn: this.dataKeyArn,
      secretsKeyArn: this.secretsKeyArn,
      logsKeyArn: this.logsKeyArn,
      routing: this.routing,
      cacheEventsTopicArn: this.cacheEventsTopicArn,
      cloudFront: this.cloudFront,
      logArchiveBucketName: this.logArchiveBucketName,
      logArchiveBucketArn: this.logArchiveBucketArn,
      logDestination: this.logDestination,
      canaryBucketName: this.canaryBucketName,
      canaryBucketArn: this.canaryBucketArn,
      clusterName: this.clusterName,
      clusterArn: this.clusterArn,
      repositoryUrls: this.repositoryUrls,
      repositoryArns: this.repositoryArns,
      backupVaultName: this.backupVaultName,
    });
  }

  /** Whether data stores are protected against deletion, by AWS and by the engine. */
  private get protectData(): boolean {
    return this.settings.dataProtection === "on";
  }

  private keys(): EncryptionKeys {
    const { stack: stage, aws, backup } = this.settings;
    const { afterDestroy } = backup;
    return new EncryptionKeys(
      "keys",
      { stage, accountId: aws.accountId, region: aws.region, protectData: this.protectData, afterDestroy },
      { parent: this },
    );
  }

  private alertTopics(keys: EncryptionKeys): AlertTopics {
    const { stack: stage, aws, systems, deploy } = this.settings;
    // Before the second pass no cache publishes to the topic that gets no key.
    const hasCache = deploy === "everything" && usesStore(systems, "redis");
    return new AlertTopics(
      "alerts",
      { stage, accountId: aws.accountId, keyArn: keys.logsKeyArn, routes: this.routes, hasCache },
      { parent: this },
    );
  }

  /** The alert routes; the URL of an on-call service is a credential. */
  private get routes() {
    const { critical, warning, info } = this.settings.alerts;
    const route = ({ email, https }: { email?: string; https?: string }) => ({
      email,
      https: https === undefined ? undefined : pulumi.secret(https),
    });
    return { critical: route(critical), warning: route(warning), info: route(info) };
  }

  private cloudFrontRegion(): CloudFrontRegion {
    const { stack: stage, aws, runbookUrl } = this.settings;
    const { critical, warning } = this.routes;
    return new CloudFrontRegion(
      "front-ends",
      { stage, accountId: aws.accountId, routes: { critical, warning }, runbookUrl, protectData: this.protectData },
      { parent: this },
    );
  }

  private logArchive(): LogArchive {
    const { stack: stage, aws, logs } = this.settings;
    return new LogArchive(
      "log-archive",
      {
        stage,
        accountId: aws.accountId,
        archiveDays: logs.archiveDays,
        protectData: this.protectData,
        forceDestroy: !this.protectData,
      },
      { parent: this },
    );
  }

  private logArchiveStream(keys: EncryptionKeys, archive: LogArchive, network: Network): LogArchiveStream {
    const { stack: stage, aws, timeZone, logs, thresholds } = this.settings;
    return new LogArchiveStream(
      "application-logs",
      {
        stage,
        accountId: aws.accountId,
        region: aws.region,
        timeZone,
        bucketArn: archive.bucketArn,
        dataKeyArn: keys.dataKeyArn,
        logsKeyArn: keys.logsKeyArn,
        logRetentionDays: logs.retentionDays,
        routing: this.routing,
        subject: "the foundation",
        clock: network.clock,
        thresholds: thresholds.logArchive,
      },
      { parent: this },
    );
  }

  /** Canary artefacts expire and need no protection. */
  private canaryBucket(archive: LogArchive): PrivateBucket {
    const { stack: stage, aws } = this.settings;
    return new PrivateBucket(
      "canaries",
      {
        stage,
        accountId: aws.accountId,
        dataClass: "operations",
        encryption: "AES256",
        expireAfterDays: canaryResultDays,
        expirePrefix: "results/",
        noncurrentVersionDays: canaryResultDays,
        accessLogs: { bucketName: archive.bucketName, prefix: "buckets/canaries/" },
        protectData: false,
        forceDestroy: true,
      },
      { parent: this },
    );
  }

  private network(keys: EncryptionKeys): Network {
    const { stack: stage, aws, network, logs } = this.settings;
    return new Network(
      "network",
      {
        stage,
        accountId: aws.accountId,
        region: aws.region,
        ...network,
        logsKeyArn: keys.logsKeyArn,
        logRetentionDays: logs.retentionDays,
        protectAddresses: this.protectData,
      },
      { parent: this },
    );
  }

  private cluster(keys: EncryptionKeys): ContainerCluster {
    const { stack: stage, logs } = this.settings;
    return new ContainerCluster(
      "services",
      { stage, logsKeyArn: keys.logsKeyArn, logRetentionDays: logs.retentionDays },
      { parent: this },
    );
  }

  private imageRepositories(keys: EncryptionKeys): ImageRepositories {
    const { stage, systems } = this.settings;
    return new ImageRepositories(
      "images",
      {
        stage,
        names: systems,
        keyArn: keys.dataKeyArn,
        protectData: this.protectData,
        forceDelete: !this.protectData,
      },
      { parent: this },
    );
  }

  private backups(keys: EncryptionKeys, network: Network): BackupPlan {
    const { stack: stage, aws, timeZone, backup, thresholds } = this.settings;
    return new BackupPlan(
      "backups",
      {
        stage,
        accountId: aws.accountId,
        timeZone,
        ...backup,
        ofTags: ownTags(this.settings),
        dataKeyArn: keys.dataKeyArn,
        restoreSubnetIds: network.dataSubnetIds,
        routing: this.routing,
        subject: "the foundation",
        clock: network.clock,
        thresholds: thresholds.backups,
        protectData: this.protectData,
      },
      { parent: this },
    );
  }
}
