import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { run, say, SetUpError } from "./step.mjs";

/** The oldest engine the program is known to work with, and the one that is installed where there is none. */
const engineVersion = "3.250.0";
/** The first line of the Go release that the engine's module asks for (rehearsal/engine/go.mod). */
const goModule = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const engineName = process.platform === "win32" ? "pulumi.exe" : "pulumi";

/** The user's cache folder, by each system's own convention. */
function cacheFolder() {
  if (process.platform === "win32") return process.env.LOCALAPPDATA ?? path.join(os.homedir(), "AppData", "Local");
  if (process.platform === "darwin") return path.join(os.homedir(), "Library", "Caches");
  return process.env.XDG_CACHE_HOME || path.join(os.homedir(), ".cache");
}

/**
 * Finds a Pulumi engine, or brings one: on the PATH, then in the cache, then by the official installer, then built from
 * its Go module. Writes where it is to `record`, for the commands that follow.
 */
export async function prepareEngine(root, record) {
  const engine = (await onPath()) ?? (await inCache()) ?? (await install()) ?? (await build(root));
  if (!engine) {
    throw new SetUpError(
      `No Pulumi engine: install Pulumi ${engineVersion} or newer, or give this machine access to the internet or the Go toolchain, and run the command again.`,
    );
  }
  fs.mkdirSync(path.dirname(record), { recursive: true });
  fs.writeFileSync(record, JSON.stringify(engine));
}

function installation() {
  return path.join(cacheFolder(), "care-platform", "engine", `v${engineVersion}`);
}

/** The version of the engine at `file`, or undefined where there is none that runs. */
async function versionOf(file) {
  try {
    const output = await run(file, ["version"], { env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" } });
    return /^v?(\d+\.\d+\.\d+\S*)/.exec(output.trim())?.[1];
  } catch {
    return undefined;
  }
}

function isNewEnough(version) {
  const [major, minor] = version.split(".").map(Number);
  const [neededMajor, neededMinor] = engineVersion.split(".").map(Number);
  return major === neededMajor && minor >= neededMinor;
}

async function onPath() {
  const found = (process.env.PATH ?? "")
    .split(path.delimiter)
    .filter((folder) => folder !== "" && !folder.includes("node_modules"))
    .map((folder) => path.join(folder, engineName))
    .find((file) => fs.existsSync(file));
  if (!found) return undefined;
  const version = await versionOf(found);
  if (version && isNewEnough(version)) return { path: found, version, source: "PATH" };
  say(`the engine on the PATH is ${version ?? "not one that runs"}; ${engineVersion} or newer is needed`);
  return undefined;
}

async function inCache() {
  const folder = installation();
  const file = path.join(folder, "bin", engineName);
  if (!fs.existsSync(file)) return undefined;
  const version = await versionOf(file);
  if (version !== engineVersion) return undefined;
  const note = path.join(folder, "source");
  return { path: file, version, source: fs.existsSync(note) ? fs.readFileSync(note, "utf8") : "cache" };
}

/** Moves a finished installation to its place in one step, so that two clones may install at the same time. */
function settle(temporary, source) {
  fs.writeFileSync(path.join(temporary, "source"), source);
  const folder = installation();
  fs.rmSync(folder, { recursive: true, force: true });
  try {
    fs.renameSync(temporary, folder);
  } catch (error) {
    if (!fs.existsSync(path.join(folder, "bin", engineName))) throw error;
    fs.rmSync(temporary, { recursive: true, force: true });
  }
}

function temporaryInstallation() {
  fs.mkdirSync(path.dirname(installation()), { recursive: true });
  return fs.mkdtempSync(`${installation()}-`);
}

/** The official release, through the Automation API's own installer. */
async function install() {
  const temporary = temporaryInstallation();
  try {
    say(`fetching the official Pulumi ${engineVersion} (about a minute)`);
    const { PulumiCommand } = await import("@pulumi/pulumi/automation/index.js");
    const { SemVer } = (await import("semver")).default;
    await PulumiCommand.install({ root: temporary, version: new SemVer(engineVersion) });
    settle(temporary, "official release");
    return await inCache();
  } catch (error) {
    say(`the official release is out of reach (${String(error.message).split("\n")[0]})`);
    fs.rmSync(temporary, { recursive: true, force: true });
    return undefined;
  }
}

/** The engine from its Go module. */
async function build(root) {
  try {
    await run("go", ["version"]);
  } catch {
    say("there is no Go toolchain to build the engine with");
    return undefined;
  }
  const temporary = temporaryInstallation();
  const target = path.join(temporary, "bin", engineName);
  const version = `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${engineVersion}`;
  try {
    say(
      `building Pulumi ${engineVersion} from its Go module (4 to 6 minutes the first time, seconds when Go has it cached)`,
    );
    await run("go", ["build", "-trimpath", "-ldflags", `-s -w ${version}`, "-o", target, goModule], {
      cwd: path.join(root, "rehearsal", "engine"),
      env: { ...process.env, CGO_ENABLED: "0" },
    });
    settle(temporary, "Go module");
    return await inCache();
  } catch (error) {
    say(`building the engine failed: ${error.message}`);
    fs.rmSync(temporary, { recursive: true, force: true });
    return undefined;
  }
}
