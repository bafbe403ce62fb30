import fc from "fast-check";
import { random } from "../../../../rehearsal/account/types/random/random";
import { codeOf, DataAccount } from "./data-account";

const envelope = "4dabf18193072939515e22adb298388d";
const password = "random:index/randomPassword:RandomPassword";
const bytes = "random:index/randomBytes:RandomBytes";

describe("random values of the account", () => {
  it("are as long as asked for and of the characters asked for", () => {
    const account = new DataAccount();
    const minimum = fc.integer({ min: 0, max: 5 });
    fc.assert(
      fc.property(
        fc.integer({ min: 20, max: 100 }),
        minimum,
        minimum,
        minimum,
        minimum,
        fc.boolean(),
        (length, minLower, minUpper, minNumeric, minSpecial, special) => {
          const counts = { minLower, minUpper, minNumeric, minSpecial };
          const { state } = account.create(password, { length, ...counts, special, overrideSpecial: "-_" });
          const result = state.result as string;
          const count = (characters: RegExp) => result.replace(characters, "").length;
          expect(result).toHaveLength(length);
          expect(result).toMatch(special || minSpecial > 0 ? /^[A-Za-z0-9_-]+$/ : /^[A-Za-z0-9]+$/);
          expect(count(/[^a-z]/g)).toBeGreaterThanOrEqual(minLower);
          expect(count(/[^A-Z]/g)).toBeGreaterThanOrEqual(minUpper);
          expect(count(/[^0-9]/g)).toBeGreaterThanOrEqual(minNumeric);
          expect(count(/[^_-]/g)).toBeGreaterThanOrEqual(minSpecial);
        },
      ),
      { numRuns: 50 },
    );
  });

  it("differ each time", () => {
    const account = new DataAccount();
    const results = Array.from({ length: 50 }, () => account.create(password, { length: 16 }).state.result);
    expect(new Set(results).size).toBe(50);
  });

  it("are the same bytes in every spelling", () => {
    const account = new DataAccount();
    const { base64, hex } = account.create(bytes, { length: 32 }).state as Record<string, string>;
    expect(Buffer.from(base64!, "base64").toString("hex")).toBe(hex);
    expect(hex).toHaveLength(64);
    const id = account.create("random:index/randomId:RandomId", { byteLength: 4 }).state as Record<string, string>;
    expect(Buffer.from(id.b64Url!, "base64url").toString("hex")).toBe(id.hex);
    expect(BigInt(id.dec!).toString(16)).toBe(id.hex!.replace(/^0+/, ""));
  });

  it("travel as secrets where they are secrets", () => {
    const account = new DataAccount();
    expect(account.wire(password, { length: 20 }).result).toHaveProperty([envelope]);
    expect(account.wire(password, { length: 20 }).bcryptHash).toHaveProperty([envelope]);
    expect(account.wire(bytes, { length: 20 }).hex).toHaveProperty([envelope]);
    expect(typeof account.wire("random:index/randomId:RandomId", { byteLength: 4 }).hex).toBe("string");
  });

  it("are unknown in a preview", () => {
    const { length, result } = new DataAccount().preview(password, { length: 20 });
    expect(length).toBe(20);
    expect(result).toBe("04da6b54-80e4-46f7-96ec-b56ff0331ba9");
  });

  it("are replaced by a change of any input, and by none in place", () => {
    const account = new DataAccount();
    expect(account.replaces(password, { length: 20 }, { length: 21 })).toBe(true);
    expect(account.replaces(password, { length: 20 }, { length: 20, keepers: { since: "2026" } })).toBe(true);
    for (const description of Object.values(random)) expect(description.replaces).toContain("keepers");
  });

  it("stay within their bounds", () => {
    const account = new DataAccount();
    for (let round = 0; round < 50; round++) {
      const { state } = account.create("random:index/randomInteger:RandomInteger", { min: 3, max: 5 });
      expect([3, 4, 5]).toContain(state.result);
    }
    expect(account.create("random:index/randomUuid:RandomUuid", {}).state.result).toMatch(
      /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    );
  });

  it("come out the same for the same seed", () => {
    const account = new DataAccount();
    const integer = () =>
      account.create("random:index/randomInteger:RandomInteger", { min: 0, max: 1000000, seed: "x" });
    expect(integer().state.result).toBe(integer().state.result);
  });

  it("are refused where no text could meet the inputs", () => {
    const account = new DataAccount();
    expect(codeOf(() => account.create(password, { length: 3, minLower: 4 }))).toBe("InvalidValue");
    const nothing = { upper: false, lower: false, numeric: false, special: false };
    expect(codeOf(() => account.create(password, { length: 3, ...nothing }))).toBe("InvalidValue");
    expect(codeOf(() => account.create(bytes, { length: 0 }))).toBe("InvalidValue");
  });
});
