import {
  type Answer,
  type Listed,
  listAt,
  type OwnResource,
  regionOf,
  type Send,
  type StrangerKind,
  textAt,
  textsAt,
} from "./kind";
import { NotThere } from "./kind";

/** What was asked for, or `undefined` where it is not there. */
async function orNothing<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof NotThere) return undefined;
    throw error;
  }
}

function ofRole(own: { of(type: string): readonly OwnResource[] }, type: string, role: OwnResource) {
  return own.of(type).filter(({ state }) => state.role === role.id || state.role === textAt(role.state, "arn"));
}

const inlinePolicies: StrangerKind = {
  what: "inline policy of a role",
  type: "aws:iam/rolePolicy:RolePolicy",
  actions: ["iam:ListRolePolicies", "iam:GetRolePolicy"],
  lists: (own) =>
    own.of("aws:iam/role:Role").map((role) => async (send) => {
      const known = new Set([
        ...ofRole(own, "aws:iam/rolePolicy:RolePolicy", role).map(({ state }) => textAt(state, "name")),
        ...listAt(role.state, "inlinePolicies").map((policy) => textAt(policy, "name")),
      ]);
      const names = await send({ service: "iam", operation: "ListRolePolicies", input: { RoleName: role.id } });
      const listed = textsAt(names, "PolicyNames").map(async (name): Promise<Listed> => {
        const shared = { id: `${role.id}:${name}`, at: role.name, does: `policy ${name}`, access: true };
        if (known.has(name)) return { ...shared, known: true };
        const input = { RoleName: role.id, PolicyName: name };
        const { PolicyDocument: document } = await send({ service: "iam", operation: "GetRolePolicy", input });
        return { ...shared, known: false, inputs: { role: role.id, name, policy: documentOf(document) } };
      });
      return Promise.all(listed);
    }),
};

/** A policy as text: the API escapes it as a URL, the AWS CLI shows it as an object. */
function documentOf(document: unknown): string {
  if (typeof document !== "string") return JSON.stringify(document);
  return document.startsWith("%") ? decodeURIComponent(document) : document;
}

const attachedPolicies: StrangerKind = {
  what: "policy attached to a role",
  type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  actions: ["iam:ListAttachedRolePolicies"],
  lists: (own) =>
    own.of("aws:iam/role:Role").map((role) => async (send) => {
      const known = new Set([
        ...ofRole(own, "aws:iam/rolePolicyAttachment:RolePolicyAttachment", role).map(({ state }) =>
          textAt(state, "policyArn"),
        ),
        ...textsAt(role.state, "managedPolicyArns"),
      ]);
      const answer = await send({
        service: "iam",
        operation: "ListAttachedRolePolicies",
        input: { RoleName: role.id },
      });
      return listAt(answer, "AttachedPolicies").map((policy) => {
        const policyArn = textAt(policy, "PolicyArn");
        const inputs = { role: role.id, policyArn };
        return {
          id: `${role.id}:${policyArn}`,
          at: role.name,
          does: policyArn,
          access: true,
          known: known.has(policyArn),
          inputs,
        };
      });
    }),
};

const accessKeys: StrangerKind = {
  what: "access key",
  type: "aws:iam/accessKey:AccessKey",
  actions: ["iam:ListAccessKeys"],
  lists: (own) =>
    own.of("aws:iam/user:User").map((user) => async (send) => {
      const known = new Set(own.of("aws:iam/accessKey:AccessKey").map(({ id }) => id));
      const answer = await send({ service: "iam", operation: "ListAccessKeys", input: { UserName: user.id } });
      return listAt(answer, "AccessKeyMetadata").map((key) => {
        const id = textAt(key, "AccessKeyId");
        return {
          id,
          at: user.name,
          does: `${textAt(key, "Status").toLowerCase()} key of ${user.id}`,
          access: true,
          known: known.has(id),
        };
      });
    }),
};

/** Grants to principals of IAM; those that services of AWS make for themselves are named by the service. */
const keyGrants: StrangerKind = {
  what: "KMS grant",
  type: "aws:kms/grant:Grant",
  actions: ["kms:ListGrants"],
  lists: (own) =>
    own.of("aws:kms/key:Key").map((key) => async (send) => {
      const known = new Set(own.of("aws:kms/grant:Grant").map(({ state }) => textAt(state, "grantId")));
      const input = { KeyId: key.id };
      const answer = await send({ service: "kms", operation: "ListGrants", ...regionOf(key), input });
      return listAt(answer, "Grants").map((grant) => {
        const [id, grantee] = [textAt(grant, "GrantId"), textAt(grant, "GranteePrincipal")];
        const isService =
          grantee.endsWith(".amazonaws.com") || textAt(grant, "RetiringPrincipal").endsWith(".amazonaws.com");
        const does = `${textsAt(grant, "Operations").join(", ")} for ${grantee}`;
        return { id, at: key.name, does, access: true, known: isService || known.has(id) };
      });
    }),
};

