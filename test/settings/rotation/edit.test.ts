import { systems } from "../../../stacks/settings/systems";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import * as fc from "fast-check";
import { parseDocument } from "yaml";
import { withRecords } from "../../../settings/rotation/edit";
import { replaceFile } from "../../../settings/rotation/replace-file";
import { stages } from "../../../settings/stage/stage";

const root = path.resolve(__dirname, "../../..");

/** The text of a stage's file before its first rotation. */
function withoutRecords(text: string): string {
  const document = parseDocument(text);
  const kept = systems
    .map((system) => ["config", "care-platform:rotation", system])
    .filter((keys) => document.hasIn(keys));
  for (const keys of kept) document.deleteIn(keys);
  return kept.length === 0 ? text : document.toString({ lineWidth: 0 });
}

describe("the settings file", () => {
  const change = (before: string) =>
    withRecords(before, [
      { system: "ahava-healthcare", name: "JWT_SECRET", record: { generation: 2, phase: "steady" } },
    ]);

  it.each(stages)("of %s keeps every line and every comment outside the section", (stage) => {
    const before = withoutRecords(fs.readFileSync(path.join(root, `Pulumi.${stage}.yaml`), "utf8"));
    const added = [
      ...(before.includes("care-platform:rotation:") ? [] : ["  care-platform:rotation:"]),
      "    ahava-healthcare:",
      "      JWT_SECRET:",
      "        generation: 2",
      "        phase: steady",
    ];
    const after = change(before).split("\n");
    const at = after.indexOf(added[0]!);
    expect(after.slice(at, at + added.length)).toEqual(added);
    expect([...after.slice(0, at), ...after.slice(at + added.length)].join("\n")).toBe(before);
    expect(change(change(before))).toBe(change(before));
  });

  it("gets the section behind its last key when it has none", () => {
    expect(change("config:\n  care-platform:owner: team # ours\n# end\n")).toBe(
      "config:\n  care-platform:owner: team # ours\n  care-platform:rotation:\n    ahava-healthcare:\n      JWT_SECRET:\n        generation: 2\n        phase: steady\n# end\n",
    );
  });

  it("keeps the comments inside the section, and takes away what a record no longer says", () => {
    const before =
      'config:\n  care-platform:rotation:\n    # waits\n    deploymentMinutes: 60\n    ahava-healthcare:\n      JWT_SECRET: # every login\n        generation: 1 # the first\n        phase: published\n        publishedAt: "2026-12-01T12:00:00Z"\n\n  care-platform:owner: team\n';
    expect(change(before)).toBe(
      "config:\n  care-platform:rotation:\n    # waits\n    deploymentMinutes: 60\n    ahava-healthcare:\n      JWT_SECRET: # every login\n        generation: 2 # the first\n        phase: steady\n\n  care-platform:owner: team\n",
    );
  });

  const of = (...lines: readonly string[]) =>
    ["config:", "  care-platform:rotation:", ...lines, "  care-platform:owner: team", ""].join("\n");

  it("keeps odd indentation, quotes, blanks and comments of everything but the fields that change", () => {
    const before = of(
      "      # four blanks more than usual",
      "      deploymentMinutes:   60      # an hour",
      "      'ahava-healthcare':",
      "          REDIS_URL: { generation: 3,   phase: steady }   # by hand",
      "          JWT_SECRET  :    # every login",
      "              # the one in use",
      "              generation:   1       # the first",
      "",
      "              phase:    'steady'",
      '      "med-platform":   # later',
      "          # end",
    );
    expect(change(before)).toBe(before.replace("generation:   1 ", "generation:   2 "));
  });

  it.each([
    [
      "an empty mapping in braces",
      ["    ahava-healthcare: {}  # none"],
      ["    ahava-healthcare:  # none", "      JWT_SECRET:", "        generation: 2", "        phase: steady"],
    ],
    [
      "nothing",
      ["    ahava-healthcare:  # none"],
      ["    ahava-healthcare:  # none", "      JWT_SECRET:", "        generation: 2", "        phase: steady"],
    ],
    [
      "a mapping in braces",
      ["    ahava-healthcare: { REDIS_URL: { generation: 3 } } # x"],
      ["    ahava-healthcare: { REDIS_URL: { generation: 3 }, JWT_SECRET: { generation: 2, phase: steady } } # x"],
    ],
    [
      "a record in braces",
      ["    ahava-healthcare:", '      JWT_SECRET: { generation: 1, phase: published, publishedAt: "x" } # x'],
      ["    ahava-healthcare:", "      JWT_SECRET: { generation: 2, phase: steady } # x"],
    ],
    [
      "braces over several lines",
      ["    ahava-healthcare: {", "        REDIS_URL: { generation: 3 }, # x", "      }"],
      [
        "    ahava-healthcare: {",
        "        REDIS_URL: { generation: 3 }, JWT_SECRET: { generation: 2, phase: steady }, # x",
        "      }",
      ],
    ],
    [
      "another secret",
      ["    ahava-healthcare:", "       REDIS_URL:", "          generation: 3", "       # behind"],
      [
        "    ahava-healthcare:",
        "       REDIS_URL:",
        "          generation: 3",
        "       JWT_SECRET:",
        "         generation: 2",
        "         phase: steady",
        "       # behind",
      ],
    ],
  ])("is edited where the system has %s", (_, lines, expected) => {
    // Where a comma or a comment behind a value belongs to is the reader's affair; that it is read the same is checked.
    const after = change(of(...lines));
    expect(after).toBe(of(...expected));
  });

  it("adds and takes away what stands in a mapping of its own, and leaves it where it says the same", () => {
    const emergency = { reason: "a laptop: stolen", at: "2026-12-01T12:00:00Z" };
    const write = (text: string, record: object) =>
      withRecords(text, [{ system: "ahava-healthcare", name: "JWT_SECRET", record: record as never }]);
    const steady = { generation: 2, phase: "steady" };
    const before = of("    ahava-healthcare:", "      JWT_SECRET:", "        generation: 2", "        phase: steady");
    const during = write(before, { ...steady, emergency });
    expect(during).toBe(
      of(
        "    ahava-healthcare:",
        "      JWT_SECRET:",
        "        generation: 2",
        "        phase: steady",
        "        emergency:",
        '          reason: "a laptop: stolen"',
        '          at: "2026-12-01T12:00:00Z"',
      ),
    );
    const noted = during.replace("emergency:", "emergency: # by night");
    expect(write(noted, { generation: 3, phase: "steady", emergency })).toBe(
      noted.replace("generation: 2", "generation: 3"),
    );
    expect(write(during, steady)).toBe(before);
  });

  it("keeps the ends of lines as they are, be they of Windows, and a last line without one", () => {
    const before = withoutRecords(fs.readFileSync(path.join(root, "Pulumi.staging.yaml"), "utf8"));
    const windows = before.replaceAll("\n", "\r\n");
    expect(change(windows)).toBe(change(before).replaceAll("\n", "\r\n"));
    expect(change("config:\r\n  care-platform:owner: team")).toBe(
      "config:\r\n  care-platform:owner: team\r\n  care-platform:rotation:\r\n    ahava-healthcare:\r\n      JWT_SECRET:\r\n        generation: 2\r\n        phase: steady",
    );
  });

  it.each([
    ["no configuration", "owner: team\n"],
    ["a text for the section", "config:\n  care-platform:rotation: soon\n"],
    [
      "an alias",
      "config:\n  x: &a { generation: 1 }\n  care-platform:rotation: { ahava-healthcare: { JWT_SECRET: *a } }\n",
    ],
    ["a list", "config:\n  care-platform:rotation: [a]\n"],
  ])("is refused with %s, and nothing is lost", (_, text) => {
    expect(() => change(text)).toThrow(/cannot be written to the stage file. Nothing was changed/);
  });

  it("reads as it was told to, wherever blanks and comments stand: 500 files", () => {
    const blank = fc.constantFrom("", " ", "   ");
    const comment = fc.constantFrom("", " # one", "   # two: {three}");
    const between = fc.constantFrom("", "\n", "      # alone\n", "# at the margin\n");
    const field = (name: string, value: string) =>
      fc.tuple(blank, comment, between).map(([a, c, b]) => `        ${name}: ${a}${value}${c}\n${b}`);
    const record = fc.tuple(
      field("generation", "1"),
      field("phase", "published"),
      field("publishedAt", '"2026-01-01T00:00:00Z"'),
    );
    fc.assert(
      fc.property(record, comment, between, fc.boolean(), (fields, c, b, isWindows) => {
        const lines = `config:\n  care-platform:rotation:${c}\n${b}    ahava-healthcare:\n      JWT_SECRET:${c}\n${fields.join("")}  care-platform:owner: team\n`;
        const before = isWindows ? lines.replaceAll("\n", "\r\n") : lines;
        const after = change(before);
        expect(parseDocument(after).toJS()).toEqual({
          config: {
            "care-platform:rotation": { "ahava-healthcare": { JWT_SECRET: { generation: 2, phase: "steady" } } },
            "care-platform:owner": "team",
          },
        });
        // What is gone is the field that the record does not have any more, with what stands beside it.
        const kept = before.split("\n").filter((line) => !line.includes("publishedAt"));
        expect(after.split("\n")).toEqual(
          kept.map((line) => line.replace(/(generation: *)1/, "$12").replace("published", "steady")),
        );
      }),
      { numRuns: 500 },
    );
  });
});

