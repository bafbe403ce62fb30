import fs from "node:fs";
import path from "node:path";

/** The page of all rules, beside the pack's folder where the pack lies in its project. */
const page = path.join("docs", "policies.md");

/** What a hint is made from. */
export interface HintSources {
  readonly ruleId: string;
  /** The waiver file of the stage; undefined for a finding that cannot be waived. */
  readonly waivers: string | undefined;
  /** The folder of the pack. */
  readonly packFolder: string;
}

/** Where to read about a rule, and how to set it aside: the second line of a finding in a terminal. */
export function hintOf({ ruleId, waivers, packFolder }: HintSources): string {
  const own = path.join(path.dirname(packFolder), page);
  const where = fs.existsSync(own) ? `${shown(own)}#${ruleId}` : `${page}#${ruleId} in care-platform`;
  const waiver =
    waivers === undefined
      ? "This finding cannot be waived."
      : `To accept it until a date, add a waiver to ${shown(waivers)}.`;
  return `See ${where}. ${waiver}`;
}

/** A path from where the command runs, or as it is where that would lead outside. */
function shown(file: string): string {
  const relative = path.relative(process.env.PWD ?? process.cwd(), file);
  return relative.startsWith("..") ? file : relative;
}
