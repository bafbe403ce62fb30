import { Account } from "../../../rehearsal/account/account";
import { keptInWords, outliving, outlivingInWords, unreadable } from "../../../rehearsal/account/outliving";
import type { WireObject } from "../../../rehearsal/account/resource-type";
import { Store } from "../../../rehearsal/account/store";
import { resourceTypes } from "../../../rehearsal/account/types";

const configuration = { region: "eu-west-1", defaultTags: {} };
const now = new Date("2026-11-30T10:00:00Z");

/** An account with a database and a secret, each with a key of its own; `take` deletes what is named. */
function stage() {
  const store = new Store();
  const account = new Account(store, resourceTypes, {}, {}, () => now);
  const create = (type: string, inputs: WireObject) =>
    account.create(type, `urn:pulumi:s::p::${type}::x`, inputs, false, configuration);
  const key = (description: string) => {
    const made = create("aws:kms/key:Key", { description, deletionWindowInDays: 30 });
    return { type: "aws:kms/key:Key", ...made, arn: made.state.arn as string };
  };
  const [data, secrets] = [key("data"), key("secrets")];
  const database = {
    type: "aws:rds/instance:Instance",
    ...create("aws:rds/instance:Instance", {
      identifier: "records",
      engine: "postgres",
      engineVersion: "16",
      instanceClass: "db.t4g.medium",
      allocatedStorage: 50,
      username: "platform_admin",
      password: "correcthorsebatterystaple",
      storageEncrypted: true,
      kmsKeyId: data.arn,
      backupRetentionPeriod: 35,
      deleteAutomatedBackups: false,
      skipFinalSnapshot: false,
      finalSnapshotIdentifier: "records-final",
    }),
  };
  const secret = {
    type: "aws:secretsmanager/secret:Secret",
    ...create("aws:secretsmanager/secret:Secret", {
      name: "staging/records/JWT_SECRET",
      kmsKeyId: secrets.arn,
      recoveryWindowInDays: 7,
    }),
  };
  const take = (...gone: readonly { readonly type: string; readonly id: string; readonly state: WireObject }[]) => {
    for (const { type, id, state } of gone) account.delete(type, id, configuration, state);
    return outlivingInWords(outliving(store));
  };
  return { store, data, secrets, database, secret, take };
}

describe("what outlives a take-down", () => {
  it("is nothing while everything stands", () => {
    const { store } = stage();
    expect(outliving(store)).toEqual([]);
  });

  it("can be read while the key of the data stands", () => {
    const { database, secret, secrets, take } = stage();
    expect(take(database, secret, secrets)).toEqual([
      "Remains after destroy: RDS snapshot records-final; it can be read while its key exists.",
      "Remains after destroy: RDS automated backups of records, until 2027-01-04.",
      expect.stringContaining("Secrets Manager secret staging/records/JWT_SECRET, until 2026-12-07.") as string,
    ]);
  });

  it("is told with the key, which stays until a person deletes it", () => {
    const { store, data, database, secrets, secret, take } = stage();
    take(database, secret, secrets);
    expect(unreadable(outliving(store))).toEqual([]);
    expect(keptInWords(store.list())).toEqual([`Kept on purpose, until a person deletes them: KMS key ${data.id}.`]);
  });

  it("cannot be read once the key of the data has ended", () => {
    const { store, data, database, take } = stage();
    expect(take(database, data)).toEqual([
      "Remains after destroy: RDS snapshot records-final; it cannot be read from 2026-12-30 on, when its key ends.",
      "Remains after destroy: RDS automated backups of records; it cannot be read from 2026-12-30 on, when its key ends.",
    ]);
    expect(unreadable(outliving(store)).map(({ name }) => name)).toEqual(["records-final", "records"]);
  });
});
