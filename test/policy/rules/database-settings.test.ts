import { rdsCopyTags } from "../../../policy/rules/data-stores/rds-copy-tags";
import { rdsDeletionProtection } from "../../../policy/rules/data-stores/rds-deletion-protection";
import { rdsEnhancedMonitoring } from "../../../policy/rules/data-stores/rds-enhanced-monitoring";
import { rdsInsightsEncrypted } from "../../../policy/rules/data-stores/rds-insights-encrypted";
import { rdsLogExports } from "../../../policy/rules/data-stores/rds-log-exports";
import { rdsModernCa } from "../../../policy/rules/data-stores/rds-modern-ca";
import type { ResourceRule } from "../../../policy/rule";
import { judged, resource, unknown } from "../harness";

const instance = "aws:rds/instance:Instance";
const cluster = "aws:rds/cluster:Cluster";
const member = "aws:rds/clusterInstance:ClusterInstance";

/** A rule, the types it is for, properties, and what it says: found, needed, setting; or a whole outcome. */
type Case = [string, ResourceRule, readonly string[], object, string | readonly [string, string, string]];

const waits = (id: string, property: string) => `[${id}] subject: undecided: waits for ${property}.`;

const cases: Case[] = [
  ["protection from deletion", rdsDeletionProtection, [instance, cluster], { deletionProtection: true }, "pass"],
  [
    "none",
    rdsDeletionProtection,
    [instance, cluster],
    { deletionProtection: false },
    ["deletionProtection false", "deletionProtection true", "deletionProtection"],
  ],
  [
    "nothing said about it",
    rdsDeletionProtection,
    [instance, cluster],
    {},
    ["deletionProtection not set", "deletionProtection true", "deletionProtection"],
  ],
  [
    "an unknown one",
    rdsDeletionProtection,
    [instance],
    { deletionProtection: unknown },
    waits("rds-deletion-protection", "deletionProtection"),
  ],

  ["copied tags", rdsCopyTags, [instance, cluster], { copyTagsToSnapshot: true }, "pass"],
  [
    "no copied tags",
    rdsCopyTags,
    [instance, cluster],
    {},
    ["copyTagsToSnapshot not set", "copyTagsToSnapshot true", "copyTagsToSnapshot"],
  ],
  ["a replica without", rdsCopyTags, [instance], { replicateSourceDb: unknown }, "not applicable"],
  [
    "unknown ones",
    rdsCopyTags,
    [cluster],
    { copyTagsToSnapshot: unknown },
    waits("rds-copy-tags", "copyTagsToSnapshot"),
  ],

  ["today's authority", rdsModernCa, [instance, member], { caCertIdentifier: "rds-ca-ecc384-g1" }, "pass"],
  ["the region's default", rdsModernCa, [instance, member, cluster], {}, "pass"],
  [
    "one that has run out",
    rdsModernCa,
    [instance, member],
    { caCertIdentifier: "rds-ca-2019" },
    [
      "the certificate authority rds-ca-2019",
      "rds-ca-rsa2048-g1, rds-ca-rsa4096-g1 or rds-ca-ecc384-g1",
      "caCertIdentifier",
    ],
  ],
  [
    "one of a cluster",
    rdsModernCa,
    [cluster],
    { caCertificateIdentifier: "rds-ca-2015" },
    [
      "the certificate authority rds-ca-2015",
      "rds-ca-rsa2048-g1, rds-ca-rsa4096-g1 or rds-ca-ecc384-g1",
      "caCertificateIdentifier",
    ],
  ],
  [
    "an unknown one",
    rdsModernCa,
    [instance],
    { caCertIdentifier: unknown },
    waits("rds-modern-ca", "caCertIdentifier"),
  ],

  [
    "the log of Postgres",
    rdsLogExports,
    [instance, cluster],
    { engine: "aurora-postgresql", enabledCloudwatchLogsExports: ["postgresql"] },
    "pass",
  ],
  [
    "the wrong log",
    rdsLogExports,
    [instance],
    { engine: "postgres", enabledCloudwatchLogsExports: ["upgrade"] },
    ["log exports of upgrade", "the engine's error log", "enabledCloudwatchLogsExports"],
  ],
  [
    "no log",
    rdsLogExports,
    [instance, cluster],
    { engine: "mysql" },
    ["no log exports", "the engine's error log", "enabledCloudwatchLogsExports"],
  ],
  ["any log of a replica", rdsLogExports, [instance], { enabledCloudwatchLogsExports: ["upgrade"] }, "pass"],
  [
    "unknown logs",
    rdsLogExports,
    [instance],
    { engine: "postgres", enabledCloudwatchLogsExports: unknown },
    waits("rds-log-exports", "enabledCloudwatchLogsExports"),
  ],

  ["a sample every minute", rdsEnhancedMonitoring, [instance, member], { monitoringInterval: 60 }, "pass"],
  [
    "no sample",
    rdsEnhancedMonitoring,
    [instance, member],
    {},
    ["no enhanced monitoring", "monitoringInterval of 1 to 60 seconds", "monitoringInterval"],
  ],
  [
    "an interval of nothing",
    rdsEnhancedMonitoring,
    [instance],
    { monitoringInterval: 0 },
    ["no enhanced monitoring", "monitoringInterval of 1 to 60 seconds", "monitoringInterval"],
  ],
  [
    "an unknown interval",
    rdsEnhancedMonitoring,
    [instance],
    { monitoringInterval: unknown },
    waits("rds-enhanced-monitoring", "monitoringInterval"),
  ],

  [
    "insights with a key that is unknown",
    rdsInsightsEncrypted,
    [instance, member],
    { performanceInsightsEnabled: true, performanceInsightsKmsKeyId: unknown },
    "pass",
  ],
  [
    "insights without a key",
    rdsInsightsEncrypted,
    [instance, member],
    { performanceInsightsEnabled: true },
    ["the account's default key", "a customer-managed key", "performanceInsightsKmsKeyId"],
  ],
  [
    "no insights",
    rdsInsightsEncrypted,
    [instance],
    { engine: "postgres", instanceClass: "db.t4g.micro" },
    ["performanceInsightsEnabled not set", "performanceInsightsEnabled true", "performanceInsightsEnabled"],
  ],
  [
    "a class that has none",
    rdsInsightsEncrypted,
    [instance],
    { engine: "mysql", instanceClass: "db.t3.micro" },
    "not applicable",
  ],
  [
    "unknown insights",
    rdsInsightsEncrypted,
    [instance],
    { performanceInsightsEnabled: unknown, performanceInsightsKmsKeyId: unknown },
    waits("rds-insights-encrypted", "performanceInsightsEnabled"),
  ],
];

describe("the rules about one setting of a database", () => {
  it.each(cases.map(([name, rule, ...rest]) => [rule.id, name, rule, ...rest] as const))(
    "%s judges %s",
    (id, _, rule, types, props, said) => {
      const expected =
        typeof said === "string" ? said : `[${id}] subject: found ${said[0]}; needed ${said[1]}. Change ${said[2]}.`;
      for (const type of types) expect(judged(rule, resource(type, props))).toEqual([expected]);
    },
  );
});
