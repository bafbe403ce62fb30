/** A value as the AWS CLI reads it from words. */
export type CliValue = string | readonly CliValue[] | { readonly [key: string]: CliValue };

/**
 * A word in the shorthand syntax of the AWS CLI, `Key=a,Other=[b,c],Inner={d=e}`, or as JSON (AWS CLI User Guide, "Using
 * shorthand syntax"). A key whose value is followed by further values without a key has them all: `Key=a,b`.
 * @throws Error where it is neither.
 */
export function shorthand(word: string): CliValue {
  if (/^\s*[[{]/.test(word)) return withTexts(JSON.parse(word) as unknown);
  const reader = new Reader(word);
  const pairs = reader.pairs();
  reader.end();
  return pairs;
}

/** Numbers and truth values as the words they would be. */
function withTexts(value: unknown): CliValue {
  if (Array.isArray(value)) return value.map(withTexts);
  if (typeof value !== "object" || value === null) return String(value);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withTexts(inner)]));
}

class Reader {
  #at = 0;

  constructor(private readonly text: string) {}

  pairs(): Record<string, CliValue> {
    const found: Record<string, CliValue> = {};
    do {
      const key = this.#take(/[^=,[\]{}]+/y);
      this.#expect("=");
      found[key] = this.#values();
    } while (this.#skip(","));
    return found;
  }

  end(): void {
    if (this.#at < this.text.length) throw new Error(`"${this.text}" is no shorthand from character ${this.#at + 1}`);
  }

  #values(): CliValue {
    const first = this.#value();
    const further: CliValue[] = [];
    while (typeof first === "string" && this.#sees(/,[^=,[\]{}]*(?=[,\]}]|$)/y)) {
      this.#expect(",");
      further.push(this.#value());
    }
    return further.length === 0 ? first : [first, ...further];
  }

  #value(): CliValue {
    if (this.#skip("{")) {
      const inner = this.pairs();
      this.#expect("}");
      return inner;
    }
    if (!this.#skip("[")) return this.#take(/[^,[\]{}]*/y);
    const list: CliValue[] = [];
    if (this.#skip("]")) return list;
    do list.push(this.#value());
    while (this.#skip(","));
    this.#expect("]");
    return list;
  }

  #sees(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    return pattern.test(this.text);
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const [taken] = pattern.exec(this.text) ?? [];
    if (taken === undefined) throw new Error(`"${this.text}" is no shorthand at character ${this.#at + 1}`);
    this.#at += taken.length;
    return taken;
  }

  #skip(sign: string): boolean {
    const isThere = this.text.startsWith(sign, this.#at);
    if (isThere) this.#at += sign.length;
    return isThere;
  }

  #expect(sign: string): void {
    if (!this.#skip(sign)) throw new Error(`"${this.text}" lacks ${sign} at character ${this.#at + 1}`);
  }
}
