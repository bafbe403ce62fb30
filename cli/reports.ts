import { junit } from "../readiness/render/junit";
import { markdown } from "../readiness/render/markdown";
import { sarif } from "../readiness/render/sarif";
import type { RunResult } from "../readiness/run-result";
import { requireWritable, writeWhole } from "../readiness/output-file";

/** The files a person may ask for, by the name of the option. */
export type ReportFiles = Readonly<Partial<Record<keyof typeof renderers, string>>>;

const renderers = {
  json: (result: RunResult) => `${JSON.stringify(result, undefined, 2)}\n`,
  sarif,
  junit,
  markdown,
} as const;

const names = Object.keys(renderers) as readonly (keyof typeof renderers)[];

/** Makes sure that each file can be written, before the run. Throws `OutputFileUnwritable`. */
export function assertReportsWritable(files: ReportFiles): void {
  for (const name of names) {
    const file = files[name];
    requireWritable(`--${name}`, file);
  }
}

/** Writes the files that were asked for. Throws `OutputFileUnwritable`. */
export function writeReports(files: ReportFiles, result: RunResult): void {
  for (const name of names) {
    const file = files[name];
    if (file !== undefined) writeWhole(`--${name}`, file, renderers[name](result));
  }
}
