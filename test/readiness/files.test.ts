import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { readResult } from "../../readiness/read-result";
import { writeWhole } from "../../readiness/output-file";
import { runs } from "./results";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "care-platform-reports-"));
const file = (...parts: string[]) => path.join(folder, ...parts);
afterAll(() => {
  fs.rmSync(folder, { recursive: true });
});

describe("a report's file", () => {
  it("is written whole, in a folder that is made for it, and leaves nothing beside it", () => {
    writeWhole("--markdown", file("a", "b", "report.md"), "one");
    writeWhole("--markdown", file("a", "b", "report.md"), "two");
    expect(fs.readFileSync(file("a", "b", "report.md"), "utf8")).toBe("two");
    expect(fs.readdirSync(file("a", "b"))).toEqual(["report.md"]);
  });
});

describe("a result", () => {
  it.each(Object.keys(runs) as (keyof typeof runs)[])("that is %s is read back as it was written", (name) => {
    fs.writeFileSync(file("result.json"), JSON.stringify(runs[name]()));
    expect(readResult(file("result.json"))).toEqual(JSON.parse(JSON.stringify(runs[name]())));
  });

  it.each([
    ["file not found", undefined],
    ["it is not JSON", "{"],
    [
      "policy.waived does not match the result format of this version",
      JSON.stringify({ ...runs.ok(), policy: { ...runs.ok().policy, waived: "1" } }),
    ],
    ["the file does not match the result format of this version", "[]"],
  ])("is refused when %s, with the command that makes one", (why, text) => {
    const place = file("bad.json");
    fs.rmSync(place, { force: true });
    if (text !== undefined) fs.writeFileSync(place, text);
    expect(() => readResult(place)).toThrow(
      `${place} cannot be read as the result of a run: ${why}. Make one: npm run rehearse`,
    );
  });
});
