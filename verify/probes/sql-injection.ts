import { judged, type Measurement } from "../outcome";
import type { Probe } from "../probe";
import type { Answer } from "../reach/exchange";

/** A search that would find everything where it became a part of the statement; it reads, and changes nothing. */
const injection = new URLSearchParams({ search: "verify' OR '1'='1' --" }).toString();

/** Checks the response to a search that tries to be SQL. */
export function judgeInjection({ status }: Pick<Answer, "status">): Measurement {
  return judged([400, 403].includes(status) ? [] : [`status ${status}`], `status ${status}`);
}

/** The firewall or the application refuses what tries to be SQL; that no statement is put together from text is for a review. */
export const sqlInjection: Probe = {
  name: "sql-injection",
  file: "verify/probes/sql-injection.ts",
  title: "A search that tries to be SQL is refused with 403 or 400",
  rows: [],
  partOf: ["MP-AUTH-07"],
  checks: ({ face }) =>
    face.databaseRead === undefined
      ? []
      : [`${face.api}${face.databaseRead}?${injection}`].map((address) => ({
          address,
          wanted: "403 or 400",
          run: async (reach) => judgeInjection(await reach.request(address)),
        })),
};
