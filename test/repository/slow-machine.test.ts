import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

// That a busy or slow machine is slow and not red. Lint refuses time limits of single tests; this runs suites whose subject
// waits, ends or times out as on a machine of a tenth of the speed, in the way of cpulimit: stopped for nine tenths of the time.

const root = path.resolve(__dirname, "../..");

/** Each with something that has a limit: processes that are ended, set-up steps, HTTP and gRPC servers, counters of time. */
const suites = [
  "test/cli/interruption.test.ts",
  "test/cli/progress.test.ts",
  "test/rehearsal/account/provider-server.test.ts",
  "test/rehearsal/set-up.test.ts",
  "test/verify/run.test.ts",
];

/** Milliseconds for which the suites run, and are then stopped. */
const slice = { running: 10, stopped: 90 };

interface Result {
  readonly success: boolean;
  readonly numPassedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly { readonly name: string; readonly message: string }[];
}

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "slow-machine-"));
});
afterAll(() => {
  fs.rmSync(folder, { recursive: true });
});

/** Runs suites of the project at a tenth of the speed; resolves to their result and how often they were stopped. */
async function runSlowly(...files: readonly string[]): Promise<{ readonly result: Result; readonly stops: number }> {
  const outputFile = path.join(folder, "result.json");
  const jest = path.join(root, "node_modules/jest/bin/jest.js");
  const args = [jest, "--runInBand", "--json", "--outputFile", outputFile, "--runTestsByPath", ...files];
  // A process group of its own, so that what the suites start is as slow as they are.
  const child = spawn(process.execPath, args, { cwd: root, stdio: "ignore", detached: true });
  const group = -(child.pid ?? 0);
  let [stops, timer] = [0, setTimeout(stop, slice.running)];
  function stop(): void {
    process.kill(group, "SIGSTOP");
    stops += 1;
    timer = setTimeout(resume, slice.stopped);
  }
  function resume(): void {
    process.kill(group, "SIGCONT");
    timer = setTimeout(stop, slice.running);
  }
  await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", resolve);
  }).finally(() => {
    clearTimeout(timer);
  });
  return { result: JSON.parse(fs.readFileSync(outputFile, "utf8")) as Result, stops };
}

it("lets suites that wait for something pass at a tenth of the speed", async () => {
  const { result, stops } = await runSlowly(...suites);
  const failed = result.testResults.filter(({ message }) => message !== "").map(({ message }) => message);
  expect(failed).toEqual([]);
  expect(result).toMatchObject({ success: true, numPendingTests: 0 });
  expect(result.testResults).toHaveLength(suites.length);
  expect(result.numPassedTests).toBeGreaterThan(50);
  expect(stops).toBeGreaterThan(20);
});
