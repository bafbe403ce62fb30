import * as fc from "fast-check";
import MarkdownIt from "markdown-it";
import { convert } from "xmlbuilder2";
import { comment, longestComment } from "../../readiness/render/comment";
import { junit } from "../../readiness/render/junit";
import { code, fence, prose } from "../../readiness/render/markdown-text";
import { sarif } from "../../readiness/render/sarif";
import { fitted, sizeOf } from "../../readiness/render/section";
import type { Finding, RunResult } from "../../readiness/run-result";
import { change, finding, result, runs, step } from "./results";

// Names come from the program that is judged, in a pull request from a stranger. Whatever they are, a report keeps its
// form: the Markdown is parsed here as GitHub's dialect is, with HTML and bare links switched on.

const parser = new MarkdownIt({ html: true, linkify: true });
// GitHub makes no link of a bare evil.test.
parser.linkify.set({ fuzzyLink: false });

/** What a report is made of, without its texts: the blocks, and in each line nothing but text and code. */
function form(markdown: string): readonly string[] {
  return parser
    .parse(markdown, {})
    .map(({ type, tag, content }) => (type === "html_block" ? content : `${type} ${tag}`));
}

function inline(markdown: string): readonly { readonly type: string; readonly content: string }[] {
  return parser.parse(markdown, {}).flatMap(({ children }) => children ?? []);
}

const nasty = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.string({
    unit: fc.constantFrom(
      "`",
      "|",
      "\n",
      "\r",
      "\\",
      "<",
      ">",
      "*",
      "_",
      "[",
      "]",
      "(",
      ")",
      "!",
      "#",
      "@",
      "a",
      " ",
      "-",
      "~",
      "&",
      "$",
      "{",
      "}",
      "\u0000",
      "\u2028",
      "\uD800",
    ),
  }),
  fc.constantFrom(
    "</details>",
    "<!-- x",
    "-->",
    "```",
    "~~~\n",
    "@everyone",
    "https://evil.test",
    "www.evil.test",
    "a@evil.test",
    "&lt;b&gt;",
    "| a | b |",
    "\n\n# Heading",
    "---",
    "]]>",
    "{0}",
    "[a](0)",
  ),
);

/** A run in which every text that a program or a resource can bring is `text`. */
function runWith(text: string): RunResult {
  const type = "aws:rds/instance:Instance";
  const said = { found: text, needed: text, setting: text };
  const findings: Finding[] = [
    finding("rds-private", "mandatory", type, text, said),
    finding("alb-hsts", "undecided", type, text, { waitsFor: text }),
    finding("rds-backups", "waived", type, text, { ...said, waiver: { reason: text, owner: text, lastDay: text } }),
  ];
  const changes = [
    change({ operation: "replaced", type, name: text, dataStore: true, properties: [text], opened: [text] }),
  ];
  const steps = [step({ name: "preview", changes, messages: [`error: ${text}`] })];
  return result(findings, { steps, ok: false, blocked: true, failure: "blocked" });
}

it("gives every comment the same form, whatever the texts in it", () => {
  const harmless = form(comment({ results: [runWith("text")] }));
  fc.assert(
    fc.property(nasty, (text) => {
      expect(form(comment({ results: [runWith(`x${text}`)] }))).toEqual(harmless);
    }),
    { numRuns: 150 },
  );
});

it("makes no link, mention, emphasis, picture or element of a text", () => {
  fc.assert(
    fc.property(nasty, (text) => {
      for (const line of [`found ${prose(text)} here`, `found ${code(text)} here`]) {
        const tokens = inline(line);
        const elements = tokens.filter(({ type }) => type === "html_inline").map(({ content }) => content);
        expect(tokens.every(({ type }) => ["text", "text_special", "code_inline", "html_inline"].includes(type))).toBe(
          true,
        );
        expect(elements.every((element) => element === "<code>" || element === "</code>")).toBe(true);
        expect(line).not.toMatch(/[\r\n]/);
      }
      const words = inline(`found ${prose(text)} here`).map(({ content }) => content);
      expect(words.join("")).not.toMatch(/[@#]\w/);
    }),
    { numRuns: 300 },
  );
});

it("keeps any lines inside their block", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: fc.constantFrom("`", "~", "a", " ") }), { minLength: 1 }), (lines) => {
      const { before, after } = fence(lines);
      expect(form([before, ...lines, after, "", "end"].join("\n"))).toEqual([
        "fence code",
        "paragraph_open p",
        "inline ",
        "paragraph_close p",
      ]);
    }),
  );
});

it("never makes a comment that GitHub would refuse, and cuts it at lines only", () => {
  const texts = fc.array(nasty, { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(texts, fc.integer({ min: 1, max: 800 }), (parts, times) => {
      const run = runWith(parts.join(""));
      const many = <T>(list: readonly T[]): T[] => Array.from({ length: times }, () => list).flat();
      const text = comment({
        results: [
          {
            ...run,
            steps: run.steps.map((one) => ({ ...one, changes: many(one.changes), messages: many(one.messages) })),
            policy: { ...run.policy, findings: many(run.policy.findings) },
          },
        ],
      });
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(longestComment);
      expect(text.match(/^<details>/gm)?.length).toBe(text.match(/^<\/details>$/gm)?.length);
      expect(text.trimEnd().split("\n").at(-1)).toMatch(/^The same on your machine: /);
    }),
    { numRuns: 25 },
  );
});

it("says how much of a long run was left out, and keeps the verdict and the dangers", () => {
  const text = comment({ results: [runs.huge()] });
  expect(Buffer.byteLength(text)).toBeGreaterThan(longestComment * 0.9);
  expect(text).toContain("production: blocked by 3000 mandatory violations");
  expect(text).toContain("Replaces data stores");
  expect(text).toMatch(/\| \| \| and \d+ more \| \| \| \|/);
});

it("cuts a section to any room without breaking it", () => {
  const lines = fc.array(fc.string({ unit: fc.constantFrom("a", "é", "😀"), maxLength: 30 }), { maxLength: 40 });
  fc.assert(
    fc.property(lines, fc.nat(600), fc.constantFrom("first" as const, "ends" as const), (inside, room, keeps) => {
      const section = {
        before: ["<a>"],
        lines: inside,
        after: ["</a>"],
        keeps,
        missing: (left: number) => `${left} missing`,
      };
      const shown = fitted(section, room);
      expect(sizeOf(shown)).toBeLessThanOrEqual(room);
      if (shown.length === 0) return;
      expect([shown[0], shown.at(-1)]).toEqual(["<a>", "</a>"]);
      const missing = shown.find((line) => line.endsWith(" missing"));
      const kept = shown.length - 2 - (missing === undefined ? 0 : 1);
      expect(kept + Number(missing?.split(" ")[0] ?? 0)).toBe(inside.length);
    }),
  );
});

it("writes JUnit XML that can be read back, and SARIF that is JSON, whatever the texts", () => {
  fc.assert(
    fc.property(nasty, (text) => {
      const run = runWith(text);
      expect(() => convert(junit(run), { format: "object" })).not.toThrow();
      const { runs: logs } = JSON.parse(sarif(run)) as { runs: { results: unknown[] }[] };
      expect(logs[0]?.results).toHaveLength(3);
    }),
    { numRuns: 300 },
  );
});
