import { rdsAdminName } from "../../../policy/rules/data-stores/rds-admin-name";
import { rdsManagedAuthentication } from "../../../policy/rules/data-stores/rds-managed-authentication";
import { rdsMinorUpgradesExplicit } from "../../../policy/rules/data-stores/rds-minor-upgrades-explicit";
import { rdsProductionStorage } from "../../../policy/rules/data-stores/rds-production-storage";
import { rdsProxyTls } from "../../../policy/rules/data-stores/rds-proxy-tls";
import type { ResourceRule } from "../../../policy/rule";
import { judged, resource, unknown } from "../harness";

const instance = "aws:rds/instance:Instance";
const cluster = "aws:rds/cluster:Cluster";
const member = "aws:rds/clusterInstance:ClusterInstance";
const proxy = "aws:rds/proxy:Proxy";

/** A rule, the types it is for, properties, and what it says: found, needed, setting; or a whole outcome. */
type Case = [string, ResourceRule, readonly string[], object, string | readonly [string, string, string]];

const waits = (id: string, property: string) => `[${id}] subject: undecided: waits for ${property}.`;

const cases: Case[] = [
  [
    "upgrades in a chosen hour",
    rdsMinorUpgradesExplicit,
    [instance, member],
    { autoMinorVersionUpgrade: true, maintenanceWindow: "sun:04:00-sun:05:00" },
    "pass",
  ],
  [
    "upgrades nobody has decided",
    rdsMinorUpgradesExplicit,
    [instance, member],
    { maintenanceWindow: "sun:04:00-sun:05:00" },
    ["autoMinorVersionUpgrade not set", "autoMinorVersionUpgrade true", "autoMinorVersionUpgrade"],
  ],
  [
    "upgrades that are off",
    rdsMinorUpgradesExplicit,
    [instance, member],
    { autoMinorVersionUpgrade: false, maintenanceWindow: "sun:04:00-sun:05:00" },
    ["autoMinorVersionUpgrade false", "autoMinorVersionUpgrade true", "autoMinorVersionUpgrade"],
  ],
  [
    "an hour AWS chose",
    rdsMinorUpgradesExplicit,
    [instance],
    { autoMinorVersionUpgrade: true },
    ["maintenanceWindow not set", "a window at a time of low load", "maintenanceWindow"],
  ],
  [
    "a member, whose cluster has the window",
    rdsMinorUpgradesExplicit,
    [member],
    { autoMinorVersionUpgrade: true },
    "pass",
  ],
  [
    "unknown upgrades",
    rdsMinorUpgradesExplicit,
    [member],
    { autoMinorVersionUpgrade: unknown },
    waits("rds-minor-upgrades-explicit", "autoMinorVersionUpgrade"),
  ],

  [
    "IAM authentication",
    rdsManagedAuthentication,
    [instance, cluster],
    { iamDatabaseAuthenticationEnabled: true },
    "pass",
  ],
  ["a managed password", rdsManagedAuthentication, [instance, cluster], { manageMasterUserPassword: true }, "pass"],
  [
    "neither",
    rdsManagedAuthentication,
    [instance, cluster],
    { iamDatabaseAuthenticationEnabled: false, password: "never shown" },
    [
      "neither IAM database authentication nor a managed master password",
      "one of the two",
      "iamDatabaseAuthenticationEnabled or manageMasterUserPassword",
    ],
  ],
  ["a replica with neither", rdsManagedAuthentication, [instance], { replicateSourceDb: "a" }, "not applicable"],
  [
    "something unknown",
    rdsManagedAuthentication,
    [instance],
    { iamDatabaseAuthenticationEnabled: unknown },
    waits("rds-managed-authentication", "iamDatabaseAuthenticationEnabled"),
  ],

  ["another username", rdsAdminName, [instance], { username: "platform_admin" }, "pass"],
  ["an inherited name", rdsAdminName, [instance, cluster], {}, "pass"],
  [
    "the name everybody tries",
    rdsAdminName,
    [instance],
    { username: "Postgres" },
    ["a common default username", "another username", "username"],
  ],
  [
    "that of a cluster",
    rdsAdminName,
    [cluster],
    { masterUsername: "admin" },
    ["a common default username", "another username", "masterUsername"],
  ],
  ["an unknown name", rdsAdminName, [instance], { username: unknown }, waits("rds-admin-name", "username")],

  ["a proxy with TLS", rdsProxyTls, [proxy], { requireTls: true }, "pass"],
  ["one without", rdsProxyTls, [proxy], { requireTls: false }, ["requireTls false", "requireTls true", "requireTls"]],
  ["one that says nothing", rdsProxyTls, [proxy], {}, ["requireTls not set", "requireTls true", "requireTls"]],
  ["an unknown one", rdsProxyTls, [proxy], { requireTls: unknown }, waits("rds-proxy-tls", "requireTls")],

  ["50 GiB of gp3", rdsProductionStorage, [instance], { allocatedStorage: 50, storageType: "gp3" }, "pass"],
  ["the default type", rdsProductionStorage, [instance], { allocatedStorage: 100 }, "pass"],
  [
    "20 GiB",
    rdsProductionStorage,
    [instance],
    { allocatedStorage: 20 },
    ["20 GiB", "at least 50 GiB", "allocatedStorage"],
  ],
  [
    "nothing said",
    rdsProductionStorage,
    [instance],
    {},
    ["no allocatedStorage", "at least 50 GiB", "allocatedStorage"],
  ],
  [
    "magnetic storage",
    rdsProductionStorage,
    [instance],
    { allocatedStorage: 50, storageType: "standard" },
    ["magnetic storage", "gp3 or another SSD storage type", "storageType"],
  ],
  ["a restored database", rdsProductionStorage, [instance], { snapshotIdentifier: unknown }, "pass"],
  ["a replica", rdsProductionStorage, [instance], { replicateSourceDb: unknown }, "not applicable"],
  [
    "an unknown size",
    rdsProductionStorage,
    [instance],
    { allocatedStorage: unknown },
    waits("rds-production-storage", "allocatedStorage"),
  ],
];

describe("the rules about who administers a database, and about its upkeep", () => {
  it.each(cases.map(([name, rule, ...rest]) => [rule.id, name, rule, ...rest] as const))(
    "%s judges %s",
    (id, _, rule, types, props, said) => {
      const expected =
        typeof said === "string" ? said : `[${id}] subject: found ${said[0]}; needed ${said[1]}. Change ${said[2]}.`;
      for (const type of types) expect(judged(rule, resource(type, props))).toEqual([expected]);
    },
  );
});
