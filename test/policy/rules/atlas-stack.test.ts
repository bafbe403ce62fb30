import { atlasAlertsComplete } from "../../../policy/rules/atlas/atlas-alerts-complete";
import { atlasAuditingEnabled } from "../../../policy/rules/atlas/atlas-auditing-enabled";
import { atlasBackupSchedulePresent } from "../../../policy/rules/atlas/atlas-backup-schedule-present";
import { atlasBackupsOutliveCluster } from "../../../policy/rules/atlas/atlas-backups-outlive-cluster";
import { atlasProjectOfStage } from "../../../policy/rules/atlas/atlas-project-of-stage";
import type { StackResource } from "../../../policy/stack-view";
import { inStack, judgedTogether, unknown, urnOf } from "../harness";

const token = (resource: string) =>
  `mongodbatlas:index/${(resource[0] ?? "").toLowerCase()}${resource.slice(1)}:${resource}`;
const project = (props: object = {}) =>
  inStack(token("Project"), "project", { id: "p", name: "production-doctor-system", ...props });
const cluster = (props: object = {}, madeFrom: Record<string, StackResource[]> = {}) =>
  inStack(token("AdvancedCluster"), "cluster", { projectId: "p", name: "production-data", ...props }, madeFrom);
const beside = (resource: string, props: object = {}, madeFrom: Record<string, StackResource[]> = {}) =>
  inStack(token(resource), "other", { projectId: "p", ...props }, madeFrom);

describe("atlas-backup-schedule-present", () => {
  const missing = [
    "[atlas-backup-schedule-present] cluster: found no backup schedule; needed a mongodbatlas.CloudBackupSchedule. Change mongodbatlas.CloudBackupSchedule.",
  ];
  const judge = (...resources: StackResource[]) => judgedTogether(atlasBackupSchedulePresent, resources);

  it("finds the schedule of a cluster by its name and by what it was made from", () => {
    const own = cluster();
    expect(judge(own, beside("CloudBackupSchedule", { clusterName: "production-data" }))).toEqual(["pass"]);
    const unknownName = beside("CloudBackupSchedule", { clusterName: unknown }, { clusterName: [own] });
    expect(judge(own, unknownName)).toEqual(["pass"]);
  });

  it("refuses a cluster without one", () => {
    expect(judge(cluster())).toEqual(missing);
    expect(judge(cluster(), beside("CloudBackupSchedule", { clusterName: "another" }))).toEqual(missing);
    const elsewhere = beside("CloudBackupSchedule", { clusterName: "production-data", projectId: "q" });
    expect(judge(cluster(), elsewhere)).toEqual(missing);
  });

  it("waits for a name that is unknown", () => {
    expect(judge(cluster(), beside("CloudBackupSchedule", { clusterName: unknown }))).toEqual([
      "[atlas-backup-schedule-present] cluster: undecided: waits for clusterName.",
    ]);
  });
});

describe("atlas-backups-outlive-cluster", () => {
  const gone = [
    "[atlas-backups-outlive-cluster] cluster: found backups that are deleted with the cluster; needed retainBackupsEnabled true, or a backup compliance policy. Change retainBackupsEnabled.",
  ];
  const judge = (...resources: StackResource[]) => judgedTogether(atlasBackupsOutliveCluster, resources);

  it("takes the cluster's own word or a policy of its project", () => {
    expect(judge(cluster({ retainBackupsEnabled: true }))).toEqual(["pass"]);
    expect(judge(cluster(), beside("BackupCompliancePolicy"))).toEqual(["pass"]);
    const own = project({ id: unknown });
    const made = { projectId: [own] };
    expect(
      judge(cluster({ projectId: unknown }, made), beside("BackupCompliancePolicy", { projectId: unknown }, made)),
    ).toEqual(["pass"]);
  });

  it("refuses a cluster whose backups go with it", () => {
    expect(judge(cluster())).toEqual(gone);
    expect(judge(cluster({ retainBackupsEnabled: false }))).toEqual(gone);
    expect(judge(cluster(), beside("BackupCompliancePolicy", { projectId: "q" }))).toEqual(gone);
  });

  it("waits for what is unknown", () => {
    expect(judge(cluster({ retainBackupsEnabled: unknown }))).toEqual([
      "[atlas-backups-outlive-cluster] cluster: undecided: waits for retainBackupsEnabled.",
    ]);
  });
});

describe("atlas-auditing-enabled", () => {
  const judge = (...resources: StackResource[]) => judgedTogether(atlasAuditingEnabled, resources);
  const says = (found: string) => [
    `[atlas-auditing-enabled] cluster: found ${found}; needed a mongodbatlas.Auditing with enabled true. Change mongodbatlas.Auditing.`,
  ];

  it.each([
    ["an audit log", [beside("Auditing", { enabled: true })], ["pass"]],
    ["none", [], says("no database auditing")],
    ["another project's", [beside("Auditing", { enabled: true, projectId: "q" })], says("no database auditing")],
    [
      "one that is off",
      [beside("Auditing", { enabled: false })],
      says("database auditing that is disabled, or sees no logins"),
    ],
    ["one that is off by default", [beside("Auditing")], says("database auditing that is disabled, or sees no logins")],
    [
      "an unknown one",
      [beside("Auditing", { enabled: unknown })],
      ["[atlas-auditing-enabled] cluster: undecided: waits for enabled."],
    ],
  ])("judges %s", (_, resources, expected) => {
    expect(judge(cluster(), ...resources)).toEqual(expected);
  });
});

