import type { ProviderRule } from "../provider-rule";
import { arns, conflict, enumerated, filled, form, from, inside, json, length, needs, policies, range } from "./rows";

/** Keys, secrets and rights. */
export const security: Readonly<Record<string, readonly ProviderRule[]>> = {
  "aws:iam/role:Role": from(
    "iam/role.go@0040ea69",
    conflict("name", "namePrefix"),
    ...json("assumeRolePolicy"),
    length("description", 0, 1000),
    form("description", /^[^“‘]*$/, "cannot contain specially formatted single or double quotes"),
    range("maxSessionDuration", 3600, 43_200),
    ...arns("managedPolicyArns", "permissionsBoundary"),
    length("path", 0, 512),
    ...inside("inlinePolicies[]", filled("name"), ...policies("policy")),
  ),
  "aws:kms/key:Key": from(
    "kms/key.go@00a35305",
    length("customKeyStoreId", 1, 22),
    ...enumerated("customerMasterKeySpec", "keyUsage"),
    range("deletionWindowInDays", 7, 30),
    length("description", 0, 8192),
    ...json("policy"),
    range("rotationPeriodInDays", 90, 2560),
    needs("rotationPeriodInDays", "enableKeyRotation"),
    needs("xksKeyId", "customKeyStoreId"),
    length("xksKeyId", 1, 128),
  ),
  "aws:secretsmanager/secret:Secret": from(
    "secretsmanager/secret.go@00c21ced",
    conflict("name", "namePrefix"),
    ...json("policy"),
    form("recoveryWindowInDays", /^(0|[7-9]|[12]\d|30)$/, "expected to be in the range (7 - 30) or 0"),
  ),
  "aws:kms/alias:Alias": from("kms/alias.go@01c08000", conflict("name", "namePrefix")),
  "aws:secretsmanager/secretVersion:SecretVersion": from(
    "secretsmanager/secret_version.go@0042e8ea",
    conflict("secretBinary", "secretString", "secretStringWo"),
    form("secretBinary", /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/, "must be base64-encoded"),
    conflict("secretString", "secretBinary", "secretStringWo"),
    conflict("secretStringWo", "secretBinary", "secretString"),
    needs("secretStringWo", "secretStringWoVersion"),
    needs("secretStringWoVersion", "secretStringWo"),
  ),
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": from("iam/role_policy_attachment.go@04c79849"),
};
