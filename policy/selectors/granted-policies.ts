import type { RuleContext } from "../context";
import { statementsOf } from "./policy-document";
import type { Statement } from "./policy-document";

/** Inputs of everything that grants something to a principal of the account, as far as rules read them. */
export interface GrantArgs {
  readonly policy: unknown;
  readonly inlinePolicy: unknown;
  readonly inlinePolicies: readonly { readonly policy?: unknown }[];
}

/** The types that hold a policy document of a role, a user or a group. */
export const grantTypes = [
  "aws:iam/role:Role",
  "aws:iam/rolePolicy:RolePolicy",
  "aws:iam/policy:Policy",
  "aws:iam/userPolicy:UserPolicy",
  "aws:iam/groupPolicy:GroupPolicy",
  "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy",
] as const;

/** Examines every statement of a resource's policies; a document that cannot be read is undecided. */
export function eachGrantedStatement(
  props: { readonly [K in keyof GrantArgs]?: GrantArgs[K] },
  context: RuleContext,
  body: (statement: Statement) => void,
): void {
  const read = (policy: unknown): void => {
    const statements = statementsOf(policy);
    if (statements === undefined) context.undecided("a valid policy document in policy");
    else statements.forEach(body);
  };
  for (const property of ["policy", "inlinePolicy"] as const) {
    context.guard(() => {
      if (property in props) read(props[property]);
    });
  }
  context.each(
    () => props.inlinePolicies,
    ({ policy }) => {
      read(policy);
    },
  );
}
