import { postgresParameters } from "../../../../components/data/postgres-parameters";
import { Account } from "../../../../rehearsal/account/account";
import { invokes } from "../../../../rehearsal/account/invokes";
import type { WireObject } from "../../../../rehearsal/account/resource-type";
import { Store } from "../../../../rehearsal/account/store";
import { resourceTypes } from "../../../../rehearsal/account/types";

// What Read writes otherwise than it was given: after a refresh, `up` changes it again and again.

const configuration = { region: "eu-west-1", defaultTags: {} };

/** What `up` would change about a resource after a refresh. */
function changedAfterRefresh(type: string, given: WireObject): readonly string[] {
  const account = new Account(new Store(), resourceTypes, invokes);
  const { inputs } = account.check(type, "x", {}, given, "0000000", configuration);
  const { id, state } = account.create(type, "urn:pulumi:s::p::t::x", inputs, false, configuration);
  const read = account.read(type, id, state, configuration, inputs);
  return account.diff(type, read!.inputs, inputs, []).changes.map(({ property }) => property);
}

const parameterGroup = "aws:rds/parameterGroup:ParameterGroup";
const group = (family: string, name: string, value: string, applyMethod: string) =>
  changedAfterRefresh(parameterGroup, { name: "group", family, parameters: [{ name, value, applyMethod }] });

it("reports an engine's default as pending a reboot, and what was modified as it was asked", () => {
  expect(group("postgres16", "password_encryption", "scram-sha-256", "immediate")).toEqual(["parameters"]);
  expect(group("postgres16", "password_encryption", "scram-sha-256", "pending-reboot")).toEqual([]);
  expect(group("postgres13", "password_encryption", "scram-sha-256", "immediate")).toEqual([]);
  expect(group("postgres16", "password_encryption", "md5", "immediate")).toEqual([]);
  expect(group("postgres14", "rds.force_ssl", "1", "immediate")).toEqual([]);
  expect(group("postgres15", "rds.force_ssl", "1", "immediate")).toEqual(["parameters"]);
});

it.each([13, 14, 15, 16, 17, 18])(
  "leaves nothing to change about the program's own parameters of Postgres %d",
  (major) => {
    const parameters = postgresParameters(200) as unknown as readonly WireObject[];
    expect(changedAfterRefresh(parameterGroup, { name: "group", family: `postgres${major}`, parameters })).toEqual([]);
  },
);

const monitor = (specification: object | string) =>
  changedAfterRefresh("aws:costexplorer/anomalyMonitor:AnomalyMonitor", {
    name: "monitor",
    monitorType: "CUSTOM",
    monitorSpecification: typeof specification === "string" ? specification : JSON.stringify(specification),
  });

it("writes a monitor's document with every member: one without nulls is replaced at each up, one with them is not", () => {
  const nulls = { And: null, CostCategories: null, Dimensions: null, Not: null, Or: null };
  expect(monitor({ Tags: { Key: "stack", Values: ["staging"] } })).toEqual(["monitorSpecification"]);
  const complete = { ...nulls, Tags: { Key: "stack", MatchOptions: null, Values: ["staging"] } };
  expect(monitor(complete)).toEqual([]);
  expect(monitor(JSON.stringify(complete, undefined, 2))).toEqual([]);
});
