import * as fs from "node:fs";
import * as path from "node:path";
import { ExpectedError } from "../settings/faults/expected-error";
import { commandLineOf, startOf } from "./processes/ancestors";
import { killMarked } from "./processes/marked";
import { ownMark } from "./processes/own-processes";

/** Another rehearsal is using the folder. */
export class FolderInUse extends ExpectedError {}

/** Who holds a folder, as the lock's file says. */
interface Holder {
  readonly pid: number;
  /** When the process began: an id alone is given out again. Absent where the system does not tell. */
  readonly started?: string;
  /** The mark of what it has started. */
  readonly mark?: string;
}

/** The lock of a run's folder: a file that names its holder. */
export class FolderLock {
  private readonly onExit = (): void => {
    fs.rmSync(this.file, { force: true });
  };

  private constructor(private readonly file: string) {
    process.on("exit", this.onExit);
  }

  /**
   * Takes the lock, also from a holder that is gone; what that one has left running is killed. Throws {@link FolderInUse} when
   * the holder lives.
   */
  static take(file: string, stage: string): FolderLock {
    const own: Holder = { pid: process.pid, started: startOf(process.pid), mark: ownMark() };
    for (;;) {
      try {
        // Under its name the file is whole from the beginning.
        const whole = `${file}.${process.pid}`;
        fs.writeFileSync(whole, JSON.stringify(own));
        try {
          fs.linkSync(whole, file);
        } finally {
          fs.rmSync(whole, { force: true });
        }
        return new FolderLock(file);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
      const holder = holderOf(file);
      if (holder !== undefined && holds(holder)) throw inUse(file, stage, holder.pid);
      if (holder?.mark !== undefined) killMarked(holder.mark);
      fs.rmSync(file, { force: true });
    }
  }

  release(): void {
    process.off("exit", this.onExit);
    this.onExit();
  }
}

function inUse(file: string, stage: string, pid: number): FolderInUse {
  const command = commandLineOf(pid);
  return new FolderInUse(
    [
      `The rehearsal folder of ${stage} is in use by another process in this checkout.`,
      "",
      `    given    ${path.relative(process.cwd(), file)}, held by process ${pid}${command === "" ? "" : `: ${command}`}`,
      "    fix      wait for it to end, or stop it; a lock of an ended process is ignored",
    ].join("\n"),
  );
}

/** Undefined where the file is gone, or names no process. */
function holderOf(file: string): Holder | undefined {
  try {
    const held: unknown = JSON.parse(fs.readFileSync(file, "utf8"));
    if (typeof held !== "object" || held === null || !("pid" in held)) return undefined;
    return held as Holder;
  } catch {
    return undefined;
  }
}

/** Whether the process lives, and is the one that took the lock. */
function holds({ pid, started }: Holder): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  return started === undefined || startOf(pid) === started;
}
