/** Characters that copying and pasting adds to a value, the most specific first: name and pattern. */
const additions: readonly { readonly what: string; readonly found: (value: string) => boolean }[] = [
  { what: "a byte order mark", found: (value) => value.includes("\ufeff") },
  { what: "a line break", found: (value) => /[\r\n\u0085\u2028\u2029]/.test(value) },
  {
    what: "a non-breaking space or another unusual space",
    found: (value) => /[^\S \t\r\n]/.test(value),
  },
  { what: "an invisible character", found: (value) => /[\p{Cf}\p{Cc}]/u.test(value.replaceAll("\t", "")) },
  { what: "leading white space", found: (value) => /^[ \t]/.test(value) },
  { what: "trailing white space", found: (value) => /[ \t]$/.test(value) },
  { what: "quotes around it", found: (value) => /^(["'`]).*\1$|^[“”„‘’«].*[“”‘’»]$/s.test(value) && value.length > 1 },
];

/**
 * The pasted extra characters of a value, in a few words, such as "a line break"; `undefined` if there are none. A blank
 * value is a separate fault.
 */
export function pastedAlong(value: string): string | undefined {
  if (value.trim() === "") return undefined;
  return additions.find(({ found }) => found(value))?.what;
}

/** The value without pasted extra characters at its ends. */
export function withoutPasted(value: string): string {
  const bare = value.replaceAll(/[\ufeff\p{Cf}]/gu, "").trim();
  return /^(["'`])[^]*\1$|^[“”„‘’«][^]*[“”‘’»]$/.test(bare) && bare.length > 1 ? bare.slice(1, -1).trim() : bare;
}
