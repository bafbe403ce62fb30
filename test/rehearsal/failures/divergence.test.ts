import { Store } from "../../../rehearsal/account/store";
import { asSecret } from "../../../rehearsal/account/wire";
import { changedSeeds, divergenceOf } from "../../../rehearsal/failures/divergence";
import type { StateResource } from "../../../rehearsal/standing/protocol";

const type = "aws:rds/instance:Instance";
const seed = "random:index/randomPassword:RandomPassword";

function accountWith(password: string) {
  const store = new Store();
  const state = { size: 20, tags: null, address: "db.example", password: asSecret(password) };
  store.put({ urn: "a", type, id: "db", state, inputs: ["size", "tags", "password"] });
  return { store };
}

const stateOf = (...resources: readonly StateResource[]) => ({ pending: [], resources });
const database = (outputs: object): StateResource => ({ urn: "a", type, id: "db", outputs: { ...outputs } });

it("finds nothing where state and account tell the same, apart from nulls and what the account computes", () => {
  expect(divergenceOf(stateOf(database({ size: 20, address: "", password: "one" })), accountWith("one"))).toEqual({
    leftBehind: [],
    missing: [],
    different: [],
  });
});

it("finds an update that the state has and the account does not, of a secret too", () => {
  const { different } = divergenceOf(stateOf(database({ size: 30, password: "two" })), accountWith("one"));
  expect(different).toEqual([{ urn: "a", properties: ["size", "password"] }]);
});

it("finds what only one of them knows", () => {
  const other = { ...database({}), urn: "b", id: "gone" };
  const { leftBehind, missing } = divergenceOf(stateOf(other), accountWith("one"));
  expect(leftBehind.map(({ id }) => id)).toEqual(["db"]);
  expect(missing).toEqual(["b"]);
});

it("finds seeds that were made anew or are gone", () => {
  const seedNamed = (urn: string, result = urn): StateResource => ({ urn, type: seed, outputs: { result } });
  const before = stateOf(seedNamed("a"), seedNamed("b"), seedNamed("c"));
  expect(changedSeeds(before, stateOf(seedNamed("a"), seedNamed("b", "x")))).toEqual(["b", "c"]);
});

it("compares files by their digest, which is all that the state keeps of them", () => {
  const signature = { "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17" };
  const store = new Store();
  const state = { code: { ...signature, hash: "5f1c", text: "exports.handler = null;" } };
  store.put({ urn: "a", type, id: "db", state, inputs: ["code"] });
  const withDigest = (hash: string) => stateOf(database({ code: { ...signature, hash } }));
  expect(divergenceOf(withDigest("5f1c"), { store }).different).toEqual([]);
  expect(divergenceOf(withDigest("6a2d"), { store }).different).toEqual([{ urn: "a", properties: ["code"] }]);
});
