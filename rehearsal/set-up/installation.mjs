import fs from "node:fs";
import path from "node:path";
import { run } from "./step.mjs";

/** The oldest engine the program is known to work with, and the one that is installed where there is none. */
export const engineVersion = "3.250.0";
export const engineName = process.platform === "win32" ? "pulumi.exe" : "pulumi";

/** What a set-up that was killed has left is taken away by one that comes this much later, in milliseconds. */
const abandonedAfter = 24 * 60 * 60 * 1000;

/** Where the engine of this version is kept in a cache folder. */
export function installation(cache) {
  return path.join(cache, "care-platform", "engine", `v${engineVersion}`);
}

/** The version of the engine at `file`, or undefined where there is none that runs. */
export async function versionOf(file) {
  try {
    const own = Object.entries(process.env).filter(([name]) => !name.startsWith("PULUMI_"));
    const output = await run(file, ["version"], {
      env: { ...Object.fromEntries(own), PULUMI_SKIP_UPDATE_CHECK: "true" },
    });
    return /^v?(\d+\.\d+\.\d+\S*)/.exec(output.trim())?.[1];
  } catch {
    return undefined;
  }
}

/** The engine that is installed in a cache folder, or undefined. */
export async function installed(cache) {
  const folder = installation(cache);
  const file = path.join(folder, "bin", engineName);
  if (!fs.existsSync(file) || (await versionOf(file)) !== engineVersion) return undefined;
  const note = path.join(folder, "source");
  return { path: file, version: engineVersion, source: fs.existsSync(note) ? fs.readFileSync(note, "utf8") : "cache" };
}

/**
 * Installs into a temporary folder, and puts the finished installation in its place in one step, so that two checkouts
 * may do it at the same time. Nothing is left behind when `work` fails, or when a signal ends the set-up.
 */
export async function install(cache, source, work) {
  const folder = installation(cache);
  fs.mkdirSync(path.dirname(folder), { recursive: true });
  removeAbandoned(folder);
  const temporary = fs.mkdtempSync(`${folder}-`);
  const remove = () => fs.rmSync(temporary, { recursive: true, force: true });
  process.on("exit", remove);
  try {
    await work(temporary);
    fs.writeFileSync(path.join(temporary, "source"), source);
    // Another checkout may have been quicker, and may run what it has installed.
    if ((await installed(cache)) === undefined) {
      fs.rmSync(folder, { recursive: true, force: true });
      fs.renameSync(temporary, folder);
    }
    return await installed(cache);
  } finally {
    process.off("exit", remove);
    remove();
  }
}

function removeAbandoned(folder) {
  const siblings = fs.readdirSync(path.dirname(folder)).filter((name) => name.startsWith(`${path.basename(folder)}-`));
  for (const name of siblings) {
    const sibling = path.join(path.dirname(folder), name);
    const { mtimeMs } = fs.statSync(sibling, { throwIfNoEntry: false }) ?? { mtimeMs: Infinity };
    if (mtimeMs < Date.now() - abandonedAfter) fs.rmSync(sibling, { recursive: true, force: true });
  }
}
