import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { transformSync } from "esbuild";
import { SetUpProcess, setUp } from "./set-up-process";
import type { SetUpResult } from "./set-up-process";

// The set-up, with a PATH, a cache and a network of its own.

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
function prepareEngine(
  searchPath: readonly string[],
  cache: string,
  more: NodeJS.ProcessEnv = {},
): Promise<SetUpResult> {
  const script = `
    globalThis.fetch = () => Promise.reject(new Error("no network"));
    const { prepareEngine } = await import(${JSON.stringify(path.join(setUp, "engine.mjs"))});
    await prepareEngine(${JSON.stringify(folder)}, ${JSON.stringify(record)}).catch((error) => {
      console.error(error.constructor.name + ": " + error.message);
      process.exitCode = 1;
    });`;
  return new SetUpProcess(script, {
    PATH: searchPath.join(path.delimiter),
    XDG_CACHE_HOME: cache,
    HOME: folder,
    ...more,
  }).ended;
}

/** A folder with a Go toolchain whose build makes an engine, `steps` long: each writes what Go writes. */
function folderWithGo(steps = ""): string {
  const made = path.join(folder, `bin-${++number}`);
  fs.mkdirSync(made);
  const script = `#!/bin/sh
case "$1" in
  version) ;;
  env) [ -z "$GOCACHE" ] || echo "$GOCACHE"; echo; env > '${made}/go-env' ;;
  list) printf 'one\\ntwo\\n' ;;
  build)
    ${steps}
    while [ "$1" != -o ]; do shift; done
    mkdir -p "$(dirname "$2")"
    printf '#!/bin/sh\\necho v3.250.0\\n' > "$2"
    chmod +x "$2"
    env > '${made}/build-env' ;;
esac
`;
  fs.writeFileSync(path.join(made, "go"), script, { mode: 0o755 });
  return made;
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

const system = ["/usr/bin", "/bin"];

it("builds the engine from its Go module, for this machine whatever Go is set to build for", async () => {
  const cache = newCache();
  const go = folderWithGo("echo one >&2; echo two >&2");
  const { exitCode, stderr } = await prepareEngine([go, ...system], cache, { GOOS: "plan9", GOWORK: "/nowhere" });

  expect(exitCode).toBe(0);
  expect(stderr).toContain("building Pulumi 3.250.0 from its Go module (usually 3 to 6 minutes");
  const file = path.join(cache, "care-platform", "engine", "v3.250.0", "bin", "pulumi");
  expect(recorded()).toEqual({ path: file, version: "3.250.0", source: "Go module" });
  expect(fs.readdirSync(path.join(cache, "care-platform", "engine"))).toEqual(["v3.250.0"]);
  expect(fs.readFileSync(path.join(go, "build-env"), "utf8")).not.toMatch(/^GOOS=|^GOWORK=\/nowhere/m);
});

it("keeps the engine and Go's caches in the checkout where the user's cache cannot be written, and says so", async () => {
  const cache = path.join(folder, "engine.json", "cache");
  const go = folderWithGo();
  const { exitCode, stderr } = await prepareEngine([go, ...system], cache, { HOME: "/dev/null" });
  const own = path.join(folder, ".rehearsal", "cache");

  expect(exitCode).toBe(0);
  expect(stderr).toContain(`${path.join(cache, "care-platform", "engine")} cannot be written`);
  expect(stderr).toContain(`The engine is kept in ${own}`);
  expect(fs.readFileSync(path.join(go, "build-env"), "utf8")).toContain(`GOCACHE=${path.join(own, "care-platform")}`);
  // And it is found there.
  expect(await prepareEngine(system, cache)).toEqual({ exitCode: 0, stderr: "" });
  fs.rmSync(path.join(folder, ".rehearsal"), { recursive: true });
});

it("says that the disk is full, and not that there is no engine", async () => {
  const go = folderWithGo('echo "open /x: no space left on device" >&2; exit 1');
  const { exitCode, stderr } = await prepareEngine([go, ...system], newCache());

  expect(exitCode).toBe(1);
  expect(stderr.trim().split("\n").at(-1)).toBe(
    "SetUpError: the disk is full; free some space and run the command again",
  );
});

describe("progress", () => {
  /** Runs a step of 65 seconds on the clock of Node's test runner, on a terminal or not; what was printed. */
  async function printed(terminal: string, environment: NodeJS.ProcessEnv = {}): Promise<readonly string[]> {
    const script = `
      import { mock } from "node:test";
      mock.timers.enable({ apis: ["setInterval"] });
      let now = 0;
      performance.now = () => now;
      ${terminal}
      const { withProgress } = await import(${JSON.stringify(path.join(setUp, "progress.mjs"))});
      let done = 0;
      await withProgress("doing", { usually: "a minute", done: () => done + " of 65 parts" }, async () => {
        for (; done < 65; ) { done += 1; now += 1000; mock.timers.tick(1000); }
      });`;
    const { exitCode, stderr } = await new SetUpProcess(script, {
      PATH: process.env.PATH,
      NODE_NO_WARNINGS: "1",
      ...environment,
    }).ended;
    expect(exitCode).toBe(0);
    return stderr.split(/[\r\n]/).filter(Boolean);
  }
  const first = "set-up: doing (usually a minute)";

  it("is a line now and then where there is no terminal", async () => {
    expect(await printed("")).toEqual([
      first,
      "set-up: 30 of 65 parts, 30 s of usually a minute",
      "set-up: 60 of 65 parts, 1 min 00 s of usually a minute",
    ]);
  });

  it("is one line that moves on a terminal, and no wider than that", async () => {
    const terminal = (columns: number) => `Object.assign(process.stderr, { isTTY: true, columns: ${columns} });`;
    const wide = await printed(terminal(80));
    expect(wide).toHaveLength(67);
    expect(wide[65]).toBe("set-up: 65 of 65 parts, 1 min 05 s of usually a minute\u001b[K");
    expect((await printed(terminal(20)))[65]).toBe("set-up: 65 of 65 pa\u001b[K");
    // A terminal without a width, and one that cannot go back in a line.
    expect(await printed(terminal(0))).toHaveLength(3);
    expect(await printed(terminal(80), { TERM: "dumb" })).toHaveLength(3);
  });

  it("is silent on a build server", async () => {
    expect(await printed("", { CI: "true" })).toEqual([first]);
  });
});

describe("the version of Node.js", () => {
  const prepare = path.join(setUp, "prepare.mjs");
  const minimum = (
    JSON.parse(fs.readFileSync(path.join(setUp, "..", "..", "package.json"), "utf8")) as { engines: { node: string } }
  ).engines.node.replace(">=", "");

  it.each(["12.22.12", "18.20.8", "20.10.0", "20.18.3", "9.99.0"])(
    "%s is too old, in one sentence",
    async (version) => {
      const script = `
      Object.defineProperty(process.versions, "node", { value: ${JSON.stringify(version)} });
      await import(${JSON.stringify(prepare)});`;
      const { exitCode, stderr } = await new SetUpProcess(script, { PATH: process.env.PATH }).ended;
      expect(exitCode).toBe(1);
      expect(stderr).toBe(
        `set-up cannot go on: Node.js ${minimum} or newer is needed; this is ${version} (${process.execPath}).\n`,
      );
    },
  );

  it.each(["20.19.0", "20.20.2", "22.0.0", "100.1.0"])("%s is new enough", async (version) => {
    const script = `
      Object.defineProperty(process.versions, "node", { value: ${JSON.stringify(version)} });
      const { tooOld } = await import(${JSON.stringify(path.join(setUp, "node-version.mjs"))});
      if (tooOld(${JSON.stringify(path.join(setUp, "..", ".."))}) !== undefined) process.exit(1);`;
    expect(await new SetUpProcess(script, { PATH: process.env.PATH }).ended).toEqual({ exitCode: 0, stderr: "" });
  });

  it("is looked at by files that an old one can read", () => {
    const loaded = [prepare];
    for (const file of loaded) {
      const source = fs.readFileSync(file, "utf8");
      const [plain, old] = ["esnext", "node12.22"].map(
        (target) => transformSync(source, { target, loader: "js" }).code,
      );
      expect({ file, old }).toEqual({ file, old: plain });
      expect(source).not.toMatch(/from "node:|import\.meta\.dirname/);
      for (const [, other = ""] of source.matchAll(/^import .* from "(\.[^"]+)";$/gm)) {
        loaded.push(path.join(path.dirname(file), other));
      }
    }
    expect(loaded.map((file) => path.basename(file))).toEqual(["prepare.mjs", "node-version.mjs"]);
  });
});
