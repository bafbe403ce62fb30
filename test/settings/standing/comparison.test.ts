import { compareWithStanding, refuseChanges } from "../../../stacks/settings/standing/comparison";
import { leavesOf } from "../../../settings/standing/leaves";
import { keyOf, readStandingRecord } from "../../../stacks/settings/standing/record";
import { stageSchema } from "../../../stacks/settings/schema";
import { stages } from "../../../settings/stage/stage";
import { type Changes, refused } from "../complete";
import { refusedOfThree, settingsOfThree } from "../three-systems";
import { otherValues } from "./other-values";
import { said, standing } from "./refusals";

const deployed = { file: "Pulumi.staging.yaml" };

describe("every setting", () => {
  it.each(stages)("says what its change does to a standing stage: %s", (stage) => {
    const silent = leavesOf(stageSchema(stage)).filter(({ rule }) => rule === undefined);
    expect(silent.map(({ path }) => keyOf(path))).toEqual([]);
  });

  it("has another value here than it has in staging", () => {
    expect(otherValues().filter(({ before, after }) => JSON.stringify(before) === JSON.stringify(after))).toEqual([]);
  });

  it("is compared with a record that survives the way through an output", () => {
    const record = standing();
    expect(readStandingRecord(JSON.parse(JSON.stringify(record)))).toEqual(record);
    expect(said({}, record)).toEqual({});
  });

  it("holds no secret in the record", () => {
    expect(Object.keys(standing().settings).filter((key) => /[A-Z]{3}/.test(key))).toEqual([]);
  });
});

