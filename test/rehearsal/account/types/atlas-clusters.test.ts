import type { WireObject } from "../../../../rehearsal/account/resource-type";
import { AtlasAccount, cluster, clusterWith, schedule } from "./atlas-account";
import { codeOf } from "./data-account";

const type = "AdvancedCluster";
const scaling = (autoScaling: WireObject) => clusterWith({ autoScaling });

describe("clusters of the account's Atlas", () => {
  it("have connection strings in Atlas's shapes, those of a project under one domain", () => {
    const account = new AtlasAccount();
    const { id, state } = account.create(type, cluster);
    expect(id).toMatch(/^[0-9a-f]{24}$/);
    expect(state).toMatchObject({ clusterId: id, stateName: "IDLE", mongoDbVersion: "8.0.4" });
    const { standard, standardSrv, privateEndpoints } = state.connectionStrings as WireObject;
    expect(standardSrv).toMatch(/^mongodb\+srv:\/\/staging-patients\.[0-9a-f]{5}\.mongodb\.net$/);
    expect(standard).toMatch(
      /^mongodb:\/\/staging-patients-shard-00-00\.[0-9a-f]{5}\.mongodb\.net:27017,.*\?ssl=true&authSource=admin/,
    );
    expect(privateEndpoints).toEqual([]);
    const domain = (strings: unknown) => ((strings as WireObject).standardSrv as string).split(".").slice(1).join(".");
    const second = account.create(type, { ...cluster, name: "reports" });
    expect(domain(second.state.connectionStrings)).toBe(domain(state.connectionStrings));
  });

  it.each<[string, WireObject, string]>([
    [
      "a name whose host name would end in a hyphen",
      { name: "staging-doctor-systems-database" },
      "CLUSTER_NAME_PREFIX_INVALID",
    ],
    ["a type that is none", { clusterType: "REPLICA_SET" }, "INVALID_ENUM_VALUE"],
    ["no regions", { replicationSpecs: [] }, "INVALID_CLUSTER_CONFIGURATION"],
    ["a low priority", clusterWith({ priority: 6 }), "INVALID_CLUSTER_CONFIGURATION"],
    [
      "four nodes",
      clusterWith({ electableSpecs: { instanceSize: "M10", nodeCount: 4 } }),
      "CLUSTER_REPLICATION_FACTOR_INVALID",
    ],
    [
      "point-in-time recovery of a shared size",
      clusterWith({ electableSpecs: { instanceSize: "M5", nodeCount: 3 } }),
      "INSUFFICIENT_INSTANCE_SIZE",
    ],
    ["point-in-time recovery without backups", { backupEnabled: false }, "INVALID_ATTRIBUTE"],
    ["a key that is not configured", { encryptionAtRestProvider: "AWS" }, "ENCRYPTION_AT_REST_NOT_ENABLED"],
    [
      "a version of its own and every new one",
      { mongoDbMajorVersion: "8.0", versionReleaseSystem: "CONTINUOUS" },
      "INVALID_ATTRIBUTE",
    ],
    ["a patch release", { mongoDbMajorVersion: "8.0.4" }, "MONGODB_VERSION_INVALID"],
    [
      "a TLS version that is none",
      { advancedConfiguration: { minimumEnabledTlsProtocol: "1.2" } },
      "INVALID_ENUM_VALUE",
    ],
    [
      "a long oplog on a disk that does not grow",
      { advancedConfiguration: { oplogMinRetentionHours: 24 } },
      "OPLOG_MIN_RETENTION_HOURS_NO_DISK_AUTO_SCALING",
    ],
    [
      "shrinking without growing",
      scaling({ computeScaleDownEnabled: true }),
      "COMPUTE_AUTO_SCALING_SCALE_DOWN_ENABLED_INVALID",
    ],
    ["growing without end", scaling({ computeEnabled: true }), "COMPUTE_AUTO_SCALING_MAX_INSTANCE_SIZE_REQUIRED"],
    [
      "shrinking without end",
      scaling({ computeEnabled: true, computeScaleDownEnabled: true, computeMaxInstanceSize: "M40" }),
      "COMPUTE_AUTO_SCALING_MIN_INSTANCE_SIZE_REQUIRED",
    ],
    [
      "a least size that is also the largest",
      scaling({
        computeEnabled: true,
        computeScaleDownEnabled: true,
        computeMinInstanceSize: "M20",
        computeMaxInstanceSize: "M20",
      }),
      "COMPUTE_AUTO_SCALING_INSTANCE_SIZE_RANGE_INVALID",
    ],
    [
      "a first size above the largest",
      scaling({ computeEnabled: true, computeMaxInstanceSize: "M10" }),
      "COMPUTE_AUTO_SCALING_MAX_INSTANCE_SIZE_INVALID",
    ],
    [
      "a first size below the least",
      scaling({
        computeEnabled: true,
        computeScaleDownEnabled: true,
        computeMinInstanceSize: "M30",
        computeMaxInstanceSize: "M40",
      }),
      "COMPUTE_AUTO_SCALING_MIN_INSTANCE_SIZE_INVALID",
    ],
  ])("are refused for %s", (_, fault, code) => {
    const account = new AtlasAccount();
    expect(codeOf(() => account.create(type, { ...cluster, ...fault }))).toBe(code);
    expect(codeOf(() => account.create(type, cluster))).toBe("accepted");
  });

  it("have a name once in their project, of whatever kind they are", () => {
    const account = new AtlasAccount();
    account.create(type, cluster);
    expect(codeOf(() => account.create(type, cluster))).toBe("DUPLICATE_CLUSTER_NAME");
    const shared = {
      name: "staging-patients",
      providerSettings: { backingProviderName: "AWS", regionName: "EU_WEST_1" },
    };
    expect(codeOf(() => account.create("FlexCluster", shared))).toBe("DUPLICATE_CLUSTER_NAME");
    account.create(type, { ...cluster, name: "staging-doctor-system-a" });
    expect(codeOf(() => account.create(type, { ...cluster, name: "staging-doctor-system-a1" }))).toBe(
      "DUPLICATE_CLUSTER_NAME_PREFIX",
    );
  });

  it("are replaced for another name or project, and for nothing else", () => {
    const account = new AtlasAccount();
    expect(account.replaces(type, cluster, { ...cluster, name: "other" })).toBe(true);
    expect(account.replaces(type, cluster, clusterWith({}))).toBe(false);
  });

  it.each<[string, WireObject]>([
    [type, cluster],
    ["Cluster", { name: "old", providerName: "AWS", providerInstanceSizeName: "M10" }],
    ["FlexCluster", { name: "flex", providerSettings: { backingProviderName: "AWS", regionName: "EU_WEST_1" } }],
  ])("of type %s cannot be deleted before their protection is lifted", (clusterType, inputs) => {
    const account = new AtlasAccount();
    const guarded = { ...inputs, terminationProtectionEnabled: true };
    const created = account.create(clusterType, guarded);
    const remove = () => {
      account.delete(clusterType, created);
    };
    expect(codeOf(remove)).toBe("CANNOT_TERMINATE_CLUSTER_WHEN_TERMINATION_PROTECTION_ENABLED");
    account.update(clusterType, created, guarded, { ...inputs, terminationProtectionEnabled: false });
    expect(codeOf(remove)).toBe("accepted");
  });
});

