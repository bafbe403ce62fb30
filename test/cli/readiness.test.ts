import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { Readiness } from "../../readiness/report/readiness";
import { passedRun, stateText } from "../readiness/report/evidence-of-staging";

const root = path.resolve(__dirname, "../..");
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "readiness-command-"));
const file = (name: string) => path.join(folder, name);
const written = (name: string, text: string): string => {
  fs.writeFileSync(file(name), text);
  return file(name);
};
afterAll(() => {
  fs.rmSync(folder, { recursive: true });
});

/** Runs the command as npm does, without the set-up. */
function readiness(args: readonly string[], input?: string) {
  const words = ["--stack-trace-limit=4", "--import", "tsx", "cli/readiness.ts", ...args];
  const env = { ...process.env, NO_COLOR: "1", CI: undefined };
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: root, encoding: "utf8", input, env });
  return { status, stdout, stderr };
}

const ended = new Date().toISOString();
const state = stateText({ account: "000000000000", time: ended });

it("writes page, Markdown and JSON from the same data, and ends with 2 for a stage that is not ready", () => {
  const args = [
    "--stage",
    "staging",
    "--result",
    written("result.json", JSON.stringify(passedRun("rehearsal", ended))),
  ];
  const files = [
    "--state",
    "-",
    "--html",
    file("a/page.html"),
    "--markdown",
    file("page.md"),
    "--json",
    file("page.json"),
  ];
  const { status, stdout, stderr } = readiness([...args, ...files], state);
  expect({ status, stderr }).toEqual({ status: 2, stderr: "" });
  const report = JSON.parse(fs.readFileSync(file("page.json"), "utf8")) as Readiness;
  expect(report.rows).toHaveLength(517);
  expect(stdout).toMatch(/^Evidence of a rehearsal on a simulated account/);
  for (const text of [stdout, fs.readFileSync(file("a/page.html"), "utf8"), fs.readFileSync(file("page.md"), "utf8")]) {
    expect(text).toContain(report.verdict.sentence);
  }
  expect(stdout).toContain(`Written: ${file("a/page.html")}, ${file("page.md")}, ${file("page.json")}`);
  // The page finds the files of the project from where it lies.
  const [, link = ""] = /href="([^"]*docs\/readiness\.md)"/.exec(fs.readFileSync(file("a/page.html"), "utf8")) ?? [];
  expect(path.resolve(file("a"), link)).toBe(path.join(root, "docs/readiness.md"));
});

it("writes nothing, and ends with 1, for evidence that it cannot use", () => {
  const { status, stdout, stderr } = readiness([
    "--stage",
    "production",
    "--state",
    written("state.json", state),
    "--html",
    file("none.html"),
  ]);
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toContain("is about staging\n    allowed  evidence about production\n");
  expect(fs.existsSync(file("none.html"))).toBe(false);
});
