import { atlas, daysKept } from "../../selectors/atlas";
import type { Retention } from "../../selectors/atlas";
import { resourceRule } from "../../rule";

/** Inputs of a schedule, or of a policy over all schedules of a project. */
interface BackupArgs {
  readonly policyItemDaily: Retention;
  readonly restoreWindowDays: number;
}

export const atlasBackupRetention = resourceRule<BackupArgs>({
  id: "atlas-backup-retention",
  title: "Atlas backups have a minimum retention of daily snapshots and a minimum restore window",
  severity: "high",
  enforcement: "released",
  rows: ["DS-DB-12"],
  frameworks: [],
  settings: {
    days: { description: "Retention of daily snapshots, in days.", default: 30, minimum: 7, maximum: 365 },
    window: { description: "Days of the point-in-time restore window.", default: 2, minimum: 1, maximum: 365 },
  },
  remediation: "Set policyItemDaily to 30 days or more, and restoreWindowDays.",
  example: 'policyItemDaily: { frequencyInterval: 1, retentionUnit: "days", retentionValue: 7 }',
  types: [...atlas.schedules, ...atlas.compliancePolicies],
  check({ props }, context) {
    const days = context.setting("days");
    const window = context.setting("window");
    context.requires({
      read: () => daysKept(props.policyItemDaily),
      accept: (kept) => kept >= days,
      found: (kept) => (kept === 0 ? "no daily snapshot" : `daily snapshots kept ${kept} days`),
      needed: `daily snapshots kept at least ${days} days`,
      setting: "policyItemDaily",
    });
    context.requires({
      read: () => props.restoreWindowDays ?? 0,
      accept: (back) => back >= window,
      found: (back) => (back === 0 ? "no restoreWindowDays" : `restoreWindowDays ${back}`),
      needed: `at least ${window} days`,
      setting: "restoreWindowDays",
    });
  },
});
