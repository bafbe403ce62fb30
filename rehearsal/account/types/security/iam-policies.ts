import type * as aws from "@pulumi/aws";
import { globalTypes, resourceType } from "../../resource-type";
import type { AccountView, Refusal, ResourceTypes } from "../../resource-type";
import { firstRefusal } from "../first-refusal";
import { countedLength, parsePolicy } from "../policy-language";
import { textOf } from "../wire-text";

/** The longest policies IAM takes, in characters without white space (IAM and STS quotas). */
export const policyLengths = { role: 10_240, user: 2_048, group: 5_120, managed: 6_144, trust: 2_048 } as const;

/** How many managed policies a role, user or group may have attached (IAM and STS quotas). */
const attachmentsPerIdentity = 10;

/** Policies that AWS itself keeps. */
export const managedByAws = /^arn:aws[a-z-]*:iam::aws:policy\//;

/** The reference every attachment has to its policy. */
const policyReference = {
  property: "policyArn",
  to: "aws:iam/policy:Policy",
  by: "arn",
  missing: "NoSuchEntity",
  inUse: "DeleteConflict",
  except: managedByAws,
} as const;

/** What IAM refuses about the policy of an identity: bad JSON, a principal, a policy too long. */
export function identityPolicyRefusal(
  document: unknown,
  kind: "role" | "user" | "group" | "managed",
): Refusal | undefined {
  const statements = parsePolicy(document);
  if (typeof statements === "string") return { code: "MalformedPolicyDocument", message: statements };
  if (statements.some(({ hasPrincipal }) => hasPrincipal)) {
    return { code: "MalformedPolicyDocument", message: "Policy document should not specify a principal." };
  }
  if (statements.some(({ hasResource }) => !hasResource)) {
    return { code: "MalformedPolicyDocument", message: "Policy statement must contain resources." };
  }
  const vendorless = statements.flatMap(({ actions }) => actions).find((each) => each !== "*" && !each.includes(":"));
  if (vendorless !== undefined) {
    return {
      code: "MalformedPolicyDocument",
      message: "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb",
    };
  }
  const limit = policyLengths[kind];
  return typeof document === "string" && countedLength(document) > limit
    ? { code: "LimitExceeded", message: `Maximum policy size of ${limit} bytes exceeded` }
    : undefined;
}

/** The policies written directly into identities of one kind share one length. */
function inlineTotalRefusal(
  account: AccountView,
  type: string,
  kind: "role" | "user" | "group",
  own: { readonly id: string; readonly identity: unknown; readonly document: unknown },
): Refusal | undefined {
  const documents = account
    .list(type)
    .filter(({ id, state }) => id !== own.id && state[kind] === own.identity)
    .map(({ state }) => state.policy);
  const total = [...documents, own.document].reduce<number>(
    (sum, document) => sum + (typeof document === "string" ? countedLength(document) : 0),
    0,
  );
  return total > policyLengths[kind]
    ? { code: "LimitExceeded", message: `Maximum policy size of ${policyLengths[kind]} bytes exceeded` }
    : undefined;
}

/** An identity takes ten managed policies (a quota that can be raised on request). */
function attachmentsRefusal(
  account: AccountView,
  type: string,
  kind: string,
  identity: unknown,
  id: string,
): Refusal | undefined {
  const attached = account.list(type).filter((other) => other.id !== id && other.state[kind] === identity);
  return identity !== undefined && attached.length >= attachmentsPerIdentity
    ? { code: "LimitExceeded", message: `Cannot exceed quota for PoliciesPerRole: ${attachmentsPerIdentity}` }
    : undefined;
}

const name = {
  property: "name",
  pattern: /[\w+=,.@-]+/,
  maxLength: 128,
  allowed: "1 to 128 letters, digits and _+=,.@-",
  taken: "EntityAlreadyExists",
} as const;

const role = {
  property: "role",
  to: "aws:iam/role:Role",
  by: ["id", "name"],
  missing: "NoSuchEntity",
  inUse: "DeleteConflict",
} as const;
const user = {
  property: "user",
  to: "aws:iam/user:User",
  by: ["id", "name"],
  missing: "NoSuchEntity",
  inUse: "DeleteConflict",
} as const;
const group = {
  property: "group",
  to: "aws:iam/group:Group",
  by: ["id", "name"],
  missing: "NoSuchEntity",
  inUse: "DeleteConflict",
} as const;

