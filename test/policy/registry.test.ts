import { readdirSync } from "node:fs";
import path from "node:path";
import { row, rows } from "../../checklist";
import { rules } from "../../policy/index";
import { enforcements } from "../../policy/levels";
import type { Rule } from "../../policy/rule";
import { accepts } from "../../policy/settings";

const folder = path.join(__dirname, "../../policy/rules");
const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
  // The list of the rules.
  (file) => file.endsWith(".ts") && path.basename(file) !== "index.ts",
);
const order = [
  "id",
  "title",
  "severity",
  "enforcement",
  "rows",
  "frameworks",
  "settings",
  "remediation",
  "example",
  "unwaivable",
  "types",
  "check",
  "kind",
];

const each = rules.map((rule): [string, Rule] => [rule.id, rule]);

describe("the registry", () => {
  it("lists every file under rules/ once, by its name, and nothing else", () => {
    const names = files.map((file) => path.basename(file, ".ts"));
    expect(rules.map((rule) => rule.id).sort()).toEqual([...names].sort());
    expect(new Set(names).size).toBe(names.length);
  });

  it("has a rule for each way of enforcing one", () => {
    const used = new Set(rules.map(({ enforcement }) => enforcement));
    expect([...used].sort()).toEqual(Object.keys(enforcements).sort());
  });

  it("keeps the areas of the house", () => {
    const areas = new Set(files.map((file) => path.dirname(file)));
    const house = [
      "network",
      "data-stores",
      "atlas",
      "cache",
      "edge",
      "services",
      "secrets",
      "isolation",
      "observability",
      "backup",
      "delivery",
      "go-live",
    ];
    expect([...areas].sort()).toEqual([...house].sort());
  });

  it.each(each)("describes %s completely", (_, rule) => {
    expect(rule.id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/);
    expect(rule.title).toMatch(/^[A-Z].*[^.]$/);
    expect(rule.remediation).toMatch(/^[A-Z].*\.$/);
    expect(rule.example).toMatch(/\S/);
    expect(rule.unwaivable ?? "It takes a waiver.").toMatch(/^[A-Z].*\.$/);
    expect(rule.types).not.toHaveLength(0);
  });

  it.each(each)("orders the properties of %s as every rule does", (_, rule) => {
    expect(Object.keys(rule)).toEqual(order.filter((property) => property in rule));
  });

  it.each(each)("names for %s checklist rows that exist, each once", (_, rule) => {
    expect(rule.rows).not.toHaveLength(0);
    expect(rule.rows.map((id) => row(id).id)).toEqual([...new Set(rule.rows)]);
  });

  it.each(each)("gives each setting of %s a default that it allows", (_, rule) => {
    for (const setting of Object.values(rule.settings ?? {})) {
      expect(accepts(setting, setting.default)).toBe(true);
      expect(setting.description).toMatch(/^[A-Z].*\.$/);
    }
  });

  it("settles every row of the checklists that only a rule can settle", () => {
    const named = new Set(rules.flatMap((rule) => rule.rows));
    const asked = rows.filter(({ kind }) => kind === "policy").map(({ id }) => id);
    expect(asked).toHaveLength(57);
    expect(asked.filter((id) => !named.has(id))).toEqual([]);
  });

  it("never weakens a rule on the way to production", () => {
    const strength = { off: 0, advisory: 1, mandatory: 2 };
    for (const level of Object.values(enforcements)) {
      expect(strength[level.development]).toBeLessThanOrEqual(strength[level.staging]);
      expect(strength[level.staging]).toBeLessThanOrEqual(strength[level.production]);
    }
  });

  it("takes no waiver of what would lay secrets or patients' data open", () => {
    const unwaivable = rules.filter((rule) => rule.unwaivable !== undefined).map((rule) => rule.id);
    expect(unwaivable).toEqual(
      expect.arrayContaining(["no-plaintext-secrets-in-env", "rds-private", "s3-private", "waivers-current"]),
    );
  });
});
