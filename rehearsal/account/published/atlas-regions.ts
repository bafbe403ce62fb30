import { closedLists } from "./closed-lists";
import type { ClosedList } from "./closed-lists";

/** The Regions of AWS in Atlas's spelling, `EU_WEST_1`. Atlas is in all of them (MongoDB Atlas, "Amazon Web Services"). */
export function atlasRegions(): ClosedList {
  const { source, date, values } = closedLists().regions;
  return {
    source: `${source}, Regions in Atlas's spelling`,
    date,
    values: values.map((region) => region.toUpperCase().replaceAll("-", "_")),
  };
}

/** Whether it is one of Atlas's Regions in AWS. Those for governments are not in the list. */
export function isAtlasRegion(region: string): boolean {
  return region.startsWith("US_GOV_") || atlasRegions().values.includes(region);
}
