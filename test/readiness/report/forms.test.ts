import * as fc from "fast-check";
import MarkdownIt from "markdown-it";
import { addresses } from "../../../readiness/report/addresses";
import { frameworksOf } from "../../../readiness/report/frameworks";
import { readinessMarkdown } from "../../../readiness/report/markdown";
import { readinessPage } from "../../../readiness/report/page/page";
import { pictureLayout } from "../../../readiness/report/page/picture-layout";
import { type Readiness, readinessOf } from "../../../readiness/report/readiness";
import { gathered } from "../../../readiness/report/gathered-evidence";
import { full, now, passedRun, project } from "./evidence-of-staging";

const ready = readinessOf({ project, gathered: full });
const nothing = readinessOf({ project, gathered: gathered("staging", { recorded: [], now }) });

/** A report with one text in every place that comes from outside of this project. */
function withText(text: string): Readiness {
  const [first] = ready.rows;
  const evidence = {
    kind: "verification",
    what: text,
    verdict: "passed",
    detail: text,
    by: text,
    rehearsed: false,
  } as const;
  return {
    ...ready,
    stack: text,
    verdict: { word: "not ready", sentence: text },
    rehearsed: true,
    versions: { [text]: [text] },
    blockers: [{ state: "failed", what: text, fix: text, command: text, owner: text, rows: [] }],
    exceptions: [{ system: text, version: text, reason: text, owner: text, lastDay: text, counts: false }],
    rows: first === undefined ? [] : [{ ...first, state: "failed", why: text, evidence: [evidence] }],
    frameworks: ready.frameworks.slice(0, 1),
    parts: ready.parts.slice(0, 1).map((part) => ({ ...part, name: text, owner: text, publicNames: [text] })),
    alarms: [{ owner: text, name: text, text, fires: text, severity: "info", runbook: text }],
    costs: [
      { component: "Postgres", file: "components/data/postgres.ts", count: 1, cost: { date: text, basis: text, text } },
    ],
  };
}

/** The tags of a page with the names of their attributes, without any text. */
const tagsOf = (html: string): readonly string[] =>
  [
    ...html
      .replace(/<style>[^]*<\/style>/, "")
      .replace(/="[^"]*"/g, "=")
      .matchAll(/<[^>]*>/g),
  ].map(([tag]) => tag);
const page = (readiness: Readiness): string => readinessPage(readiness, (file) => `../${file}`);

const nasty = fc.oneof(
  fc.string({ unit: "grapheme", minLength: 1 }),
  fc.constantFrom(
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style></title><svg onload=alert(1)>",
    "&lt;b&gt;",
    "' onfocus='alert(1)",
    "|`[a](javascript:alert(1))`|",
    "\u202e<!--",
  ),
);

