import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** A step of the set-up that cannot go on; its message is one sentence for the person at the terminal. */
export class SetUpError extends Error {}

/** The person or the system ended the set-up. */
export class Interrupted extends SetUpError {
  constructor(exitCode) {
    super("it was interrupted; run the command again to go on.");
    this.exitCode = exitCode;
  }
}

/** Says what the set-up is doing, on standard error: standard output belongs to the command that follows. */
export function say(message) {
  process.stderr.write(`set-up: ${message}\n`);
}

/** The signals that end a set-up, and the exit codes by which shells report them. */
const signals = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

/** A program that does not end when it is told to is killed after this time, in milliseconds. */
const patience = 5000;

/** As much of what a command said as its failure needs, in lines. */
const shownLines = 8;

/**
 * Runs a command and resolves to its standard output; rejects with the first lines of what it said when it fails or
 * cannot be started, without those that `isProgress` takes, and with {@link Interrupted} when a signal ends the set-up: what the command has started has ended then.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, onStart?: (pid: number) => void, isProgress?: (line: string) => boolean }} [options]
 * @returns {Promise<string>}
 */
export function run(command, args, { onStart, isProgress = () => false, ...options } = {}) {
  const onWindows = process.platform === "win32";
  return new Promise((resolve, reject) => {
    let output = "";
    const errors = [];
    let interrupted;
    let deadline;
    let child;
    const kill = (signal) => {
      if (child.pid === undefined) return;
      try {
        if (onWindows) child.kill(signal);
        else process.kill(-child.pid, signal);
      } catch (error) {
        if (error.code !== "ESRCH") throw error;
      }
    };
    // Before the start: a command may already run, and a signal come, while this process has not yet gone on.
    const handlers = Object.entries(signals).map(([signal, exitCode]) => {
      const handler = () => {
        interrupted ??= new Interrupted(exitCode);
        kill("SIGTERM");
        deadline ??= setTimeout(() => kill("SIGKILL"), patience);
      };
      process.on(signal, handler);
      return [signal, handler];
    });
    child = spawn(command, args, {
      ...options,
      // npm and npx are scripts on Windows, which only a shell can start.
      shell: onWindows && !command.endsWith(".exe"),
      // A group of its own, so that all that it has started ends with it.
      detached: !onWindows,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const settle = () => {
      clearTimeout(deadline);
      for (const [signal, handler] of handlers) process.off(signal, handler);
    };
    child.stdout.on("data", (data) => (output += data));
    createInterface({ input: child.stderr }).on("line", (line) => {
      if (!isProgress(line) && (errors.length > 0 || line.trim() !== "") && errors.length < shownLines)
        errors.push(line);
    });
    child.on("spawn", () => onStart?.(child.pid));
    child.on("error", (error) => {
      settle();
      reject(error);
    });
    child.on("close", (code) => {
      settle();
      if (interrupted) reject(interrupted);
      else if (code === 0) resolve(output);
      else {
        const said = errors.length > 0 ? errors : output.trim().split("\n").slice(0, shownLines);
        reject(new Error(said.join("\n").trim() || `exit code ${code}`));
      }
    });
  });
}
