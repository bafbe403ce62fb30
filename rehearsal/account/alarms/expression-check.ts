import { ExpressionFault, parseExpression, partsOf } from "./expression";
import type { Expression } from "./expression";
import { mathFunctions, mathWords } from "./functions";

/** One element of an alarm's list of metrics, as far as the check reads it. */
export interface CheckedQuery {
  readonly id: string;
  readonly expression?: string;
  /** Seconds of a metric's period. */
  readonly period?: number;
}

/** The most metrics and expressions of one alarm (CloudWatch User Guide, "Alarms on math expressions"). */
const mostQueries = 10;

/**
 * What CloudWatch refuses about the expressions of an alarm, in words: one that is no expression, a function that is none, an
 * id that no query has, a circle of expressions, periods that differ, or too many queries.
 */
export function expressionFault(queries: readonly CheckedQuery[]): string | undefined {
  if (queries.length > mostQueries) return `An alarm takes at most ${mostQueries} metrics, not ${queries.length}.`;
  const periods = [...new Set(queries.flatMap(({ period }) => period ?? []))];
  if (periods.length > 1) return `All metrics of an alarm must have the same period, not ${periods.join(" and ")}.`;
  const ids = new Set(queries.map(({ id }) => id));
  const used = new Map<string, readonly string[]>();
  for (const { id, expression } of queries) {
    if (expression === undefined) continue;
    try {
      const parts = partsOf(parseExpression(expression));
      const fault = parts.flatMap((part) => partFault(part, ids) ?? [])[0];
      if (fault !== undefined) return `Error in expression '${id}': ${fault}.`;
      used.set(
        id,
        parts.flatMap((part) => (part.kind === "id" ? part.id : [])),
      );
    } catch (error) {
      if (!(error instanceof ExpressionFault)) throw error;
      return `Error in expression '${id}': ${error.message}.`;
    }
  }
  const circular = [...used.keys()].find((id) => reaches(id, id, used));
  return circular === undefined ? undefined : `Error in expression '${circular}': it uses itself.`;
}

function partFault(part: Expression, ids: ReadonlySet<string>): string | undefined {
  if (part.kind === "id") return ids.has(part.id) ? undefined : `no query has the id '${part.id}'`;
  if (part.kind === "word") return mathWords.has(part.word) ? undefined : `'${part.word}' is neither an id nor a call`;
  if (part.kind !== "call") return undefined;
  const known = mathFunctions[part.name];
  if (known === undefined) return `there is no function '${part.name}'`;
  if (known.refused !== undefined) return known.refused;
  const { length } = part.args;
  return length < known.fewest || length > known.most
    ? `${part.name} takes ${known.fewest === known.most ? known.fewest : `${known.fewest} to ${known.most}`} arguments, not ${length}`
    : undefined;
}

function reaches(from: string, to: string, used: ReadonlyMap<string, readonly string[]>): boolean {
  const seen = new Set<string>();
  const open = [...(used.get(from) ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === to) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...(used.get(next) ?? []));
  }
  return false;
}
