import fs from "node:fs";
import path from "node:path";
import { cacheFolders, writeFault } from "./cache-folder.mjs";
import { buildEngine, hasGo } from "./engine-build.mjs";
import { installRelease } from "./engine-release.mjs";
import { engineName, engineVersion, installed, versionOf } from "./installation.mjs";
import { Interrupted, say, SetUpError } from "./step.mjs";
import { explained, explainedOutput } from "./system-fault.mjs";

/**
 * Finds a Pulumi engine, or brings one: on the PATH, then in a cache, then by the official installer, then built from
 * its Go module. Writes where it is to `record`, for the commands that follow.
 */
export async function prepareEngine(root, record) {
  const engine = (await onPath()) ?? (await inCache(root)) ?? (await bring(root));
  fs.mkdirSync(path.dirname(record), { recursive: true });
  // Whole at once: another command of this checkout may read it now.
  const temporary = `${record}.${process.pid}`;
  fs.writeFileSync(temporary, JSON.stringify(engine));
  fs.renameSync(temporary, record);
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
    .map((folder) => path.resolve(folder, engineName))
    .find(isProgram);
  if (!found) return undefined;
  const version = await versionOf(found);
  if (version && isNewEnough(version)) return { path: found, version, source: "PATH" };
  say(`the engine on the PATH is ${version ?? "not one that runs"}; ${engineVersion} or newer is needed`);
  return undefined;
}

function isProgram(file) {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}

async function inCache(root) {
  for (const cache of cacheFolders(root)) {
    const engine = await installed(cache);
    if (engine !== undefined) return engine;
  }
  return undefined;
}

/** Installs or builds an engine in the first cache folder that can be written. */
async function bring(root) {
  const cache = writableCache(root);
  const release = await attempt("the official release is out of reach", () => installRelease(cache));
  if (release !== undefined) return release;
  if (await hasGo()) {
    const built = await attempt("building the engine failed", () => buildEngine(root, cache));
    if (built !== undefined) return built;
  } else {
    say("there is no Go toolchain to build the engine with");
  }
  throw new SetUpError(
    `No Pulumi engine: install Pulumi ${engineVersion} or newer, or give this machine access to the internet or the Go toolchain, and run the command again.`,
  );
}

function writableCache(root) {
  const faults = [];
  for (const cache of cacheFolders(root)) {
    const fault = writeFault(path.join(cache, "care-platform", "engine"));
    if (fault === undefined) {
      if (faults.length > 0) say(`${faults.map(explained).join(" ")} The engine is kept in ${cache}`);
      return cache;
    }
    if (explained(fault) === undefined) throw fault;
    faults.push(fault);
  }
  throw new SetUpError(faults.map(explained).join(" "));
}

/** Resolves to the engine, or to nothing when the way does not lead to one; a full disk is a fault of every way. */
async function attempt(failure, work) {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    const fault = explained(error) ?? explainedOutput(error.message);
    if (fault !== undefined) throw new SetUpError(fault);
    say(`${failure}: ${error.message.split("\n")[0]}`);
    return undefined;
  }
}
