import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import * as path from "node:path";
import { ExpectedError } from "../../settings/faults/expected-error";
import { limits } from "../engine/limits";
import { isWhole, npmAbove } from "./ancestors";
import { endMarked, killMarked, variable } from "./marked";

/** The run was ended from outside. */
export class Interrupted extends ExpectedError {
  constructor(
    /** "SIGINT", "SIGTERM", "SIGHUP", or what else ended it. */
    readonly endedBy: string,
    /** As a shell reports it: 128 and the number of the signal. */
    readonly exitCode: number,
  ) {
    super(
      `Stopped by ${endedBy}. No process of this run is still running; the next run continues from the state before it.`,
    );
  }
}

/** Exit codes of a shell for what ends a run. */
const endings = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** How often the processes that started this one are looked at, in milliseconds. */
const interval = 500;

type OnInterruption = (interruption: Interrupted) => void;

const listeners = new Set<OnInterruption>();
let mark: string | undefined;

/** The mark of what this process starts; undefined before {@link ownProcesses}. */
export function ownMark(): string | undefined {
  return mark;
}

/**
 * From now on nothing that this process starts outlives it, and this process ends with the npm that runs it. On SIGINT,
 * SIGTERM and SIGHUP whoever listens by {@link onInterruption} ends first what it has begun; a second signal, or the limit
 * for that, ends everything at once.
 */
export function ownProcesses({ signals = true }: { readonly signals?: boolean } = {}): void {
  if (mark !== undefined) return;
  const inherited = process.env[variable];
  mark = `${inherited === undefined ? "" : `${inherited}.`}${randomUUID()}`;
  startGuard(mark, inherited);
  process.env[variable] = mark;
  // Whoever handles signals itself ends what it has started itself.
  if (!signals) return;
  for (const [signal, exitCode] of Object.entries(endings)) {
    process.on(signal, () => {
      interrupt(new Interrupted(signal, exitCode));
    });
  }
  endWithNpm();
}

/** Waits until nothing is left of what this process has started; kills what is after the limit for an ending. */
export async function endOwnProcesses(): Promise<void> {
  if (mark !== undefined) await endMarked(mark, limits.endingSeconds);
}

/** Calls the listener when the run is interrupted; returns what takes the listener away. */
export function onInterruption(listener: OnInterruption): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

let interrupted: number | undefined;

/** On a terminal the same Ctrl-C comes twice: from the terminal and from npm. So long, in milliseconds, it counts once. */
const sameSignal = 1000;

function interrupt(interruption: Interrupted): void {
  const now = performance.now();
  if (interrupted !== undefined && now - interrupted < sameSignal) return;
  if (interrupted !== undefined || listeners.size === 0) endNow(interruption);
  interrupted = now;
  for (const listener of listeners) listener(interruption);
  setTimeout(
    () => {
      endNow(interruption);
    },
    (limits.endingSeconds + 5) * 1000,
  ).unref();
}

function endNow({ message, exitCode }: Interrupted): never {
  if (mark !== undefined) killMarked(mark);
  process.stderr.write(`\n${message}\n`);
  process.exit(exitCode);
}

function startGuard(guarded: string, inherited: string | undefined): void {
  // It must not find itself among the marked.
  const environment = { ...process.env };
  Reflect.deleteProperty(environment, variable);
  const guard = spawn(process.execPath, [path.join(__dirname, "guard.js"), guarded, String(limits.endingSeconds)], {
    env: { ...environment, ...(inherited !== undefined && { [variable]: inherited }) },
    stdio: ["pipe", "ignore", "ignore"],
    // Signals of the terminal are for the run, not for its guard.
    detached: true,
  });
  guard.unref();
  (guard.stdin as unknown as { unref(): void }).unref();
  guard.stdin.on("error", () => undefined);
  guard.on("error", () => undefined);
  // Whoever kills the guard leaves the run without one.
  guard.on("exit", () => {
    if (interrupted === undefined) startGuard(guarded, inherited);
  });
}

/** npm passes SIGTERM on to a shell, which does not, and kill -9 of it reaches nobody. */
function endWithNpm(): void {
  if (process.env.npm_lifecycle_event === undefined) return;
  const chain = npmAbove();
  const watch = setInterval(() => {
    if (isWhole(chain)) return;
    clearInterval(watch);
    interrupt(new Interrupted("the end of npm", endings.SIGHUP));
  }, interval);
  watch.unref();
}
