import type * as mongodbatlas from "@pulumi/mongodbatlas";
import { isAtlasRegion } from "../../published/atlas-regions";
import { globalTypes, resourceType } from "../../resource-type";
import type { AccountView, Creation, KeptResource, Refusal, ResourceTypes } from "../../resource-type";
import {
  atlasAwsAccount,
  atlasSpelling,
  clusterTypes,
  encodedId,
  inProject,
  inSameProject,
  objectId,
} from "./atlas-ids";
import { parsePolicy } from "../policy-language";
import type { Statement } from "../policy-language";
import { textOf, uuid } from "../wire-text";

const setupType = "mongodbatlas:index/cloudProviderAccessSetup:CloudProviderAccessSetup";
const authorizationType = "mongodbatlas:index/cloudProviderAccessAuthorization:CloudProviderAccessAuthorization";
const encryptionType = "mongodbatlas:index/encryptionAtRest:EncryptionAtRest";

/** What Atlas does with a key (Atlas, "Manage Customer Keys with AWS KMS"). */
const keyActions = ["kms:Decrypt", "kms:Encrypt", "kms:DescribeKey"];

const cannotAssume = (role: string): Refusal => ({
  code: "CANNOT_ASSUME_ROLE",
  message: `Atlas cannot assume the specified role (${role}).`,
});

/** Atlas takes the role on, as its authorization says: who it is and the external id must be in the trust policy. */
function trust({ inputs, account }: Creation<mongodbatlas.CloudProviderAccessAuthorizationArgs>): Refusal | undefined {
  const setup = inSameProject(account, setupType, inputs.projectId).find(
    ({ state }) => state.roleId === inputs.roleId,
  )?.state;
  if (!setup) return { code: "RESOURCE_NOT_FOUND", message: `Cannot find resource ${inputs.roleId ?? ""}.` };
  if (setup.providerName !== "AWS") return undefined;
  const arn = inputs.aws?.iamAssumedRoleArn ?? "";
  if (!arn.startsWith(`arn:aws:iam::${account.accountId}:`)) return cannotAssume(arn);
  const statements = parsePolicy(account.find("aws:iam/role:Role", "arn", arn)?.state.assumeRolePolicy);
  return typeof statements !== "string" && statements.some((statement) => letsAtlasIn(statement, externalIdOf(setup)))
    ? undefined
    : cannotAssume(arn);
}

function externalIdOf(setup: KeptResource["state"]): string {
  const [config] = setup.awsConfigs as unknown as readonly { atlasAssumedRoleExternalId: string }[];
  return config?.atlasAssumedRoleExternalId ?? "";
}

function letsAtlasIn({ effect, actions, principals, condition }: Statement, externalId: string): boolean {
  const expected = (condition?.StringEquals as Record<string, unknown> | undefined)?.["sts:ExternalId"];
  return (
    effect === "Allow" &&
    actions.some((action) => ["sts:AssumeRole", "sts:*", "*"].includes(action)) &&
    (principals.AWS ?? []).some((principal) => principal.includes(atlasAwsAccount) || principal === "*") &&
    (expected === undefined || [expected].flat().includes(externalId))
  );
}

function kms({ inputs, account }: Creation<mongodbatlas.EncryptionAtRestArgs>): Refusal | undefined {
  const config = inputs.awsKmsConfig;
  if (config?.enabled !== true) {
    return (inputs.azureKeyVaultConfig ?? inputs.googleCloudKmsConfig)
      ? undefined
      : {
          code: "MISSING_ENCRYPTION_AT_REST_PROVIDER",
          message: "At least one Encryption at Rest provider must be specified.",
        };
  }
  const { region = "", roleId = "", customerMasterKeyId = "" } = config;
  if (!isAtlasRegion(region)) {
    return { code: "INVALID_REGION", message: `No region ${region} exists for provider AWS.` };
  }
  const authorization = inSameProject(account, authorizationType, inputs.projectId).find(
    ({ state }) => state.roleId === roleId,
  );
  if (!authorization) return cannotAssume(roleId);
  const key = ["arn", "id"]
    .map((property) => account.find("aws:kms/key:Key", property, customerMasterKeyId))
    .find((found) => found !== undefined);
  if (!key) {
    return {
      code: "AWS_CUSTOMER_MASTER_KEY_NOT_FOUND",
      message: `No AWS customer master key found for group ${inputs.projectId ?? ""}.`,
    };
  }
  const keyRegion = textOf(key.state.arn).split(":")[3];
  if (keyRegion !== undefined && keyRegion !== "" && atlasSpelling(keyRegion) !== region) {
    return {
      code: "AWS_CUSTOMER_MASTER_KEY_NOT_FOUND",
      message: `No AWS customer master key found for group ${inputs.projectId ?? ""} in ${region}; it is in ${keyRegion}.`,
    };
  }
  return key.state.isEnabled !== false && mayUse(account, authorization, textOf(key.state.arn))
    ? undefined
    : {
        code: "NO_PERMISSION_TO_ENCRYPT_DECRYPT",
        message: "The provided credentials do not have permission to encrypt or decrypt with the key.",
      };
}

