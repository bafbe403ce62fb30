import type { ReleaseRows } from "../../../settings/system/declaration";

/** The rows that the record of releases settles. */
export const releaseRows: ReleaseRows = {
  contacts: { "on-call": ["MP-MON-07"] },
};
