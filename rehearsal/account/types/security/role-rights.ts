import type { AccountView, KeptResource } from "../../resource-type";
import { parsePolicy } from "../policy-language";

/** Policies of AWS by the end of their ARN, with the actions in question here that they allow. */
const managed: Readonly<Record<string, readonly string[]>> = {
  "service-role/AWSLambdaBasicExecutionRole": ["logs:*"],
  "service-role/AWSLambdaVPCAccessExecutionRole": ["logs:*", "ec2:CreateNetworkInterface"],
  "service-role/AWSLambdaENIManagementAccess": ["ec2:CreateNetworkInterface"],
};

/**
 * Whether the policies of a role allow an action on anything at all; undefined when a policy is not known. Resources and
 * conditions are not judged.
 */
export function roleAllows(account: AccountView, roleArn: unknown, action: string): boolean | undefined {
  const role = account.find("aws:iam/role:Role", "arn", typeof roleArn === "string" ? roleArn : "");
  if (typeof role?.state.assumeRolePolicy !== "string") return undefined;
  const documents = policiesOf(account, role);
  if (documents.some((document) => document !== undefined && allows(document, action))) return true;
  return documents.includes(undefined) ? undefined : false;
}

/** Whether a role has no policy of any kind, so that its service can do nothing with it. */
export function hasNoPolicies(account: AccountView, roleArn: unknown): boolean {
  const role = account.find("aws:iam/role:Role", "arn", typeof roleArn === "string" ? roleArn : "");
  return typeof role?.state.assumeRolePolicy === "string" && policiesOf(account, role).length === 0;
}

/** The policies of a role as lists of allowed actions; undefined for one whose text is not known. */
function policiesOf(account: AccountView, role: KeptResource): readonly (readonly string[] | undefined)[] {
  const ofRole = ({ state }: KeptResource): boolean =>
    [role.id, role.state.name, role.state.arn].some((name) => name !== undefined && name === state.role);
  const listed = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as readonly unknown[]) : []);
  const inline = [
    ...account
      .list("aws:iam/rolePolicy:RolePolicy")
      .filter(ofRole)
      .map(({ state }) => state.policy),
    ...listed(role.state.inlinePolicies).map((each) => (each as { readonly policy?: unknown }).policy),
  ];
  const attached = [
    ...account
      .list("aws:iam/rolePolicyAttachment:RolePolicyAttachment")
      .filter(ofRole)
      .map(({ state }) => state.policyArn),
    ...listed(role.state.managedPolicyArns),
  ];
  return [...inline.map(actionsOf), ...attached.map((arn) => attachedActions(account, arn))];
}

function attachedActions(account: AccountView, arn: unknown): readonly string[] | undefined {
  const text = typeof arn === "string" ? arn : "";
  const known = managed[text.slice(text.indexOf(":policy/") + ":policy/".length)];
  return known ?? actionsOf(account.find("aws:iam/policy:Policy", "arn", text)?.state.policy);
}

/** What a document allows; undefined for one that says what it does not allow, and for one that cannot be read. */
function actionsOf(document: unknown): readonly string[] | undefined {
  const statements = parsePolicy(document);
  if (typeof document !== "string" || typeof statements === "string") return undefined;
  const allowing = statements.filter(({ effect }) => effect === "Allow");
  return allowing.some(({ actions }) => actions.length === 0) ? undefined : allowing.flatMap(({ actions }) => actions);
}

function allows(patterns: readonly string[], action: string): boolean {
  return patterns.some((pattern) => {
    const expression = pattern
      .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
      .replaceAll("*", ".*")
      .replaceAll("?", ".");
    return new RegExp(`^${expression}$`, "i").test(action);
  });
}
