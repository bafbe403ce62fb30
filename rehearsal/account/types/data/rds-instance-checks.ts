import type * as aws from "@pulumi/aws";
import { firstRefusal } from "../first-refusal";
import type { Check } from "../first-refusal";
import { hasNoPolicies } from "../security/role-rights";
import { dailyWindow, weeklyWindow, windowsOverlap } from "../time-windows";
import { invalidCombination, invalidValue } from "./rds-refusals";
import { refusesReplica } from "./rds-replicas";
import { refusesStorage } from "./rds-storage";

type InstanceCheck = Check<aws.rds.InstanceArgs>;

/** The seconds between samples that enhanced monitoring knows. */
const monitoringIntervals = [0, 1, 5, 10, 15, 30, 60];
/** Words an engine keeps for itself, so that no master user may be called by them. */
const reservedUserNames: Readonly<Record<string, readonly string[]>> = {
  postgres: [
    "admin",
    "rdsadmin",
    "rdsrepladmin",
    "rds_superuser",
    "rds_replication",
    "rds_iam",
    "rds_password",
    "public",
    "user",
  ],
  mysql: ["rdsadmin", "rdsrepladmin", "mysql.sys", "root"],
  mariadb: ["rdsadmin", "rdsrepladmin", "mysql.sys", "root"],
};
/** The days of Performance Insights history that the advanced mode of Database Insights asks for: fifteen months. */
const advancedInsightsDays = 465;

const masterUser: InstanceCheck = ({ inputs }) => {
  const { username, engine } = inputs;
  if (username === undefined) return undefined;
  if (!/^[A-Za-z]\w{0,62}$/.test(username)) {
    return invalidValue(
      "The parameter MasterUsername must begin with a letter and contain 1 to 63 letters, digits and underscores.",
    );
  }
  const reserved = reservedUserNames[engine ?? ""]?.includes(username.toLowerCase()) ?? false;
  return reserved || (engine === "postgres" && username.toLowerCase().startsWith("pg_"))
    ? invalidValue(`MasterUsername ${username} cannot be used as it is a reserved word used by the engine`)
    : undefined;
};

