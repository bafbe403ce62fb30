import { decimalNumber, section, wholeNumber } from "../fields/field";
import { urlPath } from "../fields/path";
import type { ChangeRule } from "../standing/change-rule";

/** A change of a setting that only `npm run verify` reads. */
export const verifies: ChangeRule = { effect: "Changes no deployed resource: only `npm run verify` reads it." };

/**
 * Settings of `npm run verify` for a system, and of its load test: the keys of a section.
 * @param loadPath the default path of the load.
 * @param requests the default number of requests of the load.
 */
export function verification({ loadPath, requests }: { readonly loadPath: string; readonly requests: number }) {
  return {
    /** The load of `npm run verify -- --load` (AH-PRE-21, MP-LT-02 to MP-LT-04). */
    load: section({
      /** Answers 200 without a session. */
      path: urlPath("a path that answers 200 without a session").default(loadPath),
      /** @default 1000 (MP-LT-02), or the firewall's limit for one address */
      requests: wholeNumber({ minimum: 10, maximum: 10_000, unit: "requests", because: "MP-LT-02" }).default(requests),
      /** Connections open at once. @default 10 (MP-LT-02) */
      connections: wholeNumber({ minimum: 1, maximum: 50, unit: "connections", because: "MP-LT-02" }).default(10),
      /** Failed requests of a hundred that are allowed. @default 0.1 (MP-LT-04, MP-M24-05) */
      errorPercent: decimalNumber({
        minimum: 0,
        maximum: 100,
        decimals: 2,
        unit: "percent of the requests",
        because: "MP-LT-04",
      }).default(0.1),
    }).prefault({}),
    /** KiB of the first page with its scripts and styles, as transferred (MP-PERF-04; our default). @default 1024 */
    pageKibibytes: wholeNumber({ minimum: 10, maximum: 10_240, unit: "KiB", because: "MP-PERF-04" }).default(1024),
  };
}
