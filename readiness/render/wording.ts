/** `1 violation`, `2 violations`. */
export function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}

/** `a, b and c`, or `a, b or c`. */
export function listed(texts: readonly string[], last: "and" | "or"): string {
  return new Intl.ListFormat("en-GB", { type: last === "and" ? "conjunction" : "disjunction" }).format(texts);
}

/** A text with a capital at its beginning. */
export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
