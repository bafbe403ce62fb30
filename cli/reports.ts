import type { RunResult } from "../readiness/run-result";
import { requireWritable, writeWhole } from "../readiness/output-file";
import type { JsonTarget } from "./npm-command";

/** The files a person may ask for, by the name of the option. */
export interface ReportFiles {
  /** `true`: on standard output. */
  readonly json?: JsonTarget;
  readonly sarif?: string;
  readonly junit?: string;
  readonly markdown?: string;
}

type ReportName = keyof ReportFiles;

/** How each is made; loaded when it is wanted, since it would hold up those who want none. */
const renderers: Readonly<Record<ReportName, () => Promise<(result: RunResult) => string>>> = {
  json: () => Promise.resolve((result) => `${JSON.stringify(result, undefined, 2)}\n`),
  sarif: async () => (await import("../readiness/render/sarif.js")).sarif,
  junit: async () => (await import("../readiness/render/junit.js")).junit,
  markdown: async () => (await import("../readiness/render/markdown.js")).markdown,
};

const names = Object.keys(renderers) as readonly ReportName[];

/** The files among what was asked for, by the name of their option. */
function filesOf(reports: ReportFiles): readonly (readonly [ReportName, string])[] {
  return names.flatMap((name) => {
    const file = reports[name];
    return typeof file === "string" ? [[name, file] as const] : [];
  });
}

/** Makes sure that each file can be written, before the run. Throws `OutputFileUnwritable`. */
export function assertReportsWritable(reports: ReportFiles): void {
  for (const [name, file] of filesOf(reports)) requireWritable(`--${name}`, file);
}

/**
 * Writes the files that were asked for, and prints the JSON where no file was named for it; resolves to the names of the
 * files. Throws `OutputFileUnwritable`.
 */
export async function writeReports(reports: ReportFiles, result: RunResult): Promise<readonly string[]> {
  const files = filesOf(reports);
  for (const [name, file] of files) writeWhole(`--${name}`, file, (await renderers[name]())(result));
  if (reports.json === true) process.stdout.write((await renderers.json())(result));
  return files.map(([, file]) => file);
}

/** The line that tells which files were written; none where there are none. */
export function writtenLines(files: readonly (string | undefined)[]): readonly string[] {
  const written = files.filter((file) => file !== undefined);
  return written.length === 0 ? [] : [`Written: ${written.join(", ")}`];
}
