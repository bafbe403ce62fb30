import type * as aws from "@pulumi/aws";
import type { Refusal } from "../../resource-type";
import { firstRefusal } from "../first-refusal";
import type { Check } from "../first-refusal";
import { refusesTransitEncryption } from "./elasticache-encryption";
import { refusesTopology } from "./elasticache-topology";
import { dailyWindow, weeklyWindow, windowsOverlap } from "../time-windows";
import { textOf } from "../wire-text";

type GroupCheck = Check<aws.elasticache.ReplicationGroupArgs>;

const invalidValue = (message: string): Refusal => ({ code: "InvalidParameterValue", message });
const invalidCombination = (message: string): Refusal => ({ code: "InvalidParameterCombination", message });

/** The most nodes a replication group without cluster mode can have: a primary and five replicas. */
const mostNodes = 6;

const description: GroupCheck = ({ inputs }) =>
  (inputs.description ?? "") === ""
    ? invalidValue("The parameter ReplicationGroupDescription must be provided and must not be blank.")
    : undefined;

const version: GroupCheck = ({ inputs: { engine = "redis", engineVersion } }) => {
  if (engineVersion === undefined) return undefined;
  const forms: Readonly<Record<string, RegExp>> = {
    redis: /^(6\.(x|\d+)|7\.\d+|[45]\.\d+\.\d+)$/,
    valkey: /^[78]\.\d+$/,
  };
  return forms[engine]?.test(engineVersion) === true
    ? undefined
    : invalidValue(
        `Engine version "${engineVersion}" of "${engine}" is not valid; a version of Redis 6 or later reads major.minor.`,
      );
};

const nodes: GroupCheck = ({ inputs }) => {
  const {
    numCacheClusters = 1,
    replicasPerNodeGroup = 0,
    numNodeGroups,
    automaticFailoverEnabled,
    multiAzEnabled,
  } = inputs;
  if (multiAzEnabled === true && automaticFailoverEnabled !== true) {
    return invalidCombination("Multi-AZ requires automatic failover to be enabled.");
  }
  if (numCacheClusters > mostNodes) {
    return invalidCombination(
      `A replication group without cluster mode has at most ${mostNodes} nodes; ${numCacheClusters} were asked for.`,
    );
  }
  return automaticFailoverEnabled === true && numNodeGroups === undefined && numCacheClusters + replicasPerNodeGroup < 2
    ? invalidCombination("Automatic failover requires a replication group of at least 2 cache clusters.")
    : undefined;
};

