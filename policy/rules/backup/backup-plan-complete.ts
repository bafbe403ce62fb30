import type { PlanState } from "@pulumi/aws/backup";
import type { Examination } from "../../examination";
import { tokens } from "../../readings/tokens";
import { stackRule } from "../../rule";
import type { StackResource, StackView } from "../../stack-view";

const planType = "aws:backup/plan:Plan";

/** A schedule that fires every day: cron with any day of the month and of the week. */
const daily = /^cron\(\s*\S+\s+\S+\s+([*?])\s+\*\s+([*?])(\s+\*)?\s*\)$/;

export const backupPlanComplete = stackRule({
  id: "backup-plan-complete",
  title: "A plan backs the data stores up every night, keeps each night long enough, and selects something",
  severity: "high",
  rows: ["AH-BAK-03", "AH-BAK-05", "MP-DR-04", "MP-DB-08"],
  frameworks: ["Checkov CKV2_AWS_8", "cdk-nag RDSInBackupPlan"],
  settings: {
    days: {
      description: "Days a nightly backup is kept.",
      default: 30,
      minimum: 7,
      maximum: 3650,
      stageFact: "backup.retentionDays",
    },
  },
  remediation:
    "Declare an aws.backup.Plan with a daily schedule and lifecycle.deleteAfter, and an aws.backup.Selection.",
  example:
    'new backup.Plan("nightly", { rules: [{ ruleName: "nightly", targetVaultName, lifecycle: { deleteAfter: 3 } }] });',
  types: [...tokens.databases, planType],
  check(stack, examination) {
    const plans = stack.of<PlanState>([planType]);
    if (plans.length === 0) {
      const needed = "a plan with a nightly schedule";
      examination.fails({ found: "databases and no backup plan", needed, setting: "aws.backup.Plan" });
    }
    for (const plan of plans) {
      const about = examination.about(plan);
      requiresNightlyRule(plan, about);
      requiresSelection(stack, plan, about);
    }
  },
});

function requiresNightlyRule(plan: StackResource<PlanState>, about: Examination): void {
  const days = about.setting("days");
  about.requires({
    read: () =>
      (plan.props.rules ?? [])
        .filter((rule) => daily.test(rule.schedule ?? ""))
        // Without a lifecycle a backup is kept for ever.
        .map((rule) => rule.lifecycle?.deleteAfter ?? Number.POSITIVE_INFINITY),
    accept: (kept) => kept.some((period) => period >= days),
    found: (kept) => (kept.length === 0 ? "no daily schedule" : `nightly backups kept ${Math.max(...kept)} days`),
    needed: `a daily schedule whose backups are kept at least ${days} days`,
    setting: "rules",
  });
}

function requiresSelection(stack: StackView, plan: StackResource, about: Examination): void {
  about.requires({
    read: () => stack.pointingAt(plan, ["aws:backup/selection:Selection"], { property: "planId", by: ["id"] }).length,
    accept: (count) => count > 0,
    found: () => "a plan that selects nothing",
    needed: "a selection of the data stores",
    setting: "aws.backup.Selection",
  });
}
