import fc from "fast-check";
import { isPrivate, isWorld } from "../../../policy/selectors/address-range";

const octet = fc.integer({ min: 0, max: 255 });

describe("isPrivate", () => {
  it.each([
    "10.0.0.0/8",
    "10.255.0.1",
    "172.16.0.0/12",
    "172.31.255.255/32",
    "192.168.4.0/24",
    "100.64.0.0/10",
    "fd12::/48",
  ])("knows %s as private", (cidr) => {
    expect(isPrivate(cidr)).toBe(true);
  });

  it.each([
    "0.0.0.0/0",
    "10.0.0.0/7",
    "172.15.0.0/16",
    "172.32.0.0/16",
    "192.169.0.0/16",
    "8.8.8.8",
    "::/0",
    "fd00::/0",
  ])("knows %s as public", (cidr) => {
    expect(isPrivate(cidr)).toBe(false);
  });

  it("holds for every address and prefix inside 10.0.0.0/8", () => {
    fc.assert(
      fc.property(octet, octet, octet, fc.integer({ min: 8, max: 32 }), (b, c, d, prefix) => {
        expect(isPrivate(`10.${b}.${c}.${d}/${prefix}`)).toBe(true);
      }),
    );
  });
});

describe("isWorld", () => {
  it.each(["0.0.0.0/0", "128.0.0.0/1", "64.0.0.0/7", "::/0", "2000::/3"])(
    "knows %s as a good part of the internet",
    (cidr) => {
      expect(isWorld(cidr)).toBe(true);
    },
  );

  it("is never true of a private range", () => {
    fc.assert(
      fc.property(octet, octet, octet, octet, fc.integer({ min: 0, max: 32 }), (a, b, c, d, prefix) => {
        const cidr = `${a}.${b}.${c}.${d}/${prefix}`;
        expect(isWorld(cidr) && isPrivate(cidr)).toBe(false);
      }),
    );
  });

  it.each(["203.0.113.0/24", "10.0.0.0/8", "fd00::/8", "2001:db8::/32"])("does not know %s as the internet", (cidr) => {
    expect(isWorld(cidr)).toBe(false);
  });
});
