import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { DamagedAccount, Store } from "../../rehearsal/account/store";
import { FolderInUse, takeRunFolder } from "../../rehearsal/run-folder";

let root: string;

beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), "run-folder-"));
});

afterEach(() => {
  fs.rmSync(root, { recursive: true, force: true });
});

const inside = (...parts: readonly string[]) => path.join(root, ".rehearsal", ...parts);

function write(file: string, text: string): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}

/** A folder in which a run has deployed and ended, and after it another was killed. */
function killedAfter(): void {
  const first = takeRunFolder(root, "staging", { empty: true });
  write(first.accountFile, "before\n");
  write(inside("staging", "state", "stack.json"), "before");
  first.release();
  const second = takeRunFolder(root, "staging", { empty: false });
  write(second.accountFile, "half\n");
  write(inside("staging", "state", "stack.json"), "half");
  write(inside("staging", "state", ".pulumi", "locks", "organization", "project", "stack", "lock.json"), "{}");
  second.release();
}

describe("the lock of a run's folder", () => {
  it("refuses a second holder, and names the file, the process and its command", () => {
    const held = takeRunFolder(root, "staging", { empty: true });
    expect(() => takeRunFolder(root, "staging", { empty: false })).toThrow(FolderInUse);
    expect(() => takeRunFolder(root, "staging", { empty: false })).toThrow(/staging\.lock/);
    expect(() => takeRunFolder(root, "staging", { empty: false })).toThrow(
      new RegExp(`process ${process.pid}: .*node`),
    );
    held.release();
    takeRunFolder(root, "staging", { empty: false }).release();
  });

  it.each([
    ["the id of a process that is none of a rehearsal's", "1"],
    ["nothing", ""],
    ["half a line", '{"pid":'],
    ["no id", "{}"],
    ["a process that has ended", '{"pid":4194303}'],
    ["a living process that began at another time: the id was given out again", `{"pid":${process.pid},"started":"1"}`],
  ])("is taken from a file with %s", (_, text) => {
    write(inside("staging.lock"), text);
    const folder = takeRunFolder(root, "staging", { empty: false });
    expect(JSON.parse(fs.readFileSync(inside("staging.lock"), "utf8"))).toMatchObject({ pid: process.pid });
    folder.release();
    expect(fs.existsSync(inside("staging.lock"))).toBe(false);
  });

  it("is taken from a holder that was killed, and what that one has started is killed too", async () => {
    const mark = `test-${process.pid}`;
    const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], {
      env: { ...process.env, CARE_PLATFORM_RUN: mark },
      stdio: "ignore",
    });
    const ended = new Promise((resolve) => {
      child.on("exit", (_, signal) => {
        resolve(signal);
      });
    });
    await new Promise((resolve) => child.on("spawn", resolve));
    write(inside("staging.lock"), JSON.stringify({ pid: 4194303, mark }));
    takeRunFolder(root, "staging", { empty: false }).release();
    expect(await ended).toBe("SIGKILL");
  });
});

describe("a folder in which a run was killed", () => {
  it("is taken back to what it was before that run", () => {
    killedAfter();
    const folder = takeRunFolder(root, "staging", { empty: false });
    expect(folder.takenBack).toBe(true);
    expect(fs.readFileSync(folder.accountFile, "utf8")).toBe("before\n");
    expect(fs.readFileSync(inside("staging", "state", "stack.json"), "utf8")).toBe("before");
    expect(fs.existsSync(inside("staging", "state", ".pulumi", "locks"))).toBe(false);
    folder.release();
    const next = takeRunFolder(root, "staging", { empty: false });
    expect(next.takenBack).toBe(false);
    next.release();
  });

  it("is emptied where nothing was there before", () => {
    const first = takeRunFolder(root, "staging", { empty: true });
    write(first.accountFile, "half\n");
    write(inside("staging", "state", ".pulumi", "locks", "lock.json"), "{}");
    first.release();
    const folder = takeRunFolder(root, "staging", { empty: false });
    expect(fs.existsSync(folder.accountFile)).toBe(false);
    folder.release();
  });
});

it("names the file, the line and the fix where the account's journal is damaged", () => {
  const file = inside("staging", "account.jsonl");
  write(file, '{"kind":"salt","salt":"x"}\n{"kind":"pu\n{"kind":"remove","type":"a","id":"b"}\n');
  expect(() => new Store(file)).toThrow(DamagedAccount);
  expect(() => new Store(file)).toThrow(/account\.jsonl:2[\s\S]*delete the folder/);
});