export const iamPolicyTypes: ResourceTypes = globalTypes({
  "aws:iam/policy:Policy": resourceType<aws.iam.PolicyArgs, aws.iam.PolicyState>({
    title: "IAM Policy",
    empty: { namePrefix: "" },
    // Names of policies are not distinguished by case (IAM and STS quotas, "IAM name requirements").
    name: { ...name, uniqueIn: "world", anyCase: true },
    id: ({ inputs, name: own, arn }) => arn("iam", `policy${inputs.path ?? "/"}${own}`, { region: "" }),
    taggable: true,
    defaults: { path: "/" },
    computed: {
      arn: ({ id }) => id,
      policyId: ({ hex }) => `ANPA${hex(17).toUpperCase()}`,
      attachmentCount: () => 0,
    },
    replaces: ["name", "namePrefix", "path", "description"],
    refuses: ({ inputs }) => identityPolicyRefusal(inputs.policy, "managed"),
  }),
  "aws:iam/rolePolicy:RolePolicy": resourceType<aws.iam.RolePolicyArgs, aws.iam.RolePolicyState>({
    title: "IAM Role Policy",
    empty: { namePrefix: "" },
    name: { ...name, uniqueIn: "role" },
    id: ({ inputs, name: own }) => `${textOf(inputs.role)}:${own}`,
    replaces: ["name", "namePrefix", "role"],
    references: [role],
    refuses: firstRefusal(
      ({ inputs }) => identityPolicyRefusal(inputs.policy, "role"),
      ({ inputs, id, account }) =>
        inlineTotalRefusal(account, "aws:iam/rolePolicy:RolePolicy", "role", {
          id,
          identity: inputs.role,
          document: inputs.policy,
        }),
    ),
  }),
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": resourceType<
    aws.iam.RolePolicyAttachmentArgs,
    aws.iam.RolePolicyAttachmentState
  >({
    title: "IAM Role Policy Attachment",
    id: ({ inputs, hex }) => `${textOf(inputs.role)}-${hex(26)}`,
    replaces: ["policyArn", "role"],
    references: [role, policyReference],
    refuses: ({ inputs, id, account }) =>
      attachmentsRefusal(account, "aws:iam/rolePolicyAttachment:RolePolicyAttachment", "role", inputs.role, id),
  }),
  "aws:iam/userPolicy:UserPolicy": resourceType<aws.iam.UserPolicyArgs, aws.iam.UserPolicyState>({
    title: "IAM User Policy",
    empty: { namePrefix: "" },
    name: { ...name, uniqueIn: "user" },
    id: ({ inputs, name: own }) => `${inputs.user ?? ""}:${own}`,
    replaces: ["name", "namePrefix", "user"],
    references: [user],
    refuses: ({ inputs }) => identityPolicyRefusal(inputs.policy, "user"),
  }),
  "aws:iam/userPolicyAttachment:UserPolicyAttachment": resourceType<
    aws.iam.UserPolicyAttachmentArgs,
    aws.iam.UserPolicyAttachmentState
  >({
    title: "IAM User Policy Attachment",
    id: ({ inputs, hex }) => `${textOf(inputs.user)}-${hex(26)}`,
    replaces: ["policyArn", "user"],
    references: [user, policyReference],
  }),
  "aws:iam/groupPolicy:GroupPolicy": resourceType<aws.iam.GroupPolicyArgs, aws.iam.GroupPolicyState>({
    title: "IAM Group Policy",
    empty: { namePrefix: "" },
    name: { ...name, uniqueIn: "group" },
    id: ({ inputs, name: own }) => `${inputs.group ?? ""}:${own}`,
    replaces: ["name", "namePrefix", "group"],
    references: [group],
    refuses: ({ inputs }) => identityPolicyRefusal(inputs.policy, "group"),
  }),
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": resourceType<
    aws.iam.GroupPolicyAttachmentArgs,
    aws.iam.GroupPolicyAttachmentState
  >({
    title: "IAM Group Policy Attachment",
    id: ({ inputs, hex }) => `${textOf(inputs.group)}-${hex(26)}`,
    replaces: ["group", "policyArn"],
    references: [group, policyReference],
  }),
  "aws:iam/policyAttachment:PolicyAttachment": resourceType<
    aws.iam.PolicyAttachmentArgs,
    aws.iam.PolicyAttachmentState
  >({
    title: "IAM Policy Attachment",
    name: { ...name, maxLength: 255, uniqueIn: "none" },
    replaces: ["name", "policyArn"],
    references: [policyReference, { ...role, property: "roles[]" }, { ...user, property: "users[]" }],
  }),
});
