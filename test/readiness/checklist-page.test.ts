import * as fs from "node:fs";
import * as path from "node:path";
import { row } from "../../checklist";
import { proofs } from "../../checklist/proofs";
import { checklistPage, checklistPageName, provenRows } from "../../readiness/checklist-page";
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
      [...new Set([...proofs.values()].map(({ test }) => test.file))].map((file) => [file, writtenTestsOf(file)]),
    );
    const without = [...proofs].filter(
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

describe("the page of the checklists", () => {
  it("is up to date; `npm run generate` makes it", () => {
    expect(fs.readFileSync(path.join(root, checklistPageName), "utf8")).toBe(checklistPage(proofs));
  });

  it("shows every row once, with links that lead to files", () => {
    const lines = checklistPage(proofs).split("\n");
    const ids = lines.flatMap((line) => /^\| ([A-Z]{2}-\w+-\d+) \|/.exec(line)?.[1] ?? []);
    expect([...ids].sort()).toEqual(provenRows.map(({ id }) => id).sort());
    const links = lines.flatMap((line) => [...line.matchAll(/\]\(([^)]+)\)/g)].map(([, target]) => target ?? ""));
    expect(links).toHaveLength(2 * 231);
    expect(links.filter((target) => !fs.existsSync(path.join(root, "docs", target)))).toEqual([]);
  });

  it("is refused for a row without proof", () => {
    const missing = new Map([...proofs].filter(([id]) => id !== "DS-DB-03"));
    expect(() => checklistPage(missing)).toThrow("The row DS-DB-03 has no proof; see checklist/proofs.");
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
