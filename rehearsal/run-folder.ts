import * as fs from "node:fs";
import * as path from "node:path";

/** Another rehearsal is using the folder. */
export class FolderInUse extends Error {}

/** The folder of one rehearsal: state, account, events. It is emptied at the start and held until it is released. */
export interface RunFolder {
  readonly path: string;
  /** Where the engine finds the stack's configuration. */
  readonly workDirectory: string;
  /** What the simulated account holds. */
  readonly accountFile: string;
  /** The engine's events, one JSON line each. */
  readonly eventsFile: string;
  release(): void;
}

/**
 * Takes the stage's folder below `.rehearsal` for this process; `empty` clears what an earlier run left there. Throws
 * {@link FolderInUse} when another living process has it.
 */
export function takeRunFolder(root: string, stage: string, { empty }: { readonly empty: boolean }): RunFolder {
  const folder = path.join(root, ".rehearsal", stage);
  const lock = `${folder}.lock`;
  fs.mkdirSync(path.dirname(folder), { recursive: true });
  takeLock(lock, stage);
  if (empty) fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(path.join(folder, "work"), { recursive: true });
  return {
    path: folder,
    workDirectory: path.join(folder, "work"),
    accountFile: path.join(folder, "account.jsonl"),
    eventsFile: path.join(folder, "events.jsonl"),
    release: () => {
      fs.rmSync(lock, { force: true });
    },
  };
}

function takeLock(lock: string, stage: string): void {
  try {
    fs.writeFileSync(lock, String(process.pid), { flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    const holder = Number(fs.readFileSync(lock, "utf8"));
    if (isAlive(holder)) {
      throw new FolderInUse(
        `The rehearsal folder of ${stage} is in use by another process of this checkout (${holder}); wait for it to end.`,
      );
    }
    fs.rmSync(lock, { force: true });
    takeLock(lock, stage);
  }
}

function isAlive(holder: number): boolean {
  if (!Number.isInteger(holder) || holder <= 0) return false;
  try {
    process.kill(holder, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
