import type { RestoreTestingPlanState } from "@pulumi/aws/backup";
import { databaseStores } from "../../selectors/databases";
import { covers } from "../../selectors/iam-pattern";
import { known } from "../../unknown-value";
import { stackRule } from "../../rule";
import type { StackResource, StackView } from "../../stack-view";

const planType = "aws:backup/restoreTestingPlan:RestoreTestingPlan";
const selectionTypes = ["aws:backup/restoreTestingSelection:RestoreTestingSelection"];
const backupPlanType = "aws:backup/plan:Plan";

/** The restore tests of a plan. */
interface SelectionState {
  readonly protectedResourceType: string;
  readonly protectedResourceConditions: {
    readonly stringEquals?: readonly { readonly key?: string; readonly value?: string }[];
  };
}

/** A schedule that fires every month or more often: no single month, no single year. */
const monthly = /^(rate\(\d+ (hours?|days?)\)|cron\(\s*\S+\s+\S+\s+\S+\s+(\*|1\/1)\s+\S+(\s+\*)?\s*\))$/;

export const restoresTested = stackRule({
  id: "restores-tested",
  title: "AWS Backup tests restores of databases every month",
  severity: "medium",
  enforcement: "productionOnly",
  rows: ["AH-MNT-10"],
  frameworks: [],
  remediation:
    "Declare an aws.backup.RestoreTestingPlan with a monthly scheduleExpression, and a RestoreTestingSelection for RDS.",
  example: 'new backup.Plan("nightly", { rules }); // and no RestoreTestingPlan',
  types: [backupPlanType, planType],
  check(stack, context) {
    // Restore tests belong to the backup plan of the databases; a stack without a database needs none.
    if (stack.of([backupPlanType]).length > 0 && stack.of([...databaseStores, ...selectionTypes]).length > 0) {
      const setting = "aws.backup.RestoreTestingPlan";
      context.requires({
        read: () => stack.of([planType]).length,
        accept: (count) => count > 0,
        found: () => "backups without restore tests",
        needed: "a restore testing plan",
        setting,
      });
    }
    for (const plan of stack.of<RestoreTestingPlanState>([planType])) {
      const about = context.about(plan);
      about.requires({
        read: () => plan.props.scheduleExpression ?? "",
        accept: (schedule) => monthly.test(schedule),
        found: () => "a schedule that does not fire every month",
        needed: "a cron expression for every month",
        setting: "scheduleExpression",
      });
      about.requires({
        read: () => known(() => plan.props.recoveryPointSelection?.includeVaults) ?? ["*"],
        accept: (vaults) => vaults.some((vault) => isOfStack(stack, vault)),
        found: () => "a plan that restores from no vault of the stack",
        needed: "a vault of the stack, or all",
        setting: "recoveryPointSelection.includeVaults",
      });
      about.requires({
        read: () =>
          stack
            .pointingAt<SelectionState>(plan, selectionTypes, {
              property: "restoreTestingPlanName",
              by: ["name", "id"],
            })
            .filter((selection) => restoresDatabase(stack, selection)).length,
        accept: (count) => count > 0,
        found: () => "a plan that restores no database",
        needed: "a selection of databases",
        setting: "aws.backup.RestoreTestingSelection",
      });
    }
  },
});

/** Whether the ARN of a vault, or a pattern of ARNs, may be of the stack; its vaults have no ARN yet in a preview. */
function isOfStack(stack: StackView, vault: string): boolean {
  const vaults = stack.of<{ arn: string }>(["aws:backup/vault:Vault"]).map(({ props }) => known(() => props.arn));
  return vaults.length === 0 || vaults.some((arn) => arn === undefined || covers(vault, arn));
}

/** Whether a selection takes a database of the stack, by its tags; any will do where the stack has none, or tags are unknown. */
function restoresDatabase(stack: StackView, { props }: StackResource<SelectionState>): boolean {
  if (!/^(RDS|Aurora)$/i.test(props.protectedResourceType ?? "")) return false;
  const databases = stack.of<{ tagsAll: Readonly<Record<string, string>> }>(databaseStores);
  const conditions = props.protectedResourceConditions?.stringEquals ?? [];
  return (
    databases.length === 0 ||
    databases.some(({ props: database }) => {
      const tags = known(() => database.tagsAll);
      return conditions.every(
        ({ key = "", value }) => tags === undefined || tags[key.replace("aws:ResourceTag/", "")] === value,
      );
    })
  );
}
