import type * as aws from "@pulumi/aws";
import { resourceType } from "../../resource-type";
import type { Creation, Displacement, ResourceTypes, WireObject } from "../../resource-type";
import { refusesInstance } from "./rds-instance-checks";
import { invalidCombination } from "./rds-refusals";
import { leftByInstance } from "./rds-leftovers";
import { instanceWaits, keptStorage, refusesInstanceChange, storageChange } from "./rds-transitions";
import { textOf } from "../wire-text";

const instanceType = "aws:rds/instance:Instance";

/** The types around a single database instance, and the instance itself. */
export const rdsInstance: ResourceTypes = {
  [instanceType]: resourceType<aws.rds.InstanceArgs, aws.rds.InstanceState>({
    title: "RDS DB Instance",
    empty: {
      characterSetName: "",
      domainFqdn: "",
      identifierPrefix: "",
      kmsKeyId: "",
      listenerEndpoints: [],
      masterUserSecretKmsKeyId: "",
      monitoringRoleArn: "",
      ncharCharacterSetName: "",
      performanceInsightsKmsKeyId: "",
      replicaMode: "",
      snapshotIdentifier: "",
      timezone: "",
      upgradeRolloutOrder: "",
      vpcSecurityGroupIds: [],
    },
    name: {
      property: "identifier",
      pattern: /[a-z](?:-?[a-z0-9])*/,
      maxLength: 63,
      allowed:
        "1 to 63 lower-case letters, digits and single hyphens, beginning with a letter and not ending in a hyphen",
      taken: "DBInstanceAlreadyExists",
      lowerCase: true,
    },
    id: ({ hex }) => `db-${hex(26, "resource").toUpperCase()}`,
    taggable: true,
    secretOutputs: ["password", "passwordWo"],
    // hashicorp/terraform-provider-aws internal/service/rds/instance.go
    unread: ["password", "passwordWo"],
    defaults: {
      autoMinorVersionUpgrade: true,
      copyTagsToSnapshot: false,
      deleteAutomatedBackups: true,
      monitoringInterval: 0,
      performanceInsightsEnabled: false,
      publiclyAccessible: false,
      skipFinalSnapshot: false,
    },
    computed: {
      arn: ({ name, arn }) => arn("rds", `db:${name}`),
      address: ({ name, hex, account }) => `${name}.c${hex(11, "endpoint")}.${account.region}.rds.amazonaws.com`,
      endpoint: ({ name, hex, account, inputs }) =>
        `${name}.c${hex(11, "endpoint")}.${account.region}.rds.amazonaws.com:${portOf(inputs)}`,
      port: ({ inputs }) => portOf(inputs),
      resourceId: ({ id }) => id,
      hostedZoneId: () => "Z29XKXDKYMONMX",
      status: () => "available",
      // A replica is what its source is.
      engine: (creation) => textOf(sourceOf(creation)?.engine),
      engineVersion: (creation) => textOf(sourceOf(creation)?.engineVersion),
      engineVersionActual: (creation) => creation.inputs.engineVersion ?? textOf(sourceOf(creation)?.engineVersion),
      dbName: (creation) => textOf(sourceOf(creation)?.dbName),
      username: (creation) => textOf(sourceOf(creation)?.username),
      availabilityZone: ({ account }) => `${account.region}a`,
      allocatedStorage: ({ inputs }) => inputs.allocatedStorage ?? 20,
      backupRetentionPeriod: () => 1,
      backupTarget: () => "region",
      backupWindow: () => "02:00-02:30",
      maintenanceWindow: () => "sun:04:00-sun:04:30",
      caCertIdentifier: () => "rds-ca-rsa2048-g1",
      databaseInsightsMode: () => "standard",
      dbSubnetGroupName: () => "default",
      engineLifecycleSupport: () => "open-source-rds-extended-support",
      latestRestorableTime: () => "",
      licenseModel: ({ inputs }) => (inputs.engine === "postgres" ? "postgresql-license" : "general-public-license"),
      multiAz: () => false,
      networkType: () => "IPV4",
      parameterGroupName: ({ inputs }) =>
        `default.${inputs.engine ?? ""}${(inputs.engineVersion ?? "").split(".")[0] ?? ""}`,
      optionGroupName: ({ inputs }) =>
        `default:${inputs.engine ?? ""}-${(inputs.engineVersion ?? "").split(".")[0] ?? ""}`,
      performanceInsightsRetentionPeriod: ({ inputs }) => (inputs.performanceInsightsEnabled === true ? 7 : 0),
      replicas: () => [],
      storageType: () => "gp3",
      iops: () => 3000,
      storageThroughput: () => 125,
      masterUserSecrets: ({ inputs, arn, name, hex }) =>
        inputs.manageMasterUserPassword === true
          ? [
              {
                kmsKeyId: inputs.masterUserSecretKmsKeyId ?? arn("kms", "alias/aws/secretsmanager"),
                secretArn: arn("secretsmanager", `secret:rds!db-${name}-${hex(6, "secret")}`),
                secretStatus: "active",
              },
            ]
          : [],
    },
    replaces: [
      "availabilityZone",
      "backupTarget",
      "characterSetName",
      "customIamInstanceProfile",
      "dbName",
      "engine",
      "kmsKeyId",
      "ncharCharacterSetName",
      "restoreToPointInTime",
      "snapshotIdentifier",
      "storageEncrypted",
      "timezone",
      "username",
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
        property: "parameterGroupName",
        to: "aws:rds/parameterGroup:ParameterGroup",
        by: "name",
        missing: "DBParameterGroupNotFound",
        inUse: "InvalidDBParameterGroupState",
        except: /^default\./,
      },
      {
        property: "optionGroupName",
        to: "aws:rds/optionGroup:OptionGroup",
        by: "name",
        missing: "OptionGroupNotFoundFault",
        inUse: "InvalidOptionGroupStateFault",
        except: /^default:/,
      },
      {
        property: "vpcSecurityGroupIds[]",
        to: ["aws:ec2/securityGroup:SecurityGroup", "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"],
        by: "id",
        missing: "InvalidParameterValue",
        inUse: "DependencyViolation",
      },
      {
        property: "kmsKeyId",
        to: "aws:kms/key:Key",
        by: ["arn", "id"],
        missing: "KMSKeyNotAccessibleFault",
        except: /alias\/aws\//,
      },
      {
        property: "performanceInsightsKmsKeyId",
        to: "aws:kms/key:Key",
        by: ["arn", "id"],
        missing: "KMSKeyNotAccessibleFault",
        except: /alias\/aws\//,
      },
      {
        property: "monitoringRoleArn",
        to: "aws:iam/role:Role",
        by: "arn",
        missing: "InvalidParameterValue",
        assumedBy: "monitoring.rds.amazonaws.com",
      },
      {
        property: "replicateSourceDb",
        to: instanceType,
        by: ["identifier", "arn"],
        missing: "DBInstanceNotFound",
        anyRegion: true,
      },
      {
        property: "snapshotIdentifier",
        to: "aws:rds/snapshot:Snapshot",
        by: ["dbSnapshotIdentifier", "dbSnapshotArn"],
        missing: "DBSnapshotNotFound",
      },
    ],
    // terraform-aws-modules/terraform-aws-rds#344: "The DB instance and EC2 security group are in different VPCs".
    oneNetwork: [{ properties: ["dbSubnetGroupName", "vpcSecurityGroupIds[]"], code: "InvalidParameterCombination" }],
    keeps: keptStorage,
    refuses: refusesInstance,
    refusesChange: refusesInstanceChange,
    notesChange: storageChange,
    waits: instanceWaits,
    displaces: upgradedReplicas,
    refusesDeletion: (state, account) => {
      if (state.deletionProtection === true) {
        return invalidCombination(
          "Cannot delete protected DB Instance, please disable deletion protection and try again.",
        );
      }
      if (state.skipFinalSnapshot === true || state.replicateSourceDb !== undefined) return undefined;
      const name = state.finalSnapshotIdentifier;
      if (name === undefined) {
        return invalidCombination("FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.");
      }
      return account.find("aws:rds/snapshot:Snapshot", "dbSnapshotIdentifier", name)
        ? {
            code: "DBSnapshotAlreadyExists",
            message: `Cannot create the snapshot because a snapshot with the identifier ${name} already exists.`,
          }
        : undefined;
    },
    leaves: leftByInstance,
  }),
};

