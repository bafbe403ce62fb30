import { CommandError } from "@pulumi/pulumi/automation";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import type { EventTally } from "../../readiness/event-tally";
import { sentenceOf } from "./engine-error";

/** The engine reported nothing for longer than it may. */
class EngineSilent extends Error {}

/** What a command of the Automation API is given. */
export interface RunOptions {
  readonly signal: AbortSignal;
  readonly onEvent: (event: EngineEvent) => void;
}

/** How a command of the engine is run. */
export interface EngineRunOptions {
  /** The command is ended after so many minutes without an event. */
  readonly silenceMinutes: number;
  readonly tally: EventTally;
  /** Told of every event once it is counted. What it throws fails the run, in the words of its message. */
  readonly onEvent?: (event: EngineEvent) => void;
}

/**
 * Runs a command of the engine and adds up its events; resolves to what a person is told when it failed, and to undefined when it
 * did not. Throws what is no failure of the engine or of the program.
 */
export async function engineRun(
  run: (options: RunOptions) => Promise<unknown>,
  { silenceMinutes, tally, onEvent }: EngineRunOptions,
): Promise<string | undefined> {
  const controller = new AbortController();
  const timer = setTimeout(() => {
    controller.abort(new EngineSilent(silent(silenceMinutes)));
  }, silenceMinutes * 60_000);
  let fault: string | undefined;
  const hear = (event: EngineEvent): void => {
    timer.refresh();
    try {
      // First, so that an event is counted which cannot be written down.
      tally.add(event);
      onEvent?.(event);
    } catch (error) {
      fault ??= error instanceof Error ? error.message : String(error);
    }
  };
  try {
    await run({ signal: controller.signal, onEvent: hear });
    return fault;
  } catch (error) {
    if (error instanceof EngineSilent) return told(tally.errors, error.message, fault);
    if (!(error instanceof CommandError)) throw error;
    return told(tally.errors, tally.errors.length > 0 ? undefined : sentenceOf(error), fault);
  } finally {
    clearTimeout(timer);
  }
}

function silent(minutes: number): string {
  return (
    `The engine reported nothing for ${minutes} minutes and was stopped: the program or a provider is waiting for something ` +
    "that never happens."
  );
}

function told(errors: readonly string[], ...others: readonly (string | undefined)[]): string {
  return [...errors, ...others].filter((text) => text !== undefined).join("\n");
}
