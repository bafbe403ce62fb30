import { oneOf, oneOfNumbers, section, wholeNumber } from "../fields/field";
import type { Stage } from "../stage/stage";
import { stageDefaults } from "./stage-defaults";
import { lowerLosesData, onChange } from "../standing/change-rule";
import { timeOfDay } from "../fields/time";

/** The numbers of days CloudWatch Logs can keep a log group. Source: its API reference, PutRetentionPolicy. */
const logGroupDays: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** A hundred years: the longest AWS Backup keeps anything (MaxRetentionDays of PutBackupVaultLockConfiguration). */
const longest = 36_500;

/** The fewest days production keeps logs and backups (AH-LOG-03, AH-BAK-03, C-30). */
const productionDays = 30;

/** How long a stage keeps its logs. */
export function logs(stage: Stage) {
  const defaults = stageDefaults[stage].logs;
  const isProduction = stage === "production";
  const days = logGroupDays.filter((day) => !isProduction || day >= productionDays);
  const allowed = `a retention period of CloudWatch Logs in days: ${days.join(", ")}${isProduction ? " (AH-LOG-03)" : ""}`;
  return section({
    /** Days in CloudWatch Logs, where they can be searched; one of the values the service allows, at least 30 in production. */
    retentionDays: oneOfNumbers(allowed, days).default(defaults.retentionDays),
    /** Days in the archive bucket, counted from the day of the log; not fewer than `retentionDays`. */
    archiveDays: onChange(
      wholeNumber({ minimum: 1, maximum: longest, unit: "days" }).default(defaults.archiveDays),
      lowerLosesData("Changed in place.", "the older logs in the archive"),
    ),
  }).prefault({});
}

/** When a stage is backed up each night, and how long the vault keeps a recovery point. */
export function backup(stage: Stage) {
  const bounds = stage === "production" ? { minimum: productionDays, because: "AH-BAK-03" } : { minimum: 1 };
  return section({
    /** Days a recovery point is kept; 30 at least in production (AH-BAK-03). */
    retentionDays: onChange(
      wholeNumber({ ...bounds, maximum: longest, unit: "days" }).default(stageDefaults[stage].backup.retentionDays),
      { effect: "Applies to new recovery points; existing ones keep their retention." },
    ),
    /**
     * Start of the backup of the databases, in the stage's time zone (AH-BAK-02, C-19): outside RDS's windows
     * (database-windows.ts). @default "02:00", or as near to it as RDS allows in the time zone
     */
    databasesAt: timeOfDay("AH-BAK-02").default("02:00"),
    /**
     * Whether the key of the data and the backup vault stay when the stage is destroyed: without the key no final snapshot,
     * no automated backup and nothing in the vault can be read (docs/decisions/0079-keys-and-vaults-stay.md).
     * @default "keep"
     */
    afterDestroy: onChange(oneOf(["keep", "delete"]).default("keep"), {
      effect:
        'Changes nothing while the stage stands. "delete" ends the key and empties the vault when the stage is destroyed.',
    }),
    /** Start of the separate backup of archived logs and uploads (AH-BAK-04, AH-BAK-05). @default "03:00" */
    archiveAt: timeOfDay("AH-BAK-04, AH-BAK-05").default("03:00"),
  }).prefault({});
}

/** The recovery window of deleted secrets. */
export function secrets(stage: Stage) {
  const window = { minimum: 7, maximum: 30, unit: "days", because: "Secrets Manager, DeleteSecret" };
  const elsewhere = `0, or a whole number from 7 to 30 (days; ${window.because}; 0 deletes immediately)`;
  const days =
    stage === "production"
      ? wholeNumber(window)
      : oneOfNumbers(elsewhere, [0, ...Array.from({ length: 24 }, (_, index) => index + 7)]);
  return section({
    /**
     * Days between a secret's deletion and its removal. During them its name is taken, so a short-lived stage
     * uses 0; production never does.
     */
    recoveryWindowDays: days.default(stageDefaults[stage].secrets.recoveryWindowDays),
  }).prefault({});
}
