import fc from "fast-check";
import { overlap } from "../../settings/fields/address";
import { faultsOf, refused, settings, source } from "./complete";

const range =
  "a private IPv4 range such as 10.20.0.0/16: /16 to /20, within 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10";

describe("the network's address range", () => {
  it.each(["10.0.0.0/16", "10.20.240.0/20", "172.31.0.0/16", "192.168.0.0/16", "100.64.0.0/18"])(
    "may be %s",
    (cidr) => {
      expect(settings("staging", { "network/cidr": cidr }).network.cidr).toBe(cidr);
    },
  );

  it.each([
    ["10.30.0.0", "write a CIDR block: four numbers from 0 to 255, a slash and the prefix length"],
    ["10.30.0/16", "write a CIDR block: four numbers from 0 to 255, a slash and the prefix length"],
    ["10.300.0.0/16", "write a CIDR block: four numbers from 0 to 255, a slash and the prefix length"],
    ["10.30.0.0/33", "write a CIDR block: four numbers from 0 to 255, a slash and the prefix length"],
    ["fd00::/16", "write a CIDR block: four numbers from 0 to 255, a slash and the prefix length"],
    ["10.0.0.0/15", "a VPC is at most a /16: write /16 instead of /15"],
    ["10.30.0.0/24", "a /24 is too small for three tiers in three zones: write /20 or a smaller number"],
    ["10.30.1.0/16", "the block starts at 10.30.0.0: write 10.30.0.0/16"],
    ["172.32.0.0/16", "choose a private range"],
    ["8.8.0.0/16", "choose a private range"],
  ])("may not be %s", (cidr, fix) => {
    expect(refused("staging", { "network/cidr": cidr })).toEqual([
      { where: "network.cidr", given: `"${cidr}"`, allowed: range, fix },
    ]);
  });

  it("may not overlap another stage's", () => {
    const otherStacks = [
      { file: "Pulumi.development.yaml", cidr: "10.20.0.0/16" },
      { file: "Pulumi.production.yaml", cidr: "10.30.16.0/20" },
    ];
    expect(faultsOf({ ...source("staging"), otherStacks })).toEqual([
      {
        where: "network.cidr",
        given: '"10.30.0.0/16"',
        allowed: "a range that does not overlap 10.30.16.0/20, the network of Pulumi.production.yaml",
        fix: "choose another range; the second number is the usual place to differ, as in 10.20.0.0/16 and 10.30.0.0/16",
      },
    ]);
  });

  it("is not compared with another stage's that is malformed", () => {
    expect(faultsOf({ ...source("staging"), otherStacks: [{ file: "Pulumi.production.yaml", cidr: "<…>" }] })).toEqual(
      [],
    );
  });
});

describe("two ranges", () => {
  const prefix = fc.integer({ min: 8, max: 30 });
  const address = fc.integer({ min: 0, max: 2 ** 32 - 1 });
  const text = (value: number, length: number) =>
    `${[24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join(".")}/${length}`;
  const first = (value: number, length: number) => value - (value % 2 ** (32 - length));

  it("overlap exactly when one holds the first address of the other", () => {
    fc.assert(
      fc.property(address, prefix, address, prefix, (a, aLength, b, bLength) => {
        const shorter = Math.min(aLength, bLength);
        expect(overlap(text(a, aLength), text(b, bLength))).toBe(first(a, shorter) === first(b, shorter));
      }),
    );
  });

  it("overlap where one lies inside the other, in either order", () => {
    fc.assert(
      fc.property(address, prefix, prefix, (value, one, other) => {
        expect(overlap(text(value, one), text(value, other))).toBe(true);
        expect(overlap(text(value, other), text(value, one))).toBe(true);
      }),
    );
  });
});

describe("the zones", () => {
  const where = "network.availabilityZones";

  it("belong to the region", () => {
    const zones = ["eu-west-1a", "eu-west-1b", "eu-west-1c"];
    expect(refused("staging", { "network/availabilityZones": zones })).toEqual([
      {
        where,
        given: '["eu-west-1a", "eu-west-1b", "eu-west-1c"]',
        allowed: "three zones of the region af-south-1",
        fix: 'write ["af-south-1a", "af-south-1b", "af-south-1c"], or correct aws.region',
      },
    ]);
  });

  it.each([
    [["af-south-1a", "af-south-1b"], "list 3 availability zones"],
    [["af-south-1a", "af-south-1b", "af-south-1b"], "remove the repeated entry"],
  ])("are three different ones, not %j", (zones, fix) => {
    expect(refused("staging", { "network/availabilityZones": zones })).toMatchObject([
      { where, allowed: "a list of exactly 3 different availability zones", fix },
    ]);
  });

  it("are each named like a zone", () => {
    const zones = ["af-south-1a", "af-south-1b", "af-south-1"];
    expect(refused("staging", { "network/availabilityZones": zones })).toEqual([
      {
        where: `${where}[2]`,
        given: '"af-south-1"',
        allowed: "an availability zone such as af-south-1a",
        fix: "write a value such as af-south-1a",
      },
    ]);
  });
});

describe("account and region", () => {
  it.each(["12345678901", "1234567890123", "12345678901x"])("refuse the account %s", (accountId) => {
    expect(refused("staging", { "aws/accountId": accountId })).toEqual([
      {
        where: "aws.accountId",
        given: `"${accountId}"`,
        allowed: "the 12 digits of an AWS account, in quotes",
        fix: "write an allowed value",
      },
    ]);
  });

  it("refuse an account that YAML has read as a number", () => {
    expect(refused("staging", { "aws/accountId": 123456789012 })).toMatchObject([
      { given: "123456789012", fix: "write it in quotes: without them YAML reads a number" },
    ]);
  });

  it("refuse a zone in the region's place", () => {
    expect(refused("staging", { "aws/region": "af-south-1a" })).toEqual([
      {
        where: "aws.region",
        given: '"af-south-1a"',
        allowed: "an AWS region such as af-south-1",
        fix: 'did you mean "af-south-1"?',
      },
    ]);
  });

  it("refuse an Atlas organisation that is none", () => {
    expect(refused("staging", { "atlas/organizationId": "clinic" })).toMatchObject([
      { where: "atlas.organizationId", allowed: "the 24 hexadecimal digits of an Atlas organisation, in quotes" },
    ]);
  });

  it("refuse another number of NAT gateways", () => {
    expect(refused("staging", { "network/natGateways": "none", "network/interfaceEndpoints": "yes" })).toEqual([
      { where: "network.natGateways", given: '"none"', allowed: "single or per-zone", fix: "write single or per-zone" },
      {
        where: "network.interfaceEndpoints",
        given: '"yes"',
        allowed: "true or false",
        fix: "write true, without quotes",
      },
    ]);
  });
});
