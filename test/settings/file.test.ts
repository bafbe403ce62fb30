import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { otherStacksOf, readStageFile } from "../../stacks/settings/file";
import { SettingsError } from "../../settings/faults/settings-error";
import { faultsOf } from "./complete";

let directory: string;

beforeEach(() => {
  directory = fs.mkdtempSync(path.join(os.tmpdir(), "care-platform-settings-"));
});

afterEach(() => {
  fs.rmSync(directory, { recursive: true });
});

function write(file: string, text: string): void {
  fs.writeFileSync(path.join(directory, file), text);
}

function refusalOf(text: string): string {
  write("Pulumi.staging.yaml", text);
  try {
    readStageFile("staging", directory);
  } catch (error) {
    if (error instanceof SettingsError) return error.message;
    throw error;
  }
  throw new Error("the file was not refused");
}

describe("a stage file", () => {
  it("is handed over as Pulumi would hand it over", () => {
    write(
      "Pulumi.staging.yaml",
      [
        "config:",
        "  care-platform:owner: platform",
        "  care-platform:systems: [ahava-healthcare]",
        "  care-platform:network: { cidr: 10.30.0.0/16, interfaceEndpoints: false }",
        "  timeZone: UTC",
        "  care-platform:runbookUrl:",
        "  care-platform:ahava-healthcare.SMTP_PASS: { secure: v1:abc }",
        "  aws:maxRetries: 3",
        "encryptionsalt: v1:xyz",
      ].join("\n"),
    );
    expect(readStageFile("staging", directory).values).toEqual({
      "care-platform:owner": { value: "platform", secret: false },
      "care-platform:systems": { value: '["ahava-healthcare"]', secret: false },
      "care-platform:network": { value: '{"cidr":"10.30.0.0/16","interfaceEndpoints":false}', secret: false },
      "care-platform:timeZone": { value: "UTC", secret: false },
      "care-platform:runbookUrl": { value: "", secret: false },
      "care-platform:ahava-healthcare.SMTP_PASS": { value: "v1:abc", secret: true },
      "aws:maxRetries": { value: "3", secret: false },
    });
  });

  it("knows the line of each key, and for a missing one that of the key above it", () => {
    write(
      "Pulumi.staging.yaml",
      [
        "# a comment",
        "config:",
        "  care-platform:network:",
        "    # another",
        "    cidr: 10.30.0.0/16",
        "  owner: x",
      ].join("\n"),
    );
    const { lineOf } = readStageFile("staging", directory);
    expect(lineOf?.(["network", "cidr"])).toBe(5);
    expect(lineOf?.(["network", "availabilityZones"])).toBe(3);
    expect(lineOf?.(["owner"])).toBe(6);
    expect(lineOf?.(["aws"])).toBeUndefined();
  });

  it("puts the lines into the faults' order and places", () => {
    write("Pulumi.staging.yaml", "config:\n  care-platform:timeZone: SAST\n  care-platform:owner: a;b\n");
    const [first, second] = faultsOf(readStageFile("staging", directory));
    expect([first?.where, second?.where]).toEqual(["timeZone", "owner"]);
  });

  it("that is no YAML is refused with its line, but without the line's value", () => {
    expect(refusalOf("config:\n  care-platform:owner: platform\n  care-platform:systems: [kookaburra\n  a: b\n")).toBe(
      `Pulumi.staging.yaml is not valid YAML.

  Pulumi.staging.yaml:4:3
    given    the line of a
    allowed  YAML; the parser reports: Flow sequence in block collection must be sufficiently indented and end with a ]
    fix      look at this line and the one above it: indentation, a missing colon, an open quote or bracket`,
    );
    expect(refusalOf("config:\n  kookaburra\n  a: b\n")).not.toContain("kookaburra");
  });

  it("with the same key twice is refused", () => {
    expect(refusalOf("config:\n  owner: a\n  owner: b\n")).toContain(
      "Pulumi.staging.yaml:3:3\n    given    the line of owner\n    allowed  YAML; the parser reports: Map keys must be unique",
    );
  });

  it("that is missing is named", () => {
    expect(() => readStageFile("staging", directory)).toThrow(
      "Pulumi.staging.yaml cannot be read: file not found.\n\n    fix      restore the file from version control; each stage has one",
    );
  });

  it.each(["config: text", "config: [a]"])("with %s is refused", (text) => {
    expect(refusalOf(text)).toBe(
      'Pulumi.staging.yaml has no mapping under "config:".\n\n    fix      write the settings as "care-platform:<key>: <value>" under "config:"',
    );
  });

  it.each(["config:", "encryptionsalt: v1:abc"])(
    "with nothing in it (%j) lacks every key that all stages have",
    (text) => {
      write("Pulumi.staging.yaml", text);
      expect(faultsOf(readStageFile("staging", directory)).map(({ where }) => where)).toEqual([
        "owner",
        "aws",
        "atlas",
        "timeZone",
        "network",
        "alerts",
        "runbookUrl",
        "systems",
      ]);
    },
  );

  it("compares its network with those of the other files, as far as these can be read", () => {
    write("Pulumi.staging.yaml", "config:\n  care-platform:network: { cidr: 10.30.0.0/16 }\n");
    write("Pulumi.development.yaml", "config:\n  network: { cidr: 10.30.128.0/20 }\n");
    write("Pulumi.production.yaml", "config: [");
    expect(otherStacksOf("staging", directory)).toEqual([
      {
        file: "Pulumi.development.yaml",
        cidr: "10.30.128.0/20",
        stage: "development",
        domains: [],
        systems: [],
        names: [],
      },
    ]);
    expect(faultsOf(readStageFile("staging", directory))).toContainEqual(
      expect.objectContaining({
        where: "network.cidr",
        allowed: "a range that does not overlap 10.30.128.0/20, the network of Pulumi.development.yaml",
      }),
    );
  });
});
