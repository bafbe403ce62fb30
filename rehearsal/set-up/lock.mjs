import fs from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { say } from "./step.mjs";

/** How often it is looked whether the other set-up has ended, in milliseconds. */
const interval = 200;

/**
 * Does what only one set-up of a checkout may do at a time; waits while another one is at it, or a program that one has
 * left behind. `work` gets what adds a program to the holders.
 * @template T
 * @param {string} root
 * @param {(holds: (pid: number) => void) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function alone(root, work) {
  const file = path.join(root, ".rehearsal", "set-up.lock");
  fs.mkdirSync(path.dirname(file), { recursive: true });
  for (let said = false; !take(file); await pause(interval)) {
    const holders = holdersOf(file);
    if (holders.length === 0) removeAbandoned(file);
    else if (!said) {
      said = true;
      say(`waiting for another set-up of this checkout (process ${holders.join(", ")}; ${file})`);
    }
  }
  try {
    return await work((pid) => fs.appendFileSync(file, entry(pid)));
  } finally {
    fs.rmSync(file, { force: true });
  }
}

/** Takes the lock with its text in it at once: an empty one would look abandoned. */
function take(file) {
  const own = `${file}.${process.pid}`;
  fs.writeFileSync(own, entry(process.pid));
  try {
    fs.linkSync(own, file);
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    return false;
  } finally {
    fs.rmSync(own, { force: true });
  }
}

/** Takes away a lock whose holders are gone, and not one that somebody else has taken in its place meanwhile. */
function removeAbandoned(file) {
  const aside = `${file}.${process.pid}.abandoned`;
  try {
    fs.renameSync(file, aside);
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
    return;
  }
  if (holdersOf(aside).length > 0 && !fs.existsSync(file)) fs.linkSync(aside, file);
  fs.rmSync(aside, { force: true });
}

function entry(pid) {
  return `${pid} ${startOf(pid)}\n`;
}

/** The processes of the lock that still run. */
function holdersOf(file) {
  let text;
  try {
    text = fs.readFileSync(file, "utf8");
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
    return [];
  }
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => line.split(" "))
    .filter(([pid, start]) => isAlive(Number(pid)) && startOf(Number(pid)) === start)
    .map(([pid]) => pid);
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** When a process was started, in the system's own ticks: a number is given again, and soon in a container. */
function startOf(pid) {
  try {
    const fields = fs
      .readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    return fields[19] ?? "";
  } catch {
    return "";
  }
}
