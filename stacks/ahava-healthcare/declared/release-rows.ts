import type { ReleaseRows } from "../../../settings/system/declaration";

/** The rows that the record of releases settles. */
export const releaseRows: ReleaseRows = {
  approval: ["AH-GO-12"],
  contacts: {
    devops: ["AH-CON-01"],
    security: ["AH-CON-02"],
    database: ["AH-CON-03"],
    "on-call": ["AH-CON-04"],
  },
  drills: { rollback: ["AH-GO-08"] },
};
