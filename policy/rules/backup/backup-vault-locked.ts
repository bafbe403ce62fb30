import type { PlanState, VaultLockConfigurationState } from "@pulumi/aws/backup";
import type { RuleContext } from "../../context";
import { stackRule } from "../../rule";
import { givenValue } from "../../stack-view";
import type { StackResource, StackView } from "../../stack-view";
import { known } from "../../unknown-value";

const vaultType = "aws:backup/vault:Vault";
const planType = "aws:backup/plan:Plan";
const lockTypes = ["aws:backup/vaultLockConfiguration:VaultLockConfiguration"];

export const backupVaultLocked = stackRule({
  id: "backup-vault-locked",
  title: "AWS Backup vaults are locked with a minimum retention, and plans keep their backups in such a vault",
  severity: "high",
  enforcement: "productionOnly",
  rows: ["AH-BAK-05", "MP-DR-04"],
  frameworks: [],
  settings: {
    days: {
      description: "Minimum retention that the lock enforces, in days.",
      default: 7,
      minimum: 1,
      maximum: 36_500,
    },
  },
  remediation: "Add an aws.backup.VaultLockConfiguration with minRetentionDays for the vault.",
  example: 'new backup.Vault("backups"); // and no VaultLockConfiguration',
  types: [vaultType, planType],
  check(stack, context) {
    for (const plan of stack.of<PlanState>([planType])) requiresVaultOfStack(stack, plan, context.about(plan));
    const days = context.setting("days");
    for (const vault of stack.of([vaultType])) {
      context.about(vault).requires({
        read: () =>
          stack
            .pointingAt<VaultLockConfigurationState>(vault, lockTypes, {
              property: "backupVaultName",
              by: ["name", "id"],
            })
            .map(({ props }) => props.minRetentionDays ?? 0),
        accept: (locks) => locks.some((minimum) => minimum >= days),
        found: (locks) =>
          locks.length === 0 ? "a vault without a lock" : `a lock of at least ${Math.max(...locks)} days`,
        needed: `a lock whose minRetentionDays is at least ${days}`,
        setting: "aws.backup.VaultLockConfiguration",
      });
    }
  },
});

/** A plan that writes into another vault, or keeps backups longer than the lock admits, leaves no locked backup. */
function requiresVaultOfStack(stack: StackView, plan: StackResource<PlanState>, about: RuleContext): void {
  const vaults = stack.of<{ name: string }>([vaultType]).map(({ props }) => known(() => props.name));
  const limits = stack
    .of<VaultLockConfigurationState>(lockTypes)
    .flatMap((lock) => givenValue(lock, "maxRetentionDays") ?? []);
  about.each(
    () => plan.props.rules,
    ({ targetVaultName, lifecycle }) => {
      if (!vaults.includes(undefined) && !vaults.includes(targetVaultName)) {
        const needed = "a vault of the stack, which is locked";
        about.fails({ found: `the vault ${targetVaultName}`, needed, setting: "targetVaultName" });
      }
      const days = lifecycle?.deleteAfter;
      const limit = Math.min(...limits);
      if (days === undefined || days <= limit) return;
      about.fails({
        found: `backups kept ${days} days, which a lock of at most ${limit} days refuses`,
        needed: "a lock that admits them",
        setting: "maxRetentionDays",
      });
    },
  );
}
