import type { Command } from "commander";
import { endOwnProcesses, Interrupted, ownProcesses } from "../rehearsal/processes/own-processes";
import { isExpected } from "./expected-error";

/**
 * Runs a command of this project: what a person can correct ends in its sentence, everything else in a stack trace that is called
 * a defect, and both in an exit code other than 0. With `startsProcesses`, nothing that it starts outlives it.
 */
export async function runCommandLine(
  program: Command,
  { startsProcesses = false }: { readonly startsProcesses?: boolean } = {},
): Promise<void> {
  if (startsProcesses) ownProcesses();
  try {
    await program.parseAsync();
  } catch (error) {
    process.exitCode = error instanceof Interrupted ? error.exitCode : 1;
    process.stderr.write(isExpected(error) ? `${error.message}\n` : defect(error));
  } finally {
    await endOwnProcesses();
  }
}

function defect(error: unknown): string {
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `This is a defect of care-platform, not a mistake of yours; please report it with these lines:\n${trace}\n`;
}
