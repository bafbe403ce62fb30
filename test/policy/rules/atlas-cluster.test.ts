import { atlasBackupRetention } from "../../../policy/rules/atlas/atlas-backup-retention";
import { atlasBackupsRequired } from "../../../policy/rules/atlas/atlas-backups-required";
import { atlasDedicatedTierInProd } from "../../../policy/rules/atlas/atlas-dedicated-tier-in-prod";
import { atlasEncryptedAtRest } from "../../../policy/rules/atlas/atlas-encrypted-at-rest";
import { atlasJavascriptDisabled } from "../../../policy/rules/atlas/atlas-javascript-disabled";
import { atlasTerminationProtection } from "../../../policy/rules/atlas/atlas-termination-protection";
import { atlasTlsMin } from "../../../policy/rules/atlas/atlas-tls-min";
import { judged, resource, unknown } from "../harness";

const type = "mongodbatlas:index/advancedCluster:AdvancedCluster";
const olderType = "mongodbatlas:index/cluster:Cluster";

/** The region of a compliant cluster. */
const region = {
  providerName: "AWS",
  electableSpecs: { instanceSize: "M30", nodeCount: 3 },
  autoScaling: { diskGbEnabled: true },
};
const compliant = {
  replicationSpecs: [{ regionConfigs: [region] }],
  advancedConfiguration: { minimumEnabledTlsProtocol: "TLS1_2", javascriptEnabled: false },
  backupEnabled: true,
  pitEnabled: true,
  terminationProtectionEnabled: true,
  encryptionAtRestProvider: "AWS",
};
const cluster = (change: object = {}) => resource(type, { ...compliant, ...change });

/** What each rule says about a change of the compliant cluster. */
const says = (rule: { id: string }, found: string, needed: string, setting: string) => [
  `[${rule.id}] subject: found ${found}; needed ${needed}. Change ${setting}.`,
];
const waits = (rule: { id: string }, what: string) => [`[${rule.id}] subject: undecided: waits for ${what}.`];

describe("atlas-backups-required", () => {
  const rule = atlasBackupsRequired;
  const backups = (found: string) => says(rule, `backupEnabled ${found}`, "backupEnabled true", "backupEnabled");
  const moments = (found: string) => says(rule, `pitEnabled ${found}`, "pitEnabled true", "pitEnabled");

  it.each([
    ["backed up at any moment", {}, ["pass"]],
    ["no backups", { backupEnabled: false }, backups("false")],
    ["the default", { backupEnabled: undefined }, backups("not set")],
    ["snapshots only", { pitEnabled: false }, moments("false")],
    ["the default of moments", { pitEnabled: undefined }, moments("not set")],
    ["something unknown", { pitEnabled: unknown }, waits(rule, "pitEnabled")],
  ])("judges %s", (_, change, expected) => {
    expect(judged(rule, cluster(change))).toEqual(expected);
  });

  it("reads what the older resource calls cloudBackup", () => {
    expect(judged(rule, resource(olderType, { cloudBackup: true, pitEnabled: true }))).toEqual(["pass"]);
    expect(judged(rule, resource(olderType, { cloudBackup: false, pitEnabled: true }))).toEqual(backups("false"));
  });
});

describe("atlas-dedicated-tier-in-prod", () => {
  const rule = atlasDedicatedTierInProd;
  const needed = "a dedicated tier, M10 or larger";
  const small = (found: string, setting = "instanceSize") => says(rule, found, needed, setting);
  const inRegion = (change: object) => ({ replicationSpecs: [{ regionConfigs: [{ ...region, ...change }] }] });

  it.each([
    ["M30", {}, ["pass"]],
    ["M10", inRegion({ electableSpecs: { instanceSize: "M10" } }), ["pass"]],
    ["little processor", inRegion({ electableSpecs: { instanceSize: "R40" } }), ["pass"]],
    ["fast disks", inRegion({ electableSpecs: { instanceSize: "M40_NVME" } }), ["pass"]],
    ["no analytics nodes", inRegion({ analyticsSpecs: { instanceSize: "M0", nodeCount: 0 } }), ["pass"]],
    ["M0", inRegion({ electableSpecs: { instanceSize: "M0" } }), small("the tier M0")],
    ["M5", inRegion({ electableSpecs: { instanceSize: "M5" } }), small("the tier M5")],
    ["Flex", inRegion({ providerName: "FLEX", electableSpecs: undefined }), small("the provider FLEX")],
    ["analytics nodes that share", inRegion({ analyticsSpecs: { instanceSize: "M2" } }), small("the tier M2")],
    ["shrinking too far", inRegion({ autoScaling: { computeMinInstanceSize: "M5" } }), small("the tier M5")],
    [
      "a size that is unknown",
      inRegion({ electableSpecs: { instanceSize: unknown } }),
      waits(rule, "replicationSpecs.0.regionConfigs.0.electableSpecs.instanceSize"),
    ],
  ])("judges %s", (_, change, expected) => {
    expect(judged(rule, cluster(change))).toEqual(expected);
  });

  it("reads the older resource and refuses the ones that only share", () => {
    const older = (props: object) => judged(rule, resource(olderType, { providerName: "AWS", ...props }));
    expect(older({ providerInstanceSizeName: "M20" })).toEqual(["pass"]);
    expect(older({ providerInstanceSizeName: "M5" })).toEqual(small("the tier M5"));
    expect(older({ providerInstanceSizeName: "M20", providerAutoScalingComputeMinInstanceSize: "M2" })).toEqual(
      small("the tier M2"),
    );
    for (const shared of ["flexCluster:FlexCluster", "serverlessInstance:ServerlessInstance"]) {
      expect(judged(rule, resource(`mongodbatlas:index/${shared}`, {}))).toEqual(
        small("a cluster on a shared tier", "the type"),
      );
    }
  });

  it("asks for the size that is configured", () => {
    expect(judged(rule, cluster(), { settings: { tier: 40 } })).toEqual(
      says(rule, "the tier M30", "a dedicated tier, M40 or larger", "instanceSize"),
    );
  });
});

