"use strict";

const { execFileSync } = require("node:child_process");
const fs = require("node:fs");

// Plain JavaScript, so that the guard starts without a compiler.

const variable = "CARE_PLATFORM_RUN";

/** The environment of a living process by its id; undefined where it may not be read or is gone. */
function environmentOf(pid) {
  try {
    return fs.readFileSync(`/proc/${pid}/environ`, "utf8");
  } catch {
    return undefined;
  }
}

function commandOf(pid) {
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0")[0] ?? "";
  } catch {
    return "";
  }
}

function fromProc(mark) {
  return fs
    .readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && `\0${environmentOf(name) ?? ""}`.includes(`\0${variable}=${mark}`))
    .map((name) => ({ pid: Number(name), command: commandOf(name) }));
}

function fromPs(mark) {
  const lines = execFileSync("ps", ["axeww", "-o", "pid=,command="], { encoding: "utf8", maxBuffer: 2 ** 26 });
  return lines.split("\n").flatMap((line) => {
    const [, pid, command] = /^\s*(\d+)\s+(\S+)/.exec(line) ?? [];
    return pid !== undefined && line.includes(` ${variable}=${mark}`) ? [{ pid: Number(pid), command }] : [];
  });
}

function marked(mark) {
  const found = fs.existsSync("/proc/self/environ") ? fromProc(mark) : fromPs(mark);
  return found.filter(({ pid }) => pid !== process.pid);
}

function signal(processes, name) {
  for (const { pid } of processes) {
    try {
      process.kill(pid, name);
    } catch {
      // It has ended since.
    }
  }
}

const isEngine = ({ command }) => /(^|\/)pulumi$/.test(command);

function signalEngines(mark, name) {
  signal(marked(mark).filter(isEngine), name);
}

/** Seconds that what is no engine has to end by itself: it has nothing to write down. */
const othersSeconds = 1;

async function endMarked(mark, graceSeconds) {
  // An engine writes its state before it ends; whatever else runs, a compiler's service among it, is only in the way.
  await whileLiving(() => marked(mark).some(isEngine), graceSeconds);
  await whileLiving(() => marked(mark).length > 0, othersSeconds);
  killMarked(mark);
}

async function whileLiving(isLiving, seconds) {
  const end = Date.now() + seconds * 1000;
  while (isLiving() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 100));
}

function killMarked(mark) {
  // Again and again: a process may have started another before it was killed.
  for (let round = 0; round < 50; round++) {
    const left = marked(mark);
    if (left.length === 0) return;
    signal(left, "SIGKILL");
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
  }
}

module.exports = { variable, marked, signalEngines, endMarked, killMarked };
