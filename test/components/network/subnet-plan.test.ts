import * as fc from "fast-check";
import { subnetPlan } from "../../../components/network/subnet-plan";
import { addressRange, overlap, within } from "../../../rehearsal/account/types/cidr";

const zones = ["eu-west-1a", "eu-west-1b", "eu-west-1c"];

/** Any network a stage may have: 10.x.y.0 with a prefix of 16 to 20, beginning at its first address. */
const networks = fc
  .record({ second: fc.nat(255), third: fc.nat(255), prefix: fc.integer({ min: 16, max: 20 }) })
  .map(({ second, third, prefix }) => `10.${second}.${third - (third % 2 ** (24 - prefix))}.0/${prefix}`);

describe("the subnet plan", () => {
  it("gives a /16 the blocks everybody expects", () => {
    expect(subnetPlan("10.40.0.0/16", zones).map(({ tier, zone, cidr }) => `${tier} ${zone} ${cidr}`)).toEqual([
      "public eu-west-1a 10.40.96.0/22",
      "private eu-west-1a 10.40.0.0/19",
      "data eu-west-1a 10.40.108.0/22",
      "public eu-west-1b 10.40.100.0/22",
      "private eu-west-1b 10.40.32.0/19",
      "data eu-west-1b 10.40.112.0/22",
      "public eu-west-1c 10.40.104.0/22",
      "private eu-west-1c 10.40.64.0/19",
      "data eu-west-1c 10.40.116.0/22",
    ]);
  });

  it("keeps every subnet inside the network and apart from every other, for any network", () => {
    fc.assert(
      fc.property(networks, (cidr) => {
        const ranges = subnetPlan(cidr, zones).map((subnet) => addressRange(subnet.cidr)!);
        expect(ranges).toHaveLength(9);
        expect(ranges.every((range) => within(range, addressRange(cidr)!))).toBe(true);
        const pairs = ranges.flatMap((one, index) => ranges.slice(index + 1).map((other) => overlap(one, other)));
        expect(pairs).not.toContain(true);
      }),
    );
  });

  it("leaves every subnet the 27 bits a load balancer needs, and half of the network free", () => {
    fc.assert(
      fc.property(networks, (cidr) => {
        const ranges = subnetPlan(cidr, zones).map((subnet) => addressRange(subnet.cidr)!);
        expect(Math.max(...ranges.map(({ prefix }) => prefix))).toBeLessThanOrEqual(27);
        const used = ranges.reduce((sum, { first, last }) => sum + last - first + 1, 0);
        expect(used).toBeLessThanOrEqual(2 ** (32 - addressRange(cidr)!.prefix) / 2);
      }),
    );
  });

  it.each(["10.0.0.0/8", "10.0.0.0/21", "10.0.1.0/16", "10.0.0/16", "fd00::/16", ""])(
    "refuses the network %p",
    (cidr) => {
      expect(() => subnetPlan(cidr, zones)).toThrow(/IPv4 block of \/16 to \/20/);
    },
  );

  it.each([[["a", "b"]], [["a", "b", "b"]], [[]]])("refuses the zones %p", (list) => {
    expect(() => subnetPlan("10.0.0.0/16", list)).toThrow(/3 different availability zones/);
  });
});
