import { type System } from "../stacks/settings/systems";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { build } from "esbuild";
import type { Numbered, Work, WorkResult } from "./application/protocol";

/**
 * Milliseconds after which a task that has not answered counts as hanging (our default): long enough that a
 * busy machine is slow and no failure.
 */
const patience = 600_000;

/** Puts the application into one file, so that a task starts quickly; returns the file. */
export async function bundleApplication(folder: string): Promise<string> {
  const outfile = path.join(folder, "task.js");
  await build({
    entryPoints: [path.join(__dirname, "application", "task.ts")],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    external: ["pg-native", "pg-cloudflare", "redis", "@redis/client"],
    logLevel: "error",
  });
  return outfile;
}

/** What a task is started with. */
export interface TaskStart {
  readonly system: System;
  /** Which of the system's tasks it is, counted from 1. */
  readonly number: number;
  /** The bundled application. */
  readonly program: string;
  /** The file with the certificates it trusts. */
  readonly certificates: string;
  /** Its variables, as a container has them; it gets no others but these and the path of the certificates. */
  readonly environment: Readonly<Record<string, string>>;
}

/** A task of a system: a separate process that only has its variables. */
export class TaskProcess {
  readonly name: string;
  readonly system: System;
  private readonly answers = new Map<
    number,
    { resolve: (result: WorkResult) => void; reject: (error: Error) => void }
  >();
  private asked = 0;
  private errors = "";

  private constructor(
    private readonly child: ChildProcess,
    { system, number }: TaskStart,
  ) {
    this.system = system;
    this.name = `${system} task ${number}`;
    child.stderr?.on("data", (text: Buffer) => {
      this.errors += text.toString();
    });
    child.on("message", (message) => {
      if (message === "ready") return;
      const { number: of, body } = message as Numbered<WorkResult>;
      this.answers.get(of)?.resolve(body);
      this.answers.delete(of);
    });
    child.once("exit", () => {
      for (const { reject } of this.answers.values()) reject(this.ended());
      this.answers.clear();
    });
  }

  /** Starts a task; throws when it ends before it is ready, with what it said. */
  static async start(args: TaskStart): Promise<TaskProcess> {
    const child = spawn(process.execPath, [args.program], {
      env: { ...args.environment, SYSTEM: args.system, NODE_EXTRA_CA_CERTS: args.certificates },
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    const task = new TaskProcess(child, args);
    await Promise.race([
      once(child, "message"),
      once(child, "exit").then(() => {
        throw task.ended();
      }),
    ]);
    return task;
  }

  /** Has the task do something. */
  work(body: Exclude<Work, { kind: "stop" }>): Promise<WorkResult> {
    const number = (this.asked += 1);
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        reject(new Error(`${this.name} has not answered for ${patience / 1000} seconds.`));
      }, patience);
      this.answers.set(number, {
        resolve: (result) => {
          clearTimeout(late);
          resolve(result);
        },
        reject: (error) => {
          clearTimeout(late);
          reject(error);
        },
      });
      this.child.send({ number, body } satisfies Numbered<Work>);
    });
  }

  /** Ends the task as ECS does: it gets SIGTERM, finishes, and exits. */
  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exit = once(this.child, "exit");
    this.child.send({ number: 0, body: { kind: "stop" } } satisfies Numbered<Work>);
    await exit;
  }

  /** Ends the task silently. */
  kill(): void {
    this.child.kill("SIGKILL");
  }

  private ended(): Error {
    return new Error(`${this.name} has ended: ${this.errors.trim() || "without a message"}`);
  }
}
