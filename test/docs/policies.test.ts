import * as fs from "node:fs";
import * as path from "node:path";
import { rules } from "../../policy/index";
import { resourceRule } from "../../policy/rule";
import { catalogue, catalogueFile, rulesByArea } from "../../readiness/catalogue";

const root = path.join(__dirname, "../..");
const text = catalogue(rulesByArea(root));

describe("the catalogue of the pack", () => {
  it("is up to date; `npm run generate` makes it", () => {
    expect(fs.readFileSync(path.join(root, catalogueFile), "utf8")).toBe(text);
  });

  it("has every rule once, and leads to nothing that is not there", () => {
    const headings = [...text.matchAll(/^### (.+)$/gm)].map(([, id]) => id);
    expect([...headings].sort()).toEqual(rules.map(({ id }) => id).sort());
    const anchors = new Set(
      [...text.matchAll(/^##+ (.+)$/gm)].map(([, title]) => title?.toLowerCase().replaceAll(" ", "-")),
    );
    const links = [...text.matchAll(/\]\(#([^)]+)\)/g)].map(([, target]) => target);
    expect(links.filter((target) => !anchors.has(target))).toEqual([]);
  });

  it("says of a rule what there is to say", () => {
    const rule = resourceRule({
      id: "no-ssh-ingress",
      title: "Nothing is <open>",
      severity: "low",
      enforcement: "everywhere",
      rows: ["DS-ENV-01"],
      frameworks: ["FSBP X.1"],
      settings: { days: { description: "Days.", default: 7, minimum: 1, maximum: 30 } },
      remediation: "Close it.",
      example: 'new Door("door", { open: true });',
      unwaivable: "an open door is no door",
      types: ["aws:x/door:Door"],
      check: () => undefined,
    });
    expect(catalogue([{ name: "front-doors", rules: [rule] }]).split("## Front doors\n")[1]).toBe(`
### no-ssh-ingress

Nothing is &#60;open&#62;.

- Severity: low
- Level: development mandatory, staging mandatory, production mandatory
- Resource types: \`aws:x/door:Door\`
- Related controls: FSBP X.1
- Cannot be waived: an open door is no door

Checklist rows:

- DS-ENV-01, doctor-system: A development stage has its own env set and secret store

| setting | default | allowed | description |
|---|---|---|---|
| \`days\` | 7 | a whole number from 1 to 30 | Days. |

A violation:

\`\`\`ts
new Door("door", { open: true });
\`\`\`

Fix: Close it.
`);
  });
});