describe("a hostile text", () => {
  it("makes no element and no attribute of the page", () => {
    const plain = tagsOf(page(withText("text")));
    fc.assert(
      fc.property(nasty, (text) => {
        expect(tagsOf(page(withText(text)))).toEqual(plain);
      }),
      { numRuns: 40 },
    );
  });

  it("makes no markup, and no other table of the Markdown", () => {
    const parser = new MarkdownIt({ html: true, linkify: true });
    const parsed = (text: string) => parser.parse(readinessMarkdown(withText(text)), {});
    const form = (text: string) => parsed(text).map(({ type }) => type);
    const plain = form("text");
    const markup = (text: string) =>
      parsed(text)
        .flatMap(({ children }) => children ?? [])
        .filter(
          ({ type, content }) =>
            !["<code>", "</code>"].includes(content) &&
            !/^(text|code_inline|strong_\w+|text_special|softbreak)$/.test(type),
        );
    fc.assert(
      fc.property(nasty, (text) => {
        expect(form(text)).toEqual(plain);
        expect(markup(text)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

describe("the page", () => {
  it("is at most 1 MB, loads nothing and runs nothing", () => {
    for (const readiness of [ready, nothing]) {
      const html = page(readiness);
      expect(Buffer.byteLength(html)).toBeLessThan(1_000_000);
      expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
      expect(html).not.toMatch(/<script|<link|<iframe|url\(|@import|\ssrc=/);
    }
  });

  it("has every row once, and the same rows as the Markdown and the JSON", () => {
    const ids = ready.rows.map(({ row }) => row.id);
    expect([...page(ready).matchAll(/<tr id="([A-Z]{2}-\w+-\d+)"/g)].map(([, id]) => id)).toEqual(ids);
    expect([...readinessMarkdown(ready).matchAll(/^\| ([A-Z]{2}-\w+-\d+) \|/gm)].map(([, id]) => id)).toEqual(ids);
    expect(JSON.parse(JSON.stringify(ready))).toMatchObject({ rows: ids.map((id) => ({ row: { id } })) });
  });

  it("says that the cost and, without a state, the alarms and the stage are not known", () => {
    for (const text of [page(nothing), readinessMarkdown(nothing)])
      expect(text).toContain("The cost of the stage is unknown");
    expect(page(nothing)).toContain("the alarms are not known");
    expect(page(nothing)).toContain("No state was given");
  });

  it("has the notes on cost of the components, with their dates", () => {
    const note = ready.costs.find(({ component }) => component === "Edge");
    expect(note).toMatchObject({ file: "components/edge/edge.ts", count: 4, cost: { date: "November 2026" } });
    expect(note?.cost?.text).toMatch(/^about USD [\d/]+ a month/);
    // A component without a figure is shown as not known, never left out.
    expect(ready.costs).toHaveLength(project.components.size);
    expect(ready.costs.filter(({ cost }) => cost === undefined).length).toBeGreaterThan(0);
  });
});

describe("the links of the page", () => {
  it.each([
    ["/srv/out/page.html", undefined, "../project/docs/readiness.md"],
    ["/srv/project/page.html", undefined, "docs/readiness.md"],
    ["/srv/out/page.html", "https://code.test/blob/main/", "https://code.test/blob/main/docs/readiness.md"],
  ])("of %s, with the address %s, are %s", (file, links, link) => {
    expect(addresses(file, "/srv/project", links)("docs/readiness.md")).toBe(link);
  });
});

describe("the view of a framework", () => {
  const shown = () => true;

  it("has every control that a rule cites, and none for a framework that no rule cites", () => {
    const views = frameworksOf(project.rules, passedRun(), shown);
    const cited = new Set(project.rules.flatMap(({ frameworks }) => frameworks));
    expect(views.reduce((sum, { controls }) => sum + controls.length, 0)).toBe(cited.size);
    expect(views.filter(({ controls }) => controls.length === 0).map(({ name }) => name)).toEqual([
      "HIPAA Security Rule",
      "CIS AWS Foundations Benchmark",
      "POPIA",
    ]);
    expect(page(ready)).toContain(
      "No rule cites HIPAA Security Rule, CIS AWS Foundations Benchmark or POPIA: this report says nothing about them.",
    );
  });

  it("gives a control the worst verdict of its rules, and none without a run", () => {
    const verdictOf = (id: string, run = passedRun()) =>
      frameworksOf(project.rules, run, shown)
        .flatMap(({ controls }) => controls)
        .find((control) => control.id === id)?.verdict;
    const run = passedRun();
    const outcomes = run.policy.outcomes.map((one) =>
      one.rule === "alb-https-only" ? { ...one, outcome: "failed" as const } : one,
    );
    expect(verdictOf("ELB.1")).toBe("passed");
    expect(verdictOf("ELB.1", { ...run, policy: { ...run.policy, outcomes } })).toBe("failed");
    const without = frameworksOf(project.rules, undefined, shown).flatMap(({ controls }) => controls);
    expect(new Set(without.map(({ verdict }) => verdict))).toEqual(new Set(["no result"]));
  });
});

it("no part of the picture lies on another, and none outside of its system", () => {
  const layout = pictureLayout(ready.parts);
  const places = layout.parts.map(({ x, y }) => `${String(x)} ${String(y)}`);
  expect(new Set(places).size).toBe(places.length);
  expect(places.length).toBeGreaterThan(20);
  for (const { part, y } of layout.parts) {
    const band = layout.bands.find(({ owner }) => owner === part.owner);
    expect(y).toBeGreaterThan(band?.y ?? Infinity);
    expect(y + 44).toBeLessThan((band?.y ?? 0) + (band?.height ?? 0));
  }
});
