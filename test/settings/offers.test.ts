import { offersFrom } from "../../settings/published/from-cfn-lint";
import { cacheNodeTypes, databaseClasses, offers, regions } from "../../settings/published/offers";
import { refused } from "./complete";

const ofEngine = (engine: string, then: object, version?: string) => ({
  if: {
    properties: { Engine: { const: engine }, ...(version !== undefined && { EngineVersion: { pattern: version } }) },
  },
  then: { properties: then },
});

describe("the published offers", () => {
  it("are made from cfn-lint's lists: what Postgres runs on in each Region, and the newest minor of each Redis", () => {
    const classes = (...list: string[]) => ({ DBInstanceClass: { enum: list } });
    const data = {
      classesByRegion: {
        description: "made by a script",
        "af-south-1": { allOf: [ofEngine("postgres", classes("db.t4g.micro", "db.t1.micro", "db.t4g.large"))] },
        "cn-north-1": { allOf: [ofEngine("postgres", classes("db.t4g.micro"))] },
        "us-gov-west-1": { allOf: [ofEngine("postgres", classes("db.t4g.micro"))] },
        "eu-west-1": { allOf: [ofEngine("mysql", classes("db.t4g.micro"))] },
      },
      classesByVersion: {
        allOf: [
          ofEngine("postgres", classes("db.t4g.micro", "db.t4g.large"), "^(16\\.11\\..+|16\\.11)$"),
          ofEngine("postgres", classes("db.t1.micro"), "^(10\\.11\\..+|10\\.11)$"),
        ],
      },
      postgres: { allOf: [ofEngine("postgres", { EngineVersion: { enum: ["9", "10", "16", "16.11"] } })] },
      nodeTypes: { "af-south-1": { enum: ["cache.t4g.small", "cache.r7g.large"] } },
      redis: {
        allOf: [
          ofEngine("redis", { EngineVersion: { enum: ["5.0.6", "6.0", "6.2", "7.0", "7.1"] } }),
          ofEngine("valkey", { EngineVersion: { enum: ["8.0"] } }),
        ],
      },
    };
    expect(offersFrom(data, "a package", "2026-10-20")).toEqual({
      source: "a package",
      date: "2026-10-20",
      postgresVersions: ["16"],
      redisVersions: ["6.2", "7.1"],
      databaseClasses: { "af-south-1": { t4g: "large micro" }, "eu-west-1": {} },
      cacheNodeTypes: { "af-south-1": { r7g: "large", t4g: "small" } },
    });
  });

  it("say where and when they are from, and are there for every Region", () => {
    expect(offers).toMatchObject({
      source: expect.stringMatching(/^cfn-lint \d/) as string,
      date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string,
    });
    expect(regions.length).toBeGreaterThan(30);
    for (const region of regions) {
      expect(databaseClasses(region).length).toBeGreaterThan(10);
      expect(cacheNodeTypes(region).length).toBeGreaterThan(10);
    }
  });
});

describe("what AWS does not have", () => {
  it.each([
    ["ahava-healthcare/redis/nodeType", "cache.x9z.banana", "write a value such as cache.t4g.small"],
    ["ahava-healthcare/redis/nodeType", "cache.t9g.small", 'did you mean "cache.t4g.small"?'],
    ["ahava-healthcare/redis/nodeType", "cache.t4g.smal", 'did you mean "cache.t4g.small"?'],
    ["ahava-healthcare/postgres/instanceClass", "db.t9z.medium", 'did you mean "db.t3.medium"?'],
    ["ahava-healthcare/postgres/instanceClass", "db.m7g.micro", "write an allowed value"],
    ["aws/region", "af-south-9", 'did you mean "af-south-1"?'],
  ])("is refused: %s %s", (key, value, fix) => {
    const faults = refused("staging", { [key]: value });
    expect(faults).toHaveLength(1);
    expect(faults[0]!.given).toBe(`"${value}"`);
    expect([fix, expect.stringMatching(/^did you mean/)]).toContainEqual(faults[0]!.fix);
  });

  it("is refused where only other Regions have it, with what this one has of the same size", () => {
    const changes = {
      "ahava-healthcare/postgres/instanceClass": "db.m7i.large",
      "ahava-healthcare/redis/nodeType": "cache.r6gd.xlarge",
    };
    expect(databaseClasses("eu-west-1")).toContain("db.m7i.large");
    expect(cacheNodeTypes("eu-west-1")).toContain("cache.r6gd.xlarge");
    expect(refused("staging", changes)).toEqual([
      {
        where: "ahava-healthcare.postgres.instanceClass",
        given: '"db.m7i.large"',
        allowed: expect.stringMatching(
          /^what AWS offers in af-south-1, such as db\.m5\.large, .*db\.m6g\.large.* \(as of \d{4}-\d\d-\d\d; to update the list: npm run generate -- --published\)$/,
        ) as string,
        fix: "choose another family",
      },
      {
        where: "ahava-healthcare.redis.nodeType",
        given: '"cache.r6gd.xlarge"',
        allowed: expect.stringContaining(", cache.m6g.xlarge, ") as string,
        fix: "choose another family",
      },
    ]);
    const zones = ["eu-west-1a", "eu-west-1b", "eu-west-1c"];
    expect(refused("staging", { ...changes, "aws/region": "eu-west-1", "network/availabilityZones": zones })).toEqual(
      [],
    );
  });
});

it("a name that AWS keeps for itself is no owner", () => {
  expect(refused("staging", { owner: "aws:team" })).toMatchObject([
    { where: "owner", fix: "remove aws:, which AWS reserves for its own tags" },
  ]);
  expect(refused("staging", { owner: "AWS:team" })).toHaveLength(1);
  expect(refused("staging", { owner: "team aws: platform" })).toEqual([]);
});
