import { execFileSync } from "node:child_process";
import * as path from "node:path";

const root = path.resolve(__dirname, "../..");

/** Whether `npm run check` looks at the form of a file. */
function isChecked(file: string): boolean {
  const prettier = path.join(root, "node_modules/prettier/bin/prettier.cjs");
  const text = execFileSync(process.execPath, [prettier, "--file-info", file], { cwd: root, encoding: "utf8" });
  const { ignored, inferredParser } = JSON.parse(text) as { ignored: boolean; inferredParser: string | null };
  return !ignored && inferredParser !== null;
}

it.each(["result.json", "r.sarif", "ä.md", "result.xml", "deployed.json", "state.json"])(
  "a report that somebody wrote as %s does not break npm run check",
  (file) => {
    expect(isChecked(file)).toBe(false);
  },
);

it.each([
  "README.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  "renovate.json",
  "package.json",
  "tsconfig.json",
  "index.ts",
  "docs/tour.md",
  "cli/account.ts",
])("%s is checked as before", (file) => {
  expect(isChecked(file)).toBe(true);
});
