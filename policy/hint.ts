import fs from "node:fs";
import path from "node:path";

/** The page of all rules, beside the pack's folder if the pack is in its project. */
const page = path.join("docs", "policies.md");

/** The inputs of a hint. */
export interface HintSources {
  readonly ruleId: string;
  /** How to fix the finding, in the rule's words. */
  readonly remediation: string;
  /** The waiver file of the stage; undefined for a finding that cannot be waived. */
  readonly waivers: string | undefined;
  /** The folder of the pack. */
  readonly packFolder: string;
  /** Whether the finding is about a completed deployment: rules about the whole stack run last. */
  readonly stands: boolean;
}

/** How to fix a finding, where its rule is documented, and how to waive it: the second line of a finding in a terminal. */
export function hintOf({ ruleId, remediation, waivers, packFolder, stands }: HintSources): string {
  const where = catalogues(packFolder).find((file) => fs.existsSync(file));
  const link = where === undefined ? `${page}#${ruleId} in care-platform` : `${shown(where)}#${ruleId}`;
  const waiver =
    waivers === undefined
      ? "This finding cannot be waived."
      : `To accept it until a date, add a waiver to ${shown(waivers)}.`;
  return [remediation, ...(stands ? [afterwards] : []), `See ${link}.`, waiver].join(" ");
}

/** The fix for resources that already exist. */
const afterwards =
  "The resources of this update exist: fix the program and run `pulumi up` again, or run it with the program as it was before.";

/** The catalogue beside the pack's folder in its project, and the one in its package. */
function catalogues(packFolder: string): readonly string[] {
  return [path.join(path.dirname(packFolder), page), path.join(packFolder, path.basename(page))];
}

/** A path relative to the working directory, or unchanged if it is outside. */
function shown(file: string): string {
  const relative = path.relative(process.env.PWD ?? process.cwd(), file);
  return relative.startsWith("..") ? file : relative;
}
