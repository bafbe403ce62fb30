import type * as aws from "@pulumi/aws";
import { zonesOf } from "../../published/closed-lists";
import { resourceType } from "../../resource-type";
import type { Creation, Refusal, ResourceTypes } from "../../resource-type";
import { firstRefusal } from "../first-refusal";
import { windowsOverlap } from "../time-windows";
import { invalidCombination, invalidValue } from "./rds-refusals";
import { refusesVersionChange } from "./rds-transitions";
import { textOf } from "../wire-text";

const clusterName = {
  pattern: /[a-z](?:-?[a-z0-9])*/,
  maxLength: 63,
  allowed: "1 to 63 lower-case letters, digits and single hyphens, beginning with a letter and not ending in a hyphen",
  lowerCase: true,
} as const;

/** Clusters (Aurora and Multi-AZ), their instances and parameter groups: enough for a plain program that has one. */
export const rdsCluster: ResourceTypes = {
  "aws:rds/cluster:Cluster": resourceType<aws.rds.ClusterArgs, aws.rds.ClusterState>({
    title: "RDS Cluster",
    empty: {
      allocatedStorage: 0,
      applyImmediately: false,
      caCertificateValidTill: "",
      clusterIdentifierPrefix: "",
      clusterScalabilityType: "",
      databaseName: "",
      dbSystemId: "",
      iamRoles: [],
      kmsKeyId: "",
      masterUserSecretKmsKeyId: "",
      masterUserSecrets: [],
      masterUsername: "",
      monitoringInterval: 0,
      monitoringRoleArn: "",
      performanceInsightsKmsKeyId: "",
      performanceInsightsRetentionPeriod: 0,
      storageEncrypted: false,
      storageType: "",
      upgradeRolloutOrder: "",
      vpcSecurityGroupIds: [],
    },
    name: { property: "clusterIdentifier", ...clusterName, taken: "DBClusterAlreadyExistsFault" },
    taggable: true,
    secretOutputs: ["masterPassword", "masterPasswordWo"],
    // hashicorp/terraform-provider-aws internal/service/rds/cluster.go
    unread: ["masterPassword", "masterPasswordWo"],
    defaults: { skipFinalSnapshot: false, engineMode: "provisioned", backupRetentionPeriod: 1 },
    computed: {
      arn: ({ name, arn }) => arn("rds", `cluster:${name}`),
      clusterResourceId: ({ hex }) => `cluster-${hex(26, "resource").toUpperCase()}`,
      endpoint: ({ name, hex, account }) =>
        `${name}.cluster-c${hex(11, "endpoint")}.${account.region}.rds.amazonaws.com`,
      readerEndpoint: ({ name, hex, account }) =>
        `${name}.cluster-ro-c${hex(11, "endpoint")}.${account.region}.rds.amazonaws.com`,
      port: ({ inputs }) => (inputs.engine === "aurora-postgresql" || inputs.engine === "postgres" ? 5432 : 3306),
      hostedZoneId: () => "Z29XKXDKYMONMX",
      engineVersionActual: ({ inputs }) => inputs.engineVersion ?? "",
      availabilityZones: ({ account }) => zonesOf(account.region).slice(0, 3),
      clusterMembers: () => [],
      autoMinorVersionUpgrade: () => true,
      caCertificateIdentifier: () => "rds-ca-rsa2048-g1",
      databaseInsightsMode: () => "standard",
      dbClusterParameterGroupName: ({ inputs }) => `default.${inputs.engine ?? ""}${majorOf(inputs.engineVersion)}`,
      dbSubnetGroupName: () => "default",
      engineLifecycleSupport: () => "open-source-rds-extended-support",
      engineVersion: ({ inputs }) => (textOf(inputs.engine).includes("postgres") ? "16.4" : "8.0.mysql_aurora.3.08.0"),
      networkType: () => "IPV4",
      preferredBackupWindow: () => "02:00-02:30",
      preferredMaintenanceWindow: () => "sun:04:00-sun:04:30",
    },
    replaces: [
      "availabilityZones",
      "clusterIdentifier",
      "clusterIdentifierPrefix",
      "databaseName",
      "dbSubnetGroupName",
      "dbSystemId",
      "engine",
      "engineMode",
      "kmsKeyId",
      "masterUsername",
      "restoreToPointInTime",
      "snapshotIdentifier",
      "storageEncrypted",
    ],
    references: [
      {
        property: "dbSubnetGroupName",
        to: "aws:rds/subnetGroup:SubnetGroup",
        by: "name",
        missing: "DBSubnetGroupNotFoundFault",
        inUse: "InvalidDBSubnetGroupStateFault",
        except: /^default$/,
      },
      {
        property: "dbClusterParameterGroupName",
        to: "aws:rds/clusterParameterGroup:ClusterParameterGroup",
        by: "name",
        missing: "DBClusterParameterGroupNotFound",
        inUse: "InvalidDBParameterGroupState",
        except: /^default\./,
      },
      { property: "kmsKeyId", to: "aws:kms/key:Key", by: ["arn", "id"], missing: "KMSKeyNotAccessibleFault" },
      {
        property: "vpcSecurityGroupIds[]",
        to: ["aws:ec2/securityGroup:SecurityGroup", "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"],
        by: "id",
        missing: "InvalidParameterValue",
        inUse: "DependencyViolation",
      },
    ],
    oneNetwork: [{ properties: ["dbSubnetGroupName", "vpcSecurityGroupIds[]"], code: "InvalidParameterCombination" }],
    refuses: firstRefusal(parametersOfCluster, windowsOfCluster, capacity),
    refusesChange: refusesVersionChange,
    refusesDeletion: (state) => {
      if (state.deletionProtection === true) {
        return invalidCombination("Cannot delete protected Cluster, please disable deletion protection and try again.");
      }
      return state.skipFinalSnapshot !== true && state.finalSnapshotIdentifier === undefined
        ? invalidCombination("FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.")
        : undefined;
    },
  }),

  "aws:rds/clusterInstance:ClusterInstance": resourceType<aws.rds.ClusterInstanceArgs, aws.rds.ClusterInstanceState>({
    title: "RDS Cluster Instance",
    empty: {
      applyImmediately: false,
      identifierPrefix: "",
      kmsKeyId: "",
      monitoringRoleArn: "",
      performanceInsightsEnabled: false,
      performanceInsightsKmsKeyId: "",
      performanceInsightsRetentionPeriod: 0,
      storageEncrypted: false,
    },
    name: { property: "identifier", ...clusterName, taken: "DBInstanceAlreadyExists" },
    taggable: true,
    defaults: { autoMinorVersionUpgrade: true, promotionTier: 0, publiclyAccessible: false },
    computed: {
      arn: ({ name, arn }) => arn("rds", `db:${name}`),
      dbiResourceId: ({ hex }) => `db-${hex(26, "resource").toUpperCase()}`,
      endpoint: ({ name, hex, account }) => `${name}.c${hex(11, "endpoint")}.${account.region}.rds.amazonaws.com`,
      port: ({ inputs }) => (inputs.engine === "aurora-postgresql" ? 5432 : 3306),
      availabilityZone: ({ account }) => `${account.region}a`,
      engineVersionActual: ({ inputs }) => inputs.engineVersion ?? "",
      writer: () => true,
      caCertIdentifier: () => "rds-ca-rsa2048-g1",
      dbParameterGroupName: ({ inputs }) => `default.${textOf(inputs.engine)}${majorOf(inputs.engineVersion)}`,
      dbSubnetGroupName: ({ inputs, account }) =>
        textOf(
          account.find("aws:rds/cluster:Cluster", "clusterIdentifier", inputs.clusterIdentifier)?.state
            .dbSubnetGroupName,
        ),
      engineVersion: ({ inputs, account }) =>
        textOf(
          account.find("aws:rds/cluster:Cluster", "clusterIdentifier", inputs.clusterIdentifier)?.state.engineVersion,
        ),
      networkType: () => "IPV4",
      preferredBackupWindow: () => "02:00-02:30",
      preferredMaintenanceWindow: () => "sun:04:00-sun:04:30",
    },
    replaces: ["availabilityZone", "clusterIdentifier", "customIamInstanceProfile", "engine"],
    references: [
      {
        property: "clusterIdentifier",
        to: "aws:rds/cluster:Cluster",
        by: ["clusterIdentifier"],
        missing: "DBClusterNotFoundFault",
        inUse: "InvalidDBClusterStateFault",
      },
    ],
    refuses: firstRefusal(engineOfCluster, capacityOfCluster),
  }),

  "aws:rds/clusterParameterGroup:ClusterParameterGroup": resourceType<
    aws.rds.ClusterParameterGroupArgs,
    aws.rds.ClusterParameterGroupState
  >({
    title: "RDS Cluster Parameter Group",
    empty: { namePrefix: "" },
    name: { property: "name", ...clusterName, maxLength: 255, taken: "DBParameterGroupAlreadyExists" },
    taggable: true,
    defaults: { description: "Managed by Pulumi" },
    computed: { arn: ({ name, arn }) => arn("rds", `cluster-pg:${name}`) },
    replaces: ["name", "namePrefix", "family", "description"],
  }),
};

