import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { engineEnvironment, locateEngine } from "../../rehearsal/engine/engine";
import { configurationFile, exportState, openStack } from "../../rehearsal/stack";
import type { StackWorkspace } from "../../rehearsal/stack";

// The stack is opened by an engine that notes how it was started, and is the real one.

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "stack-"));
const notes = path.join(folder, "notes");
const workDirectory = path.join(folder, "work");
const secret = 'p4ss "word"\n$HOME: #{ü}';
const plain = '{"a": [1, true, null], "b": "yes"}';

/** What a person's environment may hold that means something to the engine, to Node.js or to a library. */
const hostile: Readonly<Record<string, string>> = {
  PULUMI_OPTION_JSON: "true",
  PULUMI_OPTION_SUPPRESS_OUTPUTS: "nonsense",
  PULUMI_STACK: "another",
  PULUMI_CONFIG: '{"care-platform:owner":"somebody"}',
  PULUMI_CONFIG_PASSPHRASE_FILE: "/nowhere",
  PULUMI_ACCESS_TOKEN: "pul-token",
  PULUMI_PARALLEL: "nonsense",
  HTTPS_PROXY: "http://127.0.0.1:9",
  https_proxy: "http://127.0.0.1:9",
  ALL_PROXY: "socks5://127.0.0.1:9",
  AWS_PROFILE: "production",
  AWS_ENDPOINT_URL: "http://127.0.0.1:9",
  MONGODB_ATLAS_CLIENT_SECRET: "mdb-secret",
  NODE_OPTIONS: "--no-warnings",
  GRPC_VERBOSITY: "DEBUG",
  SOMETHING_NEW: "1",
};
const before = { ...process.env };
let workspace: StackWorkspace;

beforeAll(() => {
  const engine = locateEngine();
  fs.mkdirSync(path.join(folder, "bin"));
  fs.mkdirSync(workDirectory);
  const noting = path.join(folder, "bin", "pulumi");
  const script = `#!/bin/sh\nprintf 'ARG %s\\n' "$@" >> '${notes}'\nenv >> '${notes}'\nexec '${engine.path}' "$@"\n`;
  fs.writeFileSync(noting, script, { mode: 0o755 });
  Object.assign(process.env, hostile);
  const environment = engineEnvironment({ engine, folder, debugProviders: "" });
  workspace = {
    engine: { ...engine, path: noting },
    folder: { path: folder, workDirectory, accountFile: "", eventsFile: "" },
    environment,
  };
});

afterAll(() => {
  for (const name of Object.keys(hostile)) {
    if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = before[name];
  }
  fs.rmSync(folder, { recursive: true });
});

const open = (values: Readonly<Record<string, string>>, configure = false) =>
  openStack(
    {
      stage: "staging",
      file: "Pulumi.staging.yaml",
      values: Object.fromEntries(
        Object.entries(values).map(([key, value]) => [key, { value, secret: key.endsWith("SMTP_PASS") }]),
      ),
    },
    workspace,
    { configure },
  );

it("hands the engine its configuration, no secret of it on a command line or readable in the file", async () => {
  const stack = await open({
    "care-platform:owner": "team-a",
    "care-platform:network": plain,
    "care-platform:number": "012",
    "care-platform:ahava-healthcare.SMTP_PASS": secret,
  });
  expect(await stack.getAllConfig()).toEqual({
    "care-platform:owner": { value: "team-a", secret: false },
    "care-platform:network": { value: plain, secret: false },
    "care-platform:number": { value: "012", secret: false },
    "care-platform:ahava-healthcare.SMTP_PASS": { value: secret, secret: true },
  });
  expect(fs.readFileSync(notes, "utf8")).not.toContain("p4ss");
  expect(fs.readFileSync(configurationFile({ workDirectory }, "staging"), "utf8")).not.toContain("p4ss");
});

it("is configured anew from other settings or when asked to, and otherwise keeps what was set in its own file", async () => {
  const settings = { "care-platform:owner": "team-b" };
  const owner = async (stack: Awaited<ReturnType<typeof open>>) => (await stack.getAllConfig())["care-platform:owner"];
  const anew = await open(settings);
  expect(await anew.getAllConfig()).toEqual({ "care-platform:owner": { value: "team-b", secret: false } });
  await anew.setConfig("care-platform:owner", { value: "tried by hand" });
  expect(await owner(await open(settings))).toEqual({ value: "tried by hand", secret: false });
  expect(await owner(await open(settings, true))).toEqual({ value: "team-b", secret: false });
});

it("shows the engine nothing of the person's environment but what is listed", async () => {
  await open({});
  await exportState("staging", workspace);
  const seen = fs.readFileSync(notes, "utf8").split("\n");
  expect(seen).toEqual(expect.arrayContaining(["ARG export", "ARG select", "AWS_PROFILE="]));
  const named = seen.map((line) => /^(\w+)=/.exec(line)?.[1]).filter((name) => name !== undefined);
  const known = [...Object.keys(workspace.environment), "PULUMI_AUTOMATION_API"];
  // What a shell sets by itself.
  const ofShell = ["PWD", "OLDPWD", "SHLVL", "_"];
  expect([...new Set(named)].filter((name) => !known.includes(name) && !ofShell.includes(name))).toEqual([]);
  expect(Object.keys(workspace.environment).filter((name) => name in hostile)).toEqual(["AWS_PROFILE"]);
});

it("keeps the engine from logging into its home", async () => {
  await open({});
  const home = path.join(folder, "home");
  const logs = fs.readdirSync(home, { recursive: true }).filter((name) => String(name).endsWith(".log"));
  expect(logs).toEqual([]);
  expect(fs.readFileSync(path.join(home, "logs"), "utf8")).toBe("");
});
