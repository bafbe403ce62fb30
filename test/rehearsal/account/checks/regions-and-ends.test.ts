import { offerFindings, regionFindings } from "../../../../rehearsal/account/checks/offer-check";
import { resourceTypes } from "../../../../rehearsal/account/types";
import type { WireObject } from "../../../../rehearsal/account/resource-type";
import { codesOf, failuresOf, itOffers, place } from "./list-cases";
import type { ListCase } from "./list-cases";

const role = "aws:iam/role:Role";
const instance = "aws:rds/instance:Instance";
const cluster = "aws:rds/cluster:Cluster";
const endpoint = "aws:ec2/vpcEndpoint:VpcEndpoint";
const canary = "aws:synthetics/canary:Canary";
const atlas = "mongodbatlas:index/advancedCluster:AdvancedCluster";
const nodes = (regionName: string, instanceSize: string) => ({
  replicationSpecs: [{ regionConfigs: [{ providerName: "AWS", regionName, electableSpecs: { instanceSize } }] }],
});

const cases: readonly ListCase[] = [
  [
    "a zone that the Region has not",
    "aws:ec2/subnet:Subnet",
    { availabilityZone: "eu-west-1d" },
    { availabilityZone: "eu-west-1c" },
    "availabilityZone InvalidParameterValue",
  ],
  [
    "a zone of another Region",
    instance,
    { availabilityZone: "us-east-1a" },
    { availabilityZone: "eu-west-1a" },
    "availabilityZone InvalidParameterValue",
  ],
  [
    "a zone of a cache",
    "aws:elasticache/replicationGroup:ReplicationGroup",
    { preferredCacheClusterAzs: ["eu-west-1a", "eu-west-1e"] },
    { preferredCacheClusterAzs: ["eu-west-1a", "eu-west-1b"] },
    "preferredCacheClusterAzs[1] InvalidParameterValue",
  ],
  [
    "an endpoint's service that is none",
    endpoint,
    { serviceName: "com.amazonaws.eu-west-1.secretmanager" },
    { serviceName: "com.amazonaws.eu-west-1.secretsmanager" },
    "serviceName InvalidServiceName",
  ],
  [
    "a runtime of Synthetics that AWS ended",
    canary,
    { runtimeVersion: "syn-nodejs-puppeteer-6.0" },
    { runtimeVersion: "syn-nodejs-puppeteer-13.0" },
    "runtimeVersion ValidationException",
  ],
  [
    "a runtime of Synthetics that never was",
    canary,
    { runtimeVersion: "syn-nodejs-puppeteer-8.7" },
    { runtimeVersion: "syn-nodejs-puppeteer-14.0" },
    "runtimeVersion ValidationException",
  ],
  [
    "a family of runtimes of Synthetics",
    canary,
    { runtimeVersion: "syn-go-1.0" },
    { runtimeVersion: "syn-nodejs-5.4" },
    "runtimeVersion ValidationException",
  ],
  [
    "a Region of Atlas",
    atlas,
    nodes("EU_WEST_9", "M30"),
    nodes("EU_WEST_1", "M30"),
    "replicationSpecs[0].regionConfigs[0].regionName INVALID_REGION",
  ],
  [
    "a Region of Atlas in AWS's spelling",
    atlas,
    nodes("eu-west-1", "M30"),
    nodes("EU_WEST_1", "M30"),
    "replicationSpecs[0].regionConfigs[0].regionName INVALID_REGION",
  ],
  [
    "a size of Atlas's nodes",
    atlas,
    nodes("EU_WEST_1", "M35"),
    nodes("AF_SOUTH_1", "M40"),
    "replicationSpecs[0].regionConfigs[0].electableSpecs.instanceSize INVALID_ENUM_VALUE",
  ],
  [
    "a version of MongoDB whose support ended",
    atlas,
    { mongoDbMajorVersion: "6.0" },
    { mongoDbMajorVersion: "8.0" },
    "mongoDbMajorVersion MONGODB_VERSION_INVALID",
  ],
  [
    "a version of MongoDB that never was",
    atlas,
    { mongoDbMajorVersion: "7.5" },
    { mongoDbMajorVersion: "7.0" },
    "mongoDbMajorVersion MONGODB_VERSION_INVALID",
  ],
];

describe("a place, a runtime or a version is refused:", () => {
  itOffers(cases);
});

