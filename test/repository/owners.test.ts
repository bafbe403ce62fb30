import * as fs from "node:fs";
import * as path from "node:path";

const root = path.resolve(__dirname, "../..");
const lines = fs
  .readFileSync(path.join(root, ".github/CODEOWNERS"), "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"))
  .map((line) => line.split(/\s+/));
const owned = lines.map(([file = ""]) => file);

it("are asked about waivers, production's settings, workflows and what the secret scan lets through", () => {
  expect(owned).toEqual(
    expect.arrayContaining([
      "/policy/waivers/",
      "/Pulumi.production.yaml",
      "/releases/",
      "/.github/",
      "/.secretlintrc.yml",
    ]),
  );
});

it("are named for files and folders that are there", () => {
  const kinds = owned.map((file) => {
    const found = fs.statSync(path.join(root, file), { throwIfNoEntry: false });
    return [file, found === undefined ? "missing" : found.isDirectory()];
  });
  expect(kinds).toEqual(owned.map((file) => [file, file.endsWith("/")]));
});

it("are teams, one for each line", () => {
  expect(lines.filter((words) => words.length !== 2 || !/^@[^/@]+\/[^/@]+$/.test(words[1] ?? ""))).toEqual([]);
});
