import type { VaultLockConfigurationState } from "@pulumi/aws/backup";
import { stackRule } from "../../rule";

const vaultType = "aws:backup/vault:Vault";
const lockTypes = ["aws:backup/vaultLockConfiguration:VaultLockConfiguration"];

export const backupVaultLocked = stackRule({
  id: "backup-vault-locked",
  title: "AWS Backup vaults are locked with a minimum retention",
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
  types: [vaultType],
  check(stack, context) {
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
