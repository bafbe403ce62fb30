import { execFileSync, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { stages } from "../../settings/stage/stage";
import { addEncryptedSecrets, replacePlaceholders } from "./filled-in";

// docs/deploy.md has every stage file filled in and committed: the project's own suites must pass on such a project as well.

const root = path.resolve(__dirname, "../..");

/** The suites that read the stage files of the project, or copies of them, and need no engine. */
const suites = ["effective", "file", "overlay", "read", "stack-file", "stage-files"];

let folder: string;
beforeAll(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "filled-in-project-")));
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root });
  for (const file of listed.toString().split("\0")) {
    const source = path.join(root, file);
    if (file !== "" && fs.existsSync(source)) fs.cpSync(source, path.join(folder, file));
  }
  fs.symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
  for (const stage of stages) {
    replacePlaceholders(folder, stage);
    addEncryptedSecrets(folder, stage);
  }
});
afterAll(() => {
  fs.rmSync(folder, { recursive: true });
});

it("passes the suites that read its stage files, and its values are right", () => {
  const tests = suites.map((name) => `test/settings/${name}.test.ts`);
  const jest = ["node_modules/jest/bin/jest.js", "--runInBand", "--json", "--runTestsByPath", ...tests];
  const run = (args: readonly string[]) => spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  const { numFailedTests, testResults } = JSON.parse(run(jest).stdout) as {
    readonly numFailedTests: number;
    readonly testResults: readonly { readonly message: string }[];
  };
  expect(testResults.map(({ message }) => message).filter(Boolean)).toEqual([]);
  expect(testResults).toHaveLength(suites.length);
  expect(numFailedTests).toBe(0);
  const { status, stdout } = run(["--import", "tsx", "cli/settings.ts"]);
  expect({ status, faults: stdout.split("\n").filter((line) => line !== "" && !line.startsWith("right ")) }).toEqual({
    status: 0,
    faults: [],
  });
});
