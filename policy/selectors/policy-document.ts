import { Unreadable } from "../unreadable";
import { isWorld } from "./address-range";
import { isCondition, narrows, spares } from "./conditions";
import type { Conditions, NarrowValue } from "./conditions";
import { fixedBeginning, isFixed, withoutVariables } from "./iam-pattern";
import { fromJson, isObject } from "./json-text";

/** Whom a statement is about, by the kind of principal: "AWS", "Service", "Federated", "CanonicalUser"; "*" is everybody. */
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
  /** True when the statement names what it does not cover, which covers everything else. */
  readonly inverted: boolean;
  readonly resources: readonly string[];
  /** Who it is about, whatever kind of principal: account numbers, ARNs, services; "*" is everybody. */
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
  principalsOf(kind: "AWS" | "Service" | "Federated"): readonly string[] {
    return this.#byKind[kind] ?? [];
  }
}

/** Nobody in a policy of an identity, which names none; whoever is not excluded is everybody. */
function byKind({ Principal, NotPrincipal }: Pick<WrittenStatement, "Principal" | "NotPrincipal">): Principals {
  if (NotPrincipal !== undefined) return { AWS: ["*"] };
  if (Principal === undefined || typeof Principal === "string") return { AWS: many(Principal) };
  return Object.fromEntries(Object.entries(Principal).map(([kind, named]) => [kind, many(named)]));
}

/**
 * The statements of a policy document given as JSON text or as an object; undefined when it is no policy document, which
 * includes one whose statements have another shape than IAM takes.
 */
export function statementsOf(document: unknown): readonly Statement[] | undefined {
  const parsed = fromJson(document);
  if (!isObject(parsed)) return undefined;
  const statements: readonly unknown[] = [parsed.Statement].flat();
  return statements.every(isStatement) ? statements.map((statement) => new Statement(statement)) : undefined;
}

/**
 * The same of a policy that may be absent: no statements then. Throws {@link Unreadable} for what is no policy document:
 * nobody may take it for a policy that says nothing.
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

/** Keys that tell whose a request is, or from which network it comes, and which of their values tell it. */
const tellingKeys: readonly (readonly [key: RegExp, tells: (value: string) => boolean])[] = [
  [/^aws:(source|principal)(account|orgid)$|^aws:sourceowner$|^aws:sourcevpce?$/, isFixed],
  [/^kms:calleraccount$|^s3:dataaccesspointaccount$/, isFixed],
  [/^aws:(source|principal)arn$|^s3:dataaccesspointarn$/, isOfOneAccount],
  [/^aws:(source|principal)orgpaths$/, (value) => /^o-\w+\//.test(fixedBeginning(value))],
  // The id of a role, and behind the colon the name of its session.
  [/^aws:userid$/, (value) => isFixed(value) || /^\w{16,}:/.test(fixedBeginning(value))],
  [/^aws:sourceip$/, isSmallNetwork],
  [/^aws:viaawsservice$/, (value) => value.toLowerCase() === "true"],
];

/** Whether a key of a condition with this value tells whose a request is. Source: S3 User Guide, "The meaning of public". */
export const tellsWhose: NarrowValue = (key, value) =>
  tellingKeys.some(([pattern, tells]) => pattern.test(key) && tells(value));

/** Whether an ARN is of one account; the ARN of a bucket tells it by the bucket's whole name. */
function isOfOneAccount(value: string): boolean {
  const [, , , , account = ""] = withoutVariables(value, "open").split(":");
  return isFixed(value) || (account !== "" && isFixed(account));
}

function isSmallNetwork(value: string): boolean {
  return /^[0-9a-f.:]+(\/\d+)?$/i.test(value) && !isWorld(value);
}

/** Whether a statement allows something to everybody: to any principal, under no condition that tells whose it is. */
export function admitsEverybody({ effect, principals, conditions }: Statement): boolean {
  return effect === "Allow" && principals.some(isEverybody) && !narrows(conditions, tellsWhose);
}

/** Whether a principal is everyone, or a pattern that matches principals of any account. */
export function isEverybody(principal: string): boolean {
  return /[*?]/.test(principal);
}

/** Whether a statement turns away everybody whom a condition on one of the telling keys does not name. */
export function turnsOthersAway({ effect, principals, conditions }: Statement, isNarrow: NarrowValue): boolean {
  return effect === "Deny" && principals.includes("*") && spares(conditions, isNarrow);
}

/** Whether a statement refuses whatever comes without TLS, to all actions of a service or to those given. */
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
