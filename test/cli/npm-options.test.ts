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
    [
      "with their values before the command",
      ["production", "JWT_SECRET", "status"],
      { npm_config_stage: "true", npm_config_secret: "true" },
      "npm run rotate -- status --stage production --secret JWT_SECRET",
    ],
    ["without the command", ["staging"], { npm_config_stage: "true" }, "npm run rotate -- <command> --stage staging"],
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
    for (const line of ["json = true", "json[] = true"]) {
      fs.writeFileSync(npmrc, `fund=false\n${line}\n`);
      const env = { npm_config_json: "true", npm_config_userconfig: npmrc };
      expect(meant(["status"], env)).toBeUndefined();
    }
    fs.rmSync(folder, { recursive: true });
  });
});

/** Each command, with options as npm tells of them, and what a person should have written. */
const lost: readonly (readonly [string, readonly string[], NodeJS.ProcessEnv, string])[] = [
  ["rehearse", ["production"], { npm_config_stage: "true", npm_config_keep: "true" }, "--stage production --keep"],
  ["rehearse", [], { npm_config_preview_only: "true", npm_config_from_kept: "true" }, "--from-kept --preview-only"],
  ["preview", [], { npm_config_stage: "staging" }, "--stage staging"],
  ["account", ["staging", "pulumi", "up"], { npm_config_stage: "true" }, "--stage staging pulumi up"],
  [
    "account",
    ["staging", "request", "GET", "https://a.b/"],
    { npm_config_stage: "true" },
    "request --stage staging GET https://a.b/",
  ],
  ["drift", ["staging"], { npm_config_stage: "true", npm_config_rehearsed: "true" }, "--stage staging --rehearsed"],
  ["release", ["status", "staging"], { npm_config_stage: "true" }, "status --stage staging"],
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
  ["rotate", ["staging", "status"], { npm_config_stage: "true" }, "status --stage staging"],
  ["bench", ["2", "policy"], { npm_config_rounds: "true" }, "policy --rounds 2"],
  ["stack", ["staging-med-platform"], { npm_config_json: "true" }, "--json staging-med-platform"],
  ["settings", ["staging"], { npm_config_stage: "true" }, "--stage staging"],
  ["readiness", ["staging"], { npm_config_stage: "true", npm_config_json: "true" }, "--stage staging --json"],
  ["calendar", ["staging"], { npm_config_stage: "true" }, "--stage staging"],
  [
    "image",
    ["staging", "med-platform", "image.tar"],
    { npm_config_stage: "true", npm_config_system: "true" },
    "--stage staging --system med-platform image.tar",
  ],
  ["verify", ["staging"], { npm_config_stage: "true", npm_config_load: "true" }, "--stage staging --load"],
];

it("are looked for by every command", () => {
  const { scripts } = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8")) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  const commands = Object.keys(scripts).filter((name) => scripts[name]?.endsWith(` cli/${name}.ts`));
  expect(commands.length).toBeGreaterThan(15);
  expect([...new Set(lost.map(([script]) => script))].sort()).toEqual(commands.sort());
});

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

it.each([
  ["rotate", ["status", "--stage=staging"], "status --stage staging"],
  ["rotate", ["--stage", "staging", "status"], "status --stage staging"],
  ["rotate", ["--stage=staging", "--json", "status"], "status --stage staging --json"],
  ["rehearse", ["--stage", "production", "--keep"], "--stage production --keep"],
  ["account", ["--stage", "staging", "pulumi", "preview"], "--stage staging pulumi preview"],
] as const)("are found as npm itself hands them over: npm run %s %j", (script, words, right) => {
  const args = ["run", "--silent", "--ignore-scripts", script, ...words];
  const { status, stderr } = spawnSync("npm", args, { cwd: root, encoding: "utf8" });
  const message = `Nothing was run: npm takes options before "--" itself. Use: npm run ${script} -- ${right}`;
  // Where JSON is asked for, npm takes standard output for its own.
  expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining(message) as string });
});
