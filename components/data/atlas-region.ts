/**
 * An AWS region in the spelling of MongoDB Atlas: `af-south-1` is `AF_SOUTH_1` (Atlas, "Amazon Web Services" reference).
 * Throws a RangeError for anything that is not formed like a region.
 */
export function atlasRegion(region: string): string {
  if (!/^[a-z]{2}(?:-gov)?-[a-z]+-[1-9]$/.test(region)) {
    throw new RangeError(`"${region}" is not an AWS region; it must look like af-south-1.`);
  }
  return region.toUpperCase().replaceAll("-", "_");
}
