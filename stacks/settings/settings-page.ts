import type { z } from "zod";
import { type Stage, stages } from "../../settings/stage/stage";
import { keyOf } from "./standing/record";
import { type Leaf, leavesOf } from "../../settings/standing/leaves";
import { readRefusal } from "../../settings/fields/field";
import { stageSchema } from "./schema";
import { isSystem, systems } from "./systems";

/** The path of the page of all settings. */
export const settingsPageName = "docs/settings.md";

/** Settings that `npm run rotate` writes, and the two that are the name of the stack. */
const leftOut = /^(stack|stage)$|^rotation\.[a-z]+-[a-z]+\./;

/** The page of all settings: allowed values, the default of each stage, and the effect of a change on a deployed stage. */
export function settingsPage(): string {
  const byKey = new Map(stages.map((stage) => [stage, leavesByKey(stage)]));
  const keys = [...new Set([...byKey.values()].flatMap((leaves) => [...leaves.keys()]))];
  const groups = ["", ...systems].map((system) => ({
    system,
    keys: keys.filter((key) => systemOf(key) === system && !leftOut.test(key)),
  }));
  return [
    "<!-- Generated from settings/ by `npm run generate`; do not edit. -->",
    "",
    "# Settings of a stage",
    "",
    "Every setting of `Pulumi.<stage>.yaml` under `care-platform:`: the allowed values, the default of each stage, and the",
    "effect of a change on a deployed stage. The program compares the settings with those that the last successful deployment",
    "recorded in the stack output `standing`, and refuses a change that is impossible, or that loses data not listed in",
    "`acceptDataLoss`, before anything is created or changed",
    "([decision 35](decisions/0035-standing-stages.md)). `-` marks a setting without a default: the stage file must have it,",
    "unless it is optional. `npm run rotate` writes the records under `rotation`. `N` is the value of a threshold;",
    "[alarms.md](alarms.md) lists the alarms of each stage.",
    "",
    ...groups.flatMap(({ system, keys: own }) => [
      `## ${system === "" ? "Every stage" : system}`,
      "",
      "| setting | allowed | development | staging | production | a change of a deployed stage |",
      "| --- | --- | --- | --- | --- | --- |",
      ...own.map((key) => row(key, byKey)),
      "",
    ]),
  ].join("\n");
}

function leavesByKey(stage: Stage): ReadonlyMap<string, Leaf> {
  return new Map(leavesOf(stageSchema(stage)).map((leaf) => [keyOf(leaf.path), leaf]));
}

/** The system of a key, also of a vendor's secret: `ahava-healthcare.SMTP_PASS`. */
function systemOf(key: string): string {
  const [first = ""] = key.split(".", 1);
  return isSystem(first) ? first : "";
}

function row(key: string, byKey: ReadonlyMap<Stage, ReadonlyMap<string, Leaf>>): string {
  const leaves = stages.map((stage) => byKey.get(stage)?.get(key));
  const allowed = [...new Set(leaves.flatMap((leaf) => (leaf === undefined ? [] : [allowedIn(leaf)])))];
  const words =
    allowed.length === 1 ? allowed : allowed.map((text, index) => `${index === 0 ? "" : "or, by stage, "}${text}`);
  const effect = leaves.find((leaf) => leaf !== undefined)?.rule?.effect ?? "";
  const cells = [`\`${key}\``, words.join("; "), ...leaves.map(defaultOf), effect];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("<", "&lt;").replaceAll("\n", " ")).join(" | ")} |`;
}

/** The allowed values, in the words of an error about an invalid value. */
function allowedIn({ schema }: Leaf): string {
  const { error } = (schema as z.ZodType).safeParse(null);
  return readRefusal(error?.issues[0]?.message ?? "").allowed;
}

function defaultOf(leaf: Leaf | undefined): string {
  if (leaf === undefined) return "no such setting";
  const { success, data } = (leaf.schema as z.ZodType).safeParse(undefined);
  if (!success) return "-";
  return data === undefined ? "optional" : `\`${JSON.stringify(data)}\``;
}
