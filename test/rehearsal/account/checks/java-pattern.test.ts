import { javaScriptPattern } from "../../../../rehearsal/account/published/from/java-pattern";

/** A pattern of AWS's, a text it has, one it has not. */
const patterns: readonly (readonly [string, string, string])[] = [
  ["[a-zA-Z0-9\\-\\_]{2,50}", "a-b_c", "a b"],
  ["[\\w-.]+", "a-b.c", "a/b"],
  ["\\p{Print}+", "a b~", "a\tb"],
  ["[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*", "Tag: é1", "a#b"],
  ["[\\p{Alnum}_]+", "a_1", "a-1"],
  ["\\pL+", "é", "1"],
  ["[\\u0020-\\uD7FF\\uE000-\\uFFFD\\uD800\\uDC00-\\uDBFF\\uDFFF\\r\\n\\t]*", "a\u{1F600}", "a\u0000"],
  ["(?s).+", "a\nb", ""],
  ["a{2}", "aa", "a"],
  ["\\x{41}+", "AA", "B"],
  ["{a}", "{a}", "a"],
  ["[!$*+-.^_]+", "+.", "a"],
  ["(?:x|y)?[^/[]+", "xab", "a["],
];

it.each(patterns)("%s has %j as a whole and not %j", (java, text, other) => {
  const pattern = new RegExp(javaScriptPattern(java, { whole: true }) ?? "", "u");

  expect(pattern.test(text)).toBe(true);
  expect(pattern.test(other)).toBe(false);
});

it("is searched for where it need not be the whole text", () => {
  expect(new RegExp(javaScriptPattern("b+", { whole: false }) ?? "", "u").test("abc")).toBe(true);
  expect(new RegExp(javaScriptPattern("b+", { whole: true }) ?? "", "u").test("abc")).toBe(false);
});

it.each(["a++", "(?i)all|none", "[a-z&&[^b]]", "(?i:a)", "a{2}+"])("has no equal for %s", (java) => {
  expect(javaScriptPattern(java, { whole: true })).toBeUndefined();
});
