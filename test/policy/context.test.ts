import { RuleContext, shown } from "../../policy/context";
import { unknownCheckingProxy } from "../../policy/unknown-value";
import { unknown } from "./harness";

function context() {
  return new RuleContext({ stage: "production", settings: { days: 30 } }, { name: "database" });
}

describe("an context", () => {
  it("keeps asking after a value that is unknown", () => {
    const asking = context();
    const props = unknownCheckingProxy({ first: unknown, second: false });
    for (const setting of ["first", "second"] as const) {
      asking.requires({ read: () => props[setting], accept: (value) => value === true, needed: "true", setting });
    }
    expect(asking.waiting).toEqual([{ subject: { name: "database" }, waitsFor: "first", unknown: true }]);
    expect(asking.findings).toEqual([
      { subject: { name: "database" }, found: "second false", needed: "true", setting: "second" },
    ]);
  });

  it("says once that it waits for a value, however often it is asked", () => {
    const asking = context();
    const props = unknownCheckingProxy({ list: unknown });
    for (let times = 0; times < 2; times += 1) {
      asking.each(
        () => props.list as unknown as string[],
        () => undefined,
      );
    }
    expect(asking.waiting).toHaveLength(1);
  });

  it("asks about the elements it knows of a list", () => {
    const asking = context();
    const props = unknownCheckingProxy({ list: ["a", unknown, "c"] });
    const seen: string[] = [];
    asking.each(
      () => props.list,
      (element) => {
        seen.push(element);
      },
    );
    expect(seen).toEqual(["a", "c"]);
    expect(asking.waiting.map(({ waitsFor }) => waitsFor)).toEqual(["list.1"]);
  });

  it("is undecided where the rule itself fails, without the text of the error, and goes on", () => {
    const asking = context();
    asking.guard(() => JSON.parse("correct-horse") as unknown);
    asking.requires({ read: () => 1, accept: () => false, needed: "2", setting: "count" });
    expect(asking.waiting).toEqual([
      {
        subject: { name: "database" },
        waitsFor: "a fix of this rule, which failed with SyntaxError on a value that it does not expect",
        unknown: false,
      },
    ]);
    expect(asking.findings).toHaveLength(1);
  });

  it("is undecided where a part of a finding is no text", () => {
    const asking = context();
    asking.guard(() => {
      asking.fails({ found: "a secret", needed: "none", setting: undefined as unknown as string });
    });
    expect(asking.findings).toEqual([]);
    expect(asking.waiting.map(({ waitsFor }) => waitsFor)).toEqual(["a text in each part of the value"]);
  });

  it("collects what is said about other resources in the same place", () => {
    const asking = context();
    asking.about({ name: "group", urn: "urn" }).fails({ found: "a", needed: "b", setting: "c" });
    expect(asking.findings).toEqual([
      { subject: { name: "group", urn: "urn" }, found: "a", needed: "b", setting: "c" },
    ]);
  });

  it("knows its numbers and refuses one that was never declared", () => {
    expect(context().setting("days")).toBe(30);
    expect(() => context().setting("weeks")).toThrow('The rule declares no setting "weeks".');
  });
});

describe("shown", () => {
  it.each([
    [true, "true"],
    [0, "0"],
    [undefined, "not set"],
    ["", "not set"],
    ["correct-horse", "set to something else"],
    [{ secret: "correct-horse" }, "set to something else"],
  ])("shows %j as %s: no text of a property leaves a rule by accident", (value, expected) => {
    expect(shown(value)).toBe(expected);
  });
});
