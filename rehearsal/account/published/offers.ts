import * as fs from "node:fs";
import * as path from "node:path";

/** How long AWS supports a runtime of Lambda, each day as `2027-04-30`. */
export interface RuntimeLife {
  /** The first day without security updates. */
  readonly deprecated: string;
  /** The first day on which no function can be created with it. */
  readonly createBlocked?: string;
  /** The first day on which no function can be changed that has it. */
  readonly updateBlocked?: string;
  /** The runtime that AWS recommends instead. */
  readonly successor?: string;
}

/** By Region, then by family (`t4g`): the sizes, with blanks between. */
export type Families = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What AWS offers and for how long, as `npm run generate -- --published` writes it to `offers.json`. */
export interface Offers {
  /** The package it was made from, with its version. */
  readonly source: string;
  /** The day of the data. */
  readonly date: string;
  readonly lambdaRuntimes: Readonly<Record<string, RuntimeLife>>;
  /** Versions of RDS by engine: those that can be created, and those that AWS had once. */
  readonly databaseVersions: Readonly<
    Record<string, { readonly offered: readonly string[]; readonly ended: readonly string[] }>
  >;
  /** Versions of ElastiCache by engine. */
  readonly cacheVersions: Readonly<Record<string, readonly string[]>>;
  /** Classes of database instances for Postgres. */
  readonly databaseClasses: Families;
  readonly cacheNodeTypes: Families;
}

let known: Offers | undefined;

/** What AWS offers, as data. */
export function offers(): Offers {
  known ??= JSON.parse(fs.readFileSync(path.join(__dirname, "offers.json"), "utf8")) as Offers;
  return known;
}
