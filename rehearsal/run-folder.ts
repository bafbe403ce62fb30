import * as fs from "node:fs";
import * as path from "node:path";
import { ExpectedError } from "../settings/faults/expected-error";
import { FolderLock } from "./folder-lock";

export { FolderInUse } from "./folder-lock";

/** What a person is told of a folder that was taken back. */
export const takenBack = "The last run was killed: account and state are restored to their state before it.";

/** The folder of one rehearsal: state, account, events. It is emptied at the start and held until it is released. */
export interface RunFolder {
  readonly path: string;
  /** Where the engine finds the stack's configuration. */
  readonly workDirectory: string;
  /** What the simulated account holds. */
  readonly accountFile: string;
  /** The engine's events, one JSON line each. */
  readonly eventsFile: string;
  /** Whether the last run was killed, so that the folder is as it was before that run. */
  readonly takenBack: boolean;
  /** Gives the folder free; what was there before the run is kept where an engine was killed in it. */
  release(): void;
}

/**
 * Takes the stage's folder below `.rehearsal` for this process; `empty` clears what an earlier run left there. What a killed
 * run has left is taken back first: account and state belong together, and such a run has written one and not the other.
 * Throws FolderInUse when another living process has it, and ExpectedError when it cannot be written.
 */
export function takeRunFolder(root: string, stage: string, { empty }: { readonly empty: boolean }): RunFolder {
  const folder = path.join(root, ".rehearsal", stage);
  const before = `${folder}.before`;
  try {
    fs.mkdirSync(path.dirname(folder), { recursive: true });
    const lock = FolderLock.take(`${folder}.lock`, stage);
    const isTakenBack = fs.existsSync(before) && !empty;
    if (isTakenBack) replace(folder, before);
    if (empty) fs.rmSync(folder, { recursive: true, force: true });
    fs.mkdirSync(path.join(folder, "work"), { recursive: true });
    // Whoever holds the folder runs the only engine in it.
    fs.rmSync(engineLocks(folder), { recursive: true, force: true });
    remember(folder, before);
    return {
      path: folder,
      workDirectory: path.join(folder, "work"),
      accountFile: path.join(folder, "account.jsonl"),
      eventsFile: path.join(folder, "events.jsonl"),
      takenBack: isTakenBack,
      release: () => {
        if (!isLocked(folder)) fs.rmSync(before, { recursive: true, force: true });
        lock.release();
      },
    };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new ExpectedError(
      `${path.join(".rehearsal", stage)} cannot be prepared: ${message}.\n\n    fix      free disk space, or make the folder writable`,
    );
  }
}

/** Where the engine notes that a command runs on a stack, in a state that is kept in a folder. */
function engineLocks(folder: string): string {
  return path.join(folder, "state", ".pulumi", "locks");
}

/** Whether an engine has ended without taking its lock away. */
function isLocked(folder: string): boolean {
  const locks = engineLocks(folder);
  return (
    fs.existsSync(locks) && fs.readdirSync(locks, { recursive: true }).some((name) => String(name).endsWith(".json"))
  );
}

/** What the runs of a folder hand on to each other: the engine's state and configuration, and the account. */
const handedOn = ["state", "work", "account.jsonl", "kept"] as const;

function remember(folder: string, before: string): void {
  const unfinished = `${before}.part`;
  fs.rmSync(unfinished, { recursive: true, force: true });
  fs.mkdirSync(unfinished);
  for (const name of handedOn) {
    const source = path.join(folder, name);
    if (fs.existsSync(source)) fs.cpSync(source, path.join(unfinished, name), { recursive: true });
  }
  fs.rmSync(before, { recursive: true, force: true });
  fs.renameSync(unfinished, before);
}

function replace(folder: string, before: string): void {
  for (const name of handedOn) {
    const kept = path.join(before, name);
    fs.rmSync(path.join(folder, name), { recursive: true, force: true });
    if (fs.existsSync(kept)) fs.cpSync(kept, path.join(folder, name), { recursive: true });
  }
}
