import type * as aws from "@pulumi/aws";
import { resourceType } from "../../resource-type";
import type { Creation, Plain, ResourceTypes } from "../../resource-type";
import { isEngineDefault } from "../../published/parameter-defaults";
import { staysInNetwork } from "../network/subnet-groups";
import { textOf } from "../wire-text";

/** What RDS says names of groups may be. */
const groupName = {
  pattern: /[a-z](?:-?[a-z0-9])*/,
  maxLength: 255,
  allowed: "1 to 255 lower-case letters, digits and single hyphens, beginning with a letter and not ending in a hyphen",
  lowerCase: true,
} as const;

/**
 * The static parameters whose change counts only once the instances of the group are restarted, by name; the group itself tells the
 * new value at once. Source: Amazon RDS User Guide, "Working with DB parameter groups".
 */
function awaitingRestart(
  { name, parameters: standing = [] }: Plain<aws.rds.ParameterGroupState>,
  { inputs, account }: Creation<aws.rds.ParameterGroupArgs>,
): readonly string[] {
  if (!account.find("aws:rds/instance:Instance", "parameterGroupName", name)) return [];
  return (inputs.parameters ?? [])
    .filter(
      (wanted) =>
        wanted.applyMethod === "pending-reboot" && !isEngineDefault(inputs.family ?? "", wanted.name, wanted.value),
    )
    .filter((wanted) => standing.find((each) => each.name === wanted.name)?.value !== wanted.value)
    .map((wanted) => wanted.name);
}

/** The events RDS sends about a database instance (Amazon RDS event categories). */
const instanceEventCategories = [
  "availability",
  "backtrack",
  "backup",
  "configuration change",
  "creation",
  "deletion",
  "failover",
  "failure",
  "low storage",
  "maintenance",
  "notification",
  "read replica",
  "recovery",
  "restoration",
  "security",
  "security patching",
];

