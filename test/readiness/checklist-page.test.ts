import * as fs from "node:fs";
import * as path from "node:path";
import { row, rows } from "../../checklist";
import { byRow, proceduresByRow } from "../../checklist/procedures";
import { proofs } from "../../checklist/proofs";
import { rules } from "../../policy/index";
import { checklistPage, checklistPageName, provenRows } from "../../readiness/checklist-page";
import { rowState } from "../../readiness/row-state";
import { verifications } from "../../verify/proofs";
import { becomes, isNamed } from "../../readiness/test-title";
import { writtenTests, writtenTestsOf } from "./written-titles";

const root = path.join(__dirname, "../..");
const named = (name: string, text: string): boolean =>
  writtenTests(text).some((test) => isNamed(name, test, (part, written) => becomes(written, part)));

describe("the proofs of the checklists", () => {
  it("are one for each row that a deployed stage or the settings meet, 231 of them, and for no other", () => {
    expect([...proofs.keys()].sort()).toEqual(provenRows.map(({ id }) => id).sort());
    expect(proofs.size).toBe(231);
  });

  it("name a file of the program that is there, none of the tests", () => {
    const files = [...new Set([...proofs.values()].map(({ by }) => by))];
    expect(files.filter((file) => !fs.existsSync(path.join(root, file)))).toEqual([]);
    expect(files.filter((file) => !/^(settings|components|stacks|functions)\/[\w/-]+\.ts$/.test(file))).toEqual([]);
  });

  it("name a test that is declared in the file they name", () => {
    const declared = new Map(
      [...new Set([...proofs.values(), ...verifications.values()].map(({ test }) => test.file))].map((file) => [
        file,
        writtenTestsOf(file),
      ]),
    );
    const without = [...proofs, ...verifications].filter(
      ([, { test }]) =>
        declared
          .get(test.file)
          ?.some((written) => isNamed(test.name, written, (part, title) => becomes(title, part))) !== true,
    );
    expect(without.map(([id, { test }]) => `${id}: ${test.file}: ${test.name}`)).toEqual([]);
  });

  it("say what takes the place of a thing that the checklist says is replaced, and of no other", () => {
    const replaced = provenRows.filter(({ how }) => how.startsWith("Replaced:")).map(({ id }) => id);
    const superseded = [...proofs].filter(([, { supersedes = "" }]) => supersedes !== "").map(([id]) => id);
    expect(superseded.sort()).toEqual(replaced.sort());
    expect(replaced).toHaveLength(32);
  });
});

const settlements = { proofs, verifications, rules, procedures: proceduresByRow };

describe("the procedures of the checklists", () => {
  it("name a page that is there", () => {
    const pages = [...proceduresByRow.values()].map(({ page }) => page);
    expect(pages.filter((page) => !fs.existsSync(path.join(root, page)))).toEqual([]);
  });

  it("are refused for a row of another kind, a row that does not exist, and a row that occurs twice", () => {
    const page = "README.md";
    expect(() => byRow([{ row: "DS-DB-03", page }])).toThrow('DS-DB-03 is of the kind "resource"; allowed: runbook.');
    expect(() => byRow([{ row: "DS-NONE-01", page }])).toThrow("DS-NONE-01");
    const twice = { row: "MP-DR-01", page };
    expect(() => byRow([twice, twice])).toThrow("MP-DR-01 occurs twice.");
  });
});

