import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import fc from "fast-check";
import { Store } from "../../../rehearsal/account/store";
import { asSecret } from "../../../rehearsal/account/wire";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "account-"));
let number = 0;
const newFile = (): string => path.join(folder, `${++number}.jsonl`);
const kept = (id: string, state: object = {}) => ({ urn: `urn:${id}`, type: "t", id, state: state as never });

afterAll(() => {
  fs.rmSync(folder, { recursive: true });
});

it("finds everything again when it is opened anew", () => {
  const file = newFile();
  const store = new Store(file);
  store.nextSequence();
  store.put(kept("a", { x: 1 }));
  store.put(kept("b"));
  store.put(kept("a", { x: 2 }));
  store.remove("t", "b");
  store.leave(kept("c"));
  const again = new Store(file);

  expect(again.list("t")).toEqual([kept("a", { x: 2 })]);
  expect(again.listAll("t").map(({ id }) => id)).toEqual(["a", "c"]);
  expect(again.size).toBe(1);
  expect(again.nextSequence()).toBe(2);
});

it("keeps resources of one id in two regions apart, also over a restart", () => {
  const file = newFile();
  const store = new Store(file);
  store.put(kept("a", { region: "eu-west-1", x: 1 }));
  store.put(kept("a", { region: "us-east-1", x: 2 }));
  store.remove("t", "a", "eu-west-1");

  for (const each of [store, new Store(file)]) {
    expect(each.get("t", "a", "eu-west-1")).toBeUndefined();
    expect(each.get("t", "a", "us-east-1")?.state.x).toBe(2);
    expect(each.get("t", "a")?.state.x).toBe(2);
  }
});

it("knows a secret object again whatever the order of its keys", () => {
  const store = new Store();
  store.put(kept("a", { tags: asSecret({ one: "1", two: { three: "3", four: "4" } }) }));
  const known = { tags: asSecret({ two: { four: "4", three: "3" }, one: "1" }) };

  expect(store.restore(store.get("t", "a")!, known)).toEqual(known);
});

it("drops a line that was cut off in the middle and can be written on afterwards", () => {
  const file = newFile();
  const store = new Store(file);
  store.put(kept("a"));
  fs.appendFileSync(file, '{"kind":"put","resou');
  const again = new Store(file);
  again.put(kept("b"));

  expect(new Store(file).list("t").map(({ id }) => id)).toEqual(["a", "b"]);
});

it("gives back what the engine keeps secret whole, where only a part of it was", () => {
  const store = new Store();
  store.put(kept("a", { routes: [{ kind: "webhook", url: asSecret("hush") }] }));
  const whole = (url: string) => ({ routes: asSecret([{ kind: "webhook", url }]) });
  expect(store.restore(store.get("t", "a")!, whole("hush"))).toEqual(whole("hush"));
  expect(store.restore(store.get("t", "a")!, whole("other"))).toEqual({
    routes: asSecret([{ kind: "webhook", url: undefined }]),
  });
});

it("never writes a secret, and tells an unchanged one from a changed one", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 8 }), fc.string({ minLength: 8 }), (value, other) => {
      fc.pre(value !== other && !JSON.stringify(other).includes(value));
      const file = newFile();
      const store = new Store(file);
      store.put(kept("a", { plain: "p", nested: { list: [asSecret(value)] } }));
      const resource = store.get("t", "a")!;

      expect(fs.readFileSync(file, "utf8")).not.toContain(JSON.stringify(value));
      const known = { nested: { list: [asSecret(value)] } };
      expect(store.restore(resource, known)).toEqual({ plain: "p", ...known });
      expect(store.restore(resource, { nested: { list: [asSecret(other)] } })).toEqual({
        plain: "p",
        nested: { list: [undefined] },
      });
    }),
    { numRuns: 50 },
  );
});
