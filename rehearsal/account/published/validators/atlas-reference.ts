import type { ProviderRule } from "../provider-rule";
import { documented, form, inside, range, values } from "./rows";
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
  "mongodbatlas:index/cloudBackupSchedule:CloudBackupSchedule": inProject,
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
    ...reference("UserScope", ...inside("scopes[]", values("type", "CLUSTER", "DATA_LAKE", "STREAM"))),
  ],
  "mongodbatlas:index/encryptionAtRest:EncryptionAtRest": [
    ...inProject,
    ...reference("AWSKMSConfiguration", ...inside("awsKmsConfig", id("roleId"))),
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
};
