import fc from "fast-check";
import { postgresInstanceClass } from "../../components/data/postgres-instance-classes";
import { cpuSizes, isFargateSize, memoryAllowed } from "../../settings/sections/fargate";
import { trustedExtensions } from "../../settings/sections/migration-objects";
import { connectionsOf } from "../../settings/sections/postgres";
import { refused, settings } from "./complete";

const majors = "a major version of Postgres, in quotes: 14, 15, 16, 17, 18; RDS installs minor versions by itself";
const instanceClasses =
  "a class of database instance such as db.t4g.medium: db.t…, micro small medium large xlarge 2xlarge; db.m…, large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge; db.r…, large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge";

/** The connections the database component counts on; `undefined` for a class it throws at. */
function countedOn(instanceClass: string): number | undefined {
  try {
    return postgresInstanceClass(instanceClass).leastMaxConnections;
  } catch {
    return undefined;
  }
}

const postgres = (key: string) => `ahava-healthcare/postgres/${key}`;

describe("what migrations may make", () => {
  it("is a list of trusted extensions and of schemas, each named once", () => {
    const changes = { [postgres("extensions")]: ["postgis", "citext"], [postgres("schemas")]: ["public", "records"] };
    expect(refused("staging", changes)).toMatchObject([
      {
        where: "ahava-healthcare.postgres.extensions[0]",
        allowed: `a trusted extension: ${trustedExtensions.join(", ")}`,
      },
      { where: "ahava-healthcare.postgres.schemas[0]", given: '"public"' },
    ]);
    expect(refused("staging", { [postgres("extensions")]: ["citext", "citext"] })).toMatchObject([
      { allowed: "a list of different extensions", fix: "remove the repeated entry" },
    ]);
  });
});

describe("Postgres", () => {
  it.each([
    ["allocatedStorage", 19, "a whole number from 20 to 65536 (GiB; RDS, gp3 storage)", "set it to 20 or more"],
    ["backupRetentionDays", 0, "a whole number from 1 to 35 (days; RDS keeps 35 at most)", "set it to 1 or more"],
    ["backupRetentionDays", 36, "a whole number from 1 to 35 (days; RDS keeps 35 at most)", "set it to 35 or less"],
    ["maxConnections", 5, "a whole number from 6 to 262143 (connections; RDS, max_connections)", "set it to 6 or more"],
    ["connectionLimit", 0, "a whole number of at least 1 (connections per task; AH-DB-05)", "set it to 1 or more"],
    ["poolTimeout", 61, "a whole number from 1 to 60 (seconds; AH-DB-05)", "set it to 60 or less"],
    ["engineVersion", 16.1, majors, 'write "16"'],
    ["engineVersion", "16.11", majors, 'write "16"'],
    ["engineVersion", "16.99", majors, 'write "16"'],
    ["engineVersion", 16, majors, "write it in quotes: without them YAML reads a number"],
    ["engineVersion", "13.4", majors, "write an allowed value"],
    ["instanceClass", "db.t9z.medium", instanceClasses, 'did you mean "db.t3.medium"?'],
    ["instanceClass", "db.t4g.medum", instanceClasses, 'did you mean "db.t4g.medium"?'],
    ["instanceClass", "DB.T4G.MEDIUM", instanceClasses, "write db.t4g.medium"],
    [
      "backupRetentionDays",
      "30",
      "a whole number from 1 to 35 (days; RDS keeps 35 at most)",
      "write 30, without quotes",
    ],
    ["instanceClass", "t4g.medium", instanceClasses, 'did you mean "db.t4g.medium"?'],
  ])("refuses %s %j", (key, value, allowed, fix) => {
    expect(refused("staging", { [postgres(key)]: value })).toEqual([
      { where: `ahava-healthcare.postgres.${key}`, given: JSON.stringify(value), allowed, fix },
    ]);
  });

  it("has a standby, 30 days of backups and 50 GiB in production", () => {
    const weak = {
      [postgres("multiAz")]: false,
      [postgres("backupRetentionDays")]: 29,
      [postgres("allocatedStorage")]: 49,
    };
    expect(refused("production", weak)).toEqual([
      {
        where: "ahava-healthcare.postgres.allocatedStorage",
        given: "49",
        allowed: "a whole number from 50 to 65536 (GiB; AH-INF-03)",
        fix: "set it to 50 or more",
      },
      {
        where: "ahava-healthcare.postgres.multiAz",
        given: "false",
        allowed: "true (production; AH-DB-01)",
        fix: "set it to true",
      },
      {
        where: "ahava-healthcare.postgres.backupRetentionDays",
        given: "29",
        allowed: "a whole number from 30 to 35 (days; AH-DB-04; RDS keeps 35 at most)",
        fix: "set it to 30 or more",
      },
    ]);
    expect(settings("staging", weak).ahavaHealthcare.postgres).toMatchObject({ multiAz: false, allocatedStorage: 49 });
  });

  it("has a storage ceiling a tenth above what it begins with", () => {
    expect(refused("staging", { [postgres("maxAllocatedStorage")]: 54 })).toEqual([
      {
        where: "ahava-healthcare.postgres.maxAllocatedStorage",
        given: "54",
        allowed: "at least 10 % above allocatedStorage: 55 GiB (RDS, storage autoscaling)",
        fix: "increase it",
      },
    ]);
    expect(refused("staging", { [postgres("maxAllocatedStorage")]: 55 })).toEqual([]);
  });

  it("has no more connections than its class has memory for", () => {
    expect(refused("staging", { [postgres("maxConnections")]: 451 })).toEqual([
      {
        where: "ahava-healthcare.postgres.maxConnections",
        given: "451",
        allowed: "at most 450 connections, the limit of the memory of db.t4g.medium (RDS, max_connections)",
        fix: "lower it, or choose a larger instance class",
      },
    ]);
    expect(connectionsOf("db.r6g.16xlarge")).toBe(5000);
    expect(connectionsOf("db.x2g.large")).toBeUndefined();
  });

  it("has exactly the classes that the database component knows, with as many connections or more", () => {
    const generations = ["t3", "t4g", "m5", "m6g", "m8g", "r5", "r6gd", "r8g", "x2g", "c6gd", "tx"];
    const sizes = ["micro", "small", "medium", "large", "xlarge", "2xlarge", "12xlarge", "24xlarge", "metal"];
    const classes = generations.flatMap((generation) => sizes.map((size) => `db.${generation}.${size}`));
    const isKnown = (instanceClass: string) => connectionsOf(instanceClass) !== undefined;
    expect(classes.filter(isKnown)).toEqual(classes.filter((each) => countedOn(each) !== undefined));
    expect(classes.filter((each) => (connectionsOf(each) ?? 0) < (countedOn(each) ?? 0))).toEqual([]);
  });

  it("has connections for every task of both services", () => {
    expect(refused("staging", { [postgres("maxConnections")]: 259 })).toEqual([
      {
        where: "ahava-healthcare.postgres.connectionLimit",
        given: "20",
        allowed:
          "2 versions during a release x (4 api + 2 worker tasks) x connectionLimit 20 = 240 + 5 migrations + 4 reports + 2 the database-roles function + 2 SQL tasks + 1 verification + 1 administration as the master user + 5 reserved by Postgres and RDS = 260 must not exceed maxConnections, 259 (AH-DB-05)",
        fix: "set it to 19 or less, or lower the number of tasks",
      },
    ]);
    expect(refused("staging", { [postgres("maxConnections")]: 260 })).toEqual([]);
    expect(refused("staging", { [postgres("maxConnections")]: 6 })).toMatchObject([
      { fix: "lower the number of tasks, or choose a larger instance class" },
    ]);
  });

  it("is refused exactly when the tasks' connections reach the maximum", () => {
    const count = fc.integer({ min: 1, max: 12 });
    fc.assert(
      fc.property(count, count, count, fc.integer({ min: 6, max: 450 }), (limit, api, worker, connections) => {
        const faults = refused("staging", {
          [postgres("connectionLimit")]: limit,
          [postgres("maxConnections")]: connections,
          "ahava-healthcare/api/minimumTasks": 1,
          "ahava-healthcare/api/maximumTasks": api,
          "ahava-healthcare/worker/maximumTasks": worker,
        });
        expect(faults.length > 0).toBe(2 * limit * (api + worker) + 20 > connections);
      }),
      { numRuns: 40 },
    );
  });
});