/** The state of the instance that a replica copies. */
function sourceOf({ inputs, account }: Creation<aws.rds.InstanceArgs>): WireObject | undefined {
  const source = inputs.replicateSourceDb;
  if (source === undefined) return undefined;
  return account.list(instanceType).find(({ state }) => state.identifier === source || state.arn === source)?.state;
}

/**
 * RDS upgrades the replicas of the Region together with their source to a new major version. Source: Amazon RDS User Guide,
 * "Upgrading the PostgreSQL DB engine".
 */
function upgradedReplicas({ inputs, name, account, arn }: Creation<aws.rds.InstanceArgs>): readonly Displacement[] {
  const { engineVersion, applyImmediately } = inputs;
  if (engineVersion === undefined || applyImmediately !== true) return [];
  const sources: readonly unknown[] = [name, arn("rds", `db:${name}`)];
  return account
    .list(instanceType)
    .filter(({ state }) => sources.includes(state.replicateSourceDb) && state.engineVersion !== engineVersion)
    .map((resource) => ({ resource, state: { engineVersion, engineVersionActual: engineVersion } }));
}

/** The port of an engine, when the program names none. */
function portOf(inputs: { readonly port?: number; readonly engine?: string }): number {
  const ports: Readonly<Record<string, number>> = { postgres: 5432, mysql: 3306, mariadb: 3306 };
  return inputs.port ?? ports[inputs.engine ?? ""] ?? 1521;
}
