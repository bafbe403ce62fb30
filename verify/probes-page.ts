import { row } from "../checklist/index";
import { attestedTests } from "./attested/tests";
import { flagOf, type Probe } from "./probe";
import { probes } from "./probes/index";

/** The path of the page of all probes. */
export const probesPageName = "docs/verify-probes.md";

/** The page of all probes as Markdown: what each checks, of which systems, and the rows that it settles. */
export function probesPage(): string {
  return [
    "<!-- Generated from verify/ by `npm run generate`; do not edit. -->",
    "",
    "# Probes of `npm run verify`",
    "",
    "A probe settles rows that need a verification of the running stage. It confirms rows that are met or enforced before",
    "the deployment already. Of a row in the last column it shows a part: it can fail the row and not settle it.",
    "",
    "| probe | checks | needs | settles | confirms | a part of |",
    "| --- | --- | --- | --- | --- | --- |",
    ...probes.map(line),
    "",
    "## Attested tests",
    "",
    "What the pipeline of an application tests before a deployment. `--attestations` reads its results by these names; they count for",
    "the digest that they name, and for no other image.",
    "",
    "| name | what passed | settles | a part of |",
    "| --- | --- | --- | --- |",
    ...attestedTests.map(
      ({ name, title, rows, partOf = [] }) => `| ${name} | ${title} | ${rows.join(", ")} | ${partOf.join(", ")} |`,
    ),
    "",
  ].join("\n");
}

function line({ name, file, title, needs, rows, partOf = [] }: Probe): string {
  const isVerify = (id: string) => row(id).kind === "verify";
  const cells = [
    `[${name}](../${file})`,
    title,
    needs === undefined ? "" : `\`${flagOf(needs)}\``,
    rows.filter(isVerify).join(", "),
    rows.filter((id) => !isVerify(id)).join(", "),
    partOf.join(", "),
  ];
  return `| ${cells.join(" | ")} |`;
}
