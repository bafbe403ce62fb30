/** How long a rehearsal waits, and for what. Every wait of it has its limit here. */
export const limits = {
  /**
   * Without an event of the engine for so many minutes, its command is ended. On two cores the longest silence of a
   * rehearsal, the start of the program and the pack, is 5 seconds.
   */
  silenceMinutes: 3,
  /** The same for a preview of a real stage, which waits for AWS and Atlas as well. */
  realSilenceMinutes: 10,
  /** A command of the engine that runs no program (select, config, export) takes half a second. */
  shortCommandMinutes: 2,
  /** A command that runs a program and at whose events nobody looks, as the benchmark has them. */
  unwatchedMinutes: 30,
  /** The engine gets so long after a cancellation to finish what it is doing and write its state; then it is killed. */
  endingSeconds: 20,
  /**
   * After a failure of the program, what it waits for comes or never comes: the program is ended once it has had no
   * request to the engine open for so long.
   */
  failedProgramSeconds: 2,
} as const;

/** What `--help` says of the limits. */
export function limitsInWords(silenceMinutes: number): string {
  return [
    `Limits: the engine is stopped after ${silenceMinutes} minutes without an event, a failed program ${limits.failedProgramSeconds} seconds after its last`,
    `open request. SIGINT and SIGTERM cancel the engine and kill it ${limits.endingSeconds} seconds later; a second signal kills it immediately.`,
  ].join("\n");
}
