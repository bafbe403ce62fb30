import { readFileSync } from "node:fs";
import path from "node:path";
import { runbookPages } from "../../readiness/runbook-pages";
import { stageSchema } from "../../stacks/settings/schema";
import { leavesOf } from "../../settings/standing/leaves";

const root = path.join(__dirname, "../..");
const folder = path.join(root, "docs/runbooks");
const read = (place: string): string => readFileSync(path.join(folder, `${place}.md`), "utf8");
const found = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, name]) => name ?? "");

const places = runbookPages(root).map(({ place }) => place);
/** The folders whose pages explain alarms; one page of them is about the costs, which a person also reviews by plan. */
const ofAlarms = places.filter(
  (place) => /^(edge|services|data|stage)\//.test(place) && !place.endsWith("cost-review"),
);

/** The pages behind the links of a text that stands in a folder of the runbooks. */
const linked = (text: string, from: string): string[] =>
  found(text, /\]\(([^)#]+)\.md(?:#[^)]*)?\)/g).map((to) => path.posix.join(from, to));

/** The pack refuses a production without protection, which a take-down needs; the page says so. */
const withoutPack = (place: string, command: string): boolean =>
  place === "procedures/destroy-a-stage" && command === "pulumi up --stack <stage>";

describe("the runbooks", () => {
  it("lie in folders, none of which is large", () => {
    expect(places.length).toBeGreaterThan(50);
    expect(places.filter((place) => !/^[a-z]+\/[a-z0-9-]+$/.test(place))).toEqual([]);
    const sizes = new Map<string, number>();
    for (const place of places) sizes.set(path.dirname(place), (sizes.get(path.dirname(place)) ?? 0) + 1);
    expect([...sizes.values()].filter((size) => size > 40)).toEqual([]);
  });

  it("are all in the index, once each, and the index has no others", () => {
    const index = linked(read("README"), ".").filter((place) => !place.startsWith(".."));
    expect([...index].sort()).toEqual([...places].sort());
  });

  it.each(places)("%s begins with what has happened, and leads nowhere that is not there", (place) => {
    const text = read(place);
    expect(text).toMatch(/^# \S/);
    const missing = linked(text, path.dirname(place)).filter(
      (other) => !other.startsWith("..") && !places.includes(other),
    );
    expect(missing).toEqual([]);
  });

  it.each(places)("%s names the stack of every Pulumi command, and the policy pack where it deploys", (place) => {
    const commands = found(
      read(place),
      /(?:^|`|\$\()\s*(pulumi (?:up|preview|destroy|refresh|config|stack)\b[^`\n|)]*)/gm,
    );
    const unnamed = commands.filter(
      (command) =>
        !/--stack |^pulumi stack (?:rm|init) /.test(command) ||
        (/^pulumi (?:up|preview)\b/.test(command) &&
          !command.includes("--policy-pack policy") &&
          !withoutPack(place, command)),
    );
    expect(unnamed).toEqual([]);
  });

  it.each(ofAlarms)("%s says what the alarm means, where to look, what to do and when to get help", (place) => {
    const headings = found(read(place), /^## (.+)$/gm);
    expect(headings).toEqual(["What it means", "First look", "Likely causes", "What to do", "When to escalate"]);
  });

  it.each(ofAlarms)("%s names thresholds that are settings, and no figure of one", (place) => {
    const text = read(place);
    const keys = leavesOf(stageSchema("production"))
      .map(({ path: keyPath }) => keyPath.join("."))
      .map((key) => key.slice(Math.max(0, key.indexOf("thresholds."))));
    const named = found(text, /`(thresholds\.[\w.]+)`/g);
    expect(named.filter((key) => !keys.includes(key))).toEqual([]);
    expect(named.length === 0 || text.includes("[alarms.md](../../alarms.md)")).toBe(true);
    const [, meaning = ""] = /## What it means\n([^]*?)\n## /.exec(text) ?? [];
    // A time that is no setting, an HTTP status, the end of transaction IDs, a percentile, and an address or a name with a digit.
    const figures = found(
      meaning.replace(
        /\b\d+ (?:minutes|hours)\b|\b[1-5](?:xx|\d\d)\b|\b2 billion\b|`[^`]*`|\]\([^)]*\)|\bgp3\b|\bp9[59]\b/g,
        "",
      ),
      /(\d[\d.]*)/g,
    );
    expect(figures).toEqual([]);
  });
});
