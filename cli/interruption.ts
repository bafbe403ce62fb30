/** A person or a supervising process asked the run to stop. */
export class Interrupted extends Error {
  constructor(readonly signal: NodeJS.Signals) {
    super(`Stopped by ${signal}; started processes are stopped and temporary folders are removed.`);
  }
}

/** The exit code of a shell for a command that a signal has ended: 128 and the signal's number. */
export const exitCodeOf = { SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Aborts at the first Ctrl-C or SIGTERM with {@link Interrupted}, so that child processes can be stopped in order. A second
 * one ends the process immediately, with the default behaviour of the signal.
 */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    // Not `once`: signal-exit, which the spinner brings along, would find itself alone and end the process.
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(exitCodeOf[signal]);
      process.exitCode = exitCodeOf[signal];
      controller.abort(new Interrupted(signal));
    });
  }
  return controller.signal;
}

/** The result of the work, unless it is interrupted first; then it rejects with {@link Interrupted} and waits no longer. */
export async function unlessInterrupted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop = (): void => undefined;
  const interrupted = new Promise<never>((_, reject) => {
    stop = () => {
      reject(signal.reason as Interrupted);
    };
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
  try {
    return await Promise.race([work, interrupted]);
  } finally {
    signal.removeEventListener("abort", stop);
    // The outcome after an interruption is not needed.
    work.catch(() => undefined);
  }
}
