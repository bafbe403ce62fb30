import * as fs from "node:fs";
import * as path from "node:path";
import fc from "fast-check";
import { checked, intervals, type RegularTask, regularTasks } from "../../checklist/calendar";
import { dueTasks } from "../../readiness/calendar";
import type { RecordedResult } from "../../readiness/report/recorded-evidence";

const now = new Date("2026-11-29T12:00:00Z");
const weekly: RegularTask = { task: "Read the logs", every: "week", rows: ["AH-MNT-04"], section: "weekly" };

const done = (when: string, changes: Partial<RecordedResult> = {}): { results: RecordedResult[] } => ({
  results: [{ rows: ["AH-MNT-04"], verdict: "passed", when, by: "a team", ...changes }],
});
const dueOf = (...evidence: { results: RecordedResult[] }[]) =>
  dueTasks([weekly], evidence, { stageOwner: "platform", now })[0];

describe("a regular task", () => {
  it.each([
    ["that was never done is overdue", [], { overdue: true }],
    ["is due a week after it was done", [done("2026-11-28T08:00:00Z")], { due: "2026-12-05", overdue: false }],
    ["is overdue after that", [done("2026-11-20T08:00:00Z")], { due: "2026-11-27", overdue: true }],
    [
      "counts from the last time",
      [done("2026-11-28T08:00:00Z"), done("2026-11-20T08:00:00Z")],
      { due: "2026-12-05", overdue: false },
    ],
    ["that failed was not done", [done("2026-11-28T08:00:00Z", { verdict: "failed" })], { overdue: true }],
    ["of another row was not done", [done("2026-11-28T08:00:00Z", { rows: ["AH-MNT-01"] })], { overdue: true }],
    ["is not done in the future", [done("2026-11-30T08:00:00Z")], { overdue: true }],
  ])("%s", (_, evidence, expected) => {
    const { due, overdue } = dueOf(...evidence) ?? {};
    expect({ ...(due !== undefined && { due }), overdue }).toEqual(expected);
  });

  it("is the stage's owner's, and has a heading on the page", () => {
    const page = fs.readFileSync(path.join(__dirname, "../../docs/runbooks/procedures/maintenance.md"), "utf8");
    for (const task of dueTasks(regularTasks, [], { stageOwner: "platform", now })) {
      expect(task.owner).toBe("platform");
      expect(page.toLowerCase()).toContain(`\n## ${task.page.split("#")[1] ?? ""}\n`);
    }
    expect(regularTasks).toHaveLength(11);
  });

  it("is on time exactly while its interval lasts", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 * 24 * 14 }), (minutes) => {
        const when = new Date(now.getTime() - minutes * 60_000).toISOString();
        expect(dueOf(done(when))?.overdue).toBe(minutes > intervals.week * 24 * 60);
      }),
    );
  });

  it("is refused with a row or an interval that does not exist", () => {
    expect(() => checked([{ ...weekly, rows: ["AH-MNT-77"] }])).toThrow("AH-MNT-77");
    const yearly = { ...weekly, every: "year" } as unknown as RegularTask;
    expect(() => checked([yearly])).toThrow('done every "year"; allowed: day, week, month, quarter');
  });
});
