/** The private IPv4 ranges of RFC 1918 and RFC 6598, as first address and prefix length. */
const privateRanges: readonly (readonly [string, number])[] = [
  ["10.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["100.64.0.0", 10],
];

/** The shortest prefixes that still name a neighbourhood; anything shorter is a good part of the internet. */
const shortestNarrow = { ipv4: 8, ipv6: 16 };

/** Whether a range is the whole internet or a large part of it: `0.0.0.0/0`, `::/0`, and halves such as `0.0.0.0/1`. */
export function isWorld(cidr: string): boolean {
  const shortest = cidr.includes(":") ? shortestNarrow.ipv6 : shortestNarrow.ipv4;
  return prefixOf(cidr) < shortest && !isPrivate(cidr);
}

/** This many of the largest ranges below that limit count as a large part together. */
const mostLarge = 4;

/** The first range that is a large part of the internet; undefined if all of them together are not. */
export function worldIn(ranges: readonly string[]): string | undefined {
  const world = ranges.find(isWorld);
  if (world !== undefined) return world;
  const open = [...new Set(ranges)].filter((range) => !isPrivate(range));
  const shares = open.map((range) => {
    const shortest = range.includes(":") ? shortestNarrow.ipv6 : shortestNarrow.ipv4;
    return 2 ** (shortest - prefixOf(range));
  });
  const together = shares.reduce((sum, share) => sum + share, 0);
  return together >= mostLarge ? `${open[0] ?? ""} and ${open.length - 1} others` : undefined;
}

/** Whether a range lies inside a private one: the IPv4 ranges above, or the unique local addresses `fc00::/7`. */
export function isPrivate(cidr: string): boolean {
  const prefix = prefixOf(cidr);
  if (cidr.includes(":")) return /^f[cd]/i.test(cidr) && prefix >= 7;
  const address = cidr.split("/")[0] ?? "";
  return privateRanges.some(
    ([first, length]) => prefix >= length && leading(address, length) === leading(first, length),
  );
}

/** The prefix length of a range; that of a single address where none is given. */
function prefixOf(cidr: string): number {
  return Number(cidr.split("/")[1] ?? (cidr.includes(":") ? 128 : 32));
}

/** The first `bits` bits of an IPv4 address, as a number. */
function leading(address: string, bits: number): number {
  const value = address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  return Math.floor(value / 2 ** (32 - bits));
}
