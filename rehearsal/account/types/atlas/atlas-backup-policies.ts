import type { AccountView, KeptResource, Refusal } from "../../resource-type";
import { clusterNamed, inSameProject } from "./atlas-ids";
import { textOf } from "../wire-text";

export const scheduleType = "mongodbatlas:index/cloudBackupSchedule:CloudBackupSchedule";
export const compliancePolicyType = "mongodbatlas:index/backupCompliancePolicy:BackupCompliancePolicy";

/** How often snapshots are taken, and how long one of them is kept. */
interface PolicyItem {
  readonly frequencyInterval?: unknown;
  readonly retentionUnit?: unknown;
  readonly retentionValue?: unknown;
}

/** The parts of a schedule and of a compliance policy that are the same. */
export interface BackupPolicy {
  readonly policyItemHourly?: PolicyItem;
  readonly policyItemDaily?: PolicyItem;
  readonly policyItemWeeklies?: readonly PolicyItem[];
  readonly policyItemMonthlies?: readonly PolicyItem[];
  readonly policyItemYearlies?: readonly PolicyItem[];
  readonly restoreWindowDays?: unknown;
}

/** The intervals Atlas takes of each kind; 40 is the last day of a month. */
const intervals = {
  hourly: [1, 2, 4, 6, 8, 12],
  daily: [1],
  weekly: [1, 2, 3, 4, 5, 6, 7],
  monthly: [...Array.from({ length: 28 }, (_, day) => day + 1), 40],
  yearly: Array.from({ length: 12 }, (_, month) => month + 1),
} as const;
type Frequency = keyof typeof intervals;

/** The items of a policy by their frequency, the most frequent first. */
function itemsOf(policy: BackupPolicy): readonly (readonly [Frequency, readonly PolicyItem[]])[] {
  return [
    ["hourly", listed(policy.policyItemHourly)],
    ["daily", listed(policy.policyItemDaily)],
    ["weekly", policy.policyItemWeeklies ?? []],
    ["monthly", policy.policyItemMonthlies ?? []],
    ["yearly", policy.policyItemYearlies ?? []],
  ];
}

const listed = (item: PolicyItem | undefined): readonly PolicyItem[] => (item ? [item] : []);

/** Days a snapshot is kept; Atlas reckons a month as 31 days. */
function days({ retentionUnit, retentionValue }: PolicyItem): number {
  const length = { days: 1, weeks: 7, months: 31, years: 365 }[String(retentionUnit)] ?? Number.NaN;
  return length * Number(retentionValue);
}

const shortest = (items: readonly PolicyItem[]): number => Math.min(...items.map(days));

/** What is wrong with the items of a policy by themselves. */
export function itemsRefusal(policy: BackupPolicy): Refusal | undefined {
  const frequencies = itemsOf(policy).filter(([, items]) => items.length > 0);
  const invalid = (message: string): Refusal => ({
    code: "INVALID_BACKUP_POLICY",
    message: `Invalid Backup Policy: ${message}`,
  });
  if (frequencies.length === 0) {
    return { code: "INVALID_NUM_OF_POLICY_ITEMS", message: "Must have at least one policy item." };
  }
  let atLeast = 0;
  for (const [frequency, items] of frequencies) {
    const allowed: readonly number[] = intervals[frequency];
    if (items.some(({ frequencyInterval }) => !allowed.includes(Number(frequencyInterval)))) {
      return invalid(`the interval of a ${frequency} item must be one of ${allowed.join(", ")}.`);
    }
    if (!(shortest(items) >= 1)) return invalid(`a ${frequency} item has no valid retention.`);
    if (shortest(items) < atLeast) {
      return invalid(`a ${frequency} item must not be kept for a shorter time than a more frequent one.`);
    }
    atLeast = Math.max(...items.map(days));
  }
  const window = policy.restoreWindowDays;
  return window !== undefined && !(Number(window) > 0)
    ? { code: "INVALID_RESTORE_WINDOW", message: "The restore window days should be a positive number." }
    : undefined;
}

/** The restore window of a compliance policy reaches no further back than its hourly snapshots. */
export function windowRefusal(policy: BackupPolicy): Refusal | undefined {
  const hourly = policy.policyItemHourly;
  return hourly && Number(policy.restoreWindowDays ?? 0) > days(hourly)
    ? {
        code: "BACKUP_COMPLIANCE_POLICY_SETTINGS_INVALID",
        message: "The restore window exceeds the retention of the hourly snapshots.",
      }
    : undefined;
}

/** Whether a schedule keeps everything at least as long as a policy demands. */
export function meets(schedule: BackupPolicy, policy: BackupPolicy): boolean {
  const scheduled = new Map(itemsOf(schedule));
  const kept = itemsOf(policy).every(([frequency, required]) => {
    const items = scheduled.get(frequency) ?? [];
    return required.length === 0 || (items.length > 0 && shortest(items) >= shortest(required));
  });
  return kept && Number(schedule.restoreWindowDays ?? 0) >= Number(policy.restoreWindowDays ?? 0);
}

/** The compliance policy of a project, when it has one. */
export function compliancePolicyOf(account: AccountView, projectId: string | undefined): KeptResource | undefined {
  return inSameProject(account, compliancePolicyType, projectId)[0];
}

/** What a compliance policy that is about to be enabled finds wanting in the clusters of its project. */
export function wantingClusters(
  account: AccountView,
  projectId: string | undefined,
  policy: BackupPolicy,
): Refusal | undefined {
  const schedules = inSameProject(account, scheduleType, projectId);
  const wanting = schedules.find(({ state }) => {
    const cluster = clusterNamed(account, projectId, textOf(state.clusterName));
    return cluster?.state.backupEnabled !== true || !meets(state, policy);
  });
  return wanting
    ? {
        code: "BACKUP_POLICIES_NOT_MEETING_BACKUP_COMPLIANCE_POLICY_REQUIREMENTS",
        message: `The backup policy of cluster ${textOf(wanting.state.clusterName)} does not meet the Backup Compliance Policy.`,
      }
    : undefined;
}
