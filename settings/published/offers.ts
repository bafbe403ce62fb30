import * as fs from "node:fs";
import * as path from "node:path";
import type { Offers } from "./from-cfn-lint";

/** What AWS offers, as data; `npm run generate -- --published` renews it. */
export const offers = JSON.parse(fs.readFileSync(path.join(__dirname, "offers.json"), "utf8")) as Offers;

/** Where the data is from, for a refusal: what is newer than it must be told how to get in. */
export const asPublished = `as of ${offers.date}; to update the list: npm run generate -- --published`;

/** The Regions of which it is known what they offer. */
export const regions: readonly string[] = Object.keys(offers.databaseClasses);

/** The classes of database instances that Postgres runs on in a Region, or in any where none is given. */
export function databaseClasses(region?: string): readonly string[] {
  return names("db", offers.databaseClasses, region);
}

/** The types of cache nodes in a Region, or in any where none is given. */
export function cacheNodeTypes(region?: string): readonly string[] {
  return names("cache", offers.cacheNodeTypes, region);
}

function names(prefix: string, families: Offers["databaseClasses"], region: string | undefined): readonly string[] {
  const chosen = region === undefined ? Object.values(families) : [families[region] ?? {}];
  const all = chosen.flatMap((ofRegion) =>
    Object.entries(ofRegion).flatMap(([family, sizes]) =>
      sizes.split(" ").map((size) => `${prefix}.${family}.${size}`),
    ),
  );
  return [...new Set(all)];
}
