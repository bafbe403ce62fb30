import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { rules } from "../../policy/index";
import { rdsPrivate } from "../../policy/rules/data-stores/rds-private";
import { parseWaivers, readWaivers, WaiverFileFault, waiverFileOf } from "../../policy/waiver-file";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "waivers-"));
afterAll(() => {
  fs.rmSync(folder, { recursive: true });
});

const parse = (text: string) => parseWaivers(text, { file: "waivers/staging.yaml", rules });
const good = { rule: "rds-multi-az", resource: "reports", reason: "empty", owner: "data team", lastDay: "2026-12-31" };
const entry = (fields: object) => `- ${JSON.stringify({ ...good, ...fields })}\n`;

describe("a waiver file", () => {
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

  it("lists all errors at once: where, what, what is allowed, how to fix it", () => {
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
        "The waiver file waivers/staging.yaml has 9 errors.",
        "",
        "  line 1, rule",
        "    given    rds-multiaz",
        "    allowed  the id of a rule of the pack, as shown in its messages",
        '    fix      did you mean "rds-multi-az"?',
        "",
        "  line 2, rule",
        "    given    rds-private",
        "    allowed  a rule that can be waived",
        `    fix      remove the waiver and fix the finding. ${rdsPrivate.unwaivable ?? ""}`,
        "",
        "  line 3, resource",
        "    given    reports*",
        "    allowed  the exact name or URN of one resource",
        "    fix      write one waiver per resource",
        "",
        "  line 4, lastDay",
        "    given    2026-02-30",
        "    allowed  a date as YYYY-MM-DD",
        "    fix      write the last day in UTC",
        "",
        "  line 5, until",
        "    given    an unknown key",
        "    allowed  rule, resource, reason, owner, lastDay",
        "    fix      remove it",
        "",
        "  line 5, reason",
        "    given    not a string",
        "    allowed  a string",
        "    fix      add reason",
        "",
        "  line 5, owner",
        "    given    nothing",
        "    allowed  a string",
        "    fix      add owner",
        "",
        "  line 6",
        "    given    not a mapping",
        "    allowed  a mapping of rule, resource, reason, owner, lastDay",
        "    fix      write it as: - { rule: …, resource: …, reason: …, owner: …, lastDay: … }",
        "",
        "  line 7, lastDay",
        "    given    31.12.2026",
        "    allowed  a date as YYYY-MM-DD",
        "    fix      write the last day in UTC",
        "",
      ].join("\n"),
    );
  });

  it.each([
    ["no list", "rule: rds-multi-az\n", "a list of waivers"],
    ["no YAML", "- rule: 'open\n", "line"],
    ["a waiver twice", entry({}) + entry({}), "one waiver per rule and resource"],
  ])("says so when it is %s", (_, text, expected) => {
    expect(() => parse(text)).toThrow(expected);
  });

  it.each([
    ["rds-multi_az", 'did you mean "rds-multi-az"?'],
    ["RDS-MULTI-AZ", 'did you mean "rds-multi-az"?'],
    ["sns-encryptd", 'did you mean "sns-encrypted"?'],
    ["iam-trust-name", 'did you mean "iam-trust-named"?'],
    ["nothing-like-any-of-them-at-all", "correct the id"],
  ])("asks of the rule %s: %s", (rule, fix) => {
    expect(() => parse(entry({ rule }))).toThrow(`    fix      ${fix}\n`);
  });

  it("asks what a mistyped key was meant to be", () => {
    expect(() => parse(entry({ lastday: "2026-12-31" }))).toThrow('    fix      did you mean "lastDay"?\n');
  });

  it.each<[string, string | Buffer, string]>([
    ["in UTF-16", Buffer.from("\ufeff- { rule: rds-multi-az }", "utf16le"), "text in another encoding"],
    ["in Latin-1", Buffer.from("- { owner: Jos\u00e9 }", "latin1"), "text in another encoding"],
    [
      "in conflict",
      "- a\n<<<<<<< HEAD\n- b\n=======\n- c\n>>>>>>> other\n",
      "line 2\n    given    a merge conflict marker",
    ],
    [
      "with an anchor that is not there",
      "- { rule: *nope, resource: a, reason: b, owner: c, lastDay: 2026-12-31 }\n",
      "an alias without its anchor",
    ],
    ["of null", "- null\n- ~\n-\n", "has 3 errors"],
    ["of numbers", "- 7\n", "not a mapping"],
    ["of two documents", "- a\n---\n- b\n", "YAML"],
    ["with a key twice", "- { rule: rds-multi-az, rule: rds-backups }\n", "Map keys must be unique"],
    ["with a tab", "-\trule: a\n\tresource: b\n", "YAML"],
    [
      "with other kinds of values",
      "- { rule: 7, resource: [a], reason: null, owner: { a: b }, lastDay: 2026 }\n",
      "has 5 errors",
    ],
  ])("is refused as an error when it is %s", (_, content, expected) => {
    const file = path.join(folder, "waivers.yaml");
    fs.writeFileSync(file, content);
    const read = () => readWaivers({ path: file, required: true }, rules);
    expect(read).toThrow(WaiverFileFault);
    expect(read).toThrow(expected);
  });

  it("is refused as an error when it is a folder", () => {
    expect(() => readWaivers({ path: folder, required: false }, rules)).toThrow("a folder");
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

describe("a waiver", () => {
  const at = (fields: object) => () =>
    parseWaivers(`- ${JSON.stringify({ ...good, ...fields })}\n`, { file: "w.yaml", rules, today: "2026-11-25" });

  it.each(["2027-11-25", "2026-12-31", "2026-11-24"])("may end on %s", (lastDay) => {
    expect(at({ lastDay })()).toHaveLength(1);
  });

  it.each(["2027-11-26", "2028-01-01", "2999-12-31"])("may not end on %s, later than in a year", (lastDay) => {
    expect(at({ lastDay })).toThrow(/lastDay\n {4}given {4}\S+\n {4}allowed {2}a day until 2027-11-25\n/);
  });

  it.each([".", "-", "x", "1", "n/a", "none", "TBD", "nobody"])("may not be by %s", (owner) => {
    expect(at({ owner })).toThrow("    allowed  a person or a team\n");
  });

  it.each(["data team", "Li", "Zo\u00eb", "on-call@host.test"])("may be by %s", (owner) => {
    expect(at({ owner })()).toHaveLength(1);
  });
});