const functionPermissions: StrangerKind = {
  what: "permission of a function",
  type: "aws:lambda/permission:Permission",
  actions: ["lambda:GetPolicy"],
  lists: (own) =>
    own.of("aws:lambda/function:Function").map((lambda) => async (send) => {
      const known = new Set(
        own.of("aws:lambda/permission:Permission").map(({ state }) => textAt(state, "statementId")),
      );
      const input = { FunctionName: lambda.id };
      const answer = await orNothing(send({ service: "lambda", operation: "GetPolicy", ...regionOf(lambda), input }));
      return statementsOf(answer?.Policy).map((statement) => {
        const id = textAt(statement, "Sid");
        const principal = principalOf(statement.Principal);
        const inputs = { function: lambda.id, action: statement.Action, principal, statementId: id };
        return {
          id,
          at: lambda.name,
          does: `${String(statement.Action)} for ${principal}`,
          access: true,
          known: known.has(id),
          inputs,
        };
      });
    }),
};

function statementsOf(policy: unknown): readonly Answer[] {
  return typeof policy === "string" ? listAt(JSON.parse(policy) as Answer, "Statement") : [];
}

function principalOf(principal: unknown): string {
  if (typeof principal !== "object" || principal === null) return String(principal);
  return Object.values(principal).map(String).join(", ");
}

const functionUrls: StrangerKind = {
  what: "function URL",
  type: "aws:lambda/functionUrl:FunctionUrl",
  actions: ["lambda:GetFunctionUrlConfig"],
  lists: (own) =>
    own.of("aws:lambda/function:Function").map((lambda) => async (send) => {
      const known = own.of("aws:lambda/functionUrl:FunctionUrl").some(({ state }) => state.functionName === lambda.id);
      const input = { FunctionName: lambda.id };
      const answer = await orNothing(
        send({ service: "lambda", operation: "GetFunctionUrlConfig", ...regionOf(lambda), input }),
      );
      if (answer === undefined) return [];
      const authorizationType = textAt(answer, "AuthType");
      const inputs = { functionName: lambda.id, authorizationType };
      return [
        {
          id: textAt(answer, "FunctionUrl"),
          at: lambda.name,
          does: `authorization ${authorizationType}`,
          access: true,
          known,
          inputs,
        },
      ];
    }),
};

/** The policy of a bucket whose program gives none, and grants by ACL to others than the owner. */
const bucketPolicies: StrangerKind = {
  what: "bucket policy",
  type: "aws:s3/bucketPolicy:BucketPolicy",
  actions: ["s3:GetBucketPolicy"],
  lists: (own) =>
    own.of("aws:s3/bucket:Bucket").map((bucket) => async (send) => {
      const known = own.of("aws:s3/bucketPolicy:BucketPolicy").some(({ state }) => state.bucket === bucket.id);
      const answer = await orNothing(bucketRequest(send, "GetBucketPolicy", bucket));
      if (answer === undefined) return [];
      const inputs = { bucket: bucket.id, policy: textAt(answer, "Policy") };
      return [{ id: bucket.id, at: bucket.name, does: "a policy of the bucket", access: true, known, inputs }];
    }),
};

const bucketGrants: StrangerKind = {
  what: "bucket ACL grant",
  type: "aws:s3/bucketAcl:BucketAcl",
  actions: ["s3:GetBucketAcl"],
  lists: (own) =>
    own.of("aws:s3/bucket:Bucket").map((bucket) => async (send) => {
      const known = own.of("aws:s3/bucketAcl:BucketAcl").some(({ state }) => state.bucket === bucket.id);
      const answer = await bucketRequest(send, "GetBucketAcl", bucket);
      const owner = textAt((answer.Owner ?? {}) as Answer, "ID");
      return listAt(answer, "Grants").flatMap((grant) => {
        const grantee = (grant.Grantee ?? {}) as Answer;
        const who = textAt(grantee, "URI") || textAt(grantee, "ID");
        if (who === owner) return [];
        return [
          {
            id: `${bucket.id}:${who}`,
            at: bucket.name,
            does: `${textAt(grant, "Permission")} for ${who}`,
            access: true,
            known,
          },
        ];
      });
    }),
};

function bucketRequest(send: Send, operation: string, bucket: OwnResource): Promise<Answer> {
  return send({ service: "s3api", operation, ...regionOf(bucket), input: { Bucket: bucket.id } });
}

export const identityKinds: readonly StrangerKind[] = [
  inlinePolicies,
  attachedPolicies,
  accessKeys,
  keyGrants,
  functionPermissions,
  functionUrls,
  bucketPolicies,
  bucketGrants,
];
