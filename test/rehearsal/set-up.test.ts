import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

// The set-up, with a PATH, a cache and a network of its own.

const setUp = path.resolve(__dirname, "..", "..", "rehearsal", "set-up");
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "set-up-"));
const record = path.join(folder, "engine.json");
fs.mkdirSync(path.join(folder, "rehearsal", "engine"), { recursive: true });
let number = 0;

afterAll(() => {
  fs.rmSync(folder, { recursive: true });
});

/** A folder with an executable that prints the text, whatever it is asked. */
function folderWith(name: string, text: string, parent = folder): string {
  const made = path.join(parent, `bin-${++number}`);
  fs.mkdirSync(made, { recursive: true });
  fs.writeFileSync(path.join(made, name), `#!/bin/sh\necho '${text}'\n`, { mode: 0o755 });
  return made;
}

/** Looks for an engine where there is no network and nothing on the PATH but `searchPath`. */
function prepareEngine(searchPath: readonly string[], cache: string) {
  const script = `
    globalThis.fetch = () => Promise.reject(new Error("no network"));
    const { prepareEngine } = await import(${JSON.stringify(path.join(setUp, "engine.mjs"))});
    await prepareEngine(${JSON.stringify(folder)}, ${JSON.stringify(record)}).catch((error) => {
      console.error(error.constructor.name + ": " + error.message);
      process.exitCode = 1;
    });`;
  return new Promise<{ exitCode: number; stderr: string }>((resolve) => {
    const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
      env: { PATH: searchPath.join(path.delimiter), XDG_CACHE_HOME: cache, HOME: folder },
    });
    let stderr = "";
    child.stderr.on("data", (data: Buffer) => (stderr += data.toString()));
    child.on("close", (code) => {
      resolve({ exitCode: code ?? 1, stderr });
    });
  });
}

const newCache = (): string => fs.mkdtempSync(path.join(folder, "cache-"));
const recorded = (): unknown => JSON.parse(fs.readFileSync(record, "utf8"));

it("takes the engine on the PATH when it is new enough", async () => {
  const found = folderWith("pulumi", "v3.251.0");
  const { exitCode } = await prepareEngine([found], newCache());

  expect(exitCode).toBe(0);
  expect(recorded()).toEqual({ path: path.join(found, "pulumi"), version: "3.251.0", source: "PATH" });
});

it("passes over one that is too old, says so, and takes the one in the cache", async () => {
  const cache = newCache();
  const installed = path.join(cache, "care-platform", "engine", "v3.250.0");
  fs.mkdirSync(path.join(installed, "bin"), { recursive: true });
  fs.cpSync(path.join(folderWith("pulumi", "v3.250.0"), "pulumi"), path.join(installed, "bin", "pulumi"));
  fs.writeFileSync(path.join(installed, "source"), "Go module");
  const { exitCode, stderr } = await prepareEngine([folderWith("pulumi", "v3.99.1")], cache);

  expect(exitCode).toBe(0);
  expect(stderr).toContain("the engine on the PATH is 3.99.1; 3.250.0 or newer is needed");
  expect(recorded()).toEqual({ path: path.join(installed, "bin", "pulumi"), version: "3.250.0", source: "Go module" });
});

it("ends with one clear sentence where there is no network and no Go", async () => {
  const cache = newCache();
  const { exitCode, stderr } = await prepareEngine([], cache);

  expect(exitCode).toBe(1);
  expect(stderr).toContain("the official release is out of reach");
  expect(stderr).toContain("there is no Go toolchain to build the engine with");
  expect(stderr.trim().split("\n").at(-1)).toBe(
    "SetUpError: No Pulumi engine: install Pulumi 3.250.0 or newer, or give this machine access to the internet or the " +
      "Go toolchain, and run the command again.",
  );
  expect(fs.readdirSync(path.join(cache, "care-platform", "engine"))).toEqual([]);
});

it("leaves nothing half-built when the build fails", async () => {
  const cache = newCache();
  const go = path.join(folderWith("go", ""), "go");
  fs.writeFileSync(go, '#!/bin/sh\n[ "$1" = version ] || { echo "module lookup disabled" >&2; exit 1; }\n');
  const { exitCode, stderr } = await prepareEngine([path.dirname(go)], cache);

  expect(exitCode).toBe(1);
  expect(stderr).toContain("building the engine failed: module lookup disabled");
  expect(fs.readdirSync(path.join(cache, "care-platform", "engine"))).toEqual([]);
});
