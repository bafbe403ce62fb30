import type { ReleaseRows } from "../../../settings/system/declaration";

/** The rows that the record of releases settles. */
export const releaseRows: ReleaseRows = {
  signatures: {
    product: ["DS-GO-01"],
    engineering: ["DS-GO-02"],
    security: ["DS-GO-03"],
    support: ["DS-GO-04"],
  },
  drills: { rollback: ["DS-OPS-08"], escalation: ["DS-OPS-06"] },
};
