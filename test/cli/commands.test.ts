import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

const root = path.resolve(__dirname, "../..");

const { scripts, version } = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8")) as {
  readonly scripts: Readonly<Record<string, string>>;
  readonly version: string;
};

/** The scripts that are commands of this project. */
const commands = Object.entries(scripts).flatMap(([name, text]) =>
  /^node .* cli\/[\w-]+\.ts$/.test(text) && !text.includes("&&") ? [name] : [],
);

/** Runs a command as npm does, without the set-up. */
function command(script: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const [program = "", ...own] = (scripts[script] ?? "").split(" ");
  const { status, stdout, stderr } = spawnSync(program, [...own, ...args], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, CI: undefined, FORCE_COLOR: undefined, NO_COLOR: undefined, ...env },
  });
  return { status, stdout, stderr };
}

const help = (script: string, ...words: readonly string[]): string => command(script, [...words, "--help"]).stdout;

describe("every command", () => {
  it("is one of the table", () => {
    expect(commands.length).toBeGreaterThan(10);
  });

  it("says its version", () => {
    expect(command("rotate", ["--version"])).toEqual({ status: 0, stdout: `care-platform ${version}\n`, stderr: "" });
  });

  it.each(commands)("%s is called as npm runs it, and gives its result as JSON on request", (script) => {
    const text = help(script);
    expect(text).toMatch(new RegExp(`^Usage: npm run ${script} -- `));
    const [inner] = [...text.matchAll(/^ {2}([a-z]+) \[options\]/gm)].map(([, name = ""]) => name);
    const options = (inner === undefined ? text : help(script, inner)).replace(/\n {10,}/g, " ");
    expect(options).toMatch(/^ {2}--json \[file\] .*as JSON to the file, or to standard output/m);
  });

  it.each(commands)("%s tells of a mistyped option in one line with the nearest", (script) => {
    const { status, stdout, stderr } = command(script, ["--verzion"]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(/^error: unknown option '--verzion'.* Did you mean --version\?\n$/);
  });
});

describe("a mistyped word", () => {
  it.each<[string, readonly string[], string]>([
    ["rehearse", ["--stage", "produktion"], "Did you mean production?"],
    ["rehearse", ["--stage", "prod"], "Did you mean production?"],
    ["preview", ["--stage", "staging-med-platfrom"], "Did you mean staging-med-platform?"],
    ["account", ["--stage", "stagng", "pulumi", "up"], "Did you mean staging?"],
    ["rotate", ["statu", "--stage", "staging"], "Did you mean status?"],
    ["rotate", ["status", "--stage", "staging", "--system", "med-platfrm"], "Did you mean med-platform?"],
    ["drill", ["rotatoin"], "Did you mean rotation?"],
    ["bench", ["policies"], "policy"],
    ["rehearse", ["--date", "tomorrow"], "2027-05-01"],
    ["stack", ["production-doctor-sytem"], "Did you mean production-doctor-system?"],
  ])("of %s %j gets one line with the nearest choice", (script, args, hint) => {
    const { status, stdout, stderr } = command(script, args);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(stderr).toContain(hint);
  });
});

describe("a refusal of the settings", () => {
  let folder: string;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "reports-"));
  });
  afterEach(() => {
    fs.rmSync(folder, { recursive: true });
  });

  // A stack of one system has no file until somebody makes it.
  const refused = ["--stage", "development-ahava-healthcare"];

  it.each(["rehearse", "account"])("of %s says which file is missing and how to make it", (script) => {
    const words = script === "account" ? ["pulumi", "preview"] : [];
    const { status, stdout, stderr } = command(script, [...refused, ...words]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain("Pulumi.development-ahava-healthcare.yaml does not exist");
    expect(stderr).toContain("npm run stack -- development-ahava-healthcare");
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it("is one JSON document on standard output where that was asked for, and the words go to standard error", () => {
    const { status, stdout, stderr } = command("rehearse", [...refused, "--json"]);
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ stage: "development-ahava-healthcare", ok: false, steps: [] });
    expect(stderr).toMatch(/FAILED {2}The stack development-ahava-healthcare has no settings yet/);
  });

  it("says which files were written", () => {
    const json = path.join(folder, "result.json");
    const sarif = path.join(folder, "result.sarif");
    const { stdout } = command("rehearse", [...refused, "--json", json, "--sarif", sarif]);
    expect(stdout).toBe(`Written: ${json}, ${sarif}\n`);
    expect(JSON.parse(fs.readFileSync(json, "utf8"))).toMatchObject({ ok: false });
  });

  it("has no colours on a build server", () => {
    const { stderr } = command("rehearse", refused, { CI: "true" });
    expect(stderr).not.toContain("\u001b[");
  });
});

describe("npm run account -- request", () => {
  it.each<[string, string[], string]>([
    ["an address that is none", ["GET", "nonsense"], "Allowed: an address such as https://"],
    ["an unknown managed rule", ["GET", "https://a.b/", "--matches", "SQLi_BODI"], "Did you mean SQLi_BODY?"],
    ["no stage", ["GET", "https://a.b/"], "missing --stage"],
    [
      "a file that is not there",
      ["GET", "https://a.b/", "--state", "nothing.json"],
      "nothing.json cannot be read: file not found.",
    ],
  ])("refuses %s in a line", (_, args, message) => {
    const { status, stdout, stderr } = command("account", ["request", ...args]);

    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).not.toContain("    at ");
  });
});

describe("npm run account --types", () => {
  it("lists what the account models, and which languages start", () => {
    const { status, stdout, stderr } = command("account", ["--types", "rds"]);
    expect(status).toBe(0);
    expect(stdout.trimEnd().split("\n")).toContain("aws:rds/instance:Instance");
    expect(stderr).toContain("Program languages available here: ");
    const { types, languages } = JSON.parse(command("account", ["--types", "--json"]).stdout) as {
      readonly types: readonly string[];
      readonly languages: readonly string[];
    };
    expect(types.length).toBeGreaterThan(100);
    expect(languages).toContain("nodejs");
  });

  it("ends with 1 where no type has the name", () => {
    expect(command("account", ["--types", "nothing-like-it"])).toMatchObject({ status: 1, stdout: "" });
  });
});

it("npm run rehearse refuses to begin with a stage that nobody kept", () => {
  const stack = "production-ahava-healthcare";
  const { status, stdout, stderr } = command("rehearse", ["--stage", stack, "--from-kept"]);
  expect({ status, stdout, stderr }).toEqual({
    status: 1,
    stdout: "",
    stderr: `No kept stage of ${stack} to start from. Keep one first: npm run rehearse -- --stage ${stack} --keep\n`,
  });
});

it("npm run rotate says how a file came to be no JSON", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "deployed-"));
  const file = path.join(folder, "deployed.json");
  fs.writeFileSync(file, '\n> care-platform@0.1.0 account\n> node cli/account.ts\n\n{"a": 1}\n');
  const { status, stderr } = command("rotate", ["status", "--stage", "staging", "--deployed", file]);
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: `${file} is not JSON: it starts with npm's output; write the file with "npm run --silent".\n`,
  });
  fs.rmSync(folder, { recursive: true });
});
