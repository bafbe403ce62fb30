import type { Stage } from "../stage/stage";

/** The defaults of a stage. */
export interface StageDefaults {
  readonly network: { readonly natGateways: "single" | "per-zone"; readonly interfaceEndpoints: boolean };
  readonly logs: { readonly retentionDays: number; readonly archiveDays: number };
  readonly backup: { readonly retentionDays: number };
  readonly dataProtection: "on" | "off";
  readonly secrets: { readonly recoveryWindowDays: number };
  /** GiB of a task's disk (AH-INF-03, AH-INF-06). */
  readonly ephemeralStorage: number;
  readonly postgres: { readonly multiAz: boolean; readonly backupRetentionDays: number };
  readonly redis: { readonly snapshotRetentionDays: number };
  readonly atlas: {
    readonly backupCompliancePolicy: boolean;
    readonly privateLink: boolean;
    readonly customerManagedKey: boolean;
    /** Staging before production, so that a broken update shows there first. */
    readonly maintenanceDay: "monday" | "tuesday" | "thursday";
  };
  /** The list price of a stage's three systems plus 50 %, rounded up. Our default. */
  readonly budget: { readonly monthlyUsd: number };
  /** Minutes both versions of a service run side by side before the old one ends. */
  readonly blueGreen: { readonly bakeMinutes: number };
}

/**
 * The stages differ in size and number, not in kind: staging has every resource of production, in smaller
 * numbers (AH-POST-06). Thirty days of logs and backups is the checklists' value (AH-LOG-03, AH-BAK-03, C-30).
 */
export const stageDefaults: Readonly<Record<Stage, StageDefaults>> = {
  development: {
    network: { natGateways: "single", interfaceEndpoints: false },
    logs: { retentionDays: 30, archiveDays: 90 },
    backup: { retentionDays: 30 },
    dataProtection: "off",
    secrets: { recoveryWindowDays: 0 },
    ephemeralStorage: 21,
    postgres: { multiAz: false, backupRetentionDays: 7 },
    redis: { snapshotRetentionDays: 1 },
    atlas: { backupCompliancePolicy: false, privateLink: false, customerManagedKey: false, maintenanceDay: "monday" },
    budget: { monthlyUsd: 800 },
    blueGreen: { bakeMinutes: 0 },
  },
  staging: {
    network: { natGateways: "single", interfaceEndpoints: false },
    logs: { retentionDays: 30, archiveDays: 365 },
    backup: { retentionDays: 30 },
    dataProtection: "off",
    secrets: { recoveryWindowDays: 0 },
    ephemeralStorage: 50,
    postgres: { multiAz: false, backupRetentionDays: 30 },
    redis: { snapshotRetentionDays: 7 },
    atlas: { backupCompliancePolicy: false, privateLink: false, customerManagedKey: false, maintenanceDay: "tuesday" },
    budget: { monthlyUsd: 1200 },
    blueGreen: { bakeMinutes: 10 },
  },
  production: {
    network: { natGateways: "per-zone", interfaceEndpoints: true },
    logs: { retentionDays: 90, archiveDays: 1827 },
    backup: { retentionDays: 30 },
    dataProtection: "on",
    secrets: { recoveryWindowDays: 30 },
    ephemeralStorage: 100,
    postgres: { multiAz: true, backupRetentionDays: 30 },
    redis: { snapshotRetentionDays: 7 },
    atlas: { backupCompliancePolicy: true, privateLink: true, customerManagedKey: true, maintenanceDay: "thursday" },
    budget: { monthlyUsd: 5000 },
    blueGreen: { bakeMinutes: 15 },
  },
};
