import { spawn } from "node:child_process";

/** A step of the set-up that cannot go on; its message is one sentence for the person at the terminal. */
export class SetUpError extends Error {}

/** Says what the set-up is doing, on standard error: standard output belongs to the command that follows. */
export function say(message) {
  process.stderr.write(`set-up: ${message}\n`);
}

/**
 * Runs a command and resolves to its standard output; rejects with the first lines of what it said when it fails or cannot be started.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeout?: number }} [options]
 * @returns {Promise<string>}
 */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    // npm and npx are scripts on Windows, which only a shell can start.
    const child = spawn(command, args, {
      ...options,
      shell: process.platform === "win32",
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    let errors = "";
    child.stdout.on("data", (data) => (output += data));
    child.stderr.on("data", (data) => (errors += data));
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(output);
      else reject(new Error((errors || output).trim().split("\n").slice(0, 8).join("\n") || `exit code ${code}`));
    });
  });
}
