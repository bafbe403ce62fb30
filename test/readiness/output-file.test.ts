import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { isExpected } from "../../cli/expected-error";
import { OutputFileUnwritable, requireWritable } from "../../readiness/output-file";

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "care-platform-"));
});
afterEach(() => {
  fs.rmSync(folder, { recursive: true });
});

const refusalOf = (file: string): unknown => {
  try {
    requireWritable("--json", file);
    return undefined;
  } catch (error) {
    return error;
  }
};

describe("a file that a command is to write", () => {
  it("may be new, in a new folder, and is not made before its time", () => {
    const file = path.join(folder, "new", "result.json");
    expect(refusalOf(file)).toBeUndefined();
    expect(fs.existsSync(file)).toBe(false);
  });

  it("is left as it is when it is there", () => {
    const file = path.join(folder, "result.json");
    fs.writeFileSync(file, "earlier");
    expect(refusalOf(file)).toBeUndefined();
    expect(fs.readFileSync(file, "utf8")).toBe("earlier");
  });

  it("is refused in words where it is a folder, or below a file", () => {
    const file = path.join(folder, "file");
    fs.writeFileSync(file, "");
    const faults = [folder, path.join(file, "result.json")].map(refusalOf);
    for (const fault of faults) {
      expect(fault).toBeInstanceOf(OutputFileUnwritable);
      expect(isExpected(fault)).toBe(true);
    }
    expect(String(faults[0])).toContain(`given    --json ${folder}: it is a folder`);
    expect(String(faults[1])).toContain("a part of its path is a file");
    expect(isExpected(new Error("another"))).toBe(false);
  });
});