describe("a standing stage refuses", () => {
  it.each<[string, Changes, string]>([
    ["another account", { "aws/accountId": "111111111111" }, "aws.accountId"],
    ["another range", { "network/cidr": "10.70.0.0/16" }, "network.cidr"],
    [
      "another order of zones",
      { "network/availabilityZones": ["af-south-1b", "af-south-1a", "af-south-1c"] },
      "network.availabilityZones",
    ],
    ["another organisation", { "atlas/organizationId": "1".repeat(24) }, "atlas.organizationId"],
    [
      "an older Postgres",
      { "ahava-healthcare/postgres/engineVersion": "15" },
      "ahava-healthcare.postgres.engineVersion",
    ],
    [
      "a newer Postgres in the window",
      { "med-platform/postgres/engineVersion": "17" },
      "med-platform.postgres.engineVersion",
    ],
    [
      "two major versions of Postgres at once",
      { "med-platform/postgres/engineVersion": "18", "med-platform/postgres/applyChanges": "immediately" },
      "med-platform.postgres.engineVersion",
    ],
    [
      "less storage",
      { "ahava-healthcare/postgres/allocatedStorage": 40 },
      "ahava-healthcare.postgres.allocatedStorage",
    ],
    [
      "storage that grows by less than a tenth",
      { "ahava-healthcare/postgres/allocatedStorage": 52 },
      "ahava-healthcare.postgres.allocatedStorage",
    ],
    ["an older Redis", { "ahava-healthcare/redis/engineVersion": "6.2" }, "ahava-healthcare.redis.engineVersion"],
    ["an older MongoDB", { "doctor-system/atlas/version": "7.0" }, "doctor-system.atlas.version"],
    [
      "a larger Atlas size beside autoscaling",
      { "doctor-system/atlas/instanceSize": "M20" },
      "doctor-system.atlas.instanceSize",
    ],
    ["fewer days of the log archive", { "logs/archiveDays": 364 }, "logs.archiveDays"],
    [
      "fewer days of backups",
      { "med-platform/postgres/backupRetentionDays": 29 },
      "med-platform.postgres.backupRetentionDays",
    ],
    [
      "fewer days of snapshots",
      { "ahava-healthcare/redis/snapshotRetentionDays": 6 },
      "ahava-healthcare.redis.snapshotRetentionDays",
    ],
  ])("%s", (_, changes, key) => {
    const message = said(changes);
    expect(Object.keys(message)).toEqual([key]);
    expect(message[key]).toMatch(/; fix: \S.{8,}/);
  });

  it("another Region with its zones, both at once", () => {
    const changes = {
      "aws/region": "eu-west-1",
      "network/availabilityZones": ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
    };
    expect(Object.keys(said(changes))).toEqual(["aws.region", "network.availabilityZones"]);
  });

  it("a system less", () => {
    const whole = standing();
    const { faults } = compareWithStanding(
      { ...settingsOfThree("staging"), systems: ["ahava-healthcare", "med-platform"] },
      whole,
    );
    expect(faults).toMatchObject([
      {
        path: ["systems"],
        allowed: "a list with doctor-system: removing a system deletes its data stores",
      },
    ]);
  });

  it("the end of a backup compliance policy, an Atlas maximum below the size that runs, and Postgres below its grown disk", () => {
    const representative = { email: "someone@clinic.test", firstName: "Some", lastName: "One" };
    const before = standing(
      {
        "doctor-system/atlas/backupCompliancePolicy": true,
        "doctor-system/atlas/backupRepresentative": representative,
      },
      {
        "doctor-system.atlas.maximumInstanceSize": "M30",
        "ahava-healthcare.postgres.allocatedStorage": 70,
      },
    );
    const message = said(
      { "doctor-system/atlas/maximumInstanceSize": "M20", "ahava-healthcare/postgres/allocatedStorage": 72 },
      before,
    );
    expect(message).toMatchObject({
      "doctor-system.atlas.backupCompliancePolicy": expect.stringContaining(
        "only MongoDB's support can lift",
      ) as string,
      "doctor-system.atlas.maximumInstanceSize": expect.stringContaining(
        "autoscaling has grown the cluster to M30",
      ) as string,
      "ahava-healthcare.postgres.allocatedStorage": expect.stringContaining("at least 10 % more: 77 GiB") as string,
    });
  });

  it("a ceiling less than a tenth above the storage that RDS has grown to, with what is enough", () => {
    const ceiling = "med-platform.postgres.maxAllocatedStorage";
    const grown = standing({}, { [ceiling]: 90 });
    const withCeiling = (gibibytes: number) => said({ "med-platform/postgres/maxAllocatedStorage": gibibytes }, grown);
    expect(withCeiling(98)[ceiling]).toMatch(
      /^at least 10 % above the 90 GiB .*: 99 GiB .*; fix: set it to 99 or more/,
    );
    expect(withCeiling(99)).toEqual({});
    const full = standing({}, { [ceiling]: 100 });
    expect(said({}, full)).toEqual({});
    expect(Object.keys(said({ "med-platform/postgres/maxAllocatedStorage": 105 }, full))).toEqual([ceiling]);
    expect(said({ "med-platform/postgres/maxAllocatedStorage": 60 })).toEqual({});
  });

  it("what deletes something protected while dataProtection is on, also where the same update would switch it off", () => {
    const guarded = standing({
      dataProtection: "on",
      "network/natGateways": "per-zone",
      "med-platform/postgres/readReplicas": 1,
    });
    const message = said({ "doctor-system/domain": "staging.other.test" }, guarded);
    expect(Object.keys(message)).toEqual([
      "network.natGateways",
      "doctor-system.domain",
      "med-platform.postgres.readReplicas",
    ]);
    expect(said({ "doctor-system/domain": "staging.other.test" })).toEqual({});
  });

  it("all of it in one message, each with its key, and nothing of a stage that was never deployed", () => {
    const changes = { "network/cidr": "10.70.0.0/16", "ahava-healthcare/redis/engineVersion": "6.2" };
    const settings = settingsOfThree("staging", changes);
    expect(refuseChanges(settings, undefined, deployed)).toEqual([]);
    expect(() => refuseChanges(settings, standing(), deployed)).toThrow(
      /2 errors\. Nothing was created or changed\.[^]*network\.cidr {2}\(Pulumi\.staging\.yaml\)[^]*ahava-healthcare\.redis\.engineVersion/,
    );
  });
});

