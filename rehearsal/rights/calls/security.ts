import { lastOf, text } from "./type-calls";
import type { TypeCalls } from "./type-calls";

const role = (name: unknown) => ({ "iam:role": { RoleNameWithPath: lastOf(name) } });

/** Calls for roles, keys and parameters. */
export const securityCalls: Readonly<Record<string, TypeCalls>> = {
  "aws:iam/role:Role": {
    kinds: ({ name }) => role(name),
    beyond: { delete: ["iam:ListInstanceProfilesForRole"], read: ["iam:ListRoleTags"] },
    source: "internal/service/iam/role.go",
    // The program sets a boundary and takes none away.
    unused: ["iam:DeleteRolePermissionsBoundary"],
  },
  "aws:iam/rolePolicy:RolePolicy": { kinds: ({ role: name }) => role(name) },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": {
    kinds: ({ role: name }) => role(name),
    beyond: {
      create: ["iam:AttachRolePolicy"],
      read: ["iam:ListAttachedRolePolicies"],
      delete: ["iam:DetachRolePolicy"],
    },
    source: "internal/service/iam/role_policy_attachment.go",
  },
  "aws:kms/alias:Alias": {
    kinds: ({ name }) => ({ "kms:alias": { Alias: text(name).replace(/^alias\//, "") }, "kms:key": {} }),
  },
  "aws:kms/key:Key": {
    kinds: () => ({ "kms:key": {} }),
  },
  "aws:ssm/parameter:Parameter": {
    kinds: ({ name }) => ({ "ssm:parameter": { ParameterNameWithoutLeadingSlash: text(name).replace(/^\//, "") } }),
    beyond: { read: ["ssm:GetParameter", "ssm:DescribeParameters"] },
    source: "internal/service/ssm/parameter.go",
  },
};
