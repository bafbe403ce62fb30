import * as fs from "node:fs";
import * as path from "node:path";
import { row } from "../checklist/index";
import { rules } from "../policy/index";
import { levelsOf } from "../policy/levels";
import { allowedBy } from "../policy/settings";
import type { Rule, RuleSetting } from "../policy/rule";
import { waivableGuesses } from "../policy/waivable-guesses";
import { stages } from "../policy/stage";
import { capitalized, counted } from "./render/wording";
import { words } from "./render/markdown-text";

/** Where the catalogue lies, from the root of the project. */
export const catalogueFile = "docs/policies.md";

/** The rules of one folder below policy/rules. */
export interface Area {
  /** The folder's name: `data-stores`. */
  readonly name: string;
  readonly rules: readonly Rule[];
}

/**
 * The rules in the order of the pack, by the folder that each stands in. Throws when a rule of the pack has no file of
 * its own name below policy/rules.
 */
export function rulesByArea(root: string): readonly Area[] {
  const folder = path.join(root, "policy", "rules");
  const areaOf = new Map(
    fs
      .readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name }) =>
        fs.readdirSync(path.join(folder, name)).map((file): [string, string] => [file.replace(/\.ts$/, ""), name]),
      ),
  );
  const byArea = new Map<string, Rule[]>();
  for (const rule of rules) {
    const area = areaOf.get(rule.id);
    if (area === undefined) throw new Error(`The rule "${rule.id}" has no file of its name below policy/rules.`);
    byArea.set(area, [...(byArea.get(area) ?? []), rule]);
  }
  return [...byArea].map(([name, ofArea]) => ({ name, rules: ofArea }));
}

/** The catalogue of the pack as Markdown: what each rule demands and why, and what to do about it. */
export function catalogue(areas: readonly Area[]): string {
  const total = areas.reduce((sum, area) => sum + area.rules.length, 0);
  return [
    "# Rules of the policy pack",
    "",
    "Generated from policy/ by `npm run generate`; do not edit.",
    "",
    `${counted(total, "rule")}. A violation of a mandatory rule stops a deployment, advisory rules only warn, and rules set to off are not`,
    "evaluated. The pack's configuration can change a rule's settings within their range. [A waiver](#waivers) accepts the",
    "finding for one resource until a date; a rule that cannot be waived gives the reason.",
    "",
    ...areas.flatMap(({ name, rules: ofArea }) => [`- [${heading(name)}](#${name}): ${ofArea.map(link).join(", ")}`]),
    "",
    ...waivers,
    ...areas.flatMap(({ name, rules: ofArea }) => ["", `## ${heading(name)}`, ...ofArea.flatMap(entry)]),
    "",
  ].join("\n");
}

/** How a rule is set aside. */
const waivers: readonly string[] = [
  "## Waivers",
  "",
  "The waivers of a stage are in `policy/waivers/<stage>.yaml`, for example in `policy/waivers/staging.yaml`:",
  "",
  "```yaml",
  "- rule: rds-backups",
  "  resource: reports # the name of the resource in the finding, or its URN; stack for a finding about the whole stack",
  "  reason: The data is copied from the source again every night.",
  "  owner: data team",
  "  lastDay: 2026-12-31 # in UTC",
  "```",
  "",
  "`rule` and `resource` are at the start of the finding: `[rds-backups] reports: found …`. The finding is then advisory",
  "and shows the waiver. An expired waiver fails the stage, and so does a waiver that the deployed stack does not",
  "need ([waivers-current](#waivers-current)). Errors in the file stop the run before it starts and are reported all at",
  "once. `CARE_PLATFORM_POLICY_WAIVERS` sets another file ([policy/README.md](../policy/README.md#waivers)).",
];

function heading(area: string): string {
  return capitalized(area.replaceAll("-", " "));
}

function link({ id }: Rule): string {
  return `[${id}](#${id})`;
}

function entry(rule: Rule): readonly string[] {
  const { id, title, severity, frameworks, remediation, settings } = rule;
  return [
    "",
    `### ${id}`,
    "",
    `${words(title)}.`,
    "",
    `- Severity: ${severity}`,
    `- Level: ${stages.map((stage) => `${stage} ${levelsOf(rule)[stage]}`).join(", ")}`,
    `- Resource types: ${subjects(rule)}`,
    ...(frameworks.length > 0 ? [`- Related controls: ${frameworks.map(words).join(", ")}`] : []),
    `- ${waiver(rule)}`,
    "",
    "Checklist rows:",
    "",
    ...rule.rows.map((name) => `- ${name}, ${row(name).system}: ${words(row(name).item)}`),
    ...(settings === undefined ? [] : settingsTable(settings)),
    "",
    "A violation:",
    "",
    "```ts",
    rule.example.trim(),
    "```",
    "",
    `Fix: ${words(remediation)}`,
  ];
}

function subjects({ kind, types }: Rule): string {
  const list = types === "any" ? "every resource" : [...types].map((type) => `\`${type}\``).join(", ");
  return kind === "stack" ? `the stack as a whole, at the end of a preview or an update, if it contains ${list}` : list;
}

function waiver({ id, unwaivable }: Rule): string {
  if (unwaivable === undefined) return "Can be waived";
  const guess = waivableGuesses[id];
  const except = guess === undefined ? "" : ` Except for ${words(guess)}.`;
  return `Cannot be waived: ${words(unwaivable)}${except}`;
}

function settingsTable(settings: Readonly<Record<string, RuleSetting>>): readonly string[] {
  return [
    "",
    "| setting | default | allowed | description |",
    "|---|---|---|---|",
    ...Object.entries(settings).map(
      ([name, setting]) =>
        `| \`${name}\` | ${[setting.default].flat().join(", ")} | ${words(allowedBy(setting))} | ${words(setting.description)} |`,
    ),
  ];
}