/** Source: Amazon RDS API reference, CreateDBCluster, "DBClusterParameterGroupName". */
function parametersOfCluster({ inputs, account }: Creation<aws.rds.ClusterArgs>): Refusal | undefined {
  const { engine = "", engineVersion, dbClusterParameterGroupName: name } = inputs;
  const group = account.find("aws:rds/clusterParameterGroup:ClusterParameterGroup", "name", name);
  if (!group || engineVersion === undefined || !/^(aurora-postgresql|postgres)$/.test(engine)) return undefined;
  const wanted = `${engine}${majorOf(engineVersion)}`;
  return group.state.family === wanted
    ? undefined
    : invalidCombination(
        `The Parameter Group ${group.id} with DBParameterGroupFamily ${textOf(group.state.family)} cannot be used for this cluster; it needs ${wanted}.`,
      );
}

/** Source: Amazon RDS API reference, CreateDBInstance, "Engine". */
function engineOfCluster({ inputs, account }: Creation<aws.rds.ClusterInstanceArgs>): Refusal | undefined {
  const cluster = account.find("aws:rds/cluster:Cluster", "clusterIdentifier", inputs.clusterIdentifier);
  const engine = textOf(cluster?.state.engine);
  return inputs.engine === undefined || engine === "" || inputs.engine === engine
    ? undefined
    : invalidCombination(
        `The engine name requested for your DB instance (${inputs.engine}) doesn't match the engine name of your DB cluster (${engine}).`,
      );
}

