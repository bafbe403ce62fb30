import { type ChildProcess, spawn } from "node:child_process";
import * as path from "node:path";
import type { PulumiCommand } from "@pulumi/pulumi/automation";
import * as automationCommand from "@pulumi/pulumi/automation/cmd";
import * as automationErrors from "@pulumi/pulumi/automation/errors";
import { parse } from "semver";
import { ExpectedError } from "../../settings/faults/expected-error";
import { onInterruption } from "../processes/own-processes";
import type { Engine } from "./engine";
import { limits } from "./limits";

/** What a command of the engine left behind. */
interface CommandResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

// The Automation API tells its own errors apart by these, and does not declare them.
const { CommandResult } = automationCommand as unknown as {
  readonly CommandResult: new (stdout: string, stderr: string, code: number) => CommandResult;
};
const { createCommandError } = automationErrors as unknown as {
  readonly createCommandError: (result: CommandResult) => Error;
};

type Output = (text: string) => void;

/** The commands that run the program. */
const runsProgram: ReadonlySet<string> = new Set(["preview", "up", "destroy", "refresh"]);

/** How long the output of an engine that has ended may still come, in milliseconds: what it started may hold it open. */
const outputAfterEnd = 2000;

/**
 * The engine as the Automation API drives it, each command of it with a limit and in a process group of its own, so that a
 * signal reaches it once and in order. The API's own {@link PulumiCommand} has neither, and puts the command line with all
 * its values into its errors.
 */
class EngineCommand {
  readonly command: string;
  readonly version: PulumiCommand["version"];

  constructor(
    engine: Engine,
    private readonly detached: boolean,
    private readonly inherits: boolean,
  ) {
    this.command = engine.path;
    this.version = parse(engine.version);
  }

  /**
   * Runs a command of the engine. With a signal, whoever gave it watches over the time; without, it is a short one.
   * @throws the reason of the signal, or the Automation API's own error.
   */
  async run(
    args: readonly string[],
    cwd: string,
    environment: Readonly<Record<string, string>>,
    onOutput?: Output,
    onError?: Output,
    signal?: AbortSignal,
  ): Promise<CommandResult> {
    const directory = path.dirname(this.command);
    const child = spawn(this.command, [...args, ...(args.includes("--non-interactive") ? [] : ["--non-interactive"])], {
      cwd,
      env: {
        ...(this.inherits && process.env),
        ...environment,
        PATH: [directory, environment.PATH ?? process.env.PATH].join(path.delimiter),
        PULUMI_AUTOMATION_API: "true",
      },
      detached: this.detached,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const end = new End(child, this.detached);
    const [name = ""] = args;
    const minutes = runsProgram.has(name) ? limits.unwatchedMinutes : limits.shortCommandMinutes;
    const watched = signal ?? AbortSignal.timeout(minutes * 60_000);
    const onAbort = (): void => {
      end.begin(
        signal?.reason ?? new ExpectedError(`pulumi ${name} took more than ${minutes} minutes and was stopped.`),
      );
    };
    if (watched.aborted) onAbort();
    watched.addEventListener("abort", onAbort);
    const uninterrupted = onInterruption((interruption) => {
      end.begin(interruption);
    });
    try {
      const result = await resultOf(child, onOutput, onError);
      if (end.reason !== undefined) throw end.reason as Error;
      if (result.code !== 0) throw createCommandError(result);
      return result;
    } finally {
      watched.removeEventListener("abort", onAbort);
      uninterrupted();
      end.done();
    }
  }
}

/**
 * The engine as the Automation API drives it. `detached` is false where the whole group of this process is killed together.
 * With `inherits` the engine gets the environment of this process besides what the stack says.
 * @default detached true, inherits false
 */
export function engineCommand(
  engine: Engine,
  { detached = true, inherits = false }: { readonly detached?: boolean; readonly inherits?: boolean } = {},
): PulumiCommand {
  // The API's class is made by its own methods only, and used by these three members only.
  const command: Pick<PulumiCommand, "command" | "version"> = new EngineCommand(engine, detached, inherits);
  return command;
}

/** The end of an engine before its time: it is cancelled, and killed where that does not end it. */
class End {
  reason: unknown;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly child: ChildProcess,
    private readonly detached: boolean,
  ) {}

  begin(reason: unknown): void {
    if (this.reason !== undefined) return;
    this.reason = reason;
    this.child.kill("SIGINT");
    this.#timer = setTimeout(() => {
      this.#kill();
    }, limits.endingSeconds * 1000);
  }

  done(): void {
    clearTimeout(this.#timer);
  }

  #kill(): void {
    const { pid } = this.child;
    if (pid === undefined || this.child.exitCode !== null || this.child.signalCode !== null) return;
    process.kill(this.detached ? -pid : pid, "SIGKILL");
  }
}

function resultOf(child: ChildProcess, onOutput?: Output, onError?: Output): Promise<CommandResult> {
  let stdout = "";
  let stderr = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
    onOutput?.(text);
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
    onError?.(text);
  });
  return new Promise((resolve, reject) => {
    const result = (code: number | null, signal: NodeJS.Signals | null): void => {
      if (signal !== null) stderr += `\nerror: The engine was ended by ${signal}.\n  fix  run the command again`;
      resolve(new CommandResult(stdout.trimEnd(), stderr.trimEnd(), code ?? -2));
    };
    child.on("error", reject);
    child.on("close", result);
    child.on("exit", (code, signal) => setTimeout(result, outputAfterEnd, code, signal).unref());
  });
}
