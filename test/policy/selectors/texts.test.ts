import { eachKnownText } from "../../../policy/selectors/texts";
import { known, unknownCheckingProxy } from "../../../policy/unknown-value";
import { unknown } from "../harness";

/** Every text with the way to it. */
function texts(value: unknown): string[] {
  const seen: string[] = [];
  eachKnownText(value, (text, path) => seen.push(`${path.join(".")}=${text}`));
  return seen;
}

describe("the texts of a value", () => {
  it("are visited however deep they lie, each with its way", () => {
    expect(texts({ a: "1", b: { c: ["2", { d: "3" }] }, e: 4, f: null })).toEqual(["a=1", "b.c.0=2", "b.c.1.d=3"]);
    expect(texts("alone")).toEqual(["=alone"]);
    expect(texts(undefined)).toEqual([]);
  });

  it("leave out what is unknown, and nothing beside it", () => {
    expect(texts(unknownCheckingProxy({ a: unknown, b: ["1", unknown], c: "2" }))).toEqual(["b.0=1", "c=2"]);
  });

  it("leave out what is longer than any document of AWS", () => {
    expect(texts({ a: "x".repeat(65_537), b: "y" })).toEqual(["b=y"]);
  });
});

it("lets every other error through", () => {
  const broken = () => {
    throw new TypeError("broken");
  };
  expect(() => {
    known(broken);
  }).toThrow("broken");
});
