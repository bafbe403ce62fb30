import { RuleContext } from "../../policy/context";
import { accepts, allowedBy, schemaOf } from "../../policy/settings";
import type { RuleSetting } from "../../policy/settings";

const days: RuleSetting = { description: "D.", default: 30, minimum: 7, maximum: 35 };
const ports: RuleSetting = { kind: "ports", description: "P.", default: [80, 443] };
const window: RuleSetting = { kind: "window", description: "W.", default: "23:00-01:30" };
const texts: RuleSetting = { kind: "texts", description: "T.", default: ["stage"], pattern: "[a-z]+" };

describe("a setting of a rule", () => {
  it.each<[string, RuleSetting, unknown, boolean]>([
    ["a number within its bounds", days, 7, true],
    ["a number below", days, 6, false],
    ["a number above", days, 36, false],
    ["half a day", days, 7.5, false],
    ["a number as text", days, "7", false],
    ["nothing", days, undefined, false],
    ["ports", ports, [1, 65_535], true],
    ["no ports at all", ports, [], true],
    ["a port twice", ports, [80, 80], false],
    ["a port that there is not", ports, [0], false],
    ["a port alone", ports, 80, false],
    ["a window within a day", window, "00:00-23:59", true],
    ["an hour that there is not", window, "24:00-01:00", false],
    ["a window with days", window, "sun:00:00-sun:01:00", false],
    ["texts of the pattern", texts, ["stage", "owner"], true],
    ["a text that only begins like the pattern", texts, ["stage 1"], false],
    ["a number among texts", texts, ["stage", 1], false],
  ])("judges %s", (_, setting, value, expected) => {
    expect(accepts(setting, value)).toBe(expected);
  });

  it("says in words what it allows", () => {
    expect([days, ports, window, texts].map(allowedBy)).toEqual([
      "a whole number from 7 to 35",
      "a list of different ports from 1 to 65535",
      'a time range in UTC, such as "23:00-01:30"',
      "a list of different strings, each matching [a-z]+",
    ]);
  });

  it("tells the engine a schema of its kind, with its default", () => {
    expect([days, ports, window, texts].map(schemaOf)).toEqual([
      { type: "integer", description: "D.", minimum: 7, maximum: 35, default: 30 },
      {
        type: "array",
        items: { type: "integer", minimum: 1, maximum: 65_535 },
        uniqueItems: true,
        description: "P.",
        default: [80, 443],
      },
      expect.objectContaining({ type: "string", default: "23:00-01:30" }),
      {
        type: "array",
        items: { type: "string", minLength: 1, pattern: "^(?:[a-z]+)$" },
        uniqueItems: true,
        description: "T.",
        default: ["stage"],
      },
    ]);
  });

  it("is read by its kind, and refused by another", () => {
    const settings = { days: 7, ports: [80], window: "23:00-01:30", texts: ["stage"] };
    const context = new RuleContext({ stage: "staging", settings }, { name: "x" });
    expect(context.setting("days")).toBe(7);
    expect(context.settingPorts("ports")).toEqual([80]);
    expect(context.settingTexts("texts")).toEqual(["stage"]);
    expect(context.settingWindow("window")).toEqual({ from: "23:00", to: "01:30" });
    expect(() => context.setting("ports")).toThrow('The setting "ports" is not a number.');
    expect(() => context.settingPorts("texts")).toThrow('The setting "texts" is not a list of ports.');
    expect(() => context.settingWindow("days")).toThrow('The setting "days" is not a time window.');
  });
});
