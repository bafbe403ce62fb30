import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { Command, Option } from "commander";
import { stageOption } from "../../cli/npm-command";
import { meantCommand } from "../../cli/npm-options";

const root = path.resolve(__dirname, "../..");

const program = (): Command => {
  const inner = new Command("status")
    .addOption(stageOption("the stage"))
    .option("--secret <name>")
    .addOption(new Option("--json [file]"));
  return new Command("npm run rotate --").addCommand(inner);
};
const meant = (words: readonly string[], env: NodeJS.ProcessEnv): string | undefined =>
  meantCommand(program(), words, { npm_lifecycle_event: "rotate", ...env });

describe("options that npm keeps to itself", () => {
  it.each<[string, readonly string[], NodeJS.ProcessEnv, string]>([
    [
      "with their values",
      ["status"],
      { npm_config_stage: "production", npm_config_json: "true" },
      "npm run rotate -- status --stage production --json",
    ],
    [
      "with their values among the words",
      ["status", "JWT_SECRET", "production"],
      { npm_config_stage: "true", npm_config_secret: "true" },
      "npm run rotate -- status --stage production --secret JWT_SECRET",
    ],
    ["without a value", ["status"], { npm_config_stage: "true" }, "npm run rotate -- status --stage '<stage>'"],
    [
      "with a value that a shell would take apart",
      ["status"],
      { npm_config_secret: "a b" },
      "npm run rotate -- status --secret 'a b'",
    ],
  ])("are found %s", (_, words, env, command) => {
    expect(meant(words, env)?.replace("'<stage>'", "<stage>")).toBe(command.replace("'<stage>'", "<stage>"));
  });

  it("are found when they begin with no", () => {
    const drill = new Command("npm run drill --").addOption(new Option("--no-gates"));
    const env = { npm_lifecycle_event: "drill", npm_config_gates: "" };
    expect(meantCommand(drill, [], env)).toBe("npm run drill -- --no-gates");
    expect(meantCommand(drill, [], { npm_lifecycle_event: "drill" })).toBeUndefined();
  });

  it("are none where they reached the command, or where another script was started with them", () => {
    expect(meant(["status", "--stage", "production"], {})).toBeUndefined();
    expect(meant(["status"], { npm_lifecycle_event: "test", npm_config_json: "true" })).toBeUndefined();
  });

  it("are none where a person has set npm's own option of the same name for good", () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "npmrc-"));
    const npmrc = path.join(folder, ".npmrc");
    fs.writeFileSync(npmrc, "fund=false\njson = true\n");
    const env = { npm_config_json: "true", npm_config_userconfig: npmrc };
    expect(meant(["status"], env)).toBeUndefined();
    fs.rmSync(folder, { recursive: true });
  });
});

/** Each command, with options as npm tells of them, and what a person should have written. */
const lost: readonly (readonly [string, readonly string[], NodeJS.ProcessEnv, string])[] = [
  ["rehearse", ["production"], { npm_config_stage: "true", npm_config_keep: "true" }, "--stage production --keep"],
  ["rehearse", [], { npm_config_preview_only: "true", npm_config_from_kept: "true" }, "--from-kept --preview-only"],
  ["preview", [], { npm_config_stage: "staging" }, "--stage staging"],
  ["account", ["staging", "pulumi", "up"], { npm_config_stage: "true" }, "--stage staging pulumi up"],
  ["comment", ["result.json"], { npm_config_result: "true" }, "--result result.json"],
  ["negative-tests", [], { npm_config_json: "true" }, "--json"],
  ["bench", ["policy", "2"], { npm_config_rounds: "true" }, "policy --rounds 2"],
  ["drill", ["rotation"], { npm_config_two_slots: "true" }, "rotation --two-slots"],
  ["generate", [], { npm_config_deployed: "true" }, "--deployed"],
  ["proofs", ["jest.json"], { npm_config_jest: "true" }, "--jest jest.json"],
  [
    "rotate",
    ["publish"],
    { npm_config_stage: "staging", npm_config_system: "med-platform" },
    "publish --stage staging --system med-platform",
  ],
  ["stack", ["staging-med-platform"], { npm_config_json: "true" }, "--json staging-med-platform"],
];

it.each(lost)(
  "npm run %s %j refuses them in one line with the right command, and does nothing",
  (script, words, env, right) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", `cli/${script}.ts`, ...words], {
      cwd: root,
      encoding: "utf8",
      env: { ...process.env, npm_lifecycle_event: script, ...env },
    });
    expect({ status, stdout, stderr }).toEqual({
      status: 1,
      stdout: "",
      stderr: `Nothing was run: npm takes options before "--" itself. Use: npm run ${script} -- ${right}\n`,
    });
  },
);

it("are found as npm itself hands them over", () => {
  const { status, stdout, stderr } = spawnSync(
    "npm",
    ["run", "--silent", "--ignore-scripts", "rotate", "status", "--stage=staging"],
    {
      cwd: root,
      encoding: "utf8",
    },
  );
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toContain("Use: npm run rotate -- status --stage staging\n");
});
