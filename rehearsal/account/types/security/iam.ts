import type * as aws from "@pulumi/aws";
import { globalTypes, resourceType } from "../../resource-type";
import type { AccountView, Refusal, ResourceTypes } from "../../resource-type";
import { firstRefusal } from "../first-refusal";
import { iamPolicyTypes, identityPolicyRefusal, managedByAws, policyLengths } from "./iam-policies";
import { absentPrincipal, countedLength, parsePolicy } from "../policy-language";
import { textOf } from "../wire-text";

const malformed = (message: string): Refusal => ({ code: "MalformedPolicyDocument", message });

/** What IAM refuses about the policy that says who may take a role on. */
export function trustPolicyRefusal(document: unknown, account: AccountView): Refusal | undefined {
  if (typeof document !== "string") return undefined;
  const statements = parsePolicy(document);
  if (typeof statements === "string") return malformed(statements);
  if (statements.some(({ hasPrincipal }) => !hasPrincipal)) {
    return malformed("AssumeRole policy must contain principals.");
  }
  if (statements.some(({ resources }) => resources.length > 0)) return malformed("Has prohibited field Resource");
  if (statements.some(({ actions }) => actions.some((action) => !action.toLowerCase().startsWith("sts:")))) {
    return malformed("AssumeRole policy may only specify STS AssumeRole actions.");
  }
  const service = statements
    .flatMap(({ principals }) => principals.Service ?? [])
    .find((principal) => !/^[a-z0-9.-]+\.(amazonaws\.com|aws\.internal|aws\.com)$/.test(principal));
  if (service !== undefined) return malformed(`Invalid principal in policy: "SERVICE":"${service}"`);
  const absent = absentPrincipal(statements, account);
  if (absent !== undefined) return malformed(`Invalid principal in policy: "AWS":"${absent}"`);
  return countedLength(document) > policyLengths.trust
    ? { code: "LimitExceeded", message: `Cannot exceed quota for ACLSizePerRole: ${policyLengths.trust}` }
    : undefined;
}

/** How long a session of a role may be, in seconds (CreateRole). */
function sessionRefusal(seconds: number | undefined): Refusal | undefined {
  return seconds !== undefined && (seconds < 3600 || seconds > 43_200)
    ? { code: "ValidationError", message: `MaxSessionDuration is ${seconds}; must be between 3600 and 43200.` }
    : undefined;
}

/** The name of a role, a user, a profile: a person's name in IAM is unique in the whole account, whatever the region. */
const name = (maxLength: number) =>
  ({
    property: "name",
    pattern: /[\w+=,.@-]+/,
    maxLength,
    allowed: `1 to ${maxLength} letters, digits and _+=,.@-`,
    uniqueIn: "world",
    taken: "EntityAlreadyExists",
  }) as const;

const managedPolicy = {
  to: "aws:iam/policy:Policy",
  by: "arn",
  missing: "NoSuchEntity",
  except: managedByAws,
} as const;