describe("the state of a row", () => {
  const nothing = { proofs: new Map(), verifications: new Map(), rules: [], procedures: new Map() };

  it.each([
    ["DS-DB-03", "met"],
    ["DS-WA-10", "open"],
    ["MP-DR-01", "written"],
    ["MP-DR-07", "open"],
    ["DS-ENV-04", "open"],
    ["AH-VER-01", "verifiable"],
    ["AH-NET-09", "deliberately not met"],
  ])("of %s is %s", (id, state) => {
    expect(rowState(row(id), settlements).state).toBe(state);
  });

  it("is open for every row when nothing settles it", () => {
    expect(rows.filter((one) => rowState(one, nothing).state !== "open")).toEqual([]);
  });

  it("stays open when a rule cites a row that only a running stage or a person can settle", () => {
    const citing = { ...nothing, rules: [{ id: "a-rule", rows: rows.map(({ id }) => id) }] };
    const settled = rows.filter((one) => rowState(one, citing).state !== "open").map(({ kind }) => kind);
    expect([...new Set(settled)]).toEqual(["policy"]);
    expect(rowState(row("DS-ENV-04"), citing)).toEqual({
      state: "open",
      needs: "a verification of the running stage",
      rules: ["a-rule"],
    });
  });

  it("names the rules in one order, whatever order they are given in", () => {
    const reversed = { ...settlements, rules: [...rules].reverse() };
    expect(checklistPage(reversed)).toBe(checklistPage(settlements));
  });

  it("is enforced for every row of the kind policy but those that ask for open SSH", () => {
    const policy = rows.filter(({ kind }) => kind === "policy");
    const others = policy.filter((one) => rowState(one, settlements).state !== "enforced");
    expect(policy).toHaveLength(57);
    expect(others.map(({ id }) => id)).toEqual(["AH-NET-09", "MP-HST-04"]);
  });
});

describe("the page of the checklists", () => {
  const page = checklistPage(settlements);
  const lines = page.split("\n");

  it("is up to date; `npm run generate` makes it", () => {
    expect(fs.readFileSync(path.join(root, checklistPageName), "utf8")).toBe(page);
  });

  it("shows each of the 517 rows once, with links that lead to files and rules", () => {
    const ids = lines.flatMap((line) => /^\| ([A-Z]{2}-\w+-\d+) \|/.exec(line)?.[1] ?? []);
    expect([...ids].sort()).toEqual(rows.map(({ id }) => id).sort());
    expect(ids).toHaveLength(517);
    const links = lines.flatMap((line) => [...line.matchAll(/\]\(([^)]+)\)/g)].map(([, target]) => target ?? ""));
    const [toRules, toFiles] = [links.filter((to) => to.includes("#")), links.filter((to) => !to.includes("#"))];
    expect(toFiles.filter((target) => !fs.existsSync(path.join(root, "docs", target)))).toEqual([]);
    const known = new Set(rules.map(({ id }) => `policies.md#${id}`));
    expect(toRules.filter((target) => !known.has(target))).toEqual([]);
  });

  it("counts the rows of each state, 517 in all", () => {
    const counts = lines.flatMap(
      (line) =>
        /^\| (?:met|superseded|enforced|verifiable|deliberately not met|written|open) \| (\d+) \|/.exec(line)?.[1] ??
        [],
    );
    expect(counts).toHaveLength(7);
    expect(counts.map(Number).reduce((sum, count) => sum + count, 0)).toBe(517);
  });

  it("is refused for a row without proof", () => {
    const missing = new Map([...proofs].filter(([id]) => id !== "DS-DB-03"));
    expect(() => checklistPage({ ...settlements, proofs: missing })).toThrow(
      "The row DS-DB-03 has no proof; see checklist/proofs.",
    );
    expect(row("DS-DB-03").kind).toBe("resource");
  });
});

describe("a title that a proof names", () => {
  const file = `
    // it("is only said", () => {});
    describe("a group", () => {
      it("holds", () => {});
      it.each([1, 2])("holds for %s of $name", () => {});
      describe.each(["a"])("within %s", () => { test(\`is \${one} of them\`, () => {}); });
    });
    it.skip("is left out", () => {});
    it.todo("is to do");
    const text = 'it("is a text", () => {})';
  `;

  it.each([
    ["holds"],
    ["a group › holds"],
    ["holds for %s of $name"],
    ["holds for 2 of them"],
    ["is one of them"],
    ["a group › within a › is two of them"],
  ])("is that of a test: %s", (name) => {
    expect(named(name, file)).toBe(true);
  });

  it.each([
    ["a group"],
    ["another group › holds"],
    ["hold"],
    ["holds for 2"],
    ["is only said"],
    ["is left out"],
    ["is to do"],
    ["is a text"],
  ])("is not %s", (name) => {
    expect(named(name, file)).toBe(false);
  });
});
