import type { AccountView, WireObject, WireValue } from "../resource-type";
import { textOf } from "./wire-text";

/** A statement as far as the checks look at it. */
export interface Statement {
  readonly effect: string;
  /** Action names; with NotAction the list is empty. */
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Principals by kind; "*" counts as `{ AWS: ["*"] }`. */
  readonly principals: Readonly<Record<string, readonly string[]>>;
  readonly hasPrincipal: boolean;
  readonly hasResource: boolean;
  readonly condition?: WireObject;
}

/** The statements of a policy document, or in words what is wrong with it. */
export function parsePolicy(document: unknown): readonly Statement[] | string {
  if (typeof document !== "string") return [];
  let parsed: WireValue;
  try {
    parsed = JSON.parse(document) as WireValue;
  } catch {
    return "This policy contains invalid Json";
  }
  if (!isObject(parsed)) return "Syntax errors in policy.";
  const { Version: version = "2008-10-17" } = parsed;
  if (version !== "2012-10-17" && version !== "2008-10-17") return "The policy must contain a valid version string";
  const raw = parsed.Statement;
  const list = Array.isArray(raw) ? (raw as readonly WireValue[]) : [raw];
  if (raw === undefined || list.length === 0) return "Missing required field Statement";
  const sids = new Set<string>();
  for (const statement of list) {
    if (!isObject(statement)) return "Syntax errors in policy.";
    const fault = statementFault(statement, sids);
    if (fault !== undefined) return fault;
  }
  return list.filter(isObject).map(readStatement);
}

function statementFault(statement: WireObject, sids: Set<string>): string | undefined {
  const { Sid: sid, Effect: effect } = statement;
  if (effect !== "Allow" && effect !== "Deny") return `Invalid effect: ${textOf(effect)}`;
  if (!("Action" in statement) && !("NotAction" in statement)) return "Policy statement must contain actions.";
  if (typeof sid !== "string") return undefined;
  if (sids.has(sid)) return `Statement IDs (SID) in a single policy must be unique: ${sid}`;
  sids.add(sid);
  return undefined;
}

function readStatement(statement: WireObject): Statement {
  const principal = statement.Principal;
  const byKind = isObject(principal) ? Object.entries(principal) : [];
  return {
    effect: textOf(statement.Effect),
    actions: words(statement.Action),
    resources: words(statement.Resource),
    principals:
      principal === "*" ? { AWS: ["*"] } : Object.fromEntries(byKind.map(([kind, value]) => [kind, words(value)])),
    hasPrincipal: "Principal" in statement || "NotPrincipal" in statement,
    hasResource: "Resource" in statement || "NotResource" in statement,
    ...(isObject(statement.Condition) && { condition: statement.Condition }),
  };
}

/**
 * Whether a role's trust policy lets a service take the role on. Conditions are not judged, and a statement that says
 * what it does not allow is taken to allow it.
 */
export function trusts(policy: unknown, service: string): boolean {
  const statements = parsePolicy(policy);
  if (typeof statements === "string") return false;
  const about = statements.filter(
    ({ actions, principals }) =>
      [...(principals.Service ?? []), ...(principals.AWS ?? [])].some((each) => each === service || each === "*") &&
      (actions.length === 0 || actions.some((each) => ["sts:assumerole", "sts:*", "*"].includes(each.toLowerCase()))),
  );
  return (
    about.some(({ effect }) => effect === "Allow") &&
    !about.some(({ effect, condition }) => effect === "Deny" && condition === undefined)
  );
}

/** How long a document is for IAM's quotas, which do not count white space. */
export function countedLength(document: string): number {
  return document.replaceAll(/\s/g, "").length;
}

/** The first IAM role or user of this account that a statement names and that is not there. */
export function absentPrincipal(statements: readonly Statement[], account: AccountView): string | undefined {
  const prefix = `arn:aws:iam::${account.accountId}:`;
  return statements
    .flatMap(({ principals }) => principals.AWS ?? [])
    .find(
      (principal) =>
        (principal.startsWith(`${prefix}role/`) && !account.find("aws:iam/role:Role", "arn", principal)) ||
        (principal.startsWith(`${prefix}user/`) && !account.find("aws:iam/user:User", "arn", principal)),
    );
}

/** Whether a document lets everybody in: an Allow for every principal that no condition narrows. */
export function isPublic(statements: readonly Statement[]): boolean {
  return statements.some(
    ({ effect, principals, condition }) =>
      effect === "Allow" && condition === undefined && (principals.AWS ?? []).includes("*"),
  );
}

function words(value: WireValue): readonly string[] {
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.filter((word): word is string => typeof word === "string") : [];
}

function isObject(value: WireValue): value is WireObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