describe("atlas-project-of-stage", () => {
  const judge = (...resources: StackResource[]) => judgedTogether(atlasProjectOfStage, resources);
  const other = (setting: string, stage = "staging") => [
    `[atlas-project-of-stage] project: found a project of the stage ${stage}; needed a project of production. Change ${setting}.`,
  ];

  it("passes a cluster in a project of its stack, by its id and by what it was made from", () => {
    expect(judge(project(), cluster())).toEqual(["pass"]);
    const own = project({ id: unknown });
    expect(judge(own, cluster({ projectId: unknown }, { projectId: [own] }))).toEqual(["pass"]);
    expect(judge(project({ name: "doctor-system", tags: { stage: "production" } }))).toEqual(["pass"]);
  });

  it("refuses a project of another stage, by its name and by its tag", () => {
    expect(judge(project({ name: "staging-doctor-system" }))).toEqual(other("name"));
    expect(judge(project({ name: "doctor-system-dev" }))).toEqual(other("name", "development"));
    expect(judge(project({ tags: { stage: "staging" } }))).toEqual(other("tags.stage"));
  });

  it("goes by the words of a stack's own name", () => {
    const development = {
      ...project({ name: "dev-doctor-system" }),
      urn: urnOf(token("Project"), "project", "acme-dev"),
    };
    expect(judge(development)).toEqual(["pass"]);
  });

  it("cannot tell of a project that stands elsewhere", () => {
    expect(judge(cluster())).toEqual([
      "[atlas-project-of-stage] cluster: undecided: waits for the mongodbatlas.Project in this stack.",
    ]);
    expect(judge(project(), cluster({ projectId: unknown }))).toEqual([
      "[atlas-project-of-stage] cluster: undecided: waits for projectId.",
    ]);
  });
});

describe("atlas-alerts-complete", () => {
  const alert = (change: object) =>
    beside("AlertConfiguration", {
      enabled: true,
      eventType: "OUTSIDE_METRIC_THRESHOLD",
      notifications: [{ typeName: "PAGER_DUTY" }],
      ...change,
    });
  const metric = (metricName: string, threshold = 80, units = "RAW") => ({
    metricThresholdConfig: { metricName, operator: "GREATER_THAN", threshold, units },
  });
  const all = {
    processor: metric("NORMALIZED_SYSTEM_CPU_USER"),
    storage: metric("DISK_PARTITION_SPACE_USED_DATA"),
    connections: metric("CONNECTIONS_PERCENT"),
    lag: metric("OPLOG_SLAVE_LAG_MASTER_TIME", 60, "SECONDS"),
    primary: { eventType: "NO_PRIMARY" },
  };
  const judge = (change: Partial<Record<keyof typeof all, object | undefined>>) => {
    const alerts = Object.values<object | undefined>({ ...all, ...change }).filter((one) => one !== undefined);
    return judgedTogether(atlasAlertsComplete, [cluster(), ...alerts.map(alert)]);
  };
  const lacks = (...subjects: string[]) => [
    `[atlas-alerts-complete] cluster: found no enabled alert with a sufficient threshold and an on-call notification for ${subjects.join(", ")}; needed at least one for each. Change mongodbatlas.AlertConfiguration.`,
  ];

  it("passes the five that the checklist names", () => {
    expect(judge({})).toEqual(["pass"]);
    const headroom = { metricThresholdConfig: { metricName: "OPLOG_MASTER_LAG_TIME_DIFF", operator: "LESS_THAN" } };
    expect(judge({ lag: headroom })).toEqual(["pass"]);
    expect(judge({ connections: metric("CONNECTIONS", 1200) })).toEqual(["pass"]);
  });

  it.each([
    ["one that is missing", { storage: undefined }, lacks("storage")],
    ["two that are missing", { processor: undefined, primary: undefined }, lacks("CPU", "a missing primary")],
    ["one that is off", { processor: { ...all.processor, enabled: false } }, lacks("CPU")],
    ["one that is off by default", { primary: { ...all.primary, enabled: undefined } }, lacks("a missing primary")],
    ["one that nobody hears", { lag: { ...all.lag, notifications: [] } }, lacks("replication lag")],
    [
      "one that only owners hear",
      { connections: { ...all.connections, notifications: [{ typeName: "GROUP" }] } },
      lacks("connections"),
    ],
    ["one that goes off too late", { processor: metric("NORMALIZED_SYSTEM_CPU_USER", 99) }, lacks("CPU")],
    ["a lag of an hour", { lag: metric("OPLOG_SLAVE_LAG_MASTER_TIME", 3600, "SECONDS") }, lacks("replication lag")],
    [
      "one that is upside down",
      { storage: { metricThresholdConfig: { ...all.storage.metricThresholdConfig, operator: "LESS_THAN" } } },
      lacks("storage"),
    ],
    ["another project's", { storage: { ...all.storage, projectId: "q" } }, lacks("storage")],
    [
      "one that is unknown",
      { primary: { eventType: unknown } },
      ["[atlas-alerts-complete] cluster: undecided: waits for eventType."],
    ],
  ])("judges %s", (_, change, expected) => {
    expect(judge(change)).toEqual(expected);
  });
});
