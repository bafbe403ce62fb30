import calendar from "./calendar.json";
import { row as rowOf } from "./index";

/** Days between two times that a task is done. */
export const intervals = { day: 1, week: 7, month: 31, quarter: 92 } as const;

export type Interval = keyof typeof intervals;

/** What people do regularly; docs/runbooks/procedures/maintenance.md says how. */
export interface RegularTask {
  readonly task: string;
  readonly every: Interval;
  /** The rows of the checklists that ask for it; the first decides who owns it. */
  readonly rows: readonly [string, ...string[]];
  /** The heading of the page, as an anchor. */
  readonly section: string;
}

/** The regular tasks, the most frequent first. Throws and names the row where one does not exist. */
export const regularTasks: readonly RegularTask[] = checked(calendar as unknown as readonly RegularTask[]);

/** @see regularTasks */
export function checked(tasks: readonly RegularTask[]): readonly RegularTask[] {
  for (const { task, every, rows } of tasks) {
    if (!Object.hasOwn(intervals, every))
      throw new Error(
        `checklist/calendar.json: "${task}" is done every "${every}"; allowed: ${Object.keys(intervals).join(", ")}.`,
      );
    rows.forEach(rowOf);
  }
  return [...tasks].sort((one, other) => intervals[one.every] - intervals[other.every]);
}