describe("a file that is replaced", () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "rotation-"));
    file = path.join(folder, "Pulumi.staging.yaml");
    fs.writeFileSync(file, "before", { mode: 0o640 });
  });
  afterEach(() => {
    fs.chmodSync(folder, 0o700);
    fs.rmSync(folder, { recursive: true });
  });

  it("is whole, keeps its rights, and leaves nothing beside it", () => {
    replaceFile(file, "before", "after");
    expect(fs.readFileSync(file, "utf8")).toBe("after");
    expect(fs.statSync(file).mode & 0o777).toBe(0o640);
    expect(fs.readdirSync(folder)).toEqual(["Pulumi.staging.yaml"]);
  });

  it("stays as somebody else has made it meanwhile", () => {
    expect(() => {
      replaceFile(file, "another text", "lost");
    }).toThrow(/was changed by another process; nothing was written/);
    expect(fs.readFileSync(file, "utf8")).toBe("before");
    expect(fs.readdirSync(folder)).toEqual(["Pulumi.staging.yaml"]);
  });

  it("stays a link where it is one", () => {
    const link = path.join(folder, "link.yaml");
    fs.symlinkSync(file, link);
    replaceFile(link, "before", "after");
    expect(fs.lstatSync(link).isSymbolicLink()).toBe(true);
    expect(fs.readFileSync(file, "utf8")).toBe("after");
  });

  it("is told of in one sentence when it cannot be written", () => {
    fs.rmSync(file);
    expect(() => {
      replaceFile(file, "before", "after");
    }).toThrow("Pulumi.staging.yaml cannot be written: it no longer exists. Nothing was changed.");
    expect(fs.readdirSync(folder)).toEqual([]);
  });
});