/** The error in hashicorp/terraform-provider-aws#24607. */
function capacityOfCluster({ inputs, account }: Creation<aws.rds.ClusterInstanceArgs>): Refusal | undefined {
  const cluster = account.find("aws:rds/cluster:Cluster", "clusterIdentifier", inputs.clusterIdentifier);
  return inputs.instanceClass === "db.serverless" &&
    cluster !== undefined &&
    cluster.state.serverlessv2ScalingConfiguration === undefined
    ? invalidCombination(
        "Set the Serverless v2 scaling configuration on the parent DB cluster before creating a Serverless v2 DB instance.",
      )
    : undefined;
}

/** Half units, the least no more than the most (RDS API reference, ServerlessV2ScalingConfiguration). */
function capacity({ inputs }: Creation<aws.rds.ClusterArgs>): Refusal | undefined {
  const { minCapacity = 0, maxCapacity = 256 } = inputs.serverlessv2ScalingConfiguration ?? {};
  if (minCapacity > maxCapacity) {
    return invalidValue(`The minimum capacity ${minCapacity} is greater than the maximum capacity ${maxCapacity}.`);
  }
  const uneven = [minCapacity, maxCapacity].find((each) => !Number.isInteger(each * 2));
  return uneven === undefined ? undefined : invalidValue(`The capacity ${uneven} is not in steps of 0.5.`);
}

/** RDS API reference, CreateDBCluster, "PreferredBackupWindow": it must not conflict with the maintenance window. */
function windowsOfCluster({ inputs }: Creation<aws.rds.ClusterArgs>): Refusal | undefined {
  const { preferredBackupWindow: backup, preferredMaintenanceWindow: maintenance } = inputs;
  return backup !== undefined && maintenance !== undefined && windowsOverlap(backup, maintenance)
    ? invalidValue("The backup window and maintenance window must not overlap.")
    : undefined;
}

/** The major version of an engine, as the names of its default parameter groups end. */
function majorOf(version: string | undefined): string {
  return version?.split(".")[0] ?? "";
}
