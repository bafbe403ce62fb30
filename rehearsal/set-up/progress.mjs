import { say } from "./step.mjs";

/** How often a line on a terminal is drawn anew, and how often a new one is printed elsewhere, in milliseconds. */
const redraw = 1000;
const reprint = 30_000;

/**
 * Says which step begins and what it usually takes, and how far it is while it lasts: in one moving line on a terminal, in
 * a line now and then elsewhere, and in none on a build server, whose log keeps every line.
 * @template T
 * @param {string} step
 * @param {{ usually: string, done: () => string }} about `done` says how far the step is, or nothing while that is unknown.
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withProgress(step, { usually, done }, work) {
  say(`${step} (usually ${usually})`);
  const began = performance.now();
  const line = () => {
    const far = done();
    return `set-up: ${far === "" ? "" : `${far}, `}${duration(performance.now() - began)} of usually ${usually}`;
  };
  const moving = isTerminal();
  const show = () => {
    if (moving) process.stderr.write(`\r${line().slice(0, process.stderr.columns - 1)}\u001b[K`);
    else process.stderr.write(`${line()}\n`);
  };
  const timer = onBuildServer() ? undefined : setInterval(show, moving ? redraw : reprint);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    if (moving) process.stderr.write("\r\u001b[K");
  }
}

function onBuildServer() {
  return !["", "0", "false"].includes((process.env.CI ?? "").toLowerCase());
}

function isTerminal() {
  // A terminal of no width is one that nobody looks at.
  const { isTTY, columns } = process.stderr;
  return isTTY === true && columns > 0 && process.env.TERM !== "dumb" && !onBuildServer();
}

/** Milliseconds in the words of a clock: 45 s, 2 min 05 s. */
export function duration(milliseconds) {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, "0")} s`;
}

/** Bytes in the words of a download: 12 MB. */
export function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}
