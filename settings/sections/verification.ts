import { decimalNumber, section, wholeNumber } from "../fields/field";
import { urlPath } from "../fields/path";
import type { ChangeRule } from "../standing/change-rule";

/** A change of what only `npm run verify` reads. */
export const verifies: ChangeRule = { effect: "Changes nothing that is deployed: `npm run verify` reads it." };

/**
 * What `npm run verify` allows a system, and how much load it makes: the keys of a section.
 * @param loadPath the path of the load where the stage file says nothing.
 * @param requests requests of the load where the stage file says nothing.
 */
export function verification({ loadPath, requests }: { readonly loadPath: string; readonly requests: number }) {
  return {
    /** The load of `npm run verify -- --load` (AH-PRE-21, MP-LT-02 to MP-LT-04). */
    load: section({
      /** Answers 200 without a session. */
      path: urlPath("a path that answers 200 without a session").default(loadPath),
      /** @default 1000 (MP-LT-02), or what the firewall of the system lets one address send */
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
