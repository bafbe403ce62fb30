import ipaddr from "ipaddr.js";
import { isPrivate } from "../../policy/selectors/address-range";
import type { IngressRule } from "../../policy/selectors/ingress";
import { portsOf } from "../../policy/selectors/ingress";

/** One way in. */
export interface Opening {
  /** The way in, in words: "tcp port 443 from 0.0.0.0/0". */
  readonly text: string;
  /** Whether it is worth saying of a resource that was not there before: it lets in somebody from outside. */
  readonly broad: boolean;
  /** Whether this way in already let in everything that the other lets in. */
  covers(other: Opening): boolean;
}

/** A way in that is either there or not: a public address, a block of public access that is off. */
export function plainOpening(text: string): Opening {
  return { text, broad: true, covers: (other) => other.text === text };
}

/** The ways in of one ingress rule, one for each address range. */
export function networkOpenings(rule: IngressRule): readonly Opening[] {
  return rule.ranges.map(
    (range) => new NetworkOpening(rule, range, `${portsOf(rule)} from ${range}`, !isPrivate(range)),
  );
}

/** The way in of an address or range on a list of those who may reach every port; it lets in somebody from outside. */
export function listedOpening(range: string, list: string): Opening {
  const everyPort = { protocol: "-1", from: 0, to: 65535, ranges: [range], prefixLists: [], description: undefined };
  return new NetworkOpening(everyPort, range, `${list} allows ${range}`, true);
}

class NetworkOpening implements Opening {
  constructor(
    private readonly rule: IngressRule,
    private readonly range: string,
    readonly text: string,
    readonly broad: boolean,
  ) {}

  covers(other: Opening): boolean {
    if (!(other instanceof NetworkOpening)) return false;
    const protocol = this.rule.protocol === "-1" || this.rule.protocol === other.rule.protocol;
    const ports = this.rule.from <= other.rule.from && other.rule.to <= this.rule.to;
    return protocol && ports && contains(this.range, other.range);
  }
}

/** Whether every address of the inner range lies in the outer one; false when one of them is no address range. */
export function contains(outer: string, inner: string): boolean {
  const [large, small] = [parsed(outer), parsed(inner)];
  if (large === undefined || small === undefined) return outer === inner;
  const [largeAddress, largePrefix] = large;
  const [smallAddress, smallPrefix] = small;
  if (largeAddress.kind() !== smallAddress.kind() || largePrefix > smallPrefix) return false;
  return smallAddress.match(largeAddress, largePrefix);
}

function parsed(range: string): [ipaddr.IPv4 | ipaddr.IPv6, number] | undefined {
  if (ipaddr.isValidCIDR(range)) return ipaddr.parseCIDR(range);
  if (!ipaddr.isValid(range)) return undefined;
  const address = ipaddr.parse(range);
  return [address, address.kind() === "ipv4" ? 32 : 128];
}
