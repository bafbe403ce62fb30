import path from "node:path";
import { rules } from "../../policy/index";
import { rdsPrivate } from "../../policy/rules/data-stores/rds-private";
import { parseWaivers, readWaivers, waiverFileOf } from "../../policy/waiver-file";

const parse = (text: string) => parseWaivers(text, { file: "waivers/staging.yaml", rules });
const good = { rule: "rds-multi-az", resource: "reports", reason: "empty", owner: "data team", lastDay: "2026-12-31" };
const entry = (fields: object) => `- ${JSON.stringify({ ...good, ...fields })}\n`;

describe("a file of waivers", () => {
  it("holds a list, or nothing", () => {
    expect(parse(entry({}) + entry({ resource: "urn:pulumi:staging::p::t::n" }))).toEqual([
      good,
      { ...good, resource: "urn:pulumi:staging::p::t::n" },
    ]);
    expect(parse("")).toEqual([]);
    expect(parse("# nothing is waived\n")).toEqual([]);
  });

  it("takes a day as people write it in YAML", () => {
    const written =
      "- rule: rds-multi-az\n  resource: reports\n  reason: empty\n  owner: data team\n  lastDay: 2026-12-31\n";
    expect(parse(written)).toEqual([good]);
  });

  it("names every mistake at once: where, what, what is allowed, how to mend it", () => {
    const text = [
      entry({ rule: "rds-multiaz" }),
      entry({ rule: "rds-private" }),
      entry({ resource: "reports*" }),
      entry({ lastDay: "2026-02-30" }),
      entry({ owner: undefined, reason: " ", until: "2026" }),
      "- reports\n",
      entry({ lastDay: "31.12.2026" }),
    ].join("");
    expect(() => parse(text)).toThrow(
      [
        "The file of waivers waivers/staging.yaml has 9 mistakes.",
        "",
        "  line 1, rule",
        "    given    rds-multiaz",
        "    allowed  the id of a rule of the pack, as it stands in its messages",
        "    fix      correct the id",
        "",
        "  line 2, rule",
        "    given    rds-private",
        "    allowed  a rule that takes a waiver",
        `    fix      take the waiver out and mend the finding. ${rdsPrivate.unwaivable ?? ""}`,
        "",
        "  line 3, resource",
        "    given    reports*",
        "    allowed  one resource by its exact name or URN",
        "    fix      write one waiver for each",
        "",
        "  line 4, lastDay",
        "    given    2026-02-30",
        "    allowed  a day as YYYY-MM-DD",
        "    fix      write the last day in UTC",
        "",
        "  line 5, until",
        "    given    an unknown key",
        "    allowed  rule, resource, reason, owner, lastDay",
        "    fix      take it out",
        "",
        "  line 5, reason",
        "    given    no text",
        "    allowed  a text",
        "    fix      say the reason",
        "",
        "  line 5, owner",
        "    given    nothing",
        "    allowed  a text",
        "    fix      say the owner",
        "",
        "  line 6",
        "    given    no mapping",
        "    allowed  a mapping of rule, resource, reason, owner, lastDay",
        "    fix      write it as: - { rule: …, resource: …, reason: …, owner: …, lastDay: … }",
        "",
        "  line 7, lastDay",
        "    given    31.12.2026",
        "    allowed  a day as YYYY-MM-DD",
        "    fix      write the last day in UTC",
        "",
      ].join("\n"),
    );
  });

  it.each([
    ["no list", "rule: rds-multi-az\n", "a list of waivers"],
    ["no YAML", "- rule: 'open\n", "line"],
    ["a waiver twice", entry({}) + entry({}), "one waiver for a rule and a resource"],
  ])("says so when it is %s", (_, text, expected) => {
    expect(() => parse(text)).toThrow(expected);
  });

  it("is the configured one, else the one of the environment, else the pack's own of the stage", () => {
    const sources = { stage: "staging", packFolder: "/pack", configured: undefined, environment: undefined };
    expect(waiverFileOf(sources)).toEqual({ path: "/pack/waivers/staging.yaml", required: false });
    expect(waiverFileOf({ ...sources, environment: "waivers/<stage>.yaml" })).toEqual({
      path: path.resolve("waivers/staging.yaml"),
      required: true,
    });
    expect(waiverFileOf({ ...sources, environment: "/other.yaml", configured: "/waivers.yaml" }).path).toBe(
      "/waivers.yaml",
    );
  });

  it("may be missing, unless somebody named it", () => {
    expect(readWaivers({ path: "/no/such.yaml", required: false }, rules)).toEqual([]);
    expect(() => readWaivers({ path: "/no/such.yaml", required: true }, rules)).toThrow("no such file");
  });
});