describe("backups of the account's Atlas", () => {
  const scheduleType = "CloudBackupSchedule";
  const policyType = "BackupCompliancePolicy";
  const policy: WireObject = {
    authorizedEmail: "security@example.org",
    authorizedUserFirstName: "First",
    authorizedUserLastName: "Last",
    pitEnabled: true,
    policyItemHourly: schedule.policyItemHourly,
    policyItemDaily: schedule.policyItemDaily,
    restoreWindowDays: 7,
  };
  const item = (frequencyInterval: number, retentionUnit: string, retentionValue: number) => ({
    frequencyInterval,
    retentionUnit,
    retentionValue,
  });

  it.each<[string, WireObject, string]>([
    ["a cluster that is not there", { clusterName: "other" }, "CLUSTER_NOT_FOUND"],
    ["a cluster without backups", { clusterName: "bare" }, "BACKUP_CONFIG_NOT_FOUND"],
    ["nothing to do", { policyItemHourly: undefined, policyItemDaily: undefined }, "INVALID_NUM_OF_POLICY_ITEMS"],
    ["every three hours", { policyItemHourly: item(3, "days", 7) }, "INVALID_BACKUP_POLICY"],
    ["every second day", { policyItemDaily: item(2, "days", 30) }, "INVALID_BACKUP_POLICY"],
    ["hours as a unit", { policyItemHourly: item(6, "hours", 48) }, "INVALID_BACKUP_POLICY"],
    ["weeks shorter than days", { policyItemWeeklies: [item(7, "weeks", 4)] }, "INVALID_BACKUP_POLICY"],
    ["no restore window", { restoreWindowDays: 0 }, "INVALID_RESTORE_WINDOW"],
    ["hour 24", { referenceHourOfDay: 24 }, "INVALID_REFERENCE_HOUR_OF_DAY"],
    ["minute 60", { referenceMinuteOfHour: 60 }, "INVALID_REFERENCE_MINUTE_OF_HOUR"],
    ["a bucket that is not there", { export: { exportBucketId: "bucket" } }, "EXPORT_BUCKET_NOT_FOUND"],
  ])("have no schedule with %s", (_, fault, code) => {
    const account = new AtlasAccount();
    const { id } = account.create("AdvancedCluster", cluster);
    account.create("AdvancedCluster", { ...cluster, name: "bare", backupEnabled: false, pitEnabled: false });
    expect(codeOf(() => account.create(scheduleType, { ...schedule, ...fault }))).toBe(code);
    expect(account.create(scheduleType, schedule).state.clusterId).toBe(id);
  });

  it.each<[string, WireObject, string]>([
    [
      "more than the schedule does",
      { policyItemDaily: item(1, "days", 31) },
      "BACKUP_POLICIES_NOT_MEETING_BACKUP_COMPLIANCE_POLICY_REQUIREMENTS",
    ],
    [
      "what the schedule does not",
      { policyItemWeeklies: [item(7, "weeks", 5)] },
      "BACKUP_POLICIES_NOT_MEETING_BACKUP_COMPLIANCE_POLICY_REQUIREMENTS",
    ],
    ["a window beyond the hourly snapshots", { restoreWindowDays: 8 }, "BACKUP_COMPLIANCE_POLICY_SETTINGS_INVALID"],
    ["nobody to answer for it", { authorizedEmail: "security" }, "INVALID_EMAIL_ADDRESS"],
  ])("have no compliance policy that asks for %s", (_, fault, code) => {
    const account = new AtlasAccount();
    account.create("AdvancedCluster", cluster);
    account.create(scheduleType, schedule);
    expect(codeOf(() => account.create(policyType, { ...policy, ...fault }))).toBe(code);
    expect(codeOf(() => account.create(policyType, policy))).toBe("accepted");
  });

  it("are out of everybody's reach under a compliance policy", () => {
    const account = new AtlasAccount();
    const protectedCluster = account.create("AdvancedCluster", cluster);
    const scheduled = account.create(scheduleType, schedule);
    const compliance = account.create(policyType, policy);
    const snapshot = account.create("CloudBackupSnapshot", {
      clusterName: "staging-patients",
      description: "Before the release",
      retentionInDays: 30,
    });

    const weaker = { ...schedule, policyItemDaily: item(1, "days", 29) };
    expect(codeOf(() => account.update(scheduleType, scheduled, schedule, weaker))).toBe(
      "BACKUP_POLICY_NOT_MEETING_BACKUP_COMPLIANCE_POLICY_REQUIREMENTS",
    );
    expect(codeOf(() => account.update(policyType, compliance, policy, { ...policy, restoreWindowDays: 6 }))).toBe(
      "CANNOT_DECREASE_PIT_WINDOW_WITH_BACKUP_COMPLIANCE_POLICY",
    );
    const without = (changes: WireObject) => () =>
      account.update("AdvancedCluster", protectedCluster, cluster, { ...cluster, ...changes });
    expect(codeOf(without({ backupEnabled: false, pitEnabled: false }))).toBe(
      "CANNOT_DISABLE_CLOUD_BACKUP_WITH_BACKUP_COMPLIANCE_POLICY",
    );
    expect(codeOf(without({ pitEnabled: false }))).toBe("CANNOT_DISABLE_PIT_WITH_BACKUUP_COMPLIANCE_POLICY");

    const deleting = (type: string, created: { id: string; state: WireObject }) =>
      codeOf(() => {
        account.delete(type, created);
      });
    expect(deleting(policyType, compliance)).toBe("CANNOT_DISABLE_BACKUP_COMPLIANCE_POLICY");
    expect(deleting("CloudBackupSnapshot", snapshot)).toBe("CANNOT_DELETE_SNAPSHOT_WITH_BACKUP_COMPLIANCE_POLICY");
    expect(deleting(scheduleType, scheduled)).toBe("BACKUP_POLICY_NOT_MEETING_BACKUP_COMPLIANCE_POLICY_REQUIREMENTS");
    expect(deleting("AdvancedCluster", protectedCluster)).toBe("accepted");
    expect(deleting("Project", { id: account.projectId, state: {} })).toBe(
      "CANNOT_CLOSE_GROUP_ACTIVE_BACKUP_COMPLIANCE_POLICY",
    );
  });

  it("leave a schedule with its cluster when asked to, and the policy with the project when there is no snapshot", () => {
    const account = new AtlasAccount();
    const standing = account.create("AdvancedCluster", cluster);
    const kept = { ...schedule, skipDestroy: true };
    const scheduled = account.create(scheduleType, kept);
    account.create(policyType, policy);
    account.delete(scheduleType, scheduled);
    account.delete("AdvancedCluster", standing);
    account.delete("Project", { id: account.projectId, state: {} });
    expect(account.size).toBe(0);
  });
});
