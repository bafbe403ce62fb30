import type { PlanState } from "@pulumi/aws/backup";
import type { RuleContext } from "../../context";
import { selects } from "../../selectors/backup-selection";
import type { SelectableState, SelectionState } from "../../selectors/backup-selection";
import { databaseStores } from "../../selectors/databases";
import { stackRule } from "../../rule";
import type { StackResource, StackView } from "../../stack-view";

const planType = "aws:backup/plan:Plan";

/** A schedule that fires every day: cron with any day of the month and of the week, as AWS's console writes it too. */
const daily = /^cron\(\s*\S+\s+\S+\s+([*?]|1\/1)\s+(\*|1\/1)\s+([*?]|MON-SUN|SUN-SAT|1-7)(\s+\*)?\s*\)$/;

export const backupPlanComplete = stackRule({
  id: "backup-plan-complete",
  title: "An AWS Backup plan runs daily with a limited minimum retention, and every plan selects resources",
  severity: "high",
  enforcement: "deployed",
  rows: ["AH-BAK-03", "AH-BAK-05", "MP-DR-04", "MP-DB-08"],
  frameworks: ["Checkov CKV2_AWS_8", "cdk-nag RDSInBackupPlan"],
  settings: {
    days: {
      description: "Retention of a daily backup, in days.",
      default: 30,
      minimum: 7,
      maximum: 3650,
      stageFact: "backup.retentionDays",
    },
  },
  remediation:
    "Declare an aws.backup.Plan with a daily schedule and lifecycle.deleteAfter, and an aws.backup.Selection.",
  example: 'new backup.Plan("weekly", { rules: [{ schedule: "cron(0 2 ? * SUN *)", … }] });',
  types: [...databaseStores, planType],
  check(stack, context) {
    const plans = stack.of<PlanState>([planType]);
    if (plans.length === 0) {
      const needed = "a plan with a daily schedule";
      context.fails({ found: "databases without a backup plan", needed, setting: "aws.backup.Plan" });
    }
    const [only] = plans;
    requiresNightlyRule(stack, plans, plans.length === 1 && only ? context.about(only) : context);
    const databases = stack.of<SelectableState>(databaseStores);
    context.requires({
      read: () => plans.length === 0 || databases.length === 0 || takingPlans(stack, plans).length > 0,
      accept: (taken) => taken,
      found: () => "plans none of which selects a database",
      needed: "a selection that takes the databases",
      setting: "aws.backup.Selection",
    });
    for (const plan of plans) requiresSelection(stack, plan, context.about(plan));
  },
});

/** One plan for the nights is enough; others may keep a month each, or a year. */
function requiresNightlyRule(stack: StackView, plans: readonly StackResource<PlanState>[], about: RuleContext): void {
  if (plans.length === 0) return;
  const days = about.setting("days");
  about.requires({
    read: () =>
      plansOfDatabases(stack, plans)
        .flatMap(({ props }) => props.rules ?? [])
        .filter((rule) => daily.test(rule.schedule ?? ""))
        .map((rule) => rule.lifecycle?.deleteAfter ?? Number.POSITIVE_INFINITY),
    // Without a lifecycle a backup is kept forever, so no retention is chosen.
    accept: (kept) => kept.some((period) => period >= days && Number.isFinite(period)),
    found: (kept) => nightlyWords(kept),
    needed: `a daily schedule whose backups are kept at least ${days} days`,
    setting: "rules",
  });
}

/** The plans that select a database; if none does, or there is no database, all of them. */
function plansOfDatabases(
  stack: StackView,
  plans: readonly StackResource<PlanState>[],
): readonly StackResource<PlanState>[] {
  const taking = takingPlans(stack, plans);
  return taking.length > 0 ? taking : plans;
}

function takingPlans(
  stack: StackView,
  plans: readonly StackResource<PlanState>[],
): readonly StackResource<PlanState>[] {
  const databases = stack.of<SelectableState>(databaseStores);
  return plans.filter((plan) =>
    selectionsOf(stack, plan).some((selection) => databases.some((database) => selects(selection, database))),
  );
}

function selectionsOf(stack: StackView, plan: StackResource): readonly StackResource<SelectionState>[] {
  return stack.pointingAt(plan, ["aws:backup/selection:Selection"], { property: "planId", by: ["id"] });
}

function nightlyWords(kept: readonly number[]): string {
  if (kept.length === 0) return "no daily schedule";
  const longest = Math.max(...kept);
  return Number.isFinite(longest) ? `daily backups kept ${longest} days` : "daily backups kept forever";
}

function requiresSelection(stack: StackView, plan: StackResource, about: RuleContext): void {
  about.requires({
    read: () => selectionsOf(stack, plan).length,
    accept: (count) => count > 0,
    found: () => "a plan without a selection",
    needed: "a selection of the data stores",
    setting: "aws.backup.Selection",
  });
}
