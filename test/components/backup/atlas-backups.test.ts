import fc from "fast-check";
import { AtlasBackups } from "../../../components/backup/atlas-backups";
import type { AtlasBackupsArgs } from "../../../components/backup/atlas-backups";
import { itemsRefusal, windowRefusal } from "../../../rehearsal/account/types/atlas/atlas-backup-policies";
import { register, registerBoth } from "../mocks";

const scheduleType = "mongodbatlas:index/cloudBackupSchedule:CloudBackupSchedule";
const policyType = "mongodbatlas:index/backupCompliancePolicy:BackupCompliancePolicy";
const args: AtlasBackupsArgs = { projectId: "project-1", clusterName: "staging-patients" };
const representative = { email: "security@example.org", firstName: "First", lastName: "Last" };
const build = (changes: Partial<AtlasBackupsArgs> = {}) =>
  register(() => new AtlasBackups("backups", { ...args, ...changes }));

const items = {
  policyItemHourly: { frequencyInterval: 6, retentionUnit: "days", retentionValue: 7 },
  policyItemDaily: { frequencyInterval: 1, retentionUnit: "days", retentionValue: 30 },
  policyItemWeeklies: [{ frequencyInterval: 7, retentionUnit: "weeks", retentionValue: 5 }],
  policyItemMonthlies: [{ frequencyInterval: 1, retentionUnit: "months", retentionValue: 12 }],
  restoreWindowDays: 7,
};

describe("AtlasBackups", () => {
  it("keeps a month of days, a year of months, and every moment of a week", async () => {
    const account = await build();
    expect(account.counts()).toEqual({ "care-platform:backup:AtlasBackups": 1, [scheduleType]: 1 });
    const schedule = account.named("backups-schedule");
    expect(schedule.inputs).toEqual({
      ...args,
      ...items,
      referenceHourOfDay: 1,
      referenceMinuteOfHour: 0,
      skipDestroy: false,
    });
    expect(schedule.options.protect).toBe(true);
    expect(account.named("backups").outputs).toEqual({ retentionDays: 30, restoreWindowDays: 7 });
  });

  it("makes the same a policy nobody can weaken, once the schedule meets it", async () => {
    const account = await build({ complianceRepresentative: representative, requireCustomerKey: true });
    const policy = account.named("backups-compliance-policy");
    expect(policy.inputs).toEqual({
      projectId: "project-1",
      authorizedEmail: representative.email,
      authorizedUserFirstName: representative.firstName,
      authorizedUserLastName: representative.lastName,
      pitEnabled: true,
      copyProtectionEnabled: false,
      encryptionAtRestEnabled: true,
      ...items,
    });
    expect(policy.options).toMatchObject({ protect: true, retainOnDelete: true });
    expect(policy.options.dependencies).toContain(account.named("backups-schedule").urn);
    expect(account.named("backups-schedule").inputs.skipDestroy).toBe(true);
  });

  it("gives up its guard only when told to", async () => {
    const account = await build({ complianceRepresentative: representative, protectData: false });
    expect(account.named("backups-schedule").options.protect).toBe(false);
    expect(account.only(policyType).options.protect).toBe(false);
  });

  it.each<[string, Partial<AtlasBackupsArgs>]>([
    ["retentionDays", { retentionDays: 6 }],
    ["retentionDays", { retentionDays: 366 }],
    ["restoreWindowDays", { restoreWindowDays: 0 }],
    ["restoreWindowDays", { restoreWindowDays: 31 }],
    ["hour", { hour: 24 }],
  ])("refuses %s out of range: %j", async (field, changes) => {
    await expect(build(changes)).rejects.toThrow(`${field} is`);
  });

  it("asks for nothing that Atlas refuses, whatever the days", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 7, max: 365 }), fc.integer({ min: 1, max: 365 }), async (days, window) => {
        const account = await build({ retentionDays: days, restoreWindowDays: Math.min(days, window) });
        const { inputs } = account.only(scheduleType);
        expect([itemsRefusal(inputs), windowRefusal(inputs)]).toEqual([undefined, undefined]);
      }),
      { numRuns: 40 },
    );
  });

  it("registers the same set in a preview and in an update", async () => {
    const { preview, update } = await registerBoth(
      () => new AtlasBackups("backups", { ...args, complianceRepresentative: representative }),
    );
    expect(preview.names()).toEqual(update.names());
  });
});
