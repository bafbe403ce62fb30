import { intervals, type RegularTask } from "../checklist/calendar";
import { row } from "../checklist/index";
import { ownerOf } from "./report/owners";
import type { RecordedEvidence } from "./report/recorded-evidence";

const day = 86_400_000; // milliseconds

/** When a regular task of a stage is due, and whose it is. */
export interface DueTask {
  readonly task: string;
  readonly every: RegularTask["every"];
  readonly owner: string;
  readonly rows: readonly string[];
  /** The page that says how, from the root of the project. */
  readonly page: string;
  /** When it was last done well, as an ISO date and time; absent while nothing records it. */
  readonly done?: string;
  /** The last day on which it is on time: `2026-12-01`; absent while it was never done. */
  readonly due?: string;
  /** Whether it is late; a task that was never done is. */
  readonly overdue: boolean;
}

/**
 * The regular tasks of a stage by what records that they were done, in their order. Only a result that passed counts, for any of the
 * task's rows, and none from the future.
 * @param stageOwner the team that the stage's settings name.
 */
export function dueTasks(
  tasks: readonly RegularTask[],
  evidence: readonly Pick<RecordedEvidence, "results">[],
  { stageOwner, now }: { readonly stageOwner: string; readonly now: Date },
): readonly DueTask[] {
  const passed = evidence
    .flatMap(({ results }) => results)
    .filter(({ verdict, when }) => verdict === "passed" && Date.parse(when) <= now.getTime());
  return tasks.map(({ task, every, rows, section }) => {
    const times = passed
      .filter((result) => result.rows.some((id) => rows.includes(id)))
      .map(({ when }) => Date.parse(when));
    const last = times.length === 0 ? undefined : Math.max(...times);
    const due = last === undefined ? undefined : last + intervals[every] * day;
    return {
      task,
      every,
      owner: ownerOf(row(rows[0]), stageOwner),
      rows,
      page: `docs/runbooks/procedures/maintenance.md#${section}`,
      ...(last !== undefined && { done: new Date(last).toISOString() }),
      ...(due !== undefined && { due: new Date(due).toISOString().slice(0, 10) }),
      overdue: due === undefined || due < now.getTime(),
    };
  });
}
