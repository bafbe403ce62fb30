import { offerFindings } from "../../../../rehearsal/account/checks/offer-check";
import { offers } from "../../../../rehearsal/account/published/offers";
import type { AccountKind } from "../../../../rehearsal/account/quotas/account-kind";
import type { WireObject } from "../../../../rehearsal/account/resource-type";
import { unknownString } from "../../../../rehearsal/account/wire";

const lambda = "aws:lambda/function:Function";
const canary = "aws:synthetics/canary:Canary";
const instance = "aws:rds/instance:Instance";
const redis = "aws:elasticache/replicationGroup:ReplicationGroup";

interface Surroundings {
  readonly now?: string;
  readonly olds?: WireObject;
  readonly region?: string;
  readonly kind?: AccountKind;
}

const find = (
  type: string,
  inputs: WireObject,
  { now = "2026-11-28", olds = {}, region = "eu-west-1", kind = "new" }: Surroundings = {},
) => offerFindings(type, { inputs, olds, region, now: new Date(now), kind });
const refusedAt = (...args: Parameters<typeof find>) => find(...args).failures.map(({ property }) => property);
const warnedAt = (...args: Parameters<typeof find>) => find(...args).warnings.map(({ property }) => property);

const life = offers().lambdaRuntimes["nodejs22.x"]!;
const before = (date: string, days: number) => new Date(Date.parse(date) - days * 24 * 60 * 60 * 1000).toISOString();

describe("a runtime of Lambda", () => {
  const inputs = { runtime: "nodejs22.x" };

  it("is warned of from 180 days before its end", () => {
    expect(warnedAt(lambda, inputs, { now: before(life.deprecated, 181) })).toEqual([]);
    expect(warnedAt(lambda, inputs, { now: before(life.deprecated, 180) })).toEqual(["runtime"]);
    expect(refusedAt(lambda, inputs, { now: life.deprecated })).toEqual([]);
  });

  it("is refused from the day on which AWS creates none, and for one that stands from the day it changes none", () => {
    expect(refusedAt(lambda, inputs, { now: life.createBlocked! })).toEqual(["runtime"]);
    expect(refusedAt(lambda, inputs, { now: life.createBlocked!, olds: inputs })).toEqual([]);
    expect(refusedAt(lambda, inputs, { now: life.updateBlocked!, olds: inputs })).toEqual(["runtime"]);
  });

  it("is passed over where it is not known or not listed", () => {
    expect(find(lambda, { runtime: unknownString })).toEqual({ failures: [], warnings: [] });
    expect(find(lambda, {})).toEqual({ failures: [], warnings: [] });
  });
});

describe("a runtime of Synthetics", () => {
  it("ends with the Lambda runtime below it", () => {
    expect(refusedAt(canary, { runtimeVersion: "syn-nodejs-3.1" })).toEqual(["runtimeVersion"]);
    expect(refusedAt(canary, { runtimeVersion: "syn-nodejs-3.1" }, { now: "2026-04-29" })).toEqual([]);
    expect(refusedAt(canary, { runtimeVersion: "syn-nodejs-4.1" })).toEqual([]);
    expect(warnedAt(canary, { runtimeVersion: "syn-nodejs-5.4" })).toEqual(["runtimeVersion"]);
  });

  it("stays with a canary that has it", () => {
    const inputs = { runtimeVersion: "syn-nodejs-3.1" };

    expect(refusedAt(canary, inputs, { olds: inputs })).toEqual([]);
  });
});