describe("Redis", () => {
  it("has two nodes and a week of snapshots in production", () => {
    const weak = { "ahava-healthcare/redis/nodes": 1, "ahava-healthcare/redis/snapshotRetentionDays": 6 };
    expect(refused("production", weak)).toEqual([
      {
        where: "ahava-healthcare.redis.nodes",
        given: "1",
        allowed: "a whole number from 2 to 6 (nodes; production fails over to a replica: AH-RED-01)",
        fix: "set it to 2 or more",
      },
      {
        where: "ahava-healthcare.redis.snapshotRetentionDays",
        given: "6",
        allowed: "a whole number from 7 to 35 (days; AH-RED-03)",
        fix: "set it to 7 or more",
      },
    ]);
    expect(refused("staging", weak)).toEqual([]);
  });

  it("has a version and a node type that ElastiCache has", () => {
    expect(
      refused("staging", {
        "ahava-healthcare/redis/engineVersion": "5.0.6",
        "ahava-healthcare/redis/nodeType": "db.x",
      }),
    ).toMatchObject([
      { given: '"5.0.6"', allowed: expect.stringMatching(/^a version of Redis, in quotes: "6.2" or "7.1"/) as string },
      { given: '"db.x"', allowed: "a type of cache node such as cache.t4g.small" },
    ]);
  });
});

describe("the table of Fargate's sizes", () => {
  it.each([
    [256, 512],
    [256, 1024],
    [256, 2048],
    [512, 3072],
    [1024, 8192],
    [2048, 5120],
    [4096, 30720],
    [8192, 20480],
    [16384, 122880],
  ])("has %d CPU units with %d MiB", (cpu, memory) => {
    expect(isFargateSize(cpu, memory)).toBe(true);
  });

  it.each([
    [256, 1536],
    [256, 4096],
    [512, 512],
    [1024, 2560],
    [2048, 17408],
    [4096, 8000],
    [8192, 17408],
    [16384, 36864],
    [3000, 4096],
  ])("does not have %d CPU units with %d MiB", (cpu, memory) => {
    expect(isFargateSize(cpu, memory)).toBe(false);
  });

  it("says in words what each number of CPU units can have", () => {
    expect(cpuSizes.map(memoryAllowed)).toEqual([
      "512, 1024 or 2048 MiB",
      "1024 to 4096 MiB in steps of 1024",
      "2048 to 8192 MiB in steps of 1024",
      "4096 to 16384 MiB in steps of 1024",
      "8192 to 30720 MiB in steps of 1024",
      "16384 to 61440 MiB in steps of 4096",
      "32768 to 122880 MiB in steps of 8192",
    ]);
    expect(memoryAllowed(3000)).toBeUndefined();
  });
});
