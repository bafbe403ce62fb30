import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { readStageFile } from "../../stacks/settings/file";
import { SettingsError } from "../../settings/faults/settings-error";
import { withRecords } from "../../settings/rotation/edit";
import { readRotation } from "../../stacks/settings/rotation/read";
import { faultsOf } from "./complete";

const name = "Pulumi.staging.yaml";
let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "yaml-file-"));
});
afterEach(() => {
  fs.rmSync(folder, { recursive: true });
});

const write = (content: string | Buffer) => {
  fs.writeFileSync(path.join(folder, name), content);
};

function refusal(content: string | Buffer): string {
  write(content);
  try {
    readStageFile("staging", folder);
  } catch (error) {
    expect(error).toBeInstanceOf(SettingsError);
    return (error as SettingsError).message;
  }
  throw new Error("the file was not refused");
}

describe("a file that cannot be read is refused with the reason:", () => {
  it.each([
    ["", "is empty"],
    ["\n \n", "is empty"],
    ["# only a comment\n", "is empty"],
    ["null\n", "is empty"],
    ["config: []\n", 'has no mapping under "config:"'],
    ["hello\n", 'has no mapping under "config:"'],
  ])("%j %s", (text, reason) => {
    expect(refusal(text)).toContain(`${name} ${reason}.\n\n    fix      `);
  });

  const text = "config:\n  care-platform:owner: Müller\n";

  it.each([
    ["UTF-16 with a mark", Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]), "UTF-16"],
    ["UTF-16 without one", Buffer.from(text, "utf16le"), "UTF-16"],
    ["Latin-1", Buffer.from(text, "latin1"), "Latin-1"],
  ])("%s", (_, bytes, said) => {
    const message = refusal(bytes);
    expect(message).toContain(`${name} is not in UTF-8.`);
    expect(message).toContain(`    given    ${said === "UTF-16" ? "UTF-16" : "bytes that are not UTF-8"}`);
  });

  it.each([
    ["config:\n  care-platform:network:\n    cidr: *nope\n", `${name}:3:11`, "the alias * needs an anchor &nope"],
    ["config:\n  a: [*one, *two]\n", `${name}:2:7`, "the alias * needs an anchor &one"],
    ["config:\n  a:\n    <<: *base\n", `${name}:3:9`, "the alias * needs an anchor &base"],
    ["config:\n  care-platform:owner: *\n", `${name}:2:`, "YAML"],
  ])("%j", (content, place, said) => {
    const message = refusal(content);
    expect(message).toContain(`${name} is not valid YAML.\n\n  ${place}`);
    expect(message).toContain(said);
  });

  it("aliases that grow without end", () => {
    const levels = Array.from({ length: 12 }, (_, index) => {
      const before = `*a${index - 1}`;
      return `  a${index}: &a${index} [${index === 0 ? "1" : Array.from({ length: 9 }, () => before).join(", ")}]`;
    });
    expect(refusal(`config:\n${levels.join("\n")}\n`)).toContain(`${name} cannot be read: Excessive alias count`);
  });

  it("a merge conflict, with its lines and without what stands between", () => {
    const conflict =
      "config:\n<<<<<<< HEAD\n  care-platform:owner: kookaburra\n=======\n  care-platform:owner: b\n>>>>>>> main\n";
    expect(refusal(conflict)).toBe(
      [
        `${name} has merge conflict markers.`,
        "",
        `  ${name}:2`,
        "    given    Git conflict markers in lines 2, 4, 6",
        "    allowed  one version of each setting",
        "    fix      keep one version between the markers, delete the markers, and commit: git diff shows both versions",
      ].join("\n"),
    );
    expect(refusal(conflict.replaceAll("\n", "\r\n"))).toContain("has merge conflict markers");
    expect(refusal("config:\n  owner: a\n=======\n")).toContain("in line 3");
    expect(refusal("||||||| base\nconfig:\n")).toContain("in line 1");
  });
});

it("a byte order mark does no harm, to its rotation neither", () => {
  const text =
    "config:\n  care-platform:systems: [ahava-healthcare]\n  care-platform:rotation: { deploymentMinutes: 30 }\n";
  write(`\ufeff${text}`);
  expect(readStageFile("staging", folder).values["care-platform:systems"]?.value).toBe('["ahava-healthcare"]');
  expect(readRotation("staging", folder).settings.rotation.deploymentMinutes).toBe(30);
  const change = {
    system: "ahava-healthcare",
    name: "JWT_SECRET",
    record: { generation: 2, phase: "steady" },
  } as const;
  expect(withRecords(`\ufeff${text}`, [change])).toBe(`\ufeff${withRecords(text, [change])}`);
});

it("a number that is too large to count with is refused as what it is", () => {
  write("config:\n  care-platform:logs: { archiveDays: 1e400, retentionDays: .nan }\n");
  expect(faultsOf(readStageFile("staging", folder))).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ where: "logs.archiveDays", given: '"a number that is too large"' }),
      expect.objectContaining({ where: "logs.retentionDays" }),
    ]),
  );
});
