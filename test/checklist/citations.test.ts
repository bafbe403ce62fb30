import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { rows } from "../../checklist";
import { conflictsOfChecklists } from "../../checklist/conflicts";
import { citedConflicts, citedRows, missingRows } from "./citations";

const root = path.join(__dirname, "../..");

/** The tracked files of the project that are text. */
const files = execFileSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8" })
  .split("\0")
  .filter((file) => /\.(ts|mjs|cjs|js|json|md|yaml|yml|example)$/.test(file) && file !== "package-lock.json")
  // These have ids that exist nowhere, to show what happens then.
  .filter(
    (file) =>
      ![
        "test/checklist/checklist.test.ts",
        "test/checklist/citations.test.ts",
        "test/readiness/checklist-page.test.ts",
        "test/readiness/calendar.test.ts",
        "test/readiness/report/evidence-files.test.ts",
      ].includes(file),
  )
  .filter((file) => fs.existsSync(path.join(root, file)));

const codes = new Set(conflictsOfChecklists.map(({ code }) => code));
const read = (file: string): string => fs.readFileSync(path.join(root, file), "utf8");

describe("a citation of the checklists", () => {
  it("is found in the sources, the documents and the settings of the stages", () => {
    const citing = files.filter((file) => citedConflicts(read(file)).length > 0);
    expect(citing).toEqual(
      expect.arrayContaining(["settings/stage/stage.ts", "docs/settings.md", "checklist/items.json"]),
    );
    expect(files).toContain("Pulumi.production.yaml");
    expect(citing.length).toBeGreaterThan(100);
  });

  it("of a conflict leads to one that exists", () => {
    const missing = files.flatMap((file) =>
      citedConflicts(read(file))
        .filter(({ ids }) => !ids.every((id) => codes.has(id)))
        .map(({ text }) => `${file}: ${text}`),
    );
    expect(missing).toEqual([]);
  });

  it("of a row leads to one that exists", () => {
    expect(files.flatMap((file) => missingRows(read(file)).map((text) => `${file}: ${text}`))).toEqual([]);
  });

  it("of a conflict in a row is answered by the conflict, which names the row", () => {
    const concerns = (code: string, id: string) =>
      conflictsOfChecklists
        .filter((conflict) => conflict.code === code)
        .some(({ rows: own }) => own.some((each) => each === id || each === `${id.replace(/\d+$/, "")}*`));
    const unanswered = rows.flatMap(({ id, item, how }) =>
      citedConflicts(`${item} ${how}`)
        .flatMap(({ ids }) => ids)
        .filter((code) => !concerns(code, id))
        .map((code) => `${id}: ${code}`),
    );
    expect(unanswered).toEqual([]);
  });

  it.each([
    ["C-07", [["C-07"]]],
    ["C-01, C-42 and C-7", [["C-01"], ["C-42"], ["C-7"]]],
    ["C-01..03", [["C-01", "C-02", "C-03"]]],
    ["MP-SEC-01 and AH-C-02", []],
    ["the C-2026 of a name", [["C-2026"]]],
  ])("of conflicts in %j is read as %j", (text, ids) => {
    expect(citedConflicts(text).map((citation) => citation.ids)).toEqual(ids);
  });

  it.each([
    ["DS-VAR-13..15", [["DS-VAR-13", "DS-VAR-14", "DS-VAR-15"]]],
    ["AH-VAR-11/12, MP-NGX-14.", [["AH-VAR-11", "AH-VAR-12"], ["MP-NGX-14"]]],
    ["(MP-SQL-01 to MP-SQL-04)", [["MP-SQL-01"], ["MP-SQL-04"]]],
    ["AH-VAR-*, DS-GO rows", [["AH-VAR-*"], ["DS-GO-*"]]],
    ["CAMP-AIGN-01", []],
  ])("of rows in %j is read as %j", (text, ids) => {
    expect(citedRows(text).map((citation) => citation.ids)).toEqual(ids);
  });

  it.each(["DS-VAR-99", "DS-VAR-13..99", "AH-VAR-11/77", "MP-XYZ-*", "MP-XYZ"])(
    "of %s, which does not exist, is noticed",
    (cited) => {
      expect(missingRows(`see ${cited}, please`)).toEqual([cited]);
    },
  );
});