const masterPassword: InstanceCheck = ({ inputs }) => {
  const { password } = inputs;
  if (password === undefined) return undefined;
  if (password.length < 8 || password.length > 128) {
    return invalidValue(
      "The parameter MasterUserPassword is not a valid password because it must have 8 to 128 characters.",
    );
  }
  return /[/@" ]|[^\x20-\x7e]/.test(password)
    ? invalidValue(
        `The parameter MasterUserPassword is not a valid password. Only printable ASCII characters besides '/', '@', '"', ' ' may be used.`,
      )
    : undefined;
};

const whatItNeeds: InstanceCheck = ({ inputs }) => {
  const copied = inputs.replicateSourceDb ?? inputs.snapshotIdentifier ?? inputs.restoreToPointInTime;
  if (copied !== undefined) return undefined;
  if (inputs.engine === undefined) return invalidValue("The request must contain the parameter Engine.");
  if (inputs.username === undefined) return invalidValue("The request must contain the parameter MasterUsername.");
  const password = inputs.password ?? inputs.passwordWo ?? inputs.manageMasterUserPassword;
  // CreateDBInstance, "MasterUserPassword": not together with the management by Secrets Manager.
  if (inputs.manageMasterUserPassword === true && (inputs.password ?? inputs.passwordWo) !== undefined) {
    return invalidCombination("You can't specify MasterUserPassword for an instance with ManageMasterUserPassword.");
  }
  return password === undefined
    ? invalidValue("The request must contain the parameter MasterUserPassword.")
    : undefined;
};

const databaseName: InstanceCheck = ({ inputs }) =>
  inputs.dbName !== undefined && !/^[A-Za-z]\w{0,62}$/.test(inputs.dbName)
    ? invalidValue("DBName must begin with a letter and contain only alphanumeric characters.")
    : undefined;

const windows: InstanceCheck = ({ inputs }) => {
  const { backupWindow, maintenanceWindow } = inputs;
  if (backupWindow !== undefined && (dailyWindow(backupWindow)?.length ?? 0) < 30) {
    return invalidValue(
      `Invalid backup window format: ${backupWindow}. Specify hh24:mi-hh24:mi in UTC, 30 minutes or longer.`,
    );
  }
  if (maintenanceWindow !== undefined && (weeklyWindow(maintenanceWindow)?.length ?? 0) < 30) {
    return invalidValue(
      `Invalid maintenance window format: ${maintenanceWindow}. Specify ddd:hh24:mi-ddd:hh24:mi in UTC, 30 minutes or longer.`,
    );
  }
  return backupWindow !== undefined &&
    maintenanceWindow !== undefined &&
    windowsOverlap(backupWindow, maintenanceWindow)
    ? invalidValue("The backup window and maintenance window must not overlap.")
    : undefined;
};

const backupRetention: InstanceCheck = ({ inputs: { backupRetentionPeriod: days } }) =>
  days !== undefined && (days < 0 || days > 35)
    ? invalidValue(`Invalid backup retention period: ${days}. Retention period must be between 0 and 35.`)
    : undefined;

const monitoring: InstanceCheck = ({ inputs, account }) => {
  const {
    monitoringInterval = 0,
    databaseInsightsMode,
    performanceInsightsEnabled,
    performanceInsightsRetentionPeriod,
  } = inputs;
  if (!monitoringIntervals.includes(monitoringInterval)) {
    return invalidValue(
      `Invalid monitoring interval: ${monitoringInterval}. Valid values are ${monitoringIntervals.join(", ")}.`,
    );
  }
  if (monitoringInterval > 0 && inputs.monitoringRoleArn === undefined) {
    return invalidCombination(
      "A MonitoringRoleARN value is required if you specify a MonitoringInterval value other than 0.",
    );
  }
  if (monitoringInterval === 0 && (inputs.monitoringRoleArn ?? "") !== "") {
    return invalidCombination(
      "You must specify a MonitoringInterval value other than 0 when you specify a MonitoringRoleARN value.",
    );
  }
  if (hasNoPolicies(account, inputs.monitoringRoleArn)) {
    return invalidValue(
      "IAM role ARN value is invalid or does not include the required permissions for: ENHANCED_MONITORING",
    );
  }
  const days = performanceInsightsRetentionPeriod ?? 7;
  return databaseInsightsMode === "advanced" && (performanceInsightsEnabled !== true || days < advancedInsightsDays)
    ? invalidCombination(
        "To enable the Advanced mode of Database Insights, enable Performance Insights and set the retention period for Performance Insights to at least 465 days.",
      )
    : undefined;
};

/** Classes on which MySQL and MariaDB have no Performance Insights (User Guide, "Amazon RDS DB engine support"). */
const withoutInsights = /^db\.t[2-4]g?\.(micro|small)$/;

/** Source: Amazon RDS API reference, CreateDBInstance, "PerformanceInsightsRetentionPeriod" and "PerformanceInsightsKMSKeyId". */
const insights: InstanceCheck = ({ inputs }) => {
  const { performanceInsightsEnabled, performanceInsightsRetentionPeriod: days, engine = "" } = inputs;
  if (performanceInsightsEnabled !== true) {
    return (days ?? 0) !== 0 || (inputs.performanceInsightsKmsKeyId ?? "") !== ""
      ? invalidCombination("Performance Insights must be enabled to set its retention period or key.")
      : undefined;
  }
  return engine !== "postgres" && engines.includes(engine) && withoutInsights.test(inputs.instanceClass ?? "")
    ? invalidCombination(
        `Performance Insights not supported for this configuration: ${engine} on ${inputs.instanceClass ?? ""}.`,
      )
    : undefined;
};

const engines: readonly string[] = ["postgres", "mysql", "mariadb"];

/** Source: Amazon RDS API reference, CreateDBInstance, "AvailabilityZone", "KmsKeyId", "Port"; User Guide, IAM authentication. */
const options: InstanceCheck = ({ inputs }) => {
  const { engine = "", port } = inputs;
  if (inputs.multiAz === true && inputs.availabilityZone !== undefined) {
    return invalidCombination("Requesting a specific availability zone is not valid for Multi-AZ instances.");
  }
  const encryptedByItself = inputs.replicateSourceDb ?? inputs.snapshotIdentifier ?? inputs.restoreToPointInTime;
  if (inputs.kmsKeyId !== undefined && inputs.storageEncrypted !== true && encryptedByItself === undefined) {
    return invalidCombination("A KmsKeyId is given for storage that is not encrypted; set storageEncrypted.");
  }
  if (port !== undefined && (port < 1150 || port > 65_535)) {
    return invalidValue(`The database endpoint port ${port} is not valid; it must be between 1150 and 65535.`);
  }
  return inputs.iamDatabaseAuthenticationEnabled === true && engine !== "" && !engines.includes(engine)
    ? invalidCombination("IAM Database Authentication is not supported for this configuration.")
    : undefined;
};

/** The parameter group family of an engine's version: postgres16, mysql8.0; undefined where the forms are others. */
export function familyOf(engine: string, version: string): string | undefined {
  const [major = "", minor] = version.split(".");
  if (engine === "postgres") return `postgres${major}`;
  return engines.includes(engine) && minor !== undefined ? `${engine}${major}.${minor}` : undefined;
}

const groupsOfEngine: InstanceCheck = ({ inputs, account }) => {
  const { engine = "", engineVersion } = inputs;
  const group = account.find("aws:rds/parameterGroup:ParameterGroup", "name", inputs.parameterGroupName);
  const wanted = engineVersion === undefined ? undefined : familyOf(engine, engineVersion);
  const family = group?.state.family as string | undefined;
  if (group && wanted !== undefined && family !== wanted) {
    return invalidCombination(
      `The Parameter Group ${group.id} with DBParameterGroupFamily ${family ?? ""} can't be used for this instance. Please use a Parameter Group with DBParameterGroupFamily ${wanted}`,
    );
  }
  const chosen = account.find("aws:rds/optionGroup:OptionGroup", "name", inputs.optionGroupName);
  return chosen && engine !== "" && chosen.state.engineName !== engine
    ? invalidCombination(
        `The Option Group ${chosen.id} is for ${JSON.stringify(chosen.state.engineName)}, not for ${engine}.`,
      )
    : undefined;
};

/** What RDS refuses about a database instance before it creates or changes one. */
export const refusesInstance = firstRefusal(
  whatItNeeds,
  masterUser,
  masterPassword,
  databaseName,
  refusesStorage,
  windows,
  backupRetention,
  monitoring,
  insights,
  options,
  groupsOfEngine,
  refusesReplica,
);
