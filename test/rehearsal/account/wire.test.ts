import fc from "fast-check";
import type { WireObject, WireValue } from "../../../rehearsal/account/resource-type";
import {
  asSecret,
  containsUnknown,
  knownOnly,
  sameValue,
  unknownString,
  valuesAt,
  withoutEnvelopes,
} from "../../../rehearsal/account/wire";

const values = fc.jsonValue() as fc.Arbitrary<WireValue>;
const objects = fc.dictionary(fc.string(), values) as fc.Arbitrary<WireObject>;

it("takes envelopes off and leaves everything else alone", () => {
  fc.assert(
    fc.property(objects, values, (object, secret) => {
      expect(withoutEnvelopes(object)).toEqual(object);
      expect(withoutEnvelopes({ a: [asSecret(secret)] })).toEqual({ a: [secret] });
    }),
  );
});

it("knows nothing unknown once unknown values are left out", () => {
  fc.assert(
    fc.property(objects, (object) => {
      const mixed = { ...object, unknown: unknownString, nested: { list: [unknownString, 1], known: 2 } };
      expect(containsUnknown(knownOnly(mixed))).toBe(false);
      expect(knownOnly(mixed)).toMatchObject({ nested: { known: 2 } });
    }),
  );
});

it("compares by content: every value is the same as its copy, and none as another", () => {
  fc.assert(
    fc.property(values, (value) => {
      expect(sameValue(value, structuredClone(value))).toBe(true);
      expect(sameValue({ a: value, b: 1 }, { a: value, b: 2 })).toBe(false);
    }),
  );
});

it.each([
  ["subnetIds[]", { subnetIds: ["a", "b"] }, ["a", "b"]],
  ["actions[].target.arn", { actions: [{ target: { arn: "x" } }, { target: {} }] }, ["x"]],
  ["vpc.id", { vpc: { id: "v" } }, ["v"]],
  ["absent[].id", {}, []],
])("finds the values at %s", (path, object, found) => {
  expect(valuesAt(object as WireObject, path)).toEqual(found);
});
