import * as pulumi from "@pulumi/pulumi";
import { isGrpcError } from "@pulumi/pulumi/errors";
import * as pulumiSettings from "@pulumi/pulumi/runtime/settings";
import * as pulumiState from "@pulumi/pulumi/runtime/state";
import { explain } from "../stacks/program-failure";
import { limits } from "./engine/limits";

// The SDK's runner for the Automation API waits until all outputs and all requests of a program are done. Where an `apply` has
// thrown, whatever depends on it is never done, and neither is the engine, which waits for the program's answer
// (pulumi/pulumi#14980). The plain CLI has no such wait: its program ends when Node.js has nothing left to do.

/** What the SDK keeps of a running program and does not declare. */
interface ProgramStore {
  readonly settings: { rpcDone: Promise<unknown> };
}

const { getStore } = pulumiState as unknown as { readonly getStore: () => ProgramStore };
const { waitForRPCs } = pulumiSettings as unknown as { readonly waitForRPCs: () => Promise<void> };

type Method = (...args: unknown[]) => unknown;

/** How often a failed program is looked at, in milliseconds. */
const interval = 100;

/**
 * The program, made to end with its failure: once something in it has thrown and no request to the engine is open any more,
 * it is rejected, whatever still waits for a value that cannot come.
 */
export function endingOnFailure<T extends object>(program: () => Promise<T>): () => Promise<T> {
  return async () => {
    const store = getStore();
    const requests = new OpenRequests(pulumi.runtime.getMonitor());
    const failure = new Failure(requests);
    try {
      return await Promise.race([finished(program), failure.stuck]);
    } catch (error) {
      explain(error);
      failure.note(error);
      ignoreLater(error);
      await failure.stuck.catch(() => undefined);
      // What is still waited for is not waited for by the SDK either.
      const done = Promise.resolve();
      Object.defineProperty(store.settings, "rpcDone", { get: () => done, set: () => undefined });
      throw error;
    } finally {
      failure.stop();
    }
  };
}

const failures = new WeakSet<object>();

/**
 * The SDK lets go of a failed program before the last of its promises is rejected: nobody takes care of those, and they say
 * nothing new.
 */
function ignoreLater(error: unknown): void {
  if (typeof error === "object" && error !== null) failures.add(error);
  if (!process.listeners("unhandledRejection").includes(onLaterRejection)) {
    process.on("unhandledRejection", onLaterRejection);
  }
}

function onLaterRejection(error: unknown): void {
  const isKnown = typeof error === "object" && error !== null && (failures.has(error) || isGrpcError(error as Error));
  // As Node.js does it where nobody listens.
  if (!isKnown && process.listenerCount("unhandledRejection") === 1) throw error;
}

/** The program's outputs, once they and all its requests are done. */
async function finished<T extends object>(program: () => Promise<T>): Promise<T> {
  const outputs = await program();
  await (pulumi.output(outputs) as unknown as { promise(): Promise<unknown> }).promise();
  await waitForRPCs();
  return outputs;
}

/** By the error, the program that it came to. */
const ownerOf = new WeakMap<object, OpenRequests>();

/** Counts the requests to the engine that have no answer yet. */
class OpenRequests {
  #open = 0;

  constructor(monitor: object | undefined) {
    const client = (monitor ?? {}) as Record<string, Method>;
    for (const name in client) {
      // The methods of the service carry their path; the last argument of a call takes the answer.
      if (typeof client[name] === "function" && "path" in client[name]) this.#count(client, name, client[name]);
    }
  }

  get any(): boolean {
    return this.#open > 0;
  }

  #count(client: Record<string, Method>, name: string, method: Method): void {
    const counted: Method = (...args) => {
      const answered = args.pop() as Method;
      this.#open++;
      return method.call(client, ...args, (...answer: unknown[]) => {
        this.#open--;
        const [error] = answer;
        if (typeof error === "object" && error !== null) ownerOf.set(error, this);
        return answered(...answer);
      });
    };
    client[name] = Object.assign(counted, method);
  }
}

/** The first failure of a running program that nothing in it takes care of. */
class Failure {
  /** Rejects with the failure once nothing moves any more. */
  readonly stuck: Promise<never>;
  #reject: (error: unknown) => void = () => undefined;
  #timer: NodeJS.Timeout | undefined;
  readonly #shields: (() => void)[] = [];
  readonly #onFailure = (error: unknown): void => {
    if (this.#isOfAnother(error)) return;
    explain(error);
    this.note(error);
  };

  constructor(private readonly requests: OpenRequests) {
    this.stuck = new Promise((_, reject) => {
      this.#reject = reject;
    });
    this.stuck.catch(() => undefined);
    this.#shield("uncaughtException");
    this.#shield("unhandledRejection");
    // Before the SDK prints it.
    process.prependListener("uncaughtException", this.#onFailure);
    process.prependListener("unhandledRejection", this.#onFailure);
  }

  note(error: unknown): void {
    if (typeof error === "object" && error !== null) ownerOf.set(error, this.requests);
    if (this.#timer !== undefined) return;
    let quiet = 0;
    this.#timer = setInterval(() => {
      quiet = this.requests.any ? 0 : quiet + 1;
      if (quiet * interval >= limits.failedProgramSeconds * 1000) this.#reject(error);
    }, interval);
  }

  stop(): void {
    clearInterval(this.#timer);
    process.off("uncaughtException", this.#onFailure);
    process.off("unhandledRejection", this.#onFailure);
    for (const unshield of this.#shields) unshield();
  }

  /** Whether an error came to a program that ran before in this process and whose promises are still rejected one by one. */
  #isOfAnother(error: unknown): boolean {
    const requests = typeof error === "object" && error !== null ? ownerOf.get(error) : undefined;
    return requests !== undefined && requests !== this.requests;
  }

  /** Keeps such errors from the SDK as well, which counts every rejection as one of the program that runs. */
  #shield(event: "uncaughtException" | "unhandledRejection"): void {
    const listeners = process.listeners(event as "uncaughtException");
    const ofSdk = listeners.at(-1);
    if (ofSdk === undefined) return;
    const shielded = (error: Error, origin: NodeJS.UncaughtExceptionOrigin): void => {
      if (!this.#isOfAnother(error)) ofSdk(error, origin);
    };
    process.off(event, ofSdk).on(event, shielded);
    this.#shields.push(() => {
      process.off(event, shielded).on(event, ofSdk);
    });
  }
}
