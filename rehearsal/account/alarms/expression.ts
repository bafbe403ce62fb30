/** An expression of CloudWatch metric math as a tree. Source: CloudWatch User Guide, "Metric math syntax and functions". */
export type Expression =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "id"; readonly id: string }
  /** A word in capitals that is an argument and no call: REPEAT, LINEAR, ASC. */
  | { readonly kind: "word"; readonly word: string }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly Expression[] }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: "minus"; readonly of: Expression }
  | {
      readonly kind: "operation";
      readonly operator: Operator;
      readonly left: Expression;
      readonly right: Expression;
    };

/** The operators between two expressions; "AND" and "OR" stand for their other spelling as well. */
export type Operator = "+" | "-" | "*" | "/" | "^" | "==" | "!=" | "<=" | ">=" | "<" | ">" | "AND" | "OR";

/** What is wrong with the text of an expression, and at which character, counted from 1. */
export class ExpressionFault extends Error {}

/** From the operators that bind least to those that bind most. */
const levels: readonly (readonly Operator[])[] = [
  ["OR"],
  ["AND"],
  ["==", "!=", "<=", ">=", "<", ">"],
  ["+", "-"],
  ["*", "/"],
];

const spellings: Readonly<Record<string, Operator>> = { "&&": "AND", "||": "OR" };

const tokenPattern =
  /\s*(?:(?<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+)|(?<name>[A-Za-z][A-Za-z0-9_]*)|(?<text>"[^"]*"|'[^']*')|(?<sign>==|!=|<=|>=|&&|\|\||[-+*/^<>()[\],]))/y;

interface Token {
  readonly kind: "number" | "name" | "text" | "sign" | "end";
  readonly text: string;
  readonly at: number;
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const pattern = new RegExp(tokenPattern);
  while (text.slice(pattern.lastIndex).trim() !== "") {
    const from = pattern.lastIndex;
    const groups: Readonly<Record<string, string | undefined>> = pattern.exec(text)?.groups ?? {};
    const at = from + 1;
    const found = Object.entries(groups).find(([, value]) => value !== undefined);
    if (found === undefined) throw new ExpressionFault(`unexpected '${text.slice(from).trim().charAt(0)}' at ${at}`);
    tokens.push({ kind: found[0] as Token["kind"], text: found[1] ?? "", at });
  }
  return [...tokens, { kind: "end", text: "the end", at: text.length + 1 }];
}

/** Reads an expression. Throws {@link ExpressionFault} for a text that is none. */
export function parseExpression(text: string): Expression {
  const parser = new Parser(tokensOf(text));
  return parser.whole();
}

class Parser {
  #next = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  whole(): Expression {
    const expression = this.#level(0);
    if (this.#token.kind !== "end") this.#unexpected();
    return expression;
  }

  get #token(): Token {
    return this.tokens[this.#next] ?? { kind: "end", text: "the end", at: 0 };
  }

  #unexpected(): never {
    throw new ExpressionFault(`unexpected '${this.#token.text}' at ${this.#token.at}`);
  }

  #take(sign: string): boolean {
    if (this.#token.kind !== "sign" || this.#token.text !== sign) return false;
    this.#next++;
    return true;
  }

  #level(index: number): Expression {
    const operators = levels[index];
    if (operators === undefined) return this.#unary();
    let left = this.#level(index + 1);
    for (;;) {
      const operator = spellings[this.#token.text] ?? (this.#token.text as Operator);
      if (this.#token.kind === "text" || !operators.includes(operator)) return left;
      this.#next++;
      left = { kind: "operation", operator, left, right: this.#level(index + 1) };
    }
  }

  #unary(): Expression {
    return this.#take("-") ? { kind: "minus", of: this.#unary() } : this.#power();
  }

  #power(): Expression {
    const base = this.#atom();
    return this.#take("^") ? { kind: "operation", operator: "^", left: base, right: this.#unary() } : base;
  }

  #atom(): Expression {
    const token = this.#token;
    if (this.#take("(")) return this.#closed(this.#level(0), ")");
    if (this.#take("[")) return { kind: "list", items: this.#items("]") };
    if (token.kind === "end" || token.kind === "sign") this.#unexpected();
    this.#next++;
    if (token.kind === "number") return { kind: "number", value: Number(token.text) };
    if (token.kind === "text") return { kind: "text", text: token.text.slice(1, -1) };
    if (/^[a-z]/.test(token.text)) return { kind: "id", id: token.text };
    return this.#take("(")
      ? { kind: "call", name: token.text, args: this.#items(")") }
      : { kind: "word", word: token.text };
  }

  #items(closing: string): Expression[] {
    const items: Expression[] = [];
    if (this.#take(closing)) return items;
    do items.push(this.#level(0));
    while (this.#take(","));
    if (!this.#take(closing)) this.#unexpected();
    return items;
  }

  #closed(expression: Expression, closing: string): Expression {
    if (!this.#take(closing)) this.#unexpected();
    return expression;
  }
}

/** The expression and all its parts. */
export function partsOf(expression: Expression): readonly Expression[] {
  return [expression, ...childrenOf(expression).flatMap(partsOf)];
}

function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "list":
      return expression.items;
    case "call":
      return expression.args;
    case "minus":
      return [expression.of];
    case "operation":
      return [expression.left, expression.right];
    case "number":
    case "id":
    case "word":
    case "text":
      return [];
  }
}
