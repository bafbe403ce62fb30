import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

// What a machine without redis-server sees: jest is run on the smallest of the drills with a PATH that has none.

const root = path.join(__dirname, "..", "..");

/** Runs a drill's tests without redis-server on the PATH. */
function run(environment: Readonly<Record<string, string>>) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "no-redis-"));
  const report = path.join(folder, "report.json");
  const jest = path.join(root, "node_modules", "jest", "bin", "jest.js");
  const args = [jest, "--runTestsByPath", "test/drill/killed-deployment.test.ts", "--json", `--outputFile=${report}`];
  const own = { ...process.env };
  delete own.CI;
  const { status, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    env: { ...own, PATH: folder, ...environment },
    encoding: "utf8",
  });
  const { numPendingTests, numFailedTests, numPassedTests } = JSON.parse(fs.readFileSync(report, "utf8")) as Record<
    string,
    number
  >;
  fs.rmSync(folder, { recursive: true, force: true });
  return { status, stderr, counts: { skipped: numPendingTests, failed: numFailedTests, passed: numPassedTests } };
}

it("counts the drills as skipped where there is no redis-server, and says in one line why", () => {
  const { status, stderr, counts } = run({});
  expect(counts).toEqual({ skipped: 1, failed: 0, passed: 0 });
  expect(status).toBe(0);
  expect(stderr.match(/^skipped, for .*$/gm)).toEqual([
    "skipped, for redis-server is not on the PATH: a deployment that is killed",
  ]);
});

it("fails them in CI", () => {
  const { status, stderr, counts } = run({ CI: "true" });
  expect(counts).toEqual({ skipped: 0, failed: 1, passed: 0 });
  expect(status).toBe(1);
  expect(stderr).toContain("redis-server is not on the PATH");
});
