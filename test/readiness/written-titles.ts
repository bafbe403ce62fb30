import * as fs from "node:fs";
import * as path from "node:path";
import ts from "typescript";
import type { TitledTest } from "../../readiness/test-title";

/** The tests that a file's text declares, with the titles as they are written; what stands in a comment is none. */
export function writtenTests(text: string): TitledTest[] {
  const found: TitledTest[] = [];
  const visit = (node: ts.Node, groups: readonly string[]): void => {
    const declared = ts.isCallExpression(node) ? declaration(node) : undefined;
    if (declared?.group === false) found.push({ groups, title: declared.title });
    const inner = declared?.group === true ? [...groups, declared.title] : groups;
    ts.forEachChild(node, (child) => {
      visit(child, inner);
    });
  };
  visit(ts.createSourceFile("example.test.ts", text, ts.ScriptTarget.Latest, true), []);
  return found;
}

/** The tests of a file of the project. */
export function writtenTestsOf(file: string): TitledTest[] {
  return writtenTests(fs.readFileSync(path.join(__dirname, "../..", file), "utf8"));
}

/** `it("…")`, `test("…")`, `describe("…")`, and each with `.each(…)`; what is skipped declares nothing that proves. */
function declaration({ expression, arguments: [title, body] }: ts.CallExpression) {
  const table = ts.isCallExpression(expression) ? expression.expression : undefined;
  const callee =
    table !== undefined && ts.isPropertyAccessExpression(table) && table.name.text === "each"
      ? table.expression
      : expression;
  if (!ts.isIdentifier(callee) || title === undefined || body === undefined) return undefined;
  const written = titleOf(title);
  if (written === undefined) return undefined;
  if (["it", "test"].includes(callee.text)) return { title: written, group: false };
  return callee.text.startsWith("describe") ? { title: written, group: true } : undefined;
}

function titleOf(node: ts.Expression): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map(({ literal }) => `\${}${literal.text}`).join("");
}
