import { backupPlanComplete } from "../../../policy/rules/backup/backup-plan-complete";
import { inStack, judgedTogether, unknown } from "../harness";

const plan = (rules: unknown) => inStack("aws:backup/plan:Plan", "nightly", { id: "plan-1", rules });
const selection = (props: object = {}) =>
  inStack("aws:backup/selection:Selection", "stores", { planId: "plan-1", resources: ["*"], ...props });
const database = inStack("aws:rds/instance:Instance", "database", {});
const nightly = { schedule: "cron(0 2 * * ? *)", lifecycle: { deleteAfter: 30 } };

const rule = (found: string) => [
  `[backup-plan-complete] nightly: found ${found}; needed a daily schedule whose backups are kept at least 30 days. Change rules.`,
];

describe("backup-plan-complete", () => {
  it.each([
    ["keeps each night for 30 days", [nightly], ["pass"]],
    ["names its days the other way round", [{ ...nightly, schedule: "cron(0 2 ? * * *)" }], ["pass"]],
    ["is written as the console does", [{ ...nightly, schedule: "cron(0 2 1/1 * ? *)" }], ["pass"]],
    ["names every day of the week", [{ ...nightly, schedule: "cron(0 2 ? * MON-SUN *)" }], ["pass"]],
    ["keeps each night for ever", [{ schedule: nightly.schedule }], rule("daily backups kept forever")],
    ["has a monthly rule beside the nightly one", [{ schedule: "cron(0 2 1 * ? *)" }, nightly], ["pass"]],
    ["runs on Sundays", [{ ...nightly, schedule: "cron(0 2 ? * SUN *)" }], rule("no daily schedule")],
    ["has no schedule", [{ lifecycle: nightly.lifecycle }], rule("no daily schedule")],
    ["has no rules", undefined, rule("no daily schedule")],
    ["keeps a week", [{ ...nightly, lifecycle: { deleteAfter: 7 } }], rule("daily backups kept 7 days")],
    [
      "has an unknown schedule",
      [{ ...nightly, schedule: unknown }],
      ["[backup-plan-complete] nightly: undecided: waits for rules.0.schedule."],
    ],
  ])("judges a plan that %s", (_, rules, expected) => {
    expect(judgedTogether(backupPlanComplete, [database, plan(rules), selection()])).toEqual(expected);
  });

  it("refuses a plan without a selection, and waits for a selection of an unknown plan", () => {
    const found =
      "[backup-plan-complete] nightly: found a plan without a selection; needed a selection of the data stores. Change aws.backup.Selection.";
    expect(judgedTogether(backupPlanComplete, [plan([nightly])])).toEqual([found]);
    expect(judgedTogether(backupPlanComplete, [plan([nightly]), selection({ planId: "plan-2" })])).toEqual([found]);
    expect(judgedTogether(backupPlanComplete, [plan([nightly]), selection({ planId: unknown })])).toEqual([
      "[backup-plan-complete] nightly: undecided: waits for planId.",
    ]);
  });

  it("lets a plan for the months stand beside the one for the nights", () => {
    const monthly = inStack("aws:backup/plan:Plan", "monthly", {
      id: "plan-2",
      rules: [{ schedule: "cron(0 2 1 * ? *)", lifecycle: { deleteAfter: 365 } }],
    });
    const both = [database, plan([nightly]), selection(), monthly, selection({ planId: "plan-2" })];
    expect(judgedTogether(backupPlanComplete, both)).toEqual(["pass"]);
    expect(
      judgedTogether(backupPlanComplete, [database, plan([]), selection(), monthly, selection({ planId: "plan-2" })]),
    ).toEqual([
      "[backup-plan-complete] stack: found no daily schedule; needed a daily schedule whose backups are kept at least 30 days. Change rules.",
    ]);
  });

  it("judges the nights of the plans that take a database, whatever another keeps", () => {
    const short = plan([{ ...nightly, lifecycle: { deleteAfter: 7 } }]);
    const files = inStack("aws:backup/plan:Plan", "files", { id: "plan-2", rules: [nightly] });
    const all = [database, short, selection({ resources: ["*"] }), files];
    const filesAlone = selection({ planId: "plan-2", resources: ["arn:aws:s3:::files"] });
    expect(judgedTogether(backupPlanComplete, [...all, filesAlone])).toEqual([
      "[backup-plan-complete] stack: found daily backups kept 7 days; needed a daily schedule whose backups are kept at least 30 days. Change rules.",
    ]);
    const filesToo = selection({ planId: "plan-2", resources: ["*"] });
    expect(judgedTogether(backupPlanComplete, [...all, filesToo])).toEqual(["pass"]);
  });

  it("refuses databases without any plan, and leaves a stack without data alone", () => {
    expect(judgedTogether(backupPlanComplete, [database])).toEqual([
      "[backup-plan-complete] stack: found databases without a backup plan; needed a plan with a daily schedule. Change aws.backup.Plan.",
    ]);
    expect(judgedTogether(backupPlanComplete, [])).toEqual(["not applicable"]);
  });
});