describe("a Region", () => {
  const ofRegion = (type: string, region: string, inputs: WireObject = {}, olds: WireObject = {}) =>
    regionFindings(type, resourceTypes[type]?.global !== true, { ...place, inputs, olds, region }).failures;

  it("must be one", () => {
    const [failure] = ofRegion("aws:sns/topic:Topic", "eu-west-9");

    expect(failure?.reason).toMatch(/^invalid AWS Region: eu-west-9\. Allowed: eu-west-1, /);
    expect(ofRegion("aws:sns/topic:Topic", "af-south-1")).toEqual([]);
    expect(ofRegion("aws:sns/topic:Topic", "us-gov-west-1")).toEqual([]);
    expect(ofRegion(role, "eu-west-9")).toEqual([]);
  });

  it("must have the type", () => {
    const proxy = "aws:rds/proxy:Proxy";

    expect(ofRegion(proxy, "ap-east-2").map(({ reason }) => reason)).toEqual([
      expect.stringContaining("is not available in ap-east-2") as string,
    ]);
    expect(ofRegion(proxy, "ap-east-2", {}, { name: "standing" })).toEqual([]);
    expect(ofRegion(proxy, "ap-east-1")).toEqual([]);
  });

  it("must have the service of an endpoint", () => {
    const textract = (region: string) =>
      codesOf(failuresOf(endpoint, { serviceName: `com.amazonaws.${region}.textract` }, { region }));

    expect(textract("af-south-1")).toEqual(["serviceName InvalidServiceName"]);
    expect(textract("eu-west-1")).toEqual([]);
  });

  it("has zones of which other accounts see others", () => {
    const zone = (availabilityZone: string) =>
      failuresOf("aws:ec2/subnet:Subnet", { availabilityZone }, { region: availabilityZone.slice(0, -1) });

    expect(zone("us-west-1c")).toEqual([]);
    expect(zone("us-west-1d")).toHaveLength(1);
    expect(zone("mx-central-1a")).toEqual([]);
    expect(zone("mx-central-1z")).toHaveLength(1);
    expect(
      failuresOf("aws:ec2/subnet:Subnet", { availabilityZone: "us-east-1-bos-1a" }, { region: "us-east-1" }),
    ).toEqual([]);
  });
});

describe("the support of a version", () => {
  const at = (type: string, inputs: WireObject, now: string, olds: WireObject = {}) => {
    const { failures, warnings } = offerFindings(type, { ...place, inputs, olds, now: new Date(now) });
    return { failures: codesOf(failures), warnings: warnings.map(({ property }) => property) };
  };
  const postgres = { engine: "postgres", engineVersion: "14.24" };
  const disabled = { ...postgres, engineLifecycleSupport: "open-source-rds-extended-support-disabled" };
  const accepted = { failures: [], warnings: [] };
  const advised = { failures: [], warnings: ["engineVersion"] };

  it("is an advice from 180 days before the end of standard support on", () => {
    expect(at(instance, postgres, "2026-08-31")).toEqual(accepted);
    expect(at(instance, postgres, "2026-09-01")).toEqual(advised);
    expect(at(instance, postgres, "2027-03-01")).toEqual(advised);
    expect(at(instance, { ...postgres, engineVersion: "17.9" }, "2026-09-01")).toEqual(accepted);
  });

  it("is needed for a new database that forgoes extended support", () => {
    expect(at(instance, disabled, "2027-02-28").failures).toEqual([]);
    expect(at(instance, disabled, "2027-03-01").failures).toEqual([
      "engineLifecycleSupport InvalidParameterCombination",
    ]);
    expect(at(instance, disabled, "2027-03-01", disabled).failures).toEqual([]);
  });

  it("ends with extended support", () => {
    expect(at(instance, postgres, "2030-02-28").failures).toEqual([]);
    expect(at(instance, postgres, "2030-03-01").failures).toEqual(["engineVersion InvalidParameterCombination"]);
    expect(at(instance, postgres, "2030-03-01", postgres)).toEqual(advised);
    expect(at(cluster, { engine: "aurora-postgresql", engineVersion: "14.24" }, "2030-03-01").failures).toEqual([
      "engineVersion InvalidParameterCombination",
    ]);
  });

  it("is an advice for caches too, whose engine is Redis by itself", () => {
    const redis = { engineVersion: "6.2" };
    const group = "aws:elasticache/replicationGroup:ReplicationGroup";

    expect(at(group, redis, "2026-08-01")).toEqual(accepted);
    expect(at(group, redis, "2026-11-29")).toEqual(advised);
    expect(at(group, { engineVersion: "7.1" }, "2026-11-29")).toEqual(accepted);
    expect(at(group, redis, "2030-02-01").failures).toEqual(["engineVersion InvalidParameterCombination"]);
  });

  it("ends in Atlas as well", () => {
    const mongo = { mongoDbMajorVersion: "7.0" };

    expect(at(atlas, mongo, "2027-03-01")).toEqual(accepted);
    expect(at(atlas, mongo, "2027-03-05").warnings).toEqual(["mongoDbMajorVersion"]);
    expect(at(atlas, mongo, "2027-08-31").failures).toEqual(["mongoDbMajorVersion MONGODB_VERSION_INVALID"]);
    expect(at(atlas, mongo, "2027-08-31", mongo).failures).toEqual([]);
  });
});
