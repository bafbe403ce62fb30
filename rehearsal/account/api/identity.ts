import type { KeptResource } from "../resource-type";
import { textOf } from "../types/wire-text";
import type { Answering } from "./request";

const isOf =
  (property: string, value: unknown) =>
  ({ state }: KeptResource) =>
    state[property] === value;

/** Answers about who may do what, by service and operation. */
export const identityAnswers: Readonly<Record<string, Answering>> = {
  "iam ListRolePolicies": ({ RoleName: role }, standing) => ({
    PolicyNames: standing("aws:iam/rolePolicy:RolePolicy")
      .filter(isOf("role", role))
      .map(({ state }) => state.name),
  }),
  "iam GetRolePolicy": ({ RoleName: role, PolicyName: name }, standing) => {
    const [policy] = standing("aws:iam/rolePolicy:RolePolicy").filter(isOf("role", role)).filter(isOf("name", name));
    return policy && { RoleName: String(role), PolicyName: String(name), PolicyDocument: policy.state.policy };
  },
  "iam ListAttachedRolePolicies": ({ RoleName: role }, standing) => ({
    AttachedPolicies: standing("aws:iam/rolePolicyAttachment:RolePolicyAttachment")
      .filter(isOf("role", role))
      .map(({ state }) => ({ PolicyArn: state.policyArn, PolicyName: textOf(state.policyArn).split("/").pop() })),
  }),
  // The account models neither access keys nor grants of keys: none can be made in it.
  "iam ListAccessKeys": () => ({ AccessKeyMetadata: [] }),
  "kms ListGrants": () => ({ Grants: [] }),
  "lambda GetPolicy": ({ FunctionName: name }, standing) => {
    const statements = standing("aws:lambda/permission:Permission")
      .filter(({ state }) => namesFunction(state.function, name))
      .map(({ state }) => ({
        Sid: state.statementId,
        Effect: "Allow",
        Principal: state.principal === "*" ? "*" : { Service: state.principal },
        Action: state.action,
      }));
    return statements.length === 0
      ? undefined
      : { Policy: JSON.stringify({ Version: "2012-10-17", Statement: statements }) };
  },
  "lambda GetFunctionUrlConfig": ({ FunctionName: name }, standing) => {
    const [url] = standing("aws:lambda/functionUrl:FunctionUrl").filter(({ state }) =>
      namesFunction(state.functionName, name),
    );
    return url && { FunctionUrl: url.state.functionUrl, AuthType: url.state.authorizationType };
  },
  "s3api GetBucketPolicy": ({ Bucket: bucket }, standing) => {
    const [policy] = standing("aws:s3/bucketPolicy:BucketPolicy").filter(isOf("bucket", bucket));
    return policy && { Policy: policy.state.policy };
  },
  "s3api GetBucketAcl": ({ Bucket: bucket }, standing) => {
    const owner = { ID: "0".repeat(64) };
    const [acl] = standing("aws:s3/bucketAcl:BucketAcl", "aws:s3/bucketAclV2:BucketAclV2").filter(
      isOf("bucket", bucket),
    );
    return {
      Owner: owner,
      Grants: [{ Grantee: owner, Permission: "FULL_CONTROL" }, ...(groups[textOf(acl?.state.acl)] ?? [])],
    };
  },
};

/** A function is named by its name or by its ARN. */
function namesFunction(value: unknown, name: unknown): boolean {
  return String(value).split(":").pop() === String(name).split(":").pop();
}

const allUsers = { URI: "http://acs.amazonaws.com/groups/global/AllUsers" };
const authenticated = { URI: "http://acs.amazonaws.com/groups/global/AuthenticatedUsers" };

/** What a canned ACL grants besides the owner's rights. Source: Amazon S3 user guide, "Access control list overview", canned ACL. */
const groups: Readonly<
  Record<string, readonly { readonly Grantee: { readonly URI: string }; readonly Permission: string }[]>
> = {
  "public-read": [{ Grantee: allUsers, Permission: "READ" }],
  "public-read-write": [
    { Grantee: allUsers, Permission: "READ" },
    { Grantee: allUsers, Permission: "WRITE" },
  ],
  "authenticated-read": [{ Grantee: authenticated, Permission: "READ" }],
};
