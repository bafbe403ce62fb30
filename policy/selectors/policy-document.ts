import { Unreadable } from "../unreadable";
import { isWorld } from "./address-range";
import { isCondition, narrows, spares } from "./conditions";
import type { Conditions, NarrowValue } from "./conditions";
import { fixedBeginning, isFixed, withoutVariables } from "./iam-pattern";
import { fromJson, isObject } from "./json-text";

/** The principals of a statement, by kind: "AWS", "Service", "Federated", "CanonicalUser"; "*" is any principal. */
type Principals = Readonly<Record<string, readonly string[]>>;

type OneOrMany = string | readonly string[];

interface WrittenStatement {
  readonly Effect: "Allow" | "Deny";
  readonly Action?: OneOrMany;
  readonly NotAction?: OneOrMany;
  readonly Resource?: OneOrMany;
  readonly NotResource?: OneOrMany;
  readonly Principal?: string | Readonly<Record<string, OneOrMany>>;
  readonly NotPrincipal?: unknown;
  readonly Condition?: Conditions;
}

/** One statement of a policy document, every field that may be one or many made many. */
export class Statement {
  readonly effect: string;
  readonly actions: readonly string[];
  /** True for NotAction or NotResource, which covers everything else. */
  readonly inverted: boolean;
  readonly resources: readonly string[];
  /** All principals, of any kind: account numbers, ARNs, services; "*" is any principal. */
  readonly principals: readonly string[];
  /** The condition operators, as written. */
  readonly conditions: Conditions;
  readonly #byKind: Principals;

  constructor({ Effect, Action, NotAction, Resource, NotResource, Condition, ...principals }: WrittenStatement) {
    this.effect = Effect;
    this.actions = many(Action);
    this.inverted = NotAction !== undefined || NotResource !== undefined;
    this.resources = many(Resource);
    this.#byKind = byKind(principals);
    this.principals = Object.values(this.#byKind).flat();
    this.conditions = Condition ?? {};
  }

  /** The principals of one kind. */
  principalsOf(kind: "AWS" | "Service" | "Federated" | "CanonicalUser"): readonly string[] {
    return this.#byKind[kind] ?? [];
  }
}

/** Empty in an identity policy, which has none; NotPrincipal counts as any principal. */
function byKind({ Principal, NotPrincipal }: Pick<WrittenStatement, "Principal" | "NotPrincipal">): Principals {
  if (NotPrincipal !== undefined) return { AWS: ["*"] };
  if (Principal === undefined || typeof Principal === "string") return { AWS: many(Principal) };
  return Object.fromEntries(Object.entries(Principal).map(([kind, named]) => [kind, many(named)]));
}

/**
 * The statements of a policy document given as JSON text or as an object; undefined if it is not a policy document, which
 * includes one whose statements have a shape that IAM refuses.
 */
export function statementsOf(document: unknown): readonly Statement[] | undefined {
  const parsed = fromJson(document);
  if (!isObject(parsed)) return undefined;
  const statements: readonly unknown[] = [parsed.Statement].flat();
  return statements.every(isStatement) ? statements.map((statement) => new Statement(statement)) : undefined;
}

/**
 * The same for a policy that may be absent, which has no statements. Throws {@link Unreadable} for anything else:
 * it must not count as an empty policy.
 */
export function statementsIn(policy: unknown, setting: string): readonly Statement[] {
  if (policy === undefined || policy === null || policy === "") return [];
  const statements = statementsOf(policy);
  if (statements === undefined) throw new Unreadable(`a valid policy document in ${setting}`);
  return statements;
}

function isStatement(value: unknown): value is WrittenStatement {
  if (!isObject(value)) return false;
  const { Effect, Action, NotAction, Resource, NotResource, Principal, Condition } = value;
  return (
    (Effect === "Allow" || Effect === "Deny") &&
    [Action, NotAction, Resource, NotResource].every((list) => list === undefined || isOneOrMany(list)) &&
    (Principal === undefined || isPrincipal(Principal)) &&
    (Condition === undefined || isCondition(Condition))
  );
}

function isPrincipal(value: unknown): boolean {
  return typeof value === "string" || (isObject(value) && Object.values(value).every(isOneOrMany));
}

function isOneOrMany(value: unknown): value is OneOrMany {
  return typeof value === "string" || (Array.isArray(value) && value.every((one) => typeof one === "string"));
}

/** Keys that identify the caller or the network of a request, and their identifying values. */
const tellingKeys: readonly (readonly [key: RegExp, tells: (value: string) => boolean])[] = [
  [/^aws:(source|principal)(account|orgid)$|^aws:sourceowner$|^aws:sourcevpce?$/, isFixed],
  [/^kms:calleraccount$|^s3:dataaccesspointaccount$/, isFixed],
  [/^aws:(source|principal)arn$|^s3:dataaccesspointarn$/, isOfOneAccount],
  [/^aws:(source|principal)orgpaths$/, (value) => /^o-\w+\//.test(fixedBeginning(value))],
  // The id of a role, and after the colon the name of its session.
  [/^aws:userid$/, (value) => isFixed(value) || /^\w{16,}:/.test(fixedBeginning(value))],
  [/^aws:sourceip$/, isSmallNetwork],
];

/** Whether a condition key with this value identifies the caller. Source: S3 User Guide, "The meaning of public". */
export const tellsWhose: NarrowValue = (key, value) =>
  tellingKeys.some(([pattern, tells]) => pattern.test(key) && tells(value));

/** Whether an ARN belongs to one account; the ARN of a bucket does by the bucket's full name. */
function isOfOneAccount(value: string): boolean {
  const [, , , , account = ""] = withoutVariables(value, "open").split(":");
  return isFixed(value) || (account !== "" && isFixed(account));
}

function isSmallNetwork(value: string): boolean {
  return /^[0-9a-f.:]+(\/\d+)?$/i.test(value) && !isWorld(value);
}

/** Whether a statement is public: it allows any principal, without a condition that identifies the caller. */
export function admitsEverybody({ effect, principals, conditions }: Statement): boolean {
  return effect === "Allow" && principals.some(isEverybody) && !narrows(conditions, tellsWhose);
}

/** Whether a principal is everyone, or a pattern that matches principals of any account. */
export function isEverybody(principal: string): boolean {
  return /[*?]/.test(principal);
}

/** Whether a statement denies all callers that a condition on one of the identifying keys does not name. */
export function turnsOthersAway({ effect, principals, conditions }: Statement, isNarrow: NarrowValue): boolean {
  return effect === "Deny" && principals.includes("*") && spares(conditions, isNarrow);
}

/** Whether a statement denies requests without TLS, for all actions of a service or the given ones. */
export function deniesPlainHttp({ effect, actions, principals, conditions }: Statement, ...needed: string[]): boolean {
  const transport = Object.entries(conditions.Bool ?? {}).find(([key]) => key.toLowerCase() === "aws:securetransport");
  const lower = actions.map((action) => action.toLowerCase());
  return (
    effect === "Deny" &&
    (principals.length === 0 || principals.includes("*")) &&
    needed.some((wanted) => lower.some((action) => ["*", `${wanted}:*`, wanted].includes(action))) &&
    [transport?.[1]].flat().some((value) => String(value) === "false")
  );
}

function many(value: OneOrMany | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === "string" ? [value] : value;
}
