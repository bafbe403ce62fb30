import * as fs from "node:fs";

/** The parent of a process; undefined where it has ended, or the system does not tell. */
export function parentOf(pid: number): number | undefined {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name before it stands in brackets and may hold any.
    const [, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return Number(parent);
  } catch {
    return undefined;
  }
}

/** When a process began, in ticks since the machine did; undefined where it has ended, or the system does not tell. */
export function startOf(pid: number): string | undefined {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    return undefined;
  }
}

/** How a process was called, with its arguments. */
export function commandLineOf(pid: number): string {
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
  } catch {
    return "";
  }
}

/** Between npm and its command there is a shell at most, and a wrapper. */
const furthest = 4;

/** The processes from this one's parent up to the npm that runs it; the parent alone where no npm is found. */
export function npmAbove(): readonly number[] {
  const chain = [process.ppid];
  while (chain.length < furthest) {
    const last = chain.at(-1) ?? 0;
    if (/\bnpm\b/.test(commandLineOf(last))) return chain;
    const parent = parentOf(last);
    if (parent === undefined || parent <= 1) break;
    chain.push(parent);
  }
  return [process.ppid];
}

/** Whether each of the processes still is the parent of the one before it, and the first that of this process. */
export function isWhole(chain: readonly number[]): boolean {
  if (process.ppid !== chain[0]) return false;
  return chain.slice(1).every((pid, index) => parentOf(chain[index] ?? 0) === pid);
}
