import type { Rule } from "../../rule";
import { backupPlanComplete } from "./backup-plan-complete";
import { rdsInBackupPlan } from "./rds-in-backup-plan";

/** The rules of backups, in evaluation order. */
export const backupRules: readonly Rule[] = [backupPlanComplete, rdsInBackupPlan];
