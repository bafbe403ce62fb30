import type { Rule } from "../../rule";
import { backupPlanComplete } from "./backup-plan-complete";
import { rdsInBackupPlan } from "./rds-in-backup-plan";

/** The rules of backups, in the order in which they are asked. */
export const backupRules: readonly Rule[] = [backupPlanComplete, rdsInBackupPlan];