/** Parameter, subnet and option groups, event subscriptions and snapshots. */
export const rdsGroups: ResourceTypes = {
  "aws:rds/parameterGroup:ParameterGroup": resourceType<aws.rds.ParameterGroupArgs, aws.rds.ParameterGroupState>({
    title: "RDS DB Parameter Group",
    empty: { namePrefix: "" },
    name: { property: "name", ...groupName, taken: "DBParameterGroupAlreadyExists" },
    taggable: true,
    defaults: { description: "Managed by Pulumi" },
    computed: { arn: ({ name, arn }) => arn("rds", `pg:${name}`) },
    replaces: ["name", "namePrefix", "family", "description"],
    notesChange: (before, after) => ({ awaitsRestart: awaitingRestart(before, after) }),
  }),

  "aws:rds/subnetGroup:SubnetGroup": resourceType<aws.rds.SubnetGroupArgs, aws.rds.SubnetGroupState>({
    title: "RDS DB Subnet Group",
    empty: { namePrefix: "" },
    name: {
      property: "name",
      pattern: /(?!default$)[a-z0-9 ._-]+/,
      maxLength: 255,
      allowed: '1 to 255 lower-case letters, digits, periods, underscores, spaces and hyphens, and not "default"',
      taken: "DBSubnetGroupAlreadyExists",
      lowerCase: true,
    },
    taggable: true,
    defaults: { description: "Managed by Pulumi", supportedNetworkTypes: ["IPV4"] },
    computed: {
      arn: ({ name, arn }) => arn("rds", `subgrp:${name}`),
      vpcId: ({ inputs, account }) =>
        account.find("aws:ec2/subnet:Subnet", "id", inputs.subnetIds?.[0])?.state.vpcId as string,
    },
    replaces: ["name", "namePrefix"],
    references: [{ property: "subnetIds[]", to: "aws:ec2/subnet:Subnet", by: "id", missing: "InvalidSubnet" }],
    refuses: ({ inputs, account }) => {
      const subnets = (inputs.subnetIds ?? []).map((id) => account.find("aws:ec2/subnet:Subnet", "id", id)?.state);
      const zones = new Set(subnets.map((subnet) => subnet?.availabilityZone));
      const networks = new Set(subnets.map((subnet) => subnet?.vpcId));
      if (networks.size > 1) {
        return { code: "InvalidSubnet", message: "The DB subnet group's subnets must all be in the same VPC." };
      }
      return zones.size >= 2
        ? undefined
        : {
            code: "DBSubnetGroupDoesNotCoverEnoughAZs",
            message: `The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Current AZ coverage: ${[...zones].map(String).join(", ")}. Add subnets to cover at least 2 AZs.`,
          };
    },
    refusesChange: staysInNetwork("InvalidParameterValue"),
  }),

  "aws:rds/optionGroup:OptionGroup": resourceType<aws.rds.OptionGroupArgs, aws.rds.OptionGroupState>({
    title: "RDS Option Group",
    empty: { namePrefix: "" },
    name: { property: "name", ...groupName, taken: "OptionGroupAlreadyExistsFault" },
    taggable: true,
    defaults: { optionGroupDescription: "Managed by Pulumi" },
    computed: { arn: ({ name, arn }) => arn("rds", `og:${name}`) },
    replaces: ["name", "namePrefix", "engineName", "majorEngineVersion", "optionGroupDescription"],
  }),

  "aws:rds/eventSubscription:EventSubscription": resourceType<
    aws.rds.EventSubscriptionArgs,
    aws.rds.EventSubscriptionState
  >({
    title: "RDS Event Subscription",
    empty: { namePrefix: "" },
    name: {
      property: "name",
      pattern: /[A-Za-z0-9-]+/,
      maxLength: 255,
      allowed: "1 to 255 letters, digits and hyphens",
      taken: "SubscriptionAlreadyExist",
      lowerCase: true,
    },
    taggable: true,
    defaults: { enabled: true },
    computed: {
      arn: ({ name, arn }) => arn("rds", `es:${name}`),
      customerAwsId: ({ account }) => account.accountId,
    },
    replaces: ["name", "namePrefix"],
    references: [
      { property: "snsTopic", to: "aws:sns/topic:Topic", by: ["arn"], missing: "SNSTopicArnNotFound" },
      {
        property: "sourceIds[]",
        to: [
          "aws:rds/instance:Instance",
          "aws:rds/cluster:Cluster",
          "aws:rds/parameterGroup:ParameterGroup",
          "aws:rds/proxy:Proxy",
        ],
        by: ["identifier", "clusterIdentifier", "name"],
        missing: "SourceNotFound",
      },
    ],
    refuses: ({ inputs: { sourceIds, sourceType, eventCategories } }) => {
      if (sourceIds !== undefined && sourceIds.length > 0 && sourceType === undefined) {
        return { code: "InvalidParameterCombination", message: "SourceType is required when SourceIds are given." };
      }
      const unknown =
        sourceType === "db-instance"
          ? eventCategories?.find((each) => !instanceEventCategories.includes(each))
          : undefined;
      return unknown === undefined
        ? undefined
        : {
            code: "SubscriptionCategoryNotFound",
            message: `The event category "${unknown}" does not exist for ${sourceType ?? ""}.`,
          };
    },
  }),

  "aws:rds/snapshot:Snapshot": resourceType<aws.rds.SnapshotArgs, aws.rds.SnapshotState>({
    title: "RDS DB Snapshot",
    empty: { iops: 0, kmsKeyId: "", sourceDbSnapshotIdentifier: "", sourceRegion: "" },
    name: {
      property: "dbSnapshotIdentifier",
      pattern: /[A-Za-z](?:-?[A-Za-z0-9])*/,
      maxLength: 255,
      allowed: "1 to 255 letters, digits and single hyphens, beginning with a letter and not ending in a hyphen",
      taken: "DBSnapshotAlreadyExists",
      lowerCase: true,
    },
    taggable: true,
    defaults: { snapshotType: "manual", status: "available" },
    computed: {
      dbSnapshotArn: ({ name, arn }) => arn("rds", `snapshot:${name}`),
      allocatedStorage: ({ inputs, account }) =>
        Number(instanceOf(inputs.dbInstanceIdentifier, account)?.allocatedStorage ?? 0),
      availabilityZone: ({ inputs, account }) =>
        textOf(instanceOf(inputs.dbInstanceIdentifier, account)?.availabilityZone),
      licenseModel: ({ inputs, account }) => textOf(instanceOf(inputs.dbInstanceIdentifier, account)?.licenseModel),
      optionGroupName: ({ inputs, account }) =>
        textOf(instanceOf(inputs.dbInstanceIdentifier, account)?.optionGroupName),
      port: ({ inputs, account }) => Number(instanceOf(inputs.dbInstanceIdentifier, account)?.port ?? 0),
      storageType: ({ inputs, account }) => textOf(instanceOf(inputs.dbInstanceIdentifier, account)?.storageType),
      vpcId: () => "",
      engine: ({ inputs, account }) => instanceOf(inputs.dbInstanceIdentifier, account)?.engine as string,
      engineVersion: ({ inputs, account }) => instanceOf(inputs.dbInstanceIdentifier, account)?.engineVersion as string,
      encrypted: ({ inputs, account }) => instanceOf(inputs.dbInstanceIdentifier, account)?.storageEncrypted === true,
    },
    replaces: ["dbInstanceIdentifier", "dbSnapshotIdentifier"],
    references: [
      {
        property: "dbInstanceIdentifier",
        to: "aws:rds/instance:Instance",
        by: ["identifier"],
        missing: "DBInstanceNotFound",
      },
    ],
  }),
};

function instanceOf(
  identifier: string | undefined,
  account: Parameters<NonNullable<ResourceTypes[string]["refusesDeletion"]>>[1],
) {
  return account.find("aws:rds/instance:Instance", "identifier", identifier)?.state;
}