describe("a standing stage takes", () => {
  it.each<[string, Changes]>([
    [
      "the next Postgres at once",
      { "med-platform/postgres/engineVersion": "17", "med-platform/postgres/applyChanges": "immediately" },
    ],
    ["more storage, by a tenth", { "ahava-healthcare/postgres/allocatedStorage": 55 }],
    [
      "an Atlas size without autoscaling",
      { "doctor-system/atlas/instanceSize": "M20", "doctor-system/atlas/maximumInstanceSize": "M20" },
    ],
  ])("%s", (_, changes) => {
    expect(said(changes)).toEqual({});
  });

  it("a newer Redis at once, and one of the same major version in the window", () => {
    const sameMajor = {
      settings: { ...standing().settings, "ahava-healthcare.redis.engineVersion": "7.0" },
      measured: {},
    };
    expect(said({}, sameMajor)).toEqual({});
    const older = standing({ "ahava-healthcare/redis/engineVersion": "6.2" });
    expect(said({}, older)["ahava-healthcare.redis.engineVersion"]).toContain("applyChanges: immediately");
    expect(said({ "ahava-healthcare/redis/applyChanges": "immediately" }, older)).toEqual({});
  });

  it("the minor version of Postgres back to RDS", () => {
    const pinned = {
      settings: { ...standing().settings, "med-platform.postgres.engineVersion": "16.9" },
      measured: {},
    };
    expect(said({}, pinned)).toEqual({});
  });

  it("an Atlas size that autoscaling has reached", () => {
    const grown = standing({}, { "doctor-system.atlas.instanceSize": "M20" });
    expect(said({ "doctor-system/atlas/instanceSize": "M20" }, grown)).toEqual({});
  });
});

describe("acceptDataLoss", () => {
  const key = "ahava-healthcare.redis.engineVersion";
  const older: Changes = { "ahava-healthcare/redis/engineVersion": "6.2" };

  it("permits the loss it names, and no other", () => {
    expect(said({ ...older, acceptDataLoss: [key] })).toEqual({});
    expect(Object.keys(said({ ...older, "logs/archiveDays": 364, acceptDataLoss: [key] }))).toEqual([
      "logs.archiveDays",
    ]);
  });

  it("is named in the refusal, with dataProtection before it where that is on", () => {
    expect(said(older)[key]).toContain(`add ${key} to acceptDataLoss for this one deployment`);
    const guarded = said({ ...older, dataProtection: "on", acceptDataLoss: [key] }, standing({ dataProtection: "on" }));
    expect(guarded[key]).toContain('set dataProtection to "off", deploy that, then add');
  });

  it.each([
    ["network.cidr", "remove it"],
    ["ahava-healthcare.redis.engineVersoin", `did you mean "${key}"?`],
    ["redis.engineVersion", `did you mean "${key}"?`],
    ["ahava-healthcare-redis-nodes", `did you mean "${key}"?`],
    ["med-platform-postgres-instance", "remove it"],
    ["Logs.ArchiveDays", 'did you mean "logs.archiveDays"?'],
  ])("refuses what permits nothing, before anything is compared: %s", (entry, fix) => {
    expect(refusedOfThree("staging", { ...older, acceptDataLoss: ["systems", entry] })).toEqual([
      {
        where: "acceptDataLoss[1]",
        given: JSON.stringify(entry),
        allowed: expect.stringMatching(
          /^a setting whose change may lose data, each once: logs.archiveDays, /,
        ) as string,
        fix,
      },
    ]);
  });

  it("knows every setting whose change may lose data, of the systems there are, and takes each once", () => {
    const losing = leavesOf(stageSchema("staging")).flatMap(({ path, rule }) => (rule?.loses ? [keyOf(path)] : []));
    expect(losing).toHaveLength(8);
    expect(refusedOfThree("staging", { acceptDataLoss: losing })).toEqual([]);
    expect(refusedOfThree("staging", { acceptDataLoss: [key, key] })).toMatchObject([
      { where: "acceptDataLoss[1]", fix: "remove it" },
    ]);
    expect(refused("staging", { acceptDataLoss: ["med-platform.postgres.backupRetentionDays"] })).toMatchObject([
      { where: "acceptDataLoss[0]" },
    ]);
  });

  it("warns of what it permits in vain", () => {
    const settings = settingsOfThree("staging", { acceptDataLoss: [key] });
    expect(refuseChanges(settings, standing(), deployed)).toEqual([
      `acceptDataLoss lists ${key}, but this deployment loses no data there: remove it.`,
    ]);
  });
});
