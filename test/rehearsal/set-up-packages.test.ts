import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { SetUpProcess, setUp } from "./set-up-process";

// The set-up's first step, in a checkout of its own, with an npm that does what the test wants.

const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "packages-")));
const steps = JSON.stringify(path.join(setUp, "steps.mjs"));
let number = 0;

afterAll(() => {
  fs.rmSync(folder, { recursive: true });
});

/** A checkout with two packages, and an npm; `npm` is the body of its program, which has `install()` and `args`. */
class Checkout {
  readonly root = path.join(folder, `checkout-${++number}`);
  readonly npm = path.join(this.root, "npm-cli.js");

  constructor(npm = "install();") {
    fs.mkdirSync(this.root);
    const packages = {
      "": { name: "it" },
      "node_modules/a": {},
      "node_modules/@b/c": {},
      "node_modules/elsewhere": { os: ["a system that this is not"], optional: true },
    };
    this.write("package-lock.json", JSON.stringify({ packages }));
    this.write("package.json", "{}");
    this.replaceNpm(npm);
  }

  replaceNpm(body: string): void {
    this.write(
      "npm-cli.js",
      `const fs = require("node:fs");
      const args = process.argv.slice(2);
      fs.appendFileSync("runs", args.join(" ") + "\\n");
      const install = () => {
        const packages = {};
        for (const name of ["a", "@b/c"]) {
          fs.mkdirSync("node_modules/" + name, { recursive: true });
          fs.writeFileSync("node_modules/" + name + "/package.json", "{}");
          packages["node_modules/" + name] = {};
        }
        fs.writeFileSync("node_modules/.package-lock.json", JSON.stringify({ packages }));
      };
      const fail = (text) => { console.error(text); process.exit(1); };
      ${body}`,
    );
  }

  write(file: string, text: string): void {
    fs.writeFileSync(path.join(this.root, file), text);
  }

  read(file: string): string {
    return fs.readFileSync(path.join(this.root, file), "utf8");
  }

  exists(file: string): boolean {
    return fs.existsSync(path.join(this.root, file));
  }

  /** How often npm was started. */
  get runs(): number {
    return this.exists("runs") ? this.read("runs").trim().split("\n").length : 0;
  }

  start(): SetUpProcess {
    const script = `const { prepare } = await import(${steps}); await prepare(${JSON.stringify(this.root)}, "packages");`;
    return new SetUpProcess(script, { PATH: process.env.PATH, HOME: folder, npm_execpath: this.npm });
  }
}

it("installs the packages once, those for development too, and again when the lock file changes", async () => {
  const checkout = new Checkout();
  expect(await checkout.start().ended).toMatchObject({ exitCode: 0 });
  expect(checkout.read("runs")).toMatch(/^ci .*--include=dev/);
  expect(await checkout.start().ended).toEqual({ exitCode: 0, stderr: "" });
  expect(checkout.runs).toBe(1);
  checkout.write("package-lock.json", JSON.stringify({ packages: {}, changed: true }));
  await checkout.start().ended;
  expect(checkout.runs).toBe(2);
});

it("installs them again when one is missing, and names it", async () => {
  const checkout = new Checkout();
  await checkout.start().ended;
  fs.rmSync(path.join(checkout.root, "node_modules/@b/c"), { recursive: true });
  expect((await checkout.start().ended).stderr).toContain("the package @b/c is missing");
  expect(checkout.exists("node_modules/@b/c/package.json")).toBe(true);
});

it.each([
  ["npm error code ENOSPC\nnpm error ENOSPC: no space left on device, write", /the disk is full/],
  ["npm error code EACCES\nnpm error EACCES: permission denied, mkdir '/x'", /this user may not write/],
  ["npm error code EUSAGE\nnpm error `npm ci` can only install packages when", /run npm install/],
  ["npm error code EROFS\nnpm error EROFS: read-only file system, mkdir", /read-only/],
  ["npm error code ENOTFOUND\nnpm error network request to https://r.test/a failed", /registry is out of reach/],
])("says in one line what is missing: %j", async (said, meaning) => {
  const checkout = new Checkout(`fail(${JSON.stringify(said)});`);
  const { exitCode, stderr } = await checkout.start().ended;
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/^set-up cannot go on: npm ci failed: .*$/m);
  expect(stderr).toMatch(meaning);
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(checkout.exists("node_modules/.installed-from")).toBe(false);
});

