import { z } from "zod";
import { row as rowOf } from "../../checklist/index";
import type { RecordedEvidence } from "./recorded-evidence";
import { rowId } from "./row-id";

const verdict = z.enum(["passed", "failed", "unknown"]);

/** The result of `npm run verify`, as far as it is evidence. */
export const verificationFile = z.object({
  stage: z.string(),
  by: z.string(),
  ended: z.iso.datetime({ offset: true }),
  systems: z.array(z.object({ system: z.string(), version: z.string().optional(), digest: z.string().optional() })),
  results: z.array(
    z.object({
      probe: z.string(),
      rows: z.array(z.string()),
      partOf: z.array(z.string()).default([]),
      verdict,
      measured: z.string(),
      wanted: z.string(),
    }),
  ),
  rows: z.array(
    z.object({ row: rowId, verdict: z.enum([...verdict.options, "passed in part"]), probes: z.array(z.string()) }),
  ),
});

/** Whether parsed JSON looks like the result of a verification rather than like a file that was written by hand. */
export function isVerification(value: unknown): boolean {
  return typeof value === "object" && value !== null && "rows" in value && "systems" in value;
}

/** A verification in the form of every other evidence: one result for each row that a probe looked at. */
export function ofVerification({
  stage,
  by,
  ended,
  systems,
  results,
  rows,
}: z.infer<typeof verificationFile>): RecordedEvidence {
  return {
    stage,
    rehearsed: false,
    kind: "verification",
    signatures: [],
    results: rows.map(({ row, verdict: found, probes }) => {
      const own = results.filter((result) => result.rows.includes(row) || result.partOf.includes(row));
      // What decides the row is told: the first that did not pass, or the first of all.
      const telling = own.find((result) => result.verdict === found) ?? own[0];
      const { version, digest } = systems.find(({ system }) => system === rowOf(row).system) ?? {};
      const part = found === "passed in part" ? "only a part of the row is shown; " : "";
      return {
        rows: [row],
        verdict: found === "passed in part" ? "unknown" : found,
        ...(telling !== undefined && { measured: `${part}${telling.measured}`, wanted: telling.wanted }),
        when: ended,
        by: `${by}: ${probes.join(", ")}`,
        ...(version !== undefined && { version }),
        ...(digest !== undefined && { digest }),
      };
    }),
  };
}