const access: GroupCheck = ({ inputs }) => {
  const { authToken, userGroupIds = [], transitEncryptionEnabled } = inputs;
  if (authToken !== undefined && userGroupIds.length > 0) {
    return invalidCombination("AuthToken and UserGroupIds cannot be used together.");
  }
  if ((authToken !== undefined || userGroupIds.length > 0) && transitEncryptionEnabled !== true) {
    return invalidCombination("Access control requires encryption-in-transit to be enabled on the replication group.");
  }
  return authToken === undefined || /^[A-Za-z0-9!&#$^<>-]{16,128}$/.test(authToken)
    ? undefined
    : invalidValue(
        "Invalid AuthToken provided: 16 to 128 letters, digits and the characters ! & # $ ^ < > - are allowed.",
      );
};

const windows: GroupCheck = ({ inputs: { snapshotWindow, maintenanceWindow, snapshotRetentionLimit: days = 0 } }) => {
  if (days < 0 || days > 35) return invalidValue(`SnapshotRetentionLimit is ${days}; must be between 0 and 35.`);
  if (snapshotWindow !== undefined && (dailyWindow(snapshotWindow)?.length ?? 0) < 60) {
    return invalidValue(`Invalid snapshot window ${snapshotWindow}: hh24:mi-hh24:mi in UTC, an hour or longer.`);
  }
  if (maintenanceWindow !== undefined && (weeklyWindow(maintenanceWindow)?.length ?? 0) < 60) {
    return invalidValue(
      `Invalid maintenance window ${maintenanceWindow}: ddd:hh24:mi-ddd:hh24:mi in UTC, an hour or longer.`,
    );
  }
  return snapshotWindow !== undefined &&
    maintenanceWindow !== undefined &&
    windowsOverlap(snapshotWindow, maintenanceWindow)
    ? invalidValue("The snapshot window and maintenance window must not overlap.")
    : undefined;
};

const parameterFamily: GroupCheck = ({ inputs, account }) => {
  const { engine = "redis", engineVersion, parameterGroupName, numNodeGroups = 1 } = inputs;
  const group = account.find("aws:elasticache/parameterGroup:ParameterGroup", "name", parameterGroupName);
  // CreateReplicationGroup, "CacheParameterGroupName": a group with shards has one with cluster mode on.
  const [, ofAws, clustered] = /^default\.([a-z]+[\d.]+x?)(\.cluster\.on)?$/.exec(parameterGroupName ?? "") ?? [];
  if (ofAws !== undefined && numNodeGroups > 1 && clustered === undefined) {
    return invalidCombination(`The parameter group ${parameterGroupName ?? ""} does not support cluster mode.`);
  }
  const family = group ? textOf(group.state.family) : ofAws;
  if (family === undefined || engineVersion === undefined) return undefined;
  const major = engineVersion.split(".", 1).join("");
  const expected = engine === "redis" && major === "6" ? "redis6.x" : `${engine}${major}`;
  return family === expected
    ? undefined
    : invalidCombination(`Expected a parameter group of family ${expected} but found one of family ${family}`);
};

/** ElastiCache takes an encrypted topic and then publishes nothing (User Guide, "Event notifications"); the account says so. */
const notificationTopic: GroupCheck = ({ inputs: { notificationTopicArn }, account }) => {
  const topic = account.find("aws:sns/topic:Topic", "arn", notificationTopicArn);
  return topic?.state.kmsMasterKeyId === undefined
    ? undefined
    : invalidValue("ElastiCache publishes to no encrypted topic; give it one without kmsMasterKeyId.");
};

/** What ElastiCache refuses about a replication group before it creates or changes one. */
export const refusesReplicationGroup = firstRefusal(
  description,
  version,
  nodes,
  access,
  windows,
  parameterFamily,
  notificationTopic,
  refusesTransitEncryption,
  refusesTopology,
);

/** What ElastiCache refuses about a cluster (API reference, CreateCacheCluster, "NumCacheNodes" and "AZMode"). */
export const refusesCluster: Check<aws.elasticache.ClusterArgs> = ({ inputs: { engine, numCacheNodes, azMode } }) => {
  if (engine !== undefined && engine !== "memcached" && (numCacheNodes ?? 1) > 1) {
    return invalidValue(`A cluster of ${engine} has one node; a replication group has several.`);
  }
  return azMode === "cross-az" && numCacheNodes === 1
    ? invalidCombination("AZMode cross-az needs more than one node.")
    : undefined;
};

/** What ElastiCache refuses about a user's passwords and access string. */
export const refusesUser: Check<aws.elasticache.UserArgs> = ({ inputs }) => {
  // One password that is no list is a list of one.
  const passwords = [inputs.passwords ?? inputs.authenticationMode?.passwords ?? []].flat();
  if (passwords.length > 2) return invalidValue("A user can have at most two passwords.");
  if (passwords.some((password) => !/^[\x21-\x7e]{16,128}$/.test(password) || /[,"/@]/.test(password))) {
    return invalidValue(
      "Passwords must have 16 to 128 printable characters other than comma, double quote, slash and at sign.",
    );
  }
  const open = inputs.noPasswordRequired === true || inputs.authenticationMode?.type === "no-password-required";
  if (open && passwords.length > 0) {
    return invalidCombination("Passwords cannot be given for a user that needs no password.");
  }
  if (
    !open &&
    passwords.length === 0 &&
    inputs.passwordsWo === undefined &&
    inputs.authenticationMode?.type !== "iam"
  ) {
    return invalidCombination("A user needs one or two passwords, or must be declared to need none.");
  }
  return /^(on|off)( |$)/.test(inputs.accessString ?? "")
    ? undefined
    : invalidValue('Invalid access string: it must begin with "on" or "off".');
};

/** What ElastiCache refuses about the members of a user group. */
export const refusesUserGroup: Check<aws.elasticache.UserGroupArgs> = ({ inputs, account }) => {
  const names = (inputs.userIds ?? []).map((id) =>
    id === "default" ? "default" : account.find("aws:elasticache/user:User", "userId", id)?.state.userName,
  );
  if (new Set(names).size < names.length) {
    return { code: "DuplicateUserName", message: "Two users of one group cannot have the same user name." };
  }
  const valkey = (inputs.userIds ?? []).find(
    (id) => account.find("aws:elasticache/user:User", "userId", id)?.state.engine === "valkey",
  );
  // User Guide, "Role-Based Access Control": a group of Redis has users of Redis only.
  if (inputs.engine?.toLowerCase() === "redis" && valkey !== undefined) {
    return invalidCombination(`The user ${valkey} is of valkey and cannot be in a group of redis.`);
  }
  // Valkey lifts the rule: its groups need no default user.
  return inputs.engine?.toLowerCase() === "valkey" || names.includes("default")
    ? undefined
    : { code: "DefaultUserRequired", message: "User group needs to contain a user with the user name default." };
};
