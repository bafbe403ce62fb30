import fc from "fast-check";
import { ArmedPoints, pointsOf } from "../../../rehearsal/failures/points";

const types = ["aws:s3/bucket:Bucket", "aws:ec2/vpc:Vpc", "mongodbatlas:index/project:Project"] as const;
const changes = fc.uniqueArray(
  fc.record({
    urn: fc.integer({ min: 0, max: 500 }).map((number) => `urn:pulumi:s::p::t::r${number}`),
    type: fc.constantFrom(...types),
    operation: fc.constantFrom("created", "updated", "replaced", "deleted"),
  }),
  { selector: ({ urn }) => urn, maxLength: 80 },
);
const kindOf = ({ type, operation }: { type: string; operation: string }) => `${type} ${operation}`;

describe("the points at which a deployment fails", () => {
  it("are each change of a service once, and none of what is made on the machine", () => {
    const all = pointsOf(
      [
        { urn: "a", type: "aws:s3/bucket:Bucket", operation: "created" },
        { urn: "b", type: "aws:ec2/vpc:Vpc", operation: "replaced" },
        { urn: "c", type: "random:index/randomPassword:RandomPassword", operation: "created" },
        { urn: "d", type: "care-platform:data:Postgres", operation: "created" },
        { urn: "e", type: "aws:ec2/vpc:Vpc", operation: "updated" },
      ],
      "1",
      "all",
    );
    expect(all.map(({ urn, operation }) => `${urn} ${operation}`)).toEqual([
      "a create",
      "b create",
      "b delete",
      "e update",
    ]);
  });

  it("are the same for the same seed, and have one of each type and operation before a second", () => {
    fc.assert(
      fc.property(changes, fc.string(), fc.integer({ min: 1, max: 100 }), (given, seed, count) => {
        const all = pointsOf(given, seed, "all");
        const sample = pointsOf(given, seed, count);
        expect(sample).toEqual(pointsOf(given, seed, count));
        expect(sample).toHaveLength(Math.min(count, all.length));
        expect(all).toEqual(expect.arrayContaining([...sample]));
        const kinds = new Set(all.map(kindOf)).size;
        expect(new Set(sample.map(kindOf)).size).toBe(Math.min(kinds, sample.length));
      }),
    );
  });

  it("fire once each, for their own change", () => {
    const point = { urn: "a", type: types[0], operation: "create", kind: "refused" } as const;
    const armed = new ArmedPoints([point]);
    expect(armed.choice({ ...point, operation: "delete" })).toBeUndefined();
    expect(armed.choice(point)).toBe("refused");
    expect(armed.choice(point)).toBeUndefined();
    expect(armed.take()).toEqual([point]);
    expect([armed.take(), armed.waiting]).toEqual([[], []]);
  });
});
