/** Classes of characters that Java names and JavaScript's `u` flag does not know. Source: java.util.regex.Pattern. */
const posixClasses: Readonly<Record<string, string>> = {
  Alnum: "A-Za-z0-9",
  Alpha: "A-Za-z",
  ASCII: "\\x00-\\x7F",
  Blank: " \\t",
  Cntrl: "\\x00-\\x1F\\x7F",
  Digit: "0-9",
  Graph: "!-~",
  Lower: "a-z",
  Print: "\\x20-\\x7E",
  Punct: "!-\\/:-@\\[-`\\{-~",
  Space: "\\s",
  Upper: "A-Z",
  XDigit: "A-Fa-f0-9",
};

/** What may follow a backslash with the `u` flag; inside a class a hyphen may as well. */
const escapes = /[\^$\\.*+?()[\]{}|/dDwWsSbBfnrtv0-9cxupPk]/;

/**
 * The pattern as JavaScript's `u` flag reads it, or undefined where it has no equal: AWS writes its patterns for Java.
 * A pattern is searched for; with `whole` the text must match from end to end, as AWS's services compare.
 */
export function javaScriptPattern(java: string, { whole }: { readonly whole: boolean }): string | undefined {
  const text = rewritten(java);
  if (text === undefined) return undefined;
  const pattern = whole ? `^(?:${text})$` : text;
  try {
    new RegExp(pattern, "u");
    return pattern;
  } catch {
    return undefined;
  }
}

function rewritten(java: string): string | undefined {
  const dotAll = /^\^?\(\?s\)/.test(java);
  const source = dotAll ? java.replace("(?s)", "") : java;
  // Other flags inside a pattern, and classes that intersect, have no equal.
  if (/\(\?[imsxu-]+[:)]|&&\[/.test(source)) return undefined;
  let text = "";
  let inClass = false;
  let quantified = false;
  for (let at = 0; at < source.length; at++) {
    const character = source[at] ?? "";
    const rest = source.slice(at);
    const quantifier = inClass ? undefined : /^(?:[*+]|(?<!\()\?|\{\d+(?:,\d*)?\})/.exec(rest)?.[0];
    if (quantifier !== undefined && !text.endsWith("(")) {
      // A possessive quantifier, which never gives back what it took, has no equal.
      if (quantified && quantifier === "+") return undefined;
      text += quantifier;
      at += quantifier.length - 1;
      quantified = true;
      continue;
    }
    quantified = false;
    if (character === "\\") {
      const [escape, length] = escaped(rest, inClass);
      text += escape;
      at += length - 1;
    } else if (inClass) {
      text += character === "[" || (character === "-" && !isRange(source, at)) ? `\\${character}` : character;
      inClass = character !== "]";
    } else if (character === "[") {
      const opened = rest.startsWith("[^") ? "[^" : "[";
      text += opened;
      at += opened.length - 1;
      inClass = true;
    } else if (character === "." && dotAll) text += "[\\s\\S]";
    else text += /[{}\]]/.test(character) ? `\\${character}` : character;
  }
  return text;
}

/** What an escape becomes, and how many characters of the pattern it takes. */
function escaped(rest: string, inClass: boolean): readonly [string, number] {
  const posix = /^\\p\{(?:Is)?(\w+)\}/.exec(rest);
  const named = posixClasses[posix?.[1] ?? ""];
  if (posix && named !== undefined) return [inClass ? named : `[${named}]`, posix[0].length];
  const unicode = /^\\[pP]\{[\w=]+\}/.exec(rest);
  if (unicode) return [unicode[0].replace("{Is", "{"), unicode[0].length];
  const short = /^\\([pP])([A-Z])/.exec(rest);
  if (short) return [`\\${short[1] ?? ""}{${short[2] ?? ""}}`, 3];
  const point = /^\\x\{([0-9A-Fa-f]+)\}/.exec(rest);
  if (point) return [`\\u{${point[1] ?? ""}}`, point[0].length];
  const next = rest[1] ?? "";
  if (next === "A") return ["^", 2];
  if (next === "Z" || next === "z") return ["$", 2];
  if (next === "h") return [inClass ? " \\t" : "[ \\t]", 2];
  if (next === "Q") return ["\\Q", 2];
  if (next === "a" || next === "e") return [next === "a" ? "\\x07" : "\\x1B", 2];
  if (next === "-") return [inClass ? "\\-" : "-", 2];
  return [escapes.test(next) ? `\\${next}` : next, 2];
}

/** Whether the hyphen at this place of a class stands between two single characters. */
function isRange(java: string, at: number): boolean {
  const before = java.slice(0, at);
  const after = java.slice(at + 1);
  if (/(?<!\\)(?:\\\\)*\[\^?$/.test(before) || after.startsWith("]")) return false;
  return !/\\(?:[wWdDsS]|[pP]\{\w+\})$/.test(before) && !/^(?:\\(?:[wWdDsS]|[pP]\{)|\[)/.test(after);
}
