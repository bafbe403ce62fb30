import type { ProviderRule } from "../provider-rule";
import { documented, form, inside, length, range, values } from "./rows";
import type { Row } from "./rows";

const id = (input: string): Row =>
  form(input, /^[0-9a-f]{24}$/, "it must be 24 hexadecimal digits, which identify one thing in Atlas");

/**
 * What the reference says of the parameters was read in what MongoDB makes from it: its CloudFormation types as
 * awscdk-resources-mongodbatlas 4.0.0 has them, and the documentation of `@pulumi/mongodbatlas`.
 */
const reference = (about: string, ...rules: readonly Row[]): readonly ProviderRule[] =>
  documented(`MongoDB Atlas Administration API, ${about}`, ...rules);

const inProject = reference('parameter "groupId"', id("projectId"));

/** A cluster by its name. */
const cluster = (input: string) =>
  form(input, /^[a-zA-Z0-9]([a-zA-Z0-9-]{0,62}[a-zA-Z0-9])?$/, "it must be 1 to 64 letters, digits and hyphens");

/** MongoDB Manual, "Limits and Thresholds": the name of a database has fewer than 64 bytes. */
const database = (input: string) => length(input, 1, 63);

/** What the reference of Atlas's API says, and neither the provider's source nor a check of the account's own. */
export const atlasReference: Readonly<Record<string, readonly ProviderRule[]>> = {
  "mongodbatlas:index/advancedCluster:AdvancedCluster": [
    ...inProject,
    ...reference(
      "AdvancedClusterDescription and CloudRegionConfig",
      values("versionReleaseSystem", "LTS", "CONTINUOUS"),
      ...inside("replicationSpecs[].regionConfigs[]", values("providerName", "AWS", "AZURE", "GCP", "TENANT", "FLEX")),
    ),
  ],
  "mongodbatlas:index/alertConfiguration:AlertConfiguration": [
    ...inProject,
    ...reference("AlertsNotificationRootForGroup", ...inside("notifications[]", range("delayMin", 0))),
  ],
  "mongodbatlas:index/auditing:Auditing": inProject,
  "mongodbatlas:index/backupCompliancePolicy:BackupCompliancePolicy": inProject,
  "mongodbatlas:index/cloudBackupSchedule:CloudBackupSchedule": [
    ...inProject,
    ...reference('parameter "clusterName"', cluster("clusterName")),
  ],
  "mongodbatlas:index/cloudProviderAccessAuthorization:CloudProviderAccessAuthorization": [
    ...inProject,
    ...reference('parameter "roleId"', id("roleId")),
    ...reference(
      "CloudProviderAccessAWSIAMRole",
      ...inside(
        "aws",
        form("iamAssumedRoleArn", /^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/, "it must be the ARN of an IAM role"),
      ),
    ),
  ],
  "mongodbatlas:index/cloudProviderAccessSetup:CloudProviderAccessSetup": inProject,
  "mongodbatlas:index/databaseUser:DatabaseUser": [
    ...inProject,
    ...reference("UserScope", ...inside("scopes[]", values("type", "CLUSTER", "DATA_LAKE", "STREAM"), cluster("name"))),
    ...reference(
      "CloudDatabaseUser",
      length("username", 1, 1024),
      length("description", 0, 100),
      ...inside("roles[]", database("databaseName")),
    ),
  ],
  "mongodbatlas:index/encryptionAtRest:EncryptionAtRest": [
    ...inProject,
    ...reference(
      "AWSKMSConfiguration",
      ...inside(
        "awsKmsConfig",
        id("roleId"),
        form("customerMasterKeyId", /^[\w:/-]+$/, "it must be the id or the ARN of a KMS key"),
      ),
    ),
  ],
  "mongodbatlas:index/maintenanceWindow:MaintenanceWindow": inProject,
  "mongodbatlas:index/privateLinkEndpoint:PrivateLinkEndpoint": inProject,
  "mongodbatlas:index/privateLinkEndpointService:PrivateLinkEndpointService": [
    ...inProject,
    ...reference(
      'parameters "cloudProvider" and "endpointServiceId"',
      id("privateLinkId"),
      values("providerName", "AWS", "AZURE", "GCP"),
    ),
  ],
  "mongodbatlas:index/projectIpAccessList:ProjectIpAccessList": inProject,
  "mongodbatlas:index/customDbRole:CustomDbRole": [
    ...inProject,
    ...reference(
      "DatabasePrivilegeAction",
      ...inside("actions[]", form("action", /^[A-Z][A-Z0-9_]*$/, "it must be an action in capitals, such as FIND")),
    ),
  ],
};