/** IAM has no regions: its resources are the account's. */
export const iam: ResourceTypes = globalTypes({
  ...iamPolicyTypes,
  "aws:iam/role:Role": resourceType<aws.iam.RoleArgs, aws.iam.RoleState>({
    title: "IAM Role",
    empty: { namePrefix: "" },
    name: name(64),
    taggable: true,
    defaults: { path: "/", maxSessionDuration: 3600, forceDetachPolicies: false },
    releasedBy: "forceDetachPolicies",
    computed: {
      arn: ({ inputs, name: own, arn }) => arn("iam", `role${inputs.path ?? "/"}${own}`, { region: "" }),
      uniqueId: ({ hex }) => `AROA${hex(17).toUpperCase()}`,
      createDate: () => new Date().toISOString(),
      managedPolicyArns: () => [],
      inlinePolicies: () => [],
    },
    replaces: ["name", "namePrefix", "path"],
    required: ["assumeRolePolicy"],
    references: [
      { property: "managedPolicyArns[]", ...managedPolicy, inUse: "DeleteConflict" },
      { property: "permissionsBoundary", ...managedPolicy },
    ],
    refuses: firstRefusal<aws.iam.RoleArgs>(
      ({ inputs, account }) => trustPolicyRefusal(inputs.assumeRolePolicy, account),
      ({ inputs }) => sessionRefusal(inputs.maxSessionDuration),
      ({ inputs }) =>
        (inputs.inlinePolicies ?? []).map(({ policy }) => identityPolicyRefusal(policy, "role")).find(Boolean),
    ),
  }),
  "aws:iam/instanceProfile:InstanceProfile": resourceType<aws.iam.InstanceProfileArgs, aws.iam.InstanceProfileState>({
    title: "IAM Instance Profile",
    empty: { namePrefix: "" },
    name: name(128),
    taggable: true,
    defaults: { path: "/" },
    computed: {
      arn: ({ inputs, name: own, arn }) => arn("iam", `instance-profile${inputs.path ?? "/"}${own}`, { region: "" }),
      uniqueId: ({ hex }) => `AIPA${hex(17).toUpperCase()}`,
      createDate: () => new Date().toISOString(),
    },
    replaces: ["name", "namePrefix", "path"],
    references: [
      {
        property: "role",
        to: "aws:iam/role:Role",
        by: ["id", "name"],
        missing: "NoSuchEntity",
        // The provider takes a role out of its profiles before it deletes it.
      },
    ],
  }),
  "aws:iam/user:User": resourceType<aws.iam.UserArgs, aws.iam.UserState>({
    title: "IAM User",
    name: name(64),
    taggable: true,
    defaults: { path: "/", forceDestroy: false },
    releasedBy: "forceDestroy",
    computed: {
      arn: ({ inputs, name: own, arn }) => arn("iam", `user${inputs.path ?? "/"}${own}`, { region: "" }),
      uniqueId: ({ hex }) => `AIDA${hex(17).toUpperCase()}`,
    },
    references: [{ property: "permissionsBoundary", ...managedPolicy }],
  }),
  "aws:iam/group:Group": resourceType<aws.iam.GroupArgs, aws.iam.GroupState>({
    title: "IAM Group",
    name: name(128),
    defaults: { path: "/" },
    computed: {
      arn: ({ inputs, name: own, arn }) => arn("iam", `group${inputs.path ?? "/"}${own}`, { region: "" }),
      uniqueId: ({ hex }) => `AGPA${hex(17).toUpperCase()}`,
    },
  }),
  "aws:iam/userGroupMembership:UserGroupMembership": resourceType<
    aws.iam.UserGroupMembershipArgs,
    aws.iam.UserGroupMembershipState
  >({
    title: "IAM User Group Membership",
    replaces: ["user"],
    required: ["groups", "user"],
    references: [
      {
        property: "user",
        to: "aws:iam/user:User",
        by: ["id", "name"],
        missing: "NoSuchEntity",
        inUse: "DeleteConflict",
      },
      {
        property: "groups[]",
        to: "aws:iam/group:Group",
        by: ["id", "name"],
        missing: "NoSuchEntity",
        inUse: "DeleteConflict",
      },
    ],
  }),
  "aws:iam/accessKey:AccessKey": resourceType<aws.iam.AccessKeyArgs, aws.iam.AccessKeyState>({
    title: "IAM Access Key",
    empty: { encryptedSecret: "", encryptedSesSmtpPasswordV4: "", keyFingerprint: "" },
    // Neither the id nor the secret has the length of a real one.
    id: ({ hex }) => `AKIAREHEARSAL${hex(4).toUpperCase()}`,
    defaults: { status: "Active" },
    computed: {
      secret: ({ hex }) => `rehearsal-${hex(20, "secret")}`,
      sesSmtpPasswordV4: ({ hex }) => `rehearsal-${hex(20, "smtp")}`,
      createDate: () => new Date().toISOString(),
    },
    secretOutputs: ["secret", "sesSmtpPasswordV4"],
    replaces: ["pgpKey", "user"],
    required: ["user"],
    references: [
      {
        property: "user",
        to: "aws:iam/user:User",
        by: ["id", "name"],
        missing: "NoSuchEntity",
        inUse: "DeleteConflict",
      },
    ],
    refuses: ({ inputs, id, account }) =>
      account.list("aws:iam/accessKey:AccessKey").filter((key) => key.id !== id && key.state.user === inputs.user)
        .length >= 2
        ? { code: "LimitExceeded", message: "Cannot exceed quota for AccessKeysPerUser: 2" }
        : undefined,
  }),
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": resourceType<
    aws.iam.OpenIdConnectProviderArgs,
    aws.iam.OpenIdConnectProviderState
  >({
    title: "IAM OIDC Provider",
    id: ({ inputs, arn }) => arn("iam", `oidc-provider/${textOf(inputs.url).replace("https://", "")}`, { region: "" }),
    taggable: true,
    computed: { arn: ({ id }) => id, thumbprintLists: ({ hex }) => [hex(40)] },
    replaces: ["url"],
    required: ["clientIdLists", "url"],
  }),
  "aws:iam/serviceLinkedRole:ServiceLinkedRole": resourceType<
    aws.iam.ServiceLinkedRoleArgs,
    aws.iam.ServiceLinkedRoleState
  >({
    title: "IAM Service Linked Role",
    id: ({ inputs, arn }) =>
      arn(
        "iam",
        `role/aws-service-role/${textOf(inputs.awsServiceName)}/AWSServiceRoleFor${serviceOf(inputs.awsServiceName)}`,
        {
          region: "",
        },
      ),
    taggable: true,
    computed: {
      arn: ({ id }) => id,
      name: ({ inputs }) => `AWSServiceRoleFor${serviceOf(inputs.awsServiceName)}`,
      path: ({ inputs }) => `/aws-service-role/${textOf(inputs.awsServiceName)}/`,
      uniqueId: ({ hex }) => `AROA${hex(17).toUpperCase()}`,
      createDate: () => new Date().toISOString(),
    },
    replaces: ["awsServiceName", "customSuffix"],
    required: ["awsServiceName"],
  }),
  "aws:iam/accountPasswordPolicy:AccountPasswordPolicy": resourceType<
    aws.iam.AccountPasswordPolicyArgs,
    aws.iam.AccountPasswordPolicyState
  >({
    title: "IAM Account Password Policy",
    puts: true,
    empty: {
      hardExpiry: false,
      maxPasswordAge: 0,
      passwordReusePrevention: 0,
      requireLowercaseCharacters: false,
      requireNumbers: false,
      requireSymbols: false,
      requireUppercaseCharacters: false,
    },
    id: () => "iam-account-password-policy",
    computed: { expirePasswords: ({ inputs }) => (inputs.maxPasswordAge ?? 0) > 0 },
  }),
  "aws:iam/accountAlias:AccountAlias": resourceType<aws.iam.AccountAliasArgs, aws.iam.AccountAliasState>({
    title: "IAM Account Alias",
    id: ({ inputs }) => inputs.accountAlias ?? "",
    replaces: ["accountAlias"],
    required: ["accountAlias"],
  }),
});

/** `elasticache.amazonaws.com` to `Elasticache`: close to AWS's own spelling, which follows no rule. */
function serviceOf(principal: unknown): string {
  const [service = ""] = textOf(principal).split(".");
  return service.charAt(0).toUpperCase() + service.slice(1);
}
