/** A call in an expression of CloudWatch metric math, with the text of each argument. */
export interface MathCall {
  readonly name: string;
  readonly args: readonly string[];
}

/** The ids of an expression: words that start with a lower-case letter, outside quotation marks. */
export function idsOf(expression: string): readonly string[] {
  return [...new Set(unquoted(expression).match(/(?<![A-Za-z0-9_.])[a-z][A-Za-z0-9_]*/g))];
}

/** The calls in an expression, the inner ones too. An expression that CloudWatch refuses may have fewer. */
export function callsOf(expression: string): readonly MathCall[] {
  const text = unquoted(expression);
  return [...text.matchAll(/(?<![A-Za-z0-9_])(?!(?:AND|OR)\b)([A-Z][A-Z0-9_]*)\s*\(/g)].map(
    ({ 0: opening, 1: name = "", index }) => ({
      name,
      args: argumentsFrom(text, index + opening.length),
    }),
  );
}

/** The arguments of a call from behind its opening bracket to its closing one. */
function argumentsFrom(text: string, from: number): string[] {
  const found: string[] = [];
  let depth = 0;
  let begun = from;
  for (let at = from; at < text.length; at++) {
    const sign = text.charAt(at);
    if ("([".includes(sign)) depth++;
    const closes = depth === 0 && sign === ")";
    if (closes || (depth === 0 && sign === ",")) {
      found.push(text.slice(begun, at).trim());
      begun = at + 1;
    }
    if (closes) break;
    if (")]".includes(sign)) depth--;
  }
  return found;
}

/** Quoted text is neither an id nor a call; spaces keep the positions. */
function unquoted(expression: string): string {
  return expression.replace(/"[^"]*"|'[^']*'/g, (text) => `"${" ".repeat(text.length - 2)}"`);
}
