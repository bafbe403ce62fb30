import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";

const root = path.resolve(__dirname, "../..");

it("begins with the suites that docs/performance.md lists as the slowest, in that order", () => {
  const page = fs.readFileSync(path.join(root, "docs/performance.md"), "utf8");
  const slowest = [...page.matchAll(/^\| `(test\/[^`]+)`/gm)].map(([, file = ""]) => path.join(root, file));
  expect(slowest).toHaveLength(20);
  const jest = path.join(root, "node_modules/jest/bin/jest.js");
  const { stdout } = spawnSync(process.execPath, [jest, "--listTests"], { cwd: root, encoding: "utf8" });
  expect(stdout.split("\n").slice(0, slowest.length)).toEqual(slowest);
});
