import type * as aws from "@pulumi/aws";
import { globalTypes, resourceType } from "../../resource-type";
import type { AccountView, Refusal, ResourceTypes } from "../../resource-type";
import { firstRefusal } from "../first-refusal";
import { iamPolicyTypes, identityPolicyRefusal, managedByAws, policyLengths } from "./iam-policies";
import { absentPrincipal, countedLength, parsePolicy } from "../policy-language";

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
    anyCase: true,
    taken: "EntityAlreadyExists",
  }) as const;

const managedPolicy = {
  to: "aws:iam/policy:Policy",
  by: "arn",
  missing: "NoSuchEntity",
  except: managedByAws,
} as const;

/**
 * The permissions boundary of a role. What limits a deployment is made by an administrator before it, so the account has the
 * boundaries of care-platform's stages (docs/deploy.md, step 1); every other one must be there.
 */
const boundary = {
  property: "permissionsBoundary",
  ...managedPolicy,
  except: /^arn:aws[a-z-]*:iam::(aws:policy\/|\d{12}:policy\/care-platform-boundary-)/,
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
    references: [{ property: "managedPolicyArns[]", ...managedPolicy, inUse: "DeleteConflict" }, boundary],
    refuses: firstRefusal<aws.iam.RoleArgs>(
      ({ inputs, account }) => trustPolicyRefusal(inputs.assumeRolePolicy, account),
      ({ inputs }) => sessionRefusal(inputs.maxSessionDuration),
      ({ inputs }) =>
        (inputs.inlinePolicies ?? []).map(({ policy }) => identityPolicyRefusal(policy, "role")).find(Boolean),
    ),
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
});
