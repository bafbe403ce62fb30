import * as ipaddr from "ipaddr.js";

/** The IPv4 addresses a block spans, as numbers: the first and the last. */
export interface AddressRange {
  readonly first: number;
  readonly last: number;
  /** The length of the prefix, 0 to 32. */
  readonly prefix: number;
}

/** The range of an IPv4 block written `a.b.c.d/n`; undefined for anything else, and for a block with host bits set. */
export function addressRange(cidr: unknown): AddressRange | undefined {
  if (typeof cidr !== "string" || !ipaddr.IPv4.isValidCIDRFourPartDecimal(cidr)) return undefined;
  const [address, prefix] = ipaddr.IPv4.parseCIDR(cidr);
  const first = address.toByteArray().reduce((number, byte) => number * 256 + byte, 0);
  const size = 2 ** (32 - prefix);
  return first % size === 0 ? { first, last: first + size - 1, prefix } : undefined;
}

/** Whether two ranges share an address. */
export function overlap(one: AddressRange, other: AddressRange): boolean {
  return one.first <= other.last && other.first <= one.last;
}

/** Whether `inner` lies in `outer` whole. */
export function within(inner: AddressRange, outer: AddressRange): boolean {
  return inner.first >= outer.first && inner.last <= outer.last;
}
