import { spawn } from "node:child_process";
import * as path from "node:path";
import { Interrupted, unlessInterrupted } from "../../cli/interruption";

const root = path.resolve(__dirname, "../..");

describe("work that may be interrupted", () => {
  it("gives its result, or its failure, where nobody does", async () => {
    const { signal } = new AbortController();
    await expect(unlessInterrupted(Promise.resolve("done"), signal)).resolves.toBe("done");
    await expect(unlessInterrupted(Promise.reject(new Error("broken")), signal)).rejects.toThrow("broken");
  });

  it("is waited for no longer once somebody does, also where it never ends", async () => {
    const controller = new AbortController();
    const waiting = unlessInterrupted(new Promise(() => undefined), controller.signal);
    controller.abort(new Interrupted("SIGINT"));
    await expect(waiting).rejects.toThrow("Stopped by SIGINT; started processes are stopped");
    await expect(unlessInterrupted(new Promise(() => undefined), controller.signal)).rejects.toThrow(Interrupted);
  });
});

it.each(["SIGINT", "SIGTERM"] as const)(
  "%s lets a command clean up, and ends it with the exit code of a shell",
  async (signal) => {
    const program = `
    const { interruption, unlessInterrupted } = require("./cli/interruption.ts");
    const signal = interruption();
    // As the package signal-exit does, which the spinner of a terminal brings along.
    process.on("${signal}", function alone() {
      if (process.listeners("${signal}").length > 1) return;
      process.removeListener("${signal}", alone);
      process.kill(process.pid, "${signal}");
    });
    const alive = setInterval(() => undefined, 1000);
    console.log("ready");
    unlessInterrupted(new Promise(() => undefined), signal).catch(() => {
      clearInterval(alive);
      console.log("cleaned up");
    });`;
    const child = spawn(process.execPath, ["--import", "tsx", "-e", program], { cwd: root });
    let said = "";
    const code = await new Promise((resolve) => {
      child.stdout.on("data", (data: Buffer) => {
        said += data.toString();
        if (data.toString().includes("ready")) child.kill(signal);
      });
      child.on("close", resolve);
    });
    expect([code, said]).toEqual([signal === "SIGINT" ? 130 : 143, "ready\ncleaned up\n"]);
  },
);
