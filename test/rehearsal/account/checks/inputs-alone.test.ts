import { checkInputs } from "../../../../rehearsal/account/checks/check";
import { failuresOfInputsAlone } from "../../../../rehearsal/account/checks/inputs-alone";
import type { AnyResourceType, WireObject } from "../../../../rehearsal/account/resource-type";
import { resourceTypes } from "../../../../rehearsal/account/types";
import { firstRefusal } from "../../../../rehearsal/account/types/first-refusal";
import type { Check } from "../../../../rehearsal/account/types/first-refusal";
import { unknownString } from "../../../../rehearsal/account/wire";

const refused = { code: "Refused", message: "of itself" };
const type = (...checks: readonly Check<object>[]): AnyResourceType => ({
  title: "thing",
  refuses: firstRefusal(...checks),
});
const asksAccount: Check<object> = ({ account }) =>
  account.find("aws:ec2/vpc:Vpc", "id", "vpc") ? undefined : { code: "NotFound", message: "not there" };
const asksPeople: Check<object> = ({ account }) => (account.outside.imagesMissing === "all" ? refused : undefined);

const alone = (description: AnyResourceType, inputs: WireObject = {}) =>
  failuresOfInputsAlone(description, inputs, "eu-west-1");

it("refuses what no account could change, after what depends on the account", () => {
  expect(alone(type(asksAccount, asksPeople, () => refused))).toEqual([{ property: "", reason: "Refused: of itself" }]);
});

it("passes over what depends on the account, and a resource with an input that is not known yet", () => {
  expect(alone(type(asksAccount, asksPeople))).toEqual([]);
  expect(alone({ title: "thing" })).toEqual([]);
  expect(
    alone(
      type(() => refused),
      { name: unknownString },
    ),
  ).toEqual([]);
  expect(
    alone(
      type(() => refused),
      { many: [{ count: unknownString }] },
    ),
  ).toEqual([]);
});

it("lets any other error of a check pass", () => {
  const broken = type(() => {
    throw new Error("broken");
  });

  expect(() => alone(broken)).toThrow("broken");
});

const failuresOf = (token: string, inputs: WireObject) =>
  checkInputs(token, resourceTypes[token]!, {
    inputs,
    olds: {},
    region: "eu-west-1",
    now: new Date("2026-11-28"),
    kind: "new",
  }).failures.map(({ reason }) => reason);

const task = {
  family: "api",
  requiresCompatibilities: ["FARGATE"],
  networkMode: "awsvpc",
  cpu: "256",
  containerDefinitions: JSON.stringify([{ name: "api", image: "api:1", essential: true }]),
};
const plan = (rule: WireObject): WireObject => ({
  name: "plan",
  rules: [{ ruleName: "nightly", targetVaultName: "vault", ...rule }],
});
const backups = "aws:backup/plan:Plan";
const scaling = {
  serviceNamespace: "ecs",
  scalableDimension: "ecs:service:DesiredCount",
  resourceId: "service/cluster/api",
};

/** What a service refuses of inputs in a preview already: type, refused, its code, an accepted twin. */
it.each<readonly [string, WireObject, string, WireObject]>([
  [
    "aws:ecs/taskDefinition:TaskDefinition",
    { ...task, memory: "4096" },
    "ClientException",
    { ...task, memory: "2048" },
  ],
  [backups, plan({ schedule: "every day" }), "InvalidParameterValueException", plan({ schedule: "cron(0 2 * * ? *)" })],
  [
    backups,
    plan({ startWindow: 59 }),
    "InvalidParameterValueException",
    plan({ startWindow: 60, completionWindow: 120 }),
  ],
  [
    "aws:appautoscaling/target:Target",
    { ...scaling, minCapacity: 3, maxCapacity: 2 },
    "ValidationException",
    { ...scaling, minCapacity: 2, maxCapacity: 2 },
  ],
])("refuses for %s %j with %s and accepts %j", (token, wrong, code, right) => {
  expect(failuresOf(token, wrong)).toEqual([expect.stringMatching(new RegExp(`^${code}: `)) as string]);
  expect(failuresOf(token, right)).toEqual([]);
});
