import { Account } from "../../../../rehearsal/account/account";
import type { WireObject } from "../../../../rehearsal/account/resource-type";
import { Store } from "../../../../rehearsal/account/store";
import { rds } from "../../../../rehearsal/account/types/data/rds";
import { refusalOf } from "../types/service-account";

const instance = "aws:rds/instance:Instance";
const configuration = { region: "eu-west-1", defaultTags: {} };
const inputs = {
  identifier: "records",
  engine: "postgres",
  engineVersion: "16.9",
  instanceClass: "db.m7g.large",
  allocatedStorage: 100,
  username: "platform",
  password: "correcthorsebattery",
  skipFinalSnapshot: true,
};

/** A database, of which changes are made at an hour each. */
function standing() {
  let hour = 0;
  const now = () => new Date(Date.UTC(2026, 10, 1, hour));
  const account = new Account(new Store(), rds, {}, {}, now);
  const { id } = account.create(instance, "urn", inputs, false, configuration);
  let [before, state]: [WireObject, WireObject] = [inputs, {}];
  return (at: number, changes: WireObject): string => {
    hour = at;
    return refusalOf(() => {
      const wanted = { ...inputs, ...changes };
      state = account.update(instance, "urn", id, state, before, wanted, false, configuration);
      before = wanted;
    });
  };
}

it("refuses a second change of the storage within six hours of the first", () => {
  const change = standing();
  expect(change(0, { allocatedStorage: 200, applyImmediately: true })).toBe("accepted");
  expect(change(1, { allocatedStorage: 300, applyImmediately: true })).toBe("InvalidParameterCombination");
  expect(change(2, { allocatedStorage: 200, applyImmediately: true, backupRetentionPeriod: 7 })).toBe("accepted");
  expect(change(6, { allocatedStorage: 300, applyImmediately: true })).toBe("accepted");
});

it("lets a change that waits for the maintenance window be changed again", () => {
  const change = standing();
  expect(change(0, { allocatedStorage: 200 })).toBe("accepted");
  expect(change(1, { allocatedStorage: 300 })).toBe("accepted");
});