describe("atlas-tls-min", () => {
  const rule = atlasTlsMin;
  const setting = "advancedConfiguration.minimumEnabledTlsProtocol";
  const old = (found: string) => says(rule, `minimumEnabledTlsProtocol ${found}`, "TLS1_2 or TLS1_3", setting);

  it.each([
    [{ minimumEnabledTlsProtocol: "TLS1_2" }, ["pass"]],
    [{ minimumEnabledTlsProtocol: "TLS1_3" }, ["pass"]],
    [{ minimumEnabledTlsProtocol: "TLS1_1" }, old("TLS1_1")],
    [{}, old("not set")],
    [undefined, old("not set")],
    [unknown, waits(rule, "advancedConfiguration")],
  ])("judges %j", (advancedConfiguration, expected) => {
    expect(judged(rule, cluster({ advancedConfiguration }))).toEqual(expected);
  });
});

describe("atlas-javascript-disabled", () => {
  const rule = atlasJavascriptDisabled;
  const runs = (found: string) =>
    says(rule, found, "javascriptEnabled false", "advancedConfiguration.javascriptEnabled");

  it.each([
    [{ javascriptEnabled: false }, ["pass"]],
    [{ javascriptEnabled: true }, runs("javascriptEnabled true")],
    [{}, runs("javascriptEnabled not set, which means true")],
    [undefined, runs("javascriptEnabled not set, which means true")],
    [{ javascriptEnabled: unknown }, waits(rule, "advancedConfiguration.javascriptEnabled")],
  ])("judges %j", (advancedConfiguration, expected) => {
    expect(judged(rule, cluster({ advancedConfiguration }))).toEqual(expected);
  });
});

describe("atlas-encrypted-at-rest", () => {
  const rule = atlasEncryptedAtRest;
  const plain = says(
    rule,
    "only the key that Atlas manages",
    "encryptionAtRestProvider AWS, AZURE or GCP",
    "encryptionAtRestProvider",
  );

  it.each([
    ["AWS", ["pass"]],
    ["NONE", plain],
    [undefined, plain],
    [unknown, waits(rule, "encryptionAtRestProvider")],
  ])("judges %s", (encryptionAtRestProvider, expected) => {
    expect(judged(rule, cluster({ encryptionAtRestProvider }))).toEqual(expected);
  });
});

describe("atlas-termination-protection", () => {
  const rule = atlasTerminationProtection;
  const setting = "terminationProtectionEnabled";
  const open = (found: string) => says(rule, `${setting} ${found}`, `${setting} true`, setting);

  it.each([
    [true, ["pass"]],
    [false, open("false")],
    [undefined, open("not set")],
    [unknown, waits(rule, setting)],
  ])("judges %s", (terminationProtectionEnabled, expected) => {
    expect(judged(rule, cluster({ terminationProtectionEnabled }))).toEqual(expected);
  });

  it("asks for the engine's protection as well", () => {
    const unprotected = resource(type, compliant, { opts: { protect: false, additionalSecretOutputs: [] } });
    expect(judged(rule, unprotected)).toEqual(says(rule, "protect false", "protect true", "protect"));
  });
});

describe("atlas-backup-retention", () => {
  const rule = atlasBackupRetention;
  const schedule = (change: object, kind = "cloudBackupSchedule:CloudBackupSchedule") =>
    resource(`mongodbatlas:index/${kind}`, { policyItemDaily: kept("days", 30), restoreWindowDays: 7, ...change });
  const kept = (retentionUnit: string, retentionValue: unknown) => ({
    frequencyInterval: 1,
    retentionUnit,
    retentionValue,
  });
  const short = (found: string) => says(rule, found, "daily snapshots kept at least 30 days", "policyItemDaily");
  const window = (found: string) => says(rule, found, "at least 2 days", "restoreWindowDays");

  it.each([
    ["30 days", {}, ["pass"]],
    ["five weeks", { policyItemDaily: kept("weeks", 5) }, ["pass"]],
    ["two months", { policyItemDaily: kept("months", 2) }, ["pass"]],
    ["a year", { policyItemDaily: kept("years", 1) }, ["pass"]],
    ["a week", { policyItemDaily: kept("days", 7) }, short("daily snapshots kept 7 days")],
    ["a month, which may have 28 days", { policyItemDaily: kept("months", 1) }, short("daily snapshots kept 28 days")],
    ["nothing daily", { policyItemDaily: undefined }, short("no daily snapshot")],
    ["no moments", { restoreWindowDays: undefined }, window("no restoreWindowDays")],
    ["moments of a day", { restoreWindowDays: 1 }, window("restoreWindowDays 1")],
    ["something unknown", { policyItemDaily: kept("days", unknown) }, waits(rule, "policyItemDaily.retentionValue")],
  ])("judges %s, in a schedule and in a compliance policy", (_, change, expected) => {
    expect(judged(rule, schedule(change))).toEqual(expected);
    expect(judged(rule, schedule(change, "backupCompliancePolicy:BackupCompliancePolicy"))).toEqual(expected);
  });
});
