/** One statement of a policy document, every field that may be one or many made many. */
export interface Statement {
  readonly effect: string;
  readonly actions: readonly string[];
  /** True when the statement names what it does not cover, which covers everything else. */
  readonly inverted: boolean;
  readonly resources: readonly string[];
  /** The condition operators, as written. */
  readonly conditions: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

interface WrittenStatement {
  readonly Effect?: string;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
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
    conditions: statement.Condition ?? {},
  }));
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
