import type { WireValue } from "../resource-type";
import { policyDocument } from "./policy-document";
import type { ReadProperty, Reads } from "./read";

/** The id at the end of a key's ARN; an id as it is. */
function keyId(key: WireValue): WireValue {
  return typeof key === "string" ? key.replace(/^arn:.*:key\//, "") : key;
}

/** The key behind an alias, which KMS reports by its id. */
const targetKeyId: ReadProperty = {
  reported: keyId,
  same: (read, given) => keyId(read) === keyId(given),
  source: "internal/service/kms/alias.go, suppressEquivalentKeyARNOrID",
};

export const securityReads: Reads = {
  "aws:iam/role:Role": { source: "iam/role.go", properties: { assumeRolePolicy: policyDocument } },
  "aws:iam/rolePolicy:RolePolicy": { source: "iam/role_policy.go", properties: { policy: policyDocument } },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": { source: "iam/role_policy_attachment.go" },
  "aws:kms/alias:Alias": { source: "kms/alias.go", properties: { targetKeyId } },
  "aws:kms/key:Key": { source: "kms/key.go", properties: { policy: policyDocument } },
  "aws:secretsmanager/secretPolicy:SecretPolicy": {
    source: "secretsmanager/secret_policy.go",
    properties: { policy: policyDocument },
  },
  "aws:secretsmanager/secretVersion:SecretVersion": { source: "secretsmanager/secret_version.go" },
};
