/** One statement of a policy document, every field that may be one or many made many. */
export interface Statement {
  readonly effect: string;
  readonly actions: readonly string[];
  /** True when the statement names what it does not cover, which covers everything else. */
  readonly inverted: boolean;
  readonly resources: readonly string[];
  /** Who it is about, whatever kind of principal: account numbers, ARNs, services; "*" is everybody. */
  readonly principals: readonly string[];
  /** The condition operators, as written. */
  readonly conditions: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

interface WrittenStatement {
  readonly Effect?: string;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Principal?: string | Readonly<Record<string, string | readonly string[]>>;
  readonly NotPrincipal?: unknown;
  readonly Condition?: Statement["conditions"];
}

/** The statements of a policy document given as JSON text or as an object; undefined when it is no policy document. */
export function statementsOf(document: unknown): readonly Statement[] | undefined {
  const parsed = typeof document === "string" ? parsedJson(document) : document;
  if (typeof parsed !== "object" || parsed === null || !("Statement" in parsed)) return undefined;
  return many(parsed.Statement as WrittenStatement | readonly WrittenStatement[]).map((statement) => ({
    effect: statement.Effect ?? "",
    actions: many(statement.Action),
    inverted: statement.NotAction !== undefined || statement.NotResource !== undefined,
    resources: many(statement.Resource),
    principals: principalsOf(statement),
    conditions: statement.Condition ?? {},
  }));
}

/** Nobody in a policy of an identity, which names none; whoever is not excluded is everybody. */
function principalsOf({ Principal, NotPrincipal }: WrittenStatement): readonly string[] {
  if (NotPrincipal !== undefined) return ["*"];
  if (Principal === undefined || typeof Principal === "string") return many(Principal);
  return Object.values(Principal).flatMap(many);
}

/**
 * The keys of a condition that tell whose a request is, or from which network it comes. Source: S3 User Guide, "The
 * meaning of public", and the access policies that ElastiCache and others ask for.
 */
const narrowing =
  /^(aws:(source(arn|account|owner|vpc|vpce|ip|orgid|orgpaths)|principal(arn|account|orgid|orgpaths)|userid|viaawsservice)|s3:(dataaccesspointarn|dataaccesspointaccount)|kms:calleraccount)$/;

/** Whether a statement allows something to everybody: to any principal, under no condition that tells whose it is. */
export function admitsEverybody({ effect, principals, conditions }: Statement): boolean {
  if (effect !== "Allow" || !principals.includes("*")) return false;
  return !Object.entries(conditions).some(
    ([operator, tests]) =>
      // "Unless" and "if it is there at all" narrow nothing down.
      !/Not|IfExists|^Null$|ForAllValues/.test(operator) &&
      Object.entries(tests).some(([key, value]) => narrowing.test(key.toLowerCase()) && !isEverything(value)),
  );
}

function isEverything(value: unknown): boolean {
  return [value].flat().some((one) => one === "*" || one === "0.0.0.0/0" || one === "::/0");
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

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function many<T>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}
