/**
 * The dedicated sizes of Atlas in AWS and how many connections each node of one takes (Atlas service limits,
 * "Connection Limits and Cluster Tier"). Smaller ones share their machines: no point-in-time recovery, no private
 * endpoint and no customer-managed key (C-28).
 */
const connectionsBySize = {
  M10: 1500,
  M20: 3000,
  M30: 3000,
  M40: 6000,
  M50: 16_000,
  M60: 32_000,
  M80: 96_000,
  M140: 96_000,
  M200: 128_000,
  M300: 128_000,
} as const;

/** A dedicated size of a cluster's nodes. */
export type AtlasInstanceSize = keyof typeof connectionsBySize;

/** The dedicated sizes, the smallest first. */
export const atlasInstanceSizes = Object.keys(connectionsBySize) as readonly AtlasInstanceSize[];

/** The size of that name. Throws a RangeError that lists the known ones for any other name. */
export function atlasInstanceSize(name: string): AtlasInstanceSize {
  const size = atlasInstanceSizes.find((known) => known === name);
  if (size !== undefined) return size;
  throw new RangeError(`"${name}" is no dedicated size of Atlas; there are ${atlasInstanceSizes.join(", ")}.`);
}

/** Connections one node of the size takes at most; all tasks of an application share them (DS-DB-11). */
export function connectionLimit(size: AtlasInstanceSize): number {
  return connectionsBySize[size];
}

/** Whether the first size is larger than the second. */
export function isLarger(one: AtlasInstanceSize, other: AtlasInstanceSize): boolean {
  return atlasInstanceSizes.indexOf(one) > atlasInstanceSizes.indexOf(other);
}
