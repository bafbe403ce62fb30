import * as fs from "node:fs";
import * as path from "node:path";
import { type RunbookPage, runbookIndexName } from "./runbook-index";

/** The pages of the runbooks below the root of the project, by place. */
export function runbookPages(root: string): readonly RunbookPage[] {
  const folder = path.join(root, path.dirname(runbookIndexName));
  return fs
    .readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md") && file !== path.basename(runbookIndexName))
    .map((file) => ({
      place: file.slice(0, -".md".length).split(path.sep).join("/"),
      title: /^# (.+)$/m.exec(fs.readFileSync(path.join(folder, file), "utf8"))?.[1] ?? "",
    }))
    .sort((one, other) => one.place.localeCompare(other.place, "en"));
}
