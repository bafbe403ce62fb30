import * as fs from "node:fs";
import * as path from "node:path";
import { conflictsOfChecklists, type Conflict } from "../../checklist/conflicts";
import { conflictsPage, conflictsPageName } from "../../readiness/conflicts-page";

const root = path.join(__dirname, "../..");
const text = conflictsPage(conflictsOfChecklists);

describe("the page of the conflicts", () => {
  it("is up to date; `npm run generate` makes it", () => {
    expect(fs.readFileSync(path.join(root, conflictsPageName), "utf8")).toBe(text);
  });

  it("has the codes C-01 to C-41, in order", () => {
    const expected = Array.from({ length: 41 }, (_, index) => `C-${String(index + 1).padStart(2, "0")}`);
    expect(conflictsOfChecklists.map(({ code }) => code)).toEqual(expected);
    expect(Array.from(text.matchAll(/^## (.+)$/gm), ([, code]) => code)).toEqual(expected);
  });

  it("leads to files that exist", () => {
    const files = conflictsOfChecklists.flatMap(({ settledIn }) => settledIn);
    expect(files.filter((file) => !fs.existsSync(path.join(root, file)))).toEqual([]);
    expect(conflictsOfChecklists.filter(({ settledIn }) => settledIn.length === 0)).toEqual([]);
  });

  it("can be reached from the README and from the page of the rows", () => {
    expect(fs.readFileSync(path.join(root, "README.md"), "utf8")).toContain(`](${conflictsPageName})`);
    expect(fs.readFileSync(path.join(root, "docs/checklist.md"), "utf8")).toContain(
      "\n[conflicts between the checklists]: checklist-conflicts.md\n",
    );
  });

  it("shows the decision, where it is settled, what is open and the rows, and no markup of the data", () => {
    const conflict: Conflict = {
      code: "C-01",
      topic: "Ports",
      problem: "Two <ports>.",
      rows: ["DS-VAR-03", "MP-SVC-*"],
      decision: "One port | each.",
      settledIn: ["stacks/settings/systems.ts"],
    };
    const page = (change: Partial<Conflict>) => conflictsPage([{ ...conflict, ...change }]).split("| --- | --- |\n")[1];
    expect(page({ open: "Who decides." })).toBe(`| [C-01](#c-01) | Ports |

1 point still needs a decision: [C-01](#c-01).

## C-01

**Ports.** Two &#60;ports&#62;.

- Decision: One port &#124; each.
- Settled in: [stacks/settings/systems.ts](../stacks/settings/systems.ts)
- Still open: Who decides.
- Rows: DS-VAR-03, MP-SVC-&#42;
`);
    expect(page({})).not.toContain("open");
  });
});
