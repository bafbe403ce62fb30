import { narrows } from "../conditions";
import type { NarrowValue } from "../conditions";
import { covers, isFixed, withoutVariables } from "../iam-pattern";
import type { Statement } from "../policy-document";

/** An action by which a principal can gain more rights. */
interface EscalatingAction {
  readonly action: string;
  /** Conditions that limit the granted rights. @default none */
  readonly isNarrow?: NarrowValue;
}

/** The policy that is attached, or the boundary that the changed principal has. */
const attachesNamed: NarrowValue = (key, value) =>
  (key === "iam:policyarn" || key === "iam:permissionsboundary") && isFixed(value);
const withBoundary: NarrowValue = (key, value) => key === "iam:permissionsboundary" && isFixed(value);
/** A role is passed to one service, or some. */
const toService: NarrowValue = (key, value) => key === "iam:passedtoservice" && isFixed(value);
const grantForService: NarrowValue = (key, value) =>
  (key === "kms:grantisforawsresource" && value.toLowerCase() === "true") ||
  (key === "kms:viaservice" && isFixed(value)) ||
  (key === "kms:granteeprincipal" && isFixed(value));

/**
 * Source: the service authorization reference, access level "Permissions management" of IAM, KMS, Secrets Manager and S3,
 * those that give rights; and iam:PassRole, iam:CreateAccessKey and the other credentials of users, as in
 * https://pathfinding.cloud and "Privilege escalation in AWS" by Rhino Security Labs.
 */
const escalating: readonly EscalatingAction[] = [
  ...["iam:PutRolePolicy", "iam:PutUserPolicy"].map((action) => ({ action, isNarrow: withBoundary })),
  ...["iam:AttachRolePolicy", "iam:AttachUserPolicy"].map((action) => ({ action, isNarrow: attachesNamed })),
  { action: "iam:AttachGroupPolicy", isNarrow: attachesNamed },
  { action: "iam:PutGroupPolicy" },
  { action: "iam:UpdateAssumeRolePolicy" },
  // They take away a statement that denies something.
  ...["iam:DeleteRolePolicy", "iam:DeleteUserPolicy", "iam:DeleteGroupPolicy"].map((action) => ({ action })),
  ...["iam:DetachRolePolicy", "iam:DetachUserPolicy", "iam:DetachGroupPolicy"].map((action) => ({
    action,
    isNarrow: attachesNamed,
  })),
  { action: "iam:CreatePolicyVersion" },
  { action: "iam:SetDefaultPolicyVersion" },
  { action: "iam:AddUserToGroup" },
  { action: "iam:CreateAccessKey" },
  { action: "iam:UpdateAccessKey" },
  { action: "iam:CreateLoginProfile" },
  { action: "iam:UpdateLoginProfile" },
  { action: "iam:CreateServiceSpecificCredential" },
  { action: "iam:ResetServiceSpecificCredential" },
  { action: "iam:UploadSigningCertificate" },
  { action: "iam:DeleteRolePermissionsBoundary" },
  { action: "iam:DeleteUserPermissionsBoundary" },
  { action: "iam:PutRolePermissionsBoundary", isNarrow: withBoundary },
  { action: "iam:PutUserPermissionsBoundary", isNarrow: withBoundary },
  { action: "iam:CreateOpenIDConnectProvider" },
  { action: "iam:UpdateOpenIDConnectProviderThumbprint" },
  { action: "iam:AddClientIDToOpenIDConnectProvider" },
  { action: "iam:CreateSAMLProvider" },
  { action: "iam:UpdateSAMLProvider" },
  { action: "iam:PassRole", isNarrow: toService },
  { action: "kms:PutKeyPolicy" },
  { action: "kms:CreateGrant", isNarrow: grantForService },
  { action: "secretsmanager:PutResourcePolicy" },
  { action: "s3:PutBucketPolicy" },
];

/** Actions that a user may apply to itself: the AWS documentation's policy for users who manage their own credentials. */
const itself = /:user\/(.*\/)?\$\{aws:username\}$/;
const ownCredentials =
  /^iam:(CreateAccessKey|UpdateAccessKey|UpdateLoginProfile|CreateServiceSpecificCredential|ResetServiceSpecificCredential|UploadSigningCertificate)$/;

/** The first action of an Allow statement by which a principal can gain more rights; undefined if there is none. */
export function escalationIn({ effect, actions, inverted, resources, conditions }: Statement): string | undefined {
  // Statements with NotAction are checked by iam-no-wildcard.
  if (effect !== "Allow" || inverted) return undefined;
  return escalating.find(
    ({ action, isNarrow }) =>
      actions.some((pattern) => covers(pattern, action)) &&
      !(ownCredentials.test(action) && resources.every((resource) => itself.test(resource))) &&
      !(
        isNarrow !== undefined &&
        narrows(conditions, isNarrow) &&
        (action !== "iam:PassRole" || namesRoles(resources))
      ),
  )?.action;
}

/** Whether each resource names a role, or roles with a common prefix. */
function namesRoles(resources: readonly string[]): boolean {
  return resources.every((resource) => /:role\/(.*\/)?[\w+=,.@-]/.test(withoutVariables(resource, "fixed")));
}
