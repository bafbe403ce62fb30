import { z } from "zod";
import type { Proof } from "../checklist/proof";
import { becomes, isNamed } from "./test-title";

const report = z.object({
  /** When the run began, in milliseconds since 1970. */
  startTime: z.number().optional(),
  testResults: z.array(
    z.object({
      name: z.string(),
      assertionResults: z.array(
        z.object({ ancestorTitles: z.array(z.string()), title: z.string(), status: z.string() }),
      ),
    }),
  ),
});

/** What jest wrote with `--json` about one run: its test files, and how each test ended. */
export type JestReport = z.infer<typeof report>;

/** Reads a report of jest; throws when the text is none. */
export function jestReport(text: string): JestReport {
  return report.parse(JSON.parse(text));
}

/**
 * The proofs that did not hold in a run, one line each: the test did not run, or one of its cases did not pass. Nothing
 * is said of rows whose proof held.
 *
 * @param root the folder from which the proofs name their files, as the report writes it
 */
export function unproven(proofs: ReadonlyMap<string, Proof>, { testResults }: JestReport, root: string): string[] {
  return [...proofs].flatMap(([id, { test }]) => {
    const cases = testResults
      .filter(({ name }) => name === `${root}/${test.file}`)
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ ancestorTitles, title }) => isNamed(test.name, { groups: ancestorTitles, title }, becomes));
    if (cases.length === 0) return [`${id}: the test "${test.name}" of ${test.file} did not run`];
    const ends = [...new Set(cases.map(({ status }) => status))].filter((status) => status !== "passed");
    return ends.length === 0 ? [] : [`${id}: the test "${test.name}" of ${test.file}: ${ends.join(", ")}`];
  });
}
