import { row } from "../checklist/index";
import type { Measurement, Verdict } from "./outcome";
import { settledTogether } from "./together";

/** A system as it was verified. */
export interface VerifiedSystem {
  readonly system: string;
  /** The version of its release, or the tag of its image. @default the settings name a digest alone */
  readonly version?: string;
  /** The digest of its image. @default the settings name a tag */
  readonly digest?: string;
}

/** What one check measured: of which system, when and by what. */
export interface Result extends VerifiedSystem {
  /** The probe that made it. */
  readonly probe: string;
  /** The URL, or host and port, that was looked at. */
  readonly address: string;
  /** The rows of the system's checklist that the probe settles or confirms. */
  readonly rows: readonly string[];
  /** The rows of which it shows a part. */
  readonly partOf: readonly string[];
  readonly verdict: Verdict;
  /** What was found, in words; why nothing was, where the verdict is unknown. */
  readonly measured: string;
  /** The required result, in words. */
  readonly wanted: string;
  /** When, as ISO 8601 in UTC. */
  readonly at: string;
}

/** The result of a check of a system; of the rows that it names, of all systems, those of this one. */
export function resultOf(
  { system, version, digest }: VerifiedSystem,
  { probe, address, rows, partOf, wanted, at }: Omit<Result, keyof VerifiedSystem | keyof Measurement>,
  measurement: Measurement,
): Result {
  const own = (ids: readonly string[]) => ids.filter((id) => row(id).system === system);
  return {
    probe,
    system,
    version,
    digest,
    address,
    rows: own(rows),
    partOf: own(partOf),
    ...measurement,
    wanted,
    at,
  };
}

/** What is known of a row after a run. A row of which only a part was shown is not settled by it. */
export type RowVerdict = Verdict | "passed in part";

/** What a run found out about one row. */
export interface RowResult {
  readonly row: string;
  readonly verdict: RowVerdict;
  /** The probes that looked at it. */
  readonly probes: readonly string[];
}

/** A verification of a stage, as data. */
export interface Verification {
  readonly stage: string;
  /** `passed` where every check passed; `unknown` where none failed and one or more could not be measured. */
  readonly verdict: Verdict;
  /** The program that verified, and its version. */
  readonly by: string;
  /** When it began and ended, as ISO 8601 in UTC. */
  readonly begun: string;
  readonly ended: string;
  readonly systems: readonly VerifiedSystem[];
  readonly results: readonly Result[];
  readonly rows: readonly RowResult[];
  /** The rows of these systems that want a verification and that no probe looks at. */
  readonly notProbed: readonly string[];
}

/** The worst of several verdicts: one that failed counts more than one that is unknown. Nothing measured is unknown. */
export function worst(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes("failed")) return "failed";
  return verdicts.length === 0 || verdicts.includes("unknown") ? "unknown" : "passed";
}

/** What the results say about each row, in the order in which the rows occur. */
export function rowResults(results: readonly Result[]): readonly RowResult[] {
  const rows = [...new Set(results.flatMap(({ rows: own, partOf }) => [...own, ...partOf]))];
  return rows.map((row) => {
    const about = results.filter(({ rows: own, partOf }) => own.includes(row) || partOf.includes(row));
    const verdict = worst(about.map((result) => result.verdict));
    const isWhole =
      about.some(({ rows: own }) => own.includes(row)) ||
      settledTogether.get(row)?.every((part) => about.some(({ probe }) => probe === part)) === true;
    return {
      row,
      verdict: verdict === "passed" && !isWhole ? "passed in part" : verdict,
      probes: [...new Set(about.map(({ probe }) => probe))],
    };
  });
}
