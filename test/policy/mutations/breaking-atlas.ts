import { atlas } from "../../../policy/selectors/atlas";
import { absent, within } from "./mutation";
import type { Line } from "./mutation";

const size = "replicationSpecs.0.regionConfigs.0.electableSpecs.instanceSize";

/** What breaks MongoDB Atlas, property by property, and the rule that is there for it. */
export const breakingAtlas: readonly Line[] = [
  {
    types: atlas.accessLists,
    path: "cidrBlock",
    values: ["0.0.0.0/0", "0.0.0.0/1", "203.0.113.0/24", "203.0.113.48/31", "::/0"],
    rule: "atlas-no-open-access-list",
  },
  {
    types: atlas.accessLists,
    path: "cidrBlock",
    values: ["198.51.100.7/32", "198.51.100.7"],
    rule: "atlas-access-list-own-egress",
  },
  {
    types: atlas.projects,
    path: "name",
    values: ["staging-doctor-system", "doctor-system-dev"],
    rule: "atlas-project-of-stage",
  },
  { types: atlas.projects, path: "tags.stage", values: ["staging"], rule: "atlas-project-of-stage" },
  { types: atlas.projects, path: "", values: [absent], rule: "atlas-project-of-stage" },
  { types: atlas.clusters, path: size, values: ["M0", "M2", "M5"], rule: "atlas-dedicated-tier-in-prod" },
  {
    types: atlas.clusters,
    path: "advancedConfiguration.minimumEnabledTlsProtocol",
    values: ["TLS1_0", "TLS1_1"],
    rule: "atlas-tls-min",
  },
  {
    types: atlas.clusters,
    path: "advancedConfiguration.javascriptEnabled",
    values: [absent, true],
    rule: "atlas-javascript-disabled",
  },
  {
    types: atlas.clusters,
    path: "encryptionAtRestProvider",
    values: [absent, "NONE"],
    rule: "atlas-encrypted-at-rest",
  },
  { types: atlas.clusters, path: "backupEnabled", values: [absent, false], rule: "atlas-backups-required" },
  { types: atlas.clusters, path: "pitEnabled", values: [absent, false], rule: "atlas-backups-required" },
  {
    types: atlas.clusters,
    path: "terminationProtectionEnabled",
    values: [absent, false],
    rule: "atlas-termination-protection",
  },
  { types: atlas.clusters, path: "protect", values: [false], rule: "atlas-termination-protection" },
  {
    types: atlas.clusters,
    path: "retainBackupsEnabled",
    values: [absent, false],
    rule: "atlas-backups-outlive-cluster",
  },
  { types: atlas.schedules, path: "", values: [absent], rule: "atlas-backup-schedule-present" },
  {
    types: [...atlas.schedules, ...atlas.compliancePolicies],
    path: "policyItemDaily.retentionValue",
    values: [1, 6],
    rule: "atlas-backup-retention",
  },
  {
    types: [...atlas.schedules, ...atlas.compliancePolicies],
    path: "policyItemDaily",
    values: [absent],
    rule: "atlas-backup-retention",
  },
  {
    types: [...atlas.schedules, ...atlas.compliancePolicies],
    path: "restoreWindowDays",
    values: [absent, 0, 1],
    rule: "atlas-backup-retention",
  },
  {
    types: atlas.users,
    path: "roles",
    values: [
      [{ roleName: "atlasAdmin", databaseName: "admin" }],
      [{ roleName: "readWriteAnyDatabase", databaseName: "admin" }],
      [{ roleName: "dbAdminAnyDatabase", databaseName: "admin" }],
      [{ roleName: "readWrite", databaseName: "admin" }],
    ],
    rule: "atlas-user-least-privilege",
  },
  { types: atlas.users, path: "scopes", values: [absent, []], rule: "atlas-user-least-privilege" },
  { types: atlas.auditings, path: "", values: [absent], rule: "atlas-auditing-enabled" },
  { types: atlas.auditings, path: "enabled", values: [absent, false], rule: "atlas-auditing-enabled" },
  { types: atlas.alerts, path: "", values: [absent], rule: "atlas-alerts-complete" },
  { types: atlas.alerts, path: "enabled", values: [absent, false], rule: "atlas-alerts-complete" },
  {
    types: atlas.alerts,
    path: "notifications",
    values: [
      absent,
      [],
      within<object[]>("to owners of the project alone", (list) => list.map((one) => ({ ...one, typeName: "GROUP" }))),
    ],
    rule: "atlas-alerts-complete",
  },
  {
    types: atlas.alerts,
    path: "metricThresholdConfig.threshold",
    values: [100_000],
    rule: "atlas-alerts-complete",
    where: ({ inputs }) => inputs.metricThresholdConfig !== undefined,
  },
  ...Object.entries({ pitEnabled: [absent, false], encryptionAtRestEnabled: [false], "": [absent] }).map(
    ([path, values]): Line => ({
      types: ["mongodbatlas:index/backupCompliancePolicy:BackupCompliancePolicy"],
      path,
      values,
      rule: "atlas-backup-compliance",
    }),
  ),
];