it("takes the packages from npm's cache where the registry is out of reach", async () => {
  const checkout = new Checkout(`if (!args.includes("--offline")) fail("npm error code EAI_AGAIN"); install();`);
  expect(await checkout.start().ended).toMatchObject({ exitCode: 0 });
  expect(checkout.runs).toBe(2);
});

/** An npm that has another program started, and ends for neither signal that a terminal sends. */
const stubborn = `
  process.on("SIGINT", () => undefined);
  process.on("SIGTERM", () => process.exit(1));
  require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "inherit" })
    .on("spawn", function () { fs.writeFileSync("pids", process.pid + " " + this.pid); });
  fs.mkdirSync("node_modules", { recursive: true });
  setInterval(() => {}, 1000);`;

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Looks again and again; the limit of the test is the limit of the wait. */
const until = (condition: () => boolean): Promise<void> =>
  new Promise((resolve) => {
    const timer = setInterval(() => {
      if (!condition()) return;
      clearInterval(timer);
      resolve();
    }, 20);
  });

it.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
] as const)("ends npm and all it has started at %s, and installs at the next run", async (signal, exitCode) => {
  const checkout = new Checkout(stubborn);
  const first = checkout.start();
  await until(() => checkout.exists("pids") && checkout.read("pids").includes(" "));
  const pids = checkout.read("pids").split(" ").map(Number);
  first.child.kill(signal);
  const result = await first.ended;
  expect(result.exitCode).toBe(exitCode);
  expect(result.stderr).toContain("set-up cannot go on: it was interrupted");
  await until(() => !pids.some(isAlive));

  checkout.replaceNpm("install();");
  expect(await checkout.start().ended).toMatchObject({ exitCode: 0 });
  expect(fs.readdirSync(path.join(checkout.root, ".rehearsal"))).toEqual([]);
});

it("waits for the npm of a set-up that was killed, and does not run beside it", async () => {
  const checkout = new Checkout(`
    fs.writeFileSync("begun", "");
    const wait = setInterval(() => { if (fs.existsSync("go-on")) { clearInterval(wait); install(); } }, 20);`);
  const first = checkout.start();
  await until(() => checkout.exists("begun"));
  first.child.kill("SIGKILL");
  await first.ended;
  checkout.replaceNpm(`if (!fs.existsSync("go-on")) fail("two at once"); install();`);
  const second = checkout.start();
  await second.says("waiting for another set-up of this checkout");
  checkout.write("go-on", "");
  expect(await second.ended).toMatchObject({ exitCode: 0 });
});

it("installs once when several set-ups begin at the same time", async () => {
  const checkout = new Checkout(`
    if (fs.existsSync("busy")) fail("two at once");
    fs.writeFileSync("busy", "");
    const wait = setInterval(() => { if (fs.existsSync("go-on")) { clearInterval(wait); install(); fs.rmSync("busy"); } }, 20);`);
  const started = [1, 2, 3].map(() => checkout.start());
  await until(() => started.filter(({ stderr }) => stderr.includes("waiting for another set-up")).length === 2);
  checkout.write("go-on", "");
  const results = await Promise.all(started.map(({ ended }) => ended));
  expect(results.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
  expect(checkout.runs).toBe(1);
});

it("passes over a lock whose process is gone, or is another one with its number", async () => {
  const checkout = new Checkout();
  fs.mkdirSync(path.join(checkout.root, ".rehearsal"));
  checkout.write(".rehearsal/set-up.lock", `${process.pid} 1\n999999999 1\n`);
  expect(await checkout.start().ended).toMatchObject({ exitCode: 0 });
});
