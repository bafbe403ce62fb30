/** A process that carries the mark of a run. */
export interface MarkedProcess {
  readonly pid: number;
  /** Its program, as it was started. */
  readonly command: string;
}

/** The environment variable that marks every process of a run: whatever is started inherits it, whoever its parent becomes. */
export const variable: string;

/** The processes that were started with the mark or with one that begins like it, without the present process. */
export function marked(mark: string): readonly MarkedProcess[];

/** Sends a signal to the marked engines alone: what they have started, they end themselves. */
export function signalEngines(mark: string, signal: NodeJS.Signals): void;

/** Waits until no marked process is left; kills what is after `graceSeconds`. */
export function endMarked(mark: string, graceSeconds: number): Promise<void>;

/** Kills every marked process at once, and returns when there is none any more. */
export function killMarked(mark: string): void;
