import { colours as pc } from "./colours";
import type { EmergencyCheck } from "../drill/emergency";
import type { DrillReport, PhaseReport } from "../drill/rotation-drill";

const columns = ["rotation", "phase", "operations", "failed", "tasks", "generations"] as const;

/** The heads of the table. */
export const heading = pc.dim(row(columns));

/** A phase as a line of the table. */
export function phaseLine({ rotation, phase, operations, failed, tasks, generations }: PhaseReport): string {
  const line = row([
    rotation === 0 ? "-" : String(rotation),
    phase,
    String(operations),
    String(failed),
    String(tasks),
    generations.join(", "),
  ]);
  return failed > 0 ? pc.red(line) : line;
}

function row(cells: readonly string[]): string {
  const widths = [8, 10, 10, 6, 5, 11];
  return cells
    .map((cell, index) => cell.padEnd(widths[index] ?? 0))
    .join("  ")
    .trimEnd();
}

/** The failures, grouped by reason, the most frequent first. */
export function failureLines({ failures }: Pick<DrillReport, "failures">): string[] {
  const counts = new Map<string, number>();
  for (const { operation, task, reason } of failures) {
    const text = `${task.replace(/ task \d+$/, "")}  ${operation}: ${reason}`;
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return [...counts].sort(([, one], [, other]) => other - one).map(([text, count]) => `  ${count} x  ${text}`);
}

/** The old values that are accepted after an emergency. */
export function emergencyLine({ what, shown, accepted }: EmergencyCheck): string {
  const line = `  ${what}: ${shown} shown, ${accepted} accepted`;
  return accepted > 0 ? pc.red(line) : line;
}
