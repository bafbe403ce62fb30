import { MadeNotWell } from "../../../rehearsal/account/asked-faults";
import { ChangeFailed, type FailureKind, failureKinds } from "../../../rehearsal/account/failures/failure";
import { isFrameworkType } from "../../../rehearsal/account/failures/framework-types";
import type { WireObject } from "../../../rehearsal/account/resource-type";
import { Store } from "../../../rehearsal/account/store";
import { resourceTypes } from "../../../rehearsal/account/types";
import { WatchedAccount } from "../../../rehearsal/account/watched-account";

const configuration = { region: "eu-west-1", defaultTags: {} };
const logGroup = {
  type: "aws:cloudwatch/logGroup:LogGroup",
  inputs: { name: "clinic", retentionInDays: 30 },
  changed: { name: "clinic", retentionInDays: 60 },
};
const framework = {
  type: "mongodbatlas:index/project:Project",
  inputs: { name: "clinic", orgId: "0123456789abcdef01234567" },
  changed: { name: "clinic", orgId: "0123456789abcdef01234567", isDataExplorerEnabled: false },
};

/** What one operation leaves behind: the error, what the account holds afterwards, and what the engine keeps. */
function failed(
  { type, inputs, changed }: { type: string; inputs: WireObject; changed: WireObject },
  operation: "create" | "update" | "delete",
  kind: FailureKind,
) {
  const account = new WatchedAccount(new Store(), resourceTypes, {});
  const urn = `urn:pulumi:s::p::${type}::n`;
  const create = () => account.create(type, urn, inputs, false, configuration);
  const made = operation === "create" ? undefined : create();
  account.fails = () => kind;
  let error: unknown;
  try {
    if (made === undefined) create();
    else if (operation === "update")
      account.update(type, urn, made.id, made.state, inputs, changed, false, configuration);
    else account.delete(type, made.id, configuration, made.state);
  } catch (thrown) {
    error = thrown;
  }
  account.fails = () => undefined;
  const [standing] = account.store.list(type);
  const kept = error instanceof MadeNotWell ? error.state : undefined;
  const again = kept && account.update(type, urn, "clinic", kept, inputs, changed, false, configuration);
  const isDone =
    operation === "create" ? standing !== undefined : operation === "delete" ? standing === undefined : undefined;
  return { error, standing, kept, again, isDone, account };
}

describe.each(failureKinds)("a change that ends as %s", (kind) => {
  const done = kind === "timed out" || kind === "no answer";

  it.each(["create", "delete"] as const)("is done, or not: %s", (operation) => {
    for (const example of [logGroup, framework]) {
      const { isDone, error } = failed(example, operation, kind);
      expect(isDone).toBe(done);
      expect(error).toBeInstanceOf(
        example === logGroup && operation === "create" && kind === "timed out" ? MadeNotWell : ChangeFailed,
      );
    }
  });

  it("leaves the new values in the engine's state when it was an update, whatever the service has done", () => {
    const { standing, kept, error } = failed(logGroup, "update", kind);
    expect(error).toBeInstanceOf(MadeNotWell);
    expect(kept).toMatchObject({ retentionInDays: 60 });
    expect(standing?.state).toMatchObject({ retentionInDays: done ? 60 : 30 });
  });

  it("finds nothing to do in the next update, so that a refused one is lost", () => {
    const { again, account } = failed(logGroup, "update", kind);
    expect(again).toMatchObject({ retentionInDays: 60 });
    expect(account.store.list(logGroup.type)[0]?.state).toMatchObject({ retentionInDays: done ? 60 : 30 });
  });

  it("keeps no state of a framework resource", () => {
    const { kept, error } = failed(framework, "update", kind);
    expect(error).toBeInstanceOf(ChangeFailed);
    expect(kept).toBeUndefined();
  });
});

it("loses what the account itself refuses of an update in the same way", () => {
  const account = new WatchedAccount(new Store(), resourceTypes, {});
  const urn = `urn:pulumi:s::p::${logGroup.type}::n`;
  const { id, state } = account.create(logGroup.type, urn, logGroup.inputs, false, configuration);
  account.store.remove(logGroup.type, id, "eu-west-1");
  expect(() =>
    account.update(logGroup.type, urn, id, state, logGroup.inputs, logGroup.changed, false, configuration),
  ).toThrow(MadeNotWell);
});

it("knows framework resources by types that the account models", () => {
  expect(Object.keys(resourceTypes).filter(isFrameworkType)).toHaveLength(14);
});
