import fc from "fast-check";
import { postgresInstanceClass } from "../../../components/data/postgres-instance-classes";

describe("postgresInstanceClass", () => {
  it.each([
    ["db.t4g.small", 2, 198],
    ["db.t4g.medium", 4, 413],
    ["db.m7g.large", 8, 856],
  ])("never promises more connections for %s than were measured", (instanceClass, gibibytes, measured) => {
    const { memoryBytes, leastMaxConnections } = postgresInstanceClass(instanceClass);
    expect(memoryBytes).toBe(gibibytes * 2 ** 30);
    expect(leastMaxConnections).toBeLessThanOrEqual(measured);
    expect(leastMaxConnections).toBeGreaterThan(measured * 0.9);
  });

  it("stops at the 5,000 connections RDS stops at", () => {
    expect(postgresInstanceClass("db.r7g.16xlarge").leastMaxConnections).toBe(5000);
  });

  it("knows no class that is none, and says which it knows", () => {
    expect(() => postgresInstanceClass("db.t4g.enormous")).toThrow(
      /"db\.t4g\.enormous" is not known; known are db\.t…: micro/,
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!text.startsWith("db."));
        expect(() => postgresInstanceClass(text)).toThrow(RangeError);
      }),
    );
  });
});
