import { counted, listed } from "../render/wording";
import { blockingStates, type ReadinessState } from "./settle-row";

/** Whether a stage may go live, in one word and one sentence. */
export interface Verdict {
  /** "rehearsed": every row is settled, but by evidence of a simulated account, which makes nothing ready. */
  readonly word: "ready" | "rehearsed" | "not ready";
  readonly sentence: string;
}

interface Facts {
  readonly stack: string;
  readonly counts: Readonly<Record<ReadinessState, number>>;
  readonly total: number;
  /** Whether any evidence is of a simulated account. */
  readonly rehearsed: boolean;
  /** Whether the run that was given did what it should. */
  readonly ran: boolean;
}

/** The verdict on a stage: ready when every row is settled on a real account, and no run failed. */
export function verdictOf({ stack, counts, total, rehearsed, ran }: Facts): Verdict {
  const open = blockingStates.reduce((sum, state) => sum + counts[state], 0);
  if (open > 0 || !ran) {
    const shares = [
      [counts.failed, "fails", "fail"],
      [counts.unknown, "lacks fresh evidence", "lack fresh evidence"],
      [counts.manual, "waits for a person", "wait for a person"],
    ] as const;
    const parts = shares
      .filter(([count]) => count > 0)
      .map(([count, one, many], index) => {
        const of = index === 0 ? ` of ${counted(total, "row")}` : "";
        return `${String(count)}${of} ${count === 1 ? one : many}`;
      });
    const why = ran ? parts : ["the run of the stage failed", ...parts];
    return { word: "not ready", sentence: `${stack} is not ready to go live: ${listed(why, "and")}.` };
  }
  const waived = counts.waived > 0 ? `, ${String(counts.waived)} of them by a waiver` : "";
  const settled = `all ${counted(total, "row")} are settled${waived}`;
  return rehearsed
    ? { word: "rehearsed", sentence: `${stack} is not ready to go live: ${settled}, but in a rehearsal.` }
    : { word: "ready", sentence: `${stack} is ready to go live: ${settled}.` };
}
