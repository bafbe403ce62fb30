import type * as aws from "@pulumi/aws";
import type { Refusal } from "../../resource-type";
import { firstRefusal } from "../first-refusal";
import type { Check } from "../first-refusal";
import { dailyWindow, weeklyWindow, windowsOverlap } from "../time-windows";

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

const invalidValue = (message: string): Refusal => ({ code: "InvalidParameterValue", message });
/** A refusal of values that do not go together. */
export const invalidCombination = (message: string): Refusal => ({ code: "InvalidParameterCombination", message });

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
  return password === undefined
    ? invalidValue("The request must contain the parameter MasterUserPassword.")
    : undefined;
};

const databaseName: InstanceCheck = ({ inputs }) =>
  inputs.dbName !== undefined && !/^[A-Za-z]\w{0,62}$/.test(inputs.dbName)
    ? invalidValue("DBName must begin with a letter and contain only alphanumeric characters.")
    : undefined;

const storage: InstanceCheck = ({ inputs }) => {
  const { allocatedStorage: size, maxAllocatedStorage: ceiling, storageType = "gp3", engine = "" } = inputs;
  if (size === undefined) return undefined;
  const smallest = storageType.startsWith("io") ? 100 : 20;
  if (size < smallest || size > 65536) {
    return invalidCombination(
      `Invalid storage size for engine name ${engine} and storage type ${storageType}: ${size}`,
    );
  }
  if (ceiling !== undefined && ceiling !== 0 && ceiling <= size) {
    return invalidCombination("Max storage size must be greater than storage size");
  }
  const tuned = inputs.iops ?? inputs.storageThroughput;
  return storageType === "gp3" && engine === "postgres" && size < 400 && tuned !== undefined
    ? invalidCombination(
        `You can't specify IOPS or storage throughput for engine ${engine} and a storage size less than 400.`,
      )
    : undefined;
};

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

const monitoring: InstanceCheck = ({ inputs }) => {
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
  const days = performanceInsightsRetentionPeriod ?? 7;
  return databaseInsightsMode === "advanced" && (performanceInsightsEnabled !== true || days < advancedInsightsDays)
    ? invalidCombination(
        "To enable the Advanced mode of Database Insights, enable Performance Insights and set the retention period for Performance Insights to at least 465 days.",
      )
    : undefined;
};

const parameterFamily: InstanceCheck = ({ inputs, account }) => {
  const group = account.find("aws:rds/parameterGroup:ParameterGroup", "name", inputs.parameterGroupName);
  const { engine, engineVersion } = inputs;
  if (!group || engine !== "postgres" || engineVersion === undefined) return undefined;
  const family = group.state.family as string;
  const wanted = `postgres${engineVersion.split(".", 1).join("")}`;
  return family === wanted
    ? undefined
    : invalidCombination(
        `The Parameter Group ${group.id} with DBParameterGroupFamily ${family} can't be used for this instance. Please use a Parameter Group with DBParameterGroupFamily ${wanted}`,
      );
};

/** What RDS refuses about a database instance before it creates or changes one. */
export const refusesInstance = firstRefusal(
  whatItNeeds,
  masterUser,
  masterPassword,
  databaseName,
  storage,
  windows,
  backupRetention,
  monitoring,
  parameterFamily,
);
