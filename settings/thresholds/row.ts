import type { z } from "zod";
import { decimalNumber, type Path, refusal, section, valueAt, wholeNumber } from "../fields/field";
import { onChange } from "../standing/change-rule";

/** One threshold of an alarm, as a setting. */
export interface ThresholdRow {
  /** When the alarm fires, with `N` for the threshold: "CPU of a database at N % or more". */
  readonly fires: string;
  readonly unit: string;
  readonly minimum: number;
  readonly maximum: number;
  /** The default of every stage. */
  readonly default: number;
  /** The source of the default: rows of a checklist, a document of the vendor, or "our default". */
  readonly source: string;
  /** Decimal places. @default 0 */
  readonly decimals?: number;
  /** The threshold of the same family that this one must exceed: the warning before the critical alarm. */
  readonly above?: string;
  /** The threshold of the same family that this one must be lower than. */
  readonly below?: string;
}

/** The thresholds of one kind of resource: all databases, all load balancers. */
export type ThresholdFamily = Readonly<Record<string, ThresholdRow>>;

/** The thresholds of a system or of the foundation, by family. */
export type ThresholdRows = Readonly<Record<string, ThresholdFamily>>;

/** The values of thresholds, by family and name. */
export type Thresholds<R extends ThresholdRows> = {
  readonly [F in keyof R]: { readonly [T in keyof R[F]]: number };
};

/** The schema of a section of thresholds: what zod infers from it is `Thresholds<R>`. */
type ThresholdSchema<R extends ThresholdRows> = z.ZodPrefault<
  z.ZodObject<{
    [F in keyof R]: z.ZodPrefault<z.ZodObject<{ [T in keyof R[F]]: z.ZodDefault<z.ZodNumber> }>>;
  }>
>;

/** The section of a stage file that these rows make; every threshold may be left out. */
export function thresholdSection<R extends ThresholdRows>(rows: R): ThresholdSchema<R> {
  const families = mapped(rows, (family) => section(mapped(family, threshold)).prefault({}));
  return section(families).prefault({}) as unknown as ThresholdSchema<R>;
}

function threshold({ fires, unit, minimum, maximum, default: value, source, decimals }: ThresholdRow) {
  const bounds = { minimum, maximum, unit, because: source };
  const number = decimals === undefined ? wholeNumber(bounds) : decimalNumber({ ...bounds, decimals });
  return onChange(number.default(value), { effect: `Changed in place: ${fires}.` });
}

/** The default values of thresholds. */
export function defaultThresholds<R extends ThresholdRows>(rows: R): Thresholds<R> {
  return mapped(rows, (family) => mapped(family, (row) => row.default)) as Thresholds<R>;
}

/** A check between two thresholds of a system's section or of the common settings. */
interface ThresholdCheck {
  readonly at: Path;
  readonly with: readonly Path[];
  readonly violation: (holder: object) => string | undefined;
}

/** The cross-field checks of a section of thresholds, below the key `thresholds`: a critical threshold is beyond the warning threshold. */
export function thresholdChecks(rows: ThresholdRows): ThresholdCheck[] {
  return Object.entries(rows).flatMap(([family, thresholds]) =>
    Object.entries(thresholds).flatMap(([name, row]) => {
      const other = row.above ?? row.below;
      return other === undefined ? [] : [checkBetween(["thresholds", family], name, other, row)];
    }),
  );
}

function checkBetween(family: Path, name: string, other: string, { above, source }: ThresholdRow): ThresholdCheck {
  return {
    at: [...family, name],
    with: [[...family, other]],
    violation: (holder) => {
      const [own, warning] = [valueAt(holder, [...family, name]), valueAt(holder, [...family, other])];
      if (typeof own !== "number" || typeof warning !== "number") return undefined;
      if (above !== undefined) {
        return own > warning ? undefined : refusal(`more than ${other}: ${warning} (${source})`, "increase it");
      }
      return own < warning ? undefined : refusal(`less than ${other}: ${warning} (${source})`, "lower it");
    },
  };
}

function mapped<T, U>(entries: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(entries).map(([key, value]) => [key, change(value)]));
}