it.each<[string, string, WireObject, string, WireObject]>([
  [
    "a minor version of the past",
    instance,
    { engine: "postgres", engineVersion: "16.8" },
    "engineVersion",
    { engine: "postgres", engineVersion: "16.9" },
  ],
  [
    "a version that never was",
    instance,
    { engine: "postgres", engineVersion: "16.99" },
    "engineVersion",
    { engine: "postgres", engineVersion: "16" },
  ],
  [
    "a major version of the past",
    instance,
    { engine: "postgres", engineVersion: "10" },
    "engineVersion",
    { engine: "postgres", engineVersion: "17" },
  ],
  [
    "a class that does not run Postgres",
    instance,
    { engine: "postgres", instanceClass: "db.t2.micro" },
    "instanceClass",
    { engine: "postgres", instanceClass: "db.t4g.micro" },
  ],
  [
    "a class that does not run Aurora",
    "aws:rds/clusterInstance:ClusterInstance",
    { engine: "aurora-postgresql", instanceClass: "db.m7g.large" },
    "instanceClass",
    { engine: "aurora-postgresql", instanceClass: "db.r7g.large" },
  ],
  [
    "a class that does not run MySQL",
    instance,
    { engine: "mysql", instanceClass: "db.t1.huge" },
    "instanceClass",
    { engine: "mysql", instanceClass: "db.m7g.large" },
  ],
  [
    "a version of Redis that never was",
    redis,
    { engine: "redis", engineVersion: "7.9" },
    "engineVersion",
    { engine: "redis", engineVersion: "7.1" },
  ],
  ["a node type that is not there", redis, { nodeType: "cache.t9.micro" }, "nodeType", { nodeType: "cache.t4g.micro" }],
  [
    "a mode of encryption before Redis 7",
    redis,
    { engine: "redis", engineVersion: "6.2", transitEncryptionMode: "required" },
    "transitEncryptionMode",
    { engine: "redis", engineVersion: "7.1", transitEncryptionMode: "required" },
  ],
])("refuses %s", (_, type, refused, place, accepted) => {
  expect(refusedAt(type, refused)).toEqual([place]);
  expect(refusedAt(type, accepted)).toEqual([]);
});

it("sets no function aside in a new account, and no more than an account must keep for all in an older one", () => {
  const refusedOf = (reservedConcurrentExecutions: number, kind: AccountKind) =>
    refusedAt(lambda, { reservedConcurrentExecutions }, { kind });

  expect(refusedOf(1, "new")).toEqual(["reservedConcurrentExecutions"]);
  expect(refusedOf(-1, "new")).toEqual([]);
  expect(refusedOf(900, "established")).toEqual([]);
  expect(refusedOf(901, "established")).toEqual(["reservedConcurrentExecutions"]);
});

it("refuses a class that the Region has not, and says which it has", () => {
  const [region, families] = Object.entries(offers().databaseClasses).find(([, each]) => !("r8g" in each)) ?? ["", {}];
  const [failure] = find(instance, { engine: "postgres", instanceClass: "db.r8g.large" }, { region }).failures;

  expect(failure?.reason).toContain(`db.r8g.large in ${region}`);
  expect(failure?.reason).toContain(Object.keys(families)[0]);
});

it("keeps a version that stands already", () => {
  const inputs = { engine: "postgres", engineVersion: "16.8" };

  expect(refusedAt(instance, inputs, { olds: inputs })).toEqual([]);
});

it("lets a member account watch its services, and costs by tag only in other accounts", () => {
  const type = "aws:costexplorer/anomalyMonitor:AnomalyMonitor";
  const byTag = { monitorType: "CUSTOM", monitorSpecification: "{}" };

  expect(refusedAt(type, byTag, { kind: "member" })).toEqual(["monitorSpecification"]);
  expect(refusedAt(type, { monitorType: "DIMENSIONAL", monitorDimension: "SERVICE" }, { kind: "member" })).toEqual([]);
  expect(refusedAt(type, { monitorType: unknownString }, { kind: "member" })).toEqual([]);
  expect(refusedAt(type, byTag, { kind: "new" })).toEqual([]);
  expect(refusedAt(type, byTag, { kind: "established" })).toEqual([]);
  expect(refusedAt(type, byTag, { kind: "member", olds: byTag })).toEqual([]);
});
