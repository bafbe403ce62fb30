import fs from "node:fs";
import os from "node:os";
import path from "node:path";

/** The folders in which the engine may be kept: the user's cache, and one of the checkout where that cannot be written. */
export function cacheFolders(root) {
  const own = userCache();
  return [...(own === undefined ? [] : [own]), path.join(root, ".rehearsal", "cache")];
}

/** The user's cache folder, by each system's own convention; undefined for a user without a home. */
function userCache() {
  const { LOCALAPPDATA, XDG_CACHE_HOME } = process.env;
  if (process.platform === "win32" && LOCALAPPDATA) return LOCALAPPDATA;
  if (process.platform === "linux" && XDG_CACHE_HOME && path.isAbsolute(XDG_CACHE_HOME)) return XDG_CACHE_HOME;
  const home = homeFolder();
  if (home === undefined) return undefined;
  if (process.platform === "win32") return path.join(home, "AppData", "Local");
  return process.platform === "darwin" ? path.join(home, "Library", "Caches") : path.join(home, ".cache");
}

/** The user's home; undefined where HOME is not set and the system does not know the user, as in many containers. */
export function homeFolder() {
  try {
    const home = os.homedir();
    return path.isAbsolute(home) ? home : undefined;
  } catch {
    return undefined;
  }
}

/** Whether files can be made in the folder, or why not. Makes the folder. */
export function writeFault(folder) {
  try {
    fs.mkdirSync(folder, { recursive: true });
    fs.rmdirSync(fs.mkdtempSync(path.join(folder, "write-")));
    return undefined;
  } catch (error) {
    return error;
  }
}
