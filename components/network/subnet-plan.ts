import * as ipaddr from "ipaddr.js";

/** The purpose of a subnet: public, private with egress for tasks, or isolated for data. */
export type SubnetTier = "public" | "private" | "data";

/** One subnet of a plan. */
export interface PlannedSubnet {
  tier: SubnetTier;
  /** The availability zone it is in. */
  zone: string;
  /** Its IPv4 block. */
  cidr: string;
}

/** Zones a plan covers: the least that survive the loss of one with a majority. */
export const zoneCount = 3;

/** The longest VPC prefix of which every subnet still has the 27 bits a load balancer needs, and some to spare. */
const longestPrefix = 20;

/** The private subnets are eighths of the VPC. */
const privateBits = 3;
/** The public and data subnets are sixty-fourths. */
const smallBits = 6;
/** The first sixty-fourth after the three private eighths. */
const firstSmall = 3 * 2 ** (smallBits - privateBits);

/**
 * Divides a VPC into a public, a private and a data subnet in each of three zones. A private subnet is an eighth of the
 * VPC, for tasks and their interfaces; a public and a data subnet a sixty-fourth each, for load balancers, gateways and
 * database nodes. More than half of the VPC stays free for later use, and no block ever moves.
 *
 * @throws {RangeError} for a block that is not an IPv4 network of /16 to /20, and for anything but three different zones.
 */
export function subnetPlan(vpcCidr: string, zones: readonly string[]): PlannedSubnet[] {
  const network = vpcRange(vpcCidr);
  if (zones.length !== zoneCount || new Set(zones).size !== zoneCount) {
    throw new RangeError(`A network needs ${zoneCount} different availability zones, got: ${zones.join(", ")}.`);
  }
  const block = (bits: number, index: number): string => {
    const prefix = network.prefix + bits;
    return `${dotted(network.first + index * 2 ** (32 - prefix))}/${prefix}`;
  };
  return zones.flatMap((zone, index) => [
    { tier: "public", zone, cidr: block(smallBits, firstSmall + index) },
    { tier: "private", zone, cidr: block(privateBits, index) },
    { tier: "data", zone, cidr: block(smallBits, firstSmall + zoneCount + index) },
  ]);
}

function vpcRange(cidr: string): { first: number; prefix: number } {
  const refuse = () => new RangeError(`A network needs an IPv4 block of /16 to /${longestPrefix}, got: ${cidr}.`);
  if (!ipaddr.IPv4.isValidCIDRFourPartDecimal(cidr)) throw refuse();
  const [address, prefix] = ipaddr.IPv4.parseCIDR(cidr);
  const first = address.toByteArray().reduce((number, byte) => number * 256 + byte, 0);
  if (prefix < 16 || prefix > longestPrefix || first % 2 ** (32 - prefix) !== 0) throw refuse();
  return { first, prefix };
}

function dotted(number: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join(".");
}