/** Whether the policies of the authorized role allow what Atlas does with the key. */
function mayUse(account: AccountView, authorization: KeptResource, keyArn: string): boolean {
  const { aws } = authorization.state as { aws?: { iamAssumedRoleArn?: string } };
  const role = account.find("aws:iam/role:Role", "arn", aws?.iamAssumedRoleArn ?? "");
  const allowed = rolePolicies(account, role)
    .map(parsePolicy)
    .flatMap((statements) => (typeof statements === "string" ? [] : statements))
    .filter(({ effect, resources }) => effect === "Allow" && (resources.includes(keyArn) || resources.includes("*")))
    .flatMap(({ actions }) => actions);
  return keyActions.every((action) => allowed.some((given) => [action, "kms:*", "*"].includes(given)));
}

function rolePolicies(account: AccountView, role: KeptResource | undefined): readonly unknown[] {
  const ofRole = ({ state }: KeptResource): boolean =>
    role !== undefined && (state.role === role.id || state.role === role.state.name || state.role === role.state.arn);
  const own = account.list("aws:iam/rolePolicy:RolePolicy").filter(ofRole);
  const attached = account.list("aws:iam/rolePolicyAttachment:RolePolicyAttachment").filter(ofRole);
  return [
    ...own.map(({ state }) => state.policy),
    ...attached.map(({ state }) => account.find("aws:iam/policy:Policy", "arn", state.policyArn)?.state.policy),
  ];
}

function stillUsed({ projectId }: { projectId?: string }, account: AccountView): Refusal | undefined {
  const encrypted = clusterTypes
    .flatMap((type) => inSameProject(account, type, projectId))
    .some(({ state }) => !["NONE", ""].includes(textOf(state.encryptionAtRestProvider)));
  if (encrypted) {
    return {
      code: "CANNOT_DISABLE_ENCRYPTION_AT_REST",
      message:
        "Cannot disable Encryption at Rest on the group because it is still enabled on one or more clusters in the group.",
    };
  }
  return undefined;
}

/** The way of Atlas into an AWS account, and the key it takes from there. */
export const atlasEncryption: ResourceTypes = globalTypes({
  [setupType]: resourceType<mongodbatlas.CloudProviderAccessSetupArgs, mongodbatlas.CloudProviderAccessSetupState>({
    title: "Atlas Cloud Provider Access Setup",
    id: ({ inputs, hex }) =>
      encodedId({ id: objectId({ hex }, "role"), project_id: inputs.projectId, provider_name: inputs.providerName }),
    ...inProject,
    replaces: ["projectId", "providerName"],
    empty: { gcpConfigs: [] },
    computed: {
      awsConfigs: ({ inputs, hex }) =>
        inputs.providerName === "AWS"
          ? [
              {
                atlasAssumedRoleExternalId: uuid({ hex }, "external id"),
                atlasAwsAccountArn: `arn:aws:iam::${atlasAwsAccount}:root`,
              },
            ]
          : [],
      createdDate: () => new Date().toISOString(),
      lastUpdatedDate: () => new Date().toISOString(),
      roleId: ({ hex }) => objectId({ hex }, "role"),
    },
    refuses: ({ inputs }) =>
      ["AWS", "AZURE", "GCP"].includes(inputs.providerName ?? "")
        ? undefined
        : { code: "INVALID_PROVIDER", message: `No provider ${inputs.providerName ?? ""} exists.` },
  }),
  [authorizationType]: resourceType<
    mongodbatlas.CloudProviderAccessAuthorizationArgs,
    mongodbatlas.CloudProviderAccessAuthorizationState
  >({
    title: "Atlas Cloud Provider Access Authorization",
    id: ({ inputs }) => encodedId({ id: inputs.roleId, project_id: inputs.projectId }),
    ...inProject,
    replaces: ["projectId", "roleId"],
    empty: { gcps: [] },
    computed: { authorizedDate: () => new Date().toISOString(), featureUsages: () => [] },
    refuses: trust,
  }),
  [encryptionType]: resourceType<mongodbatlas.EncryptionAtRestArgs, mongodbatlas.EncryptionAtRestState>({
    title: "Atlas Encryption at Rest",
    id: ({ inputs }) => inputs.projectId ?? "",
    ...inProject,
    replaces: ["projectId"],
    defaults: { enabledForSearchNodes: false },
    refuses: kms,
    refusesDeletion: stillUsed,
  }),
});
