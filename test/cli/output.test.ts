import { spawnSync } from "node:child_process";
import * as path from "node:path";

const root = path.resolve(__dirname, "../..");

/** Runs a command in a shell, with its output going where the shell sends it. */
function shell(command: string) {
  return spawnSync("bash", ["-o", "pipefail", "-c", command], { cwd: root, encoding: "utf8" });
}

const settings = "node --import tsx cli/settings.ts --stage staging";

describe("a command whose output cannot be written", () => {
  it("says so in one line on a full disk", () => {
    const { status, stderr } = shell(`${settings} > /dev/full`);
    expect(stderr).toMatch(/^The output cannot be written: ENOSPC: [^\n]*\n$/);
    expect(status).toBe(1);
  });

  it("ends without a word when its reader has gone", () => {
    const { status, stderr } = shell(`${settings} | true`);
    expect(stderr).toBe("");
    expect(status).toBe(0);
  });
});

it("refuses to check the settings of a folder without a stage file", () => {
  const { status, stdout, stderr } = shell("node --import tsx cli/settings.ts --directory test/images");
  expect(stderr).toBe("There is no stage file in test/images: expected one such as Pulumi.staging.yaml.\n");
  expect([status, stdout]).toEqual([1, ""]);
});
