import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { DeploymentResult } from "../../../rehearsal/standing/protocol";
import { StandingStage } from "../../../rehearsal/standing/standing-stage";
import { type OtherValue, otherValues } from "../../settings/standing/other-values";
import { engineTimeout } from "./project-copy";

// Each setting of a standing staging is changed on the real engine, together with the others of its group. That what is
// refused is refused, and with which way out, is tested without an engine (test/settings/standing).

/** Settings whose other value is refused. */
const refused = [
  /^aws\./,
  /^atlas\./,
  /^network\.(cidr|availabilityZones)$/,
  /^(systems|deploy)$/,
  /^doctor-system\.atlas\.(instanceSize|version)$/,
];

/** Settings that are changed in one direction only: versions and sizes that only rise, and what stays on. */
const oneWay = [/\.(engineVersion|allocatedStorage)$/, /\.backup(CompliancePolicy|Representative)/];

/** Settings that are changed with these, and back by themselves: names that move, and what a new version needs. */
const returning = [/\.domain$/, /\.applyChanges$/];

const protection = [/^dataProtection$/];

/** Settings that are raised and lowered again, which deletes what is older. */
const lowered = [
  "logs.archiveDays",
  "doctor-system.atlas.backupRetentionDays",
  "doctor-system.atlas.pointInTimeDays",
  "ahava-healthcare.postgres.backupRetentionDays",
  "ahava-healthcare.redis.snapshotRetentionDays",
  "med-platform.postgres.backupRetentionDays",
];

const redisVersion = ["ahava-healthcare", "redis", "engineVersion"];

/** The entries that get other names, and what goes with a replica. */
const signingKeys = ["med-platform-signing-keys-private-secret", "med-platform-signing-keys-public-secret"];
const replica = [
  "med-platform-postgres-replica-1-instance",
  "med-platform-postgres-replica-1-postgresql-log",
  "med-platform-postgres-replica-1-upgrade-log",
  "med-platform-secrets-database-replica-url-secret",
];

/** The results of SQL go with the task that people run; CloudTrail keeps the statements. */
const sqlLogs = ["ahava-healthcare-sql-log", "med-platform-sql-log"];

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "changed-settings-"));
const now = new Date();
const results: Record<string, DeploymentResult> = {};
let stage: StandingStage;

async function deploy(name: string): Promise<void> {
  results[name] = await stage.deploy({ now });
}

function change(which: (value: OtherValue) => boolean): () => void {
  return stage.change(
    otherValues()
      .filter(which)
      .map(({ keys, after }) => ({ keys, value: after })),
  );
}

const isOneOf =
  (...patterns: readonly RegExp[]) =>
  ({ key }: OtherValue) =>
    patterns.some((pattern) => pattern.test(key));

beforeAll(async () => {
  stage = await StandingStage.start({ folder, stage: "staging", since: now });
  // Below the newest, so that there is a newer one.
  stage.change([{ keys: redisVersion, value: "6.2" }]);
  await deploy("first");
  const back = change((value) => !isOneOf(...refused, ...oneWay, ...returning, ...protection)(value));
  await deploy("changed");
  await deploy("changed, again");
  back();
  const withoutLoss = stage.change([{ keys: ["acceptDataLoss"], value: lowered }]);
  await deploy("back");
  withoutLoss();
  change(isOneOf(...oneWay));
  stage.change([{ keys: redisVersion, value: "7.1" }]);
  const returned = change(isOneOf(...returning));
  await deploy("one way");
  await deploy("one way, again");
  returned();
  await deploy("returned");
  await deploy("returned, again");
  const unprotected = change(isOneOf(...protection));
  await deploy("protected");
  unprotected();
  await deploy("unprotected");
}, engineTimeout);

afterAll(() => {
  stage.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

describe("the settings of a standing stage", () => {
  it.each(["first", "changed", "back", "one way", "returned", "protected", "unprotected"])(
    "are deployed: %s",
    (name) => {
      expect(results[name]?.error).toBeUndefined();
    },
  );

  it.each(["changed, again", "one way, again", "returned, again"])("settle: %s", (name) => {
    expect(results[name]?.error).toBeUndefined();
    expect(results[name]?.changes).toEqual([]);
  });

  it.each([
    ["changed", [...signingKeys]],
    ["back", [...signingKeys, ...replica, ...sqlLogs]],
    ["one way", []],
    ["returned", []],
  ])("replace or delete no data store but those they name: %s", (name, named) => {
    const lost = results[name]?.changes.filter(
      ({ operation, dataStore }) => dataStore && ["replaced", "deleted"].includes(operation),
    );
    expect(lost?.map((each) => each.name).sort()).toEqual(named.sort());
  });
});
