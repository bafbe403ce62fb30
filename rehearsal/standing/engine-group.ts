import { type ChildProcess, fork } from "node:child_process";
import path from "node:path";
import type { EngineAnswer, EngineOrder } from "./protocol";

/** The process was killed before it answered. */
export class EngineKilled extends Error {}

/** The engine and the program as a process group, one order after the other. */
export class EngineGroup {
  private child: ChildProcess | undefined;

  /** Gives an order, and waits for what came of it; starts the process where there is none. */
  async order<T>(order: EngineOrder): Promise<T> {
    const child = (this.child ??= start());
    const answer = await new Promise<EngineAnswer>((resolve, reject) => {
      const ended = (): void => {
        this.kill();
        reject(new EngineKilled("The engine process ended before it answered."));
      };
      child.once("exit", ended);
      child.once("message", (message) => {
        child.removeListener("exit", ended);
        resolve(message as EngineAnswer);
      });
      child.send(order);
    });
    if ("fault" in answer) throw new Error(answer.fault);
    return answer.result as T;
  }

  /** Ends the engine, the program and whatever they have started, at once. */
  kill(): void {
    const { child } = this;
    this.child = undefined;
    if (child?.pid === undefined) return;
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch (error) {
      // The process and all it has started have ended.
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  }
}

function start(): ChildProcess {
  // What the engine prints is in its events too.
  return fork(path.join(__dirname, "engine-process.ts"), {
    execArgv: ["--stack-trace-limit=4", "--import", "tsx"],
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    detached: true,
    serialization: "advanced",
  });
}
