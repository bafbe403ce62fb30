import { parsedJson } from "../../settings/files/json-text";
import type { Opening } from "./opening";

/** Whose policy it is: what an identity may do, who may use a resource, or who may take on a role. */
export type PolicyKind = "identity" | "resource" | "trust";

/** How many names of one kind a line shows before it counts the others. */
const shownNames = 4;

interface Statement {
  readonly Effect?: unknown;
  readonly Principal?: unknown;
  readonly NotPrincipal?: unknown;
  readonly Action?: unknown;
  readonly NotAction?: unknown;
  readonly Resource?: unknown;
  readonly NotResource?: unknown;
  readonly Condition?: unknown;
}

/**
 * What the statements of a policy document open: one opening for each that allows. Undefined when the text is no policy
 * document, so that nothing can be said.
 */
export function policyOpenings(text: string, kind: PolicyKind): readonly Opening[] | undefined {
  const statements = statementsOf(text);
  return statements
    ?.filter(({ Effect }) => Effect === "Allow")
    .map((statement) => new Grant(granted(statement, kind), kind));
}

/** The refusals of the old document that the new one does not hold word for word. */
export function liftedRefusals(before: string, after: string): readonly string[] {
  const refusals = (text: string) => (statementsOf(text) ?? []).filter(({ Effect }) => Effect === "Deny");
  const kept = new Set(refusals(after).map(withoutSid));
  return refusals(before)
    .filter((statement) => !kept.has(withoutSid(statement)))
    .map((statement) => `no longer refuses ${listed(many(statement.Action ?? statement.NotAction))}`);
}

function withoutSid(statement: Statement): string {
  return JSON.stringify({ ...statement, Sid: undefined });
}

/** Who may do what with which resource. */
interface Granted {
  readonly principals: readonly string[];
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** The condition as text; empty when there is none. */
  readonly condition: string;
}

function granted(statement: Statement, kind: PolicyKind): Granted {
  const except = (name: string, value: unknown) => [`everything except ${listed(many(value))} (${name})`];
  const { NotAction, NotResource, NotPrincipal } = statement;
  return {
    principals: NotPrincipal === undefined ? principalsOf(statement.Principal) : except("NotPrincipal", NotPrincipal),
    actions: NotAction === undefined ? many(statement.Action) : except("NotAction", NotAction),
    resources: NotResource === undefined ? resourcesOf(statement.Resource, kind) : except("NotResource", NotResource),
    condition: statement.Condition === undefined ? "" : JSON.stringify(statement.Condition),
  };
}

/** A trust policy speaks of its own role and has no resource. */
function resourcesOf(resource: unknown, kind: PolicyKind): readonly string[] {
  return kind === "trust" ? ["the role"] : many(resource);
}

function principalsOf(principal: unknown): readonly string[] {
  if (principal === undefined) return ["itself"];
  if (typeof principal === "string") return [principal];
  return Object.values(principal as object).flatMap(many);
}

class Grant implements Opening {
  constructor(
    private readonly granted: Granted,
    private readonly kind: PolicyKind,
  ) {}

  get text(): string {
    const { principals, actions, resources, condition } = this.granted;
    const who = this.kind === "identity" ? "" : ` for ${listed(principals)}`;
    const what = this.kind === "trust" ? "" : ` on ${listed(resources)}`;
    return `allows ${listed(actions)}${what}${who}${condition === "" ? "" : ", under a condition"}`;
  }

  get broad(): boolean {
    const { principals, actions, resources, condition } = this.granted;
    const inverted = [...principals, ...actions, ...resources].some((name) => name.startsWith("everything except "));
    if (inverted) return true;
    if (this.kind !== "identity") return principals.includes("*") && condition === "";
    return actions.includes("*") || (actions.some((action) => action.endsWith(":*")) && resources.includes("*"));
  }

  covers(other: Opening): boolean {
    if (!(other instanceof Grant)) return false;
    const { condition } = this.granted;
    return (
      (condition === "" || condition === other.granted.condition) &&
      every(this.granted.principals, other.granted.principals) &&
      every(this.granted.actions, other.granted.actions) &&
      every(this.granted.resources, other.granted.resources)
    );
  }
}

function every(patterns: readonly string[], names: readonly string[]): boolean {
  return names.every((name) => patterns.some((pattern) => matches(pattern, name)));
}

/** Whether a pattern of AWS's policy language covers a name, or a narrower pattern. */
function matches(pattern: string, name: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*/g, ".*")
    .replace(/\?/g, "[^*]");
  return new RegExp(`^${source}$`, "s").test(name);
}

function statementsOf(text: string): readonly Statement[] | undefined {
  const document = parsedJson(text);
  if (typeof document !== "object" || document === null || !("Statement" in document)) return undefined;
  return (Array.isArray(document.Statement) ? document.Statement : [document.Statement]) as readonly Statement[];
}

function many(value: unknown): readonly string[] {
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]).map((element) =>
    typeof element === "string" ? element : JSON.stringify(element),
  );
}

function listed(names: readonly string[]): string {
  const others = names.length - shownNames;
  const shown = names.slice(0, shownNames).join(", ");
  return others > 0 ? `${shown} and ${others} more` : shown;
}
