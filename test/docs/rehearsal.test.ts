import * as fs from "node:fs";
import * as path from "node:path";
import { rules } from "../../policy/index";
import { rehearsalPage, rehearsalPageName } from "../../readiness/rehearsal-page";
import { type AccountKnowledge, accountKnowledge } from "../../rehearsal/account/index";

const root = path.resolve(__dirname, "../..");
const account = accountKnowledge();
const page = rehearsalPage({ account, rules: rules.length });

describe("the page about what a rehearsal proves", () => {
  it("is up to date; `npm run generate` makes it", () => {
    expect(fs.readFileSync(path.join(root, rehearsalPageName), "utf8")).toBe(page);
  });

  it("names a source for every claim", () => {
    const [, claims = ""] = page.split("| --- | --- | --- | --- |");
    const rows = (claims.split("\n\n")[0] ?? "").trim().split("\n");
    expect(rows).toHaveLength(15);
    for (const row of rows) expect(row.split("|").filter((cell) => cell.trim() === "")).toHaveLength(2);
  });

  it("leads to decisions and pages that exist", () => {
    const links = [...page.matchAll(/\]\(([^)#]+)\)/g)].map(([, file = ""]) => file);
    expect(links.length).toBeGreaterThan(11);
    expect(links.filter((file) => !fs.existsSync(path.join(root, "docs", file)))).toEqual([]);
  });

  it.each(["types", "inputs", "models", "provider", "lists", "quotas"] satisfies (keyof AccountKnowledge)[])(
    "counts what the account knows, and says from where: %s",
    (part) => {
      expect(account[part].amount).toMatch(/^[1-9][\d,]* /);
      expect(account[part].sources.length).toBeGreaterThan(0);
    },
  );
});
