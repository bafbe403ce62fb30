import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const root = path.join(__dirname, "../..");
const folder = path.join(root, "docs/runbooks");
const read = (file: string): string => readFileSync(path.join(folder, file), "utf8");

const index = read("README.md");
const pages = readdirSync(folder)
  .filter((file) => file.endsWith(".md") && file !== "README.md")
  .map((file) => file.slice(0, -".md".length));

/** All the program's sources in which an alarm can name a page. */
const sources = ["components", "stacks"]
  .flatMap((room) =>
    readdirSync(path.join(root, room), { recursive: true, encoding: "utf8" }).map((file) => path.join(room, file)),
  )
  .filter((file) => file.endsWith(".ts"))
  .map((file) => readFileSync(path.join(root, file), "utf8"))
  .join("\n");

const found = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, slug]) => slug ?? "");

/** Pages an alarm names word for word, in its arguments or in a message of its own. */
const named = new Set([
  ...found(sources, /runbook: "([a-z0-9-]+)"/g),
  ...found(sources, /runbookUrl\}\/([a-z0-9-]+)\.md/g),
]);

/** Pages whose name is put together, as a pattern: `queue-${role}` is queue-…. */
const composed = found(sources, /runbook: `([^`]+)`/g).map(
  (template) => new RegExp(`^${template.replace(/\$\{[^}]*\}/g, "[a-z0-9-]+")}$`),
);

/** The pages behind the links of a part of the index. */
const linked = (part: string): string[] => found(part, /\]\(([a-z0-9-]+)\.md\)/g);
const [alarms = "", procedures = ""] = index.split("\n## Procedures\n");

describe("the runbooks", () => {
  it("have a page for every name an alarm gives", () => {
    expect([...named].filter((slug) => !pages.includes(slug))).toEqual([]);
    expect(composed.filter((pattern) => !pages.some((page) => pattern.test(page)))).toEqual([]);
    expect(named.size).toBeGreaterThan(20);
  });

  it("are each named by an alarm, or a procedure of the index", () => {
    const byAlarm = (page: string) =>
      sources.includes(`"${page}"`) || named.has(page) || composed.some((pattern) => pattern.test(page));
    const procedure = new Set(linked(procedures));
    expect(pages.filter((page) => !byAlarm(page) && !procedure.has(page))).toEqual([]);
    expect([...procedure].filter((page) => byAlarm(page))).toEqual([]);
  });

  it("stand in the index once each, and the index has no others", () => {
    expect([...linked(alarms), ...linked(procedures)].sort()).toEqual([...pages].sort());
  });

  it.each(pages)("%s begins with what has happened, and leads nowhere that is not there", (page) => {
    const text = read(`${page}.md`);
    expect(text).toMatch(/^# \S/);
    expect(linked(text).filter((other) => !pages.includes(other))).toEqual([]);
  });

  it.each(linked(alarms))("%s says what the alarm means, where to look, what to do and when to get help", (page) => {
    const headings = found(read(`${page}.md`), /^## (.+)$/gm);
    expect(headings).toEqual(["What it means", "First look", "Likely causes", "What to do", "When to escalate"]);
  });
});
