import { changeLines } from "../../readiness/render/change-lines";
import { comment, longestComment } from "../../readiness/render/comment";
import type { ResourceChange } from "../../readiness/run-result";
import { isDataStore } from "../../readiness/data-stores";
import { change as changeOf, result, step } from "./results";

type Operation = ResourceChange["operation"];

const change = (operation: Operation, type: string, name: string): ResourceChange =>
  changeOf({ operation, type, name, dataStore: isDataStore(type) });

const many = (count: number, operation: Operation, type: string, prefix: string): ResourceChange[] =>
  Array.from({ length: count }, (_, index) => change(operation, type, `${prefix}-${index}`));

/** A stage of which a region is replaced: in the engine's order the databases come after everything else. */
const moved = (): ResourceChange[] => [
  ...many(60, "replaced", "aws:kms/key:Key", "key"),
  ...many(40, "replaced", "aws:cloudwatch/logGroup:LogGroup", "log"),
  ...many(30, "replaced", "aws:s3/bucket:Bucket", "bucket"),
  ...many(600, "replaced", "aws:ec2/subnet:Subnet", "subnet"),
  ...many(5, "deleted", "aws:ecr/repository:Repository", "images"),
  change("replaced", "aws:elasticache/replicationGroup:ReplicationGroup", "queues"),
  change("deleted", "mongodbatlas:index/advancedCluster:AdvancedCluster", "clinics"),
  change("replaced", "aws:rds/instance:Instance", "patients"),
];

const runOf = (changes: readonly ResourceChange[]) =>
  result([], { startedFrom: "stage", steps: [step({ name: "preview", planned: true, changes: [...changes] })] });

describe("the comment on a change that loses data", () => {
  const text = comment({ results: [runOf(moved())] });

  it("names every data store, among 700 other changes", () => {
    const stores = moved().filter(({ dataStore }) => dataStore);
    const dangers = text.slice(0, text.indexOf("<details>"));
    expect(stores.length).toBeGreaterThan(130);
    expect(stores.filter(({ name }) => !dangers.includes(`\`${name}\``))).toEqual([]);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(longestComment);
  });

  it("names the databases first, in its warning and in the list of resources", () => {
    const at = (name: string): number => text.indexOf(`\`${name}\``);
    expect(at("patients")).toBeLessThan(at("queues"));
    expect(at("queues")).toBeLessThan(at("bucket-0"));
    const list = text.slice(text.indexOf("Changes of resources"));
    expect(list.indexOf("`patients`")).toBeLessThan(list.indexOf("`clinics`"));
    expect(list.indexOf("`images-0`")).toBeLessThan(list.indexOf("`subnet-0`"));
  });

  it("keeps within the limit when the names of the data stores alone do not, and cuts the lightest", () => {
    const names = many(3000, "replaced", "aws:cloudwatch/logGroup:LogGroup", `a-name-of-some-length-${"x".repeat(40)}`);
    const cut = comment({ results: [runOf([...names, change("replaced", "aws:rds/instance:Instance", "patients")])] });
    expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(longestComment);
    expect(cut).toContain("`patients` (Instance)");
    expect(cut).toMatch(/> - and more: \d+ lines do not fit here/);
  });
});

describe("what a terminal shows of a change", () => {
  it("names each data store that is lost and says so, and bounds the rest", () => {
    const lines = changeLines(step({ changes: moved(), same: 10 }));
    expect(lines[0]).toBe("REPLACE patients (Instance)  (a data store: its data is lost unless it was migrated)");
    expect(lines[1]).toBe("DELETE  clinics (AdvancedCluster)  (a data store)");
    expect(lines.filter((line) => line.includes("(a data store"))).toHaveLength(138);
    expect(lines.filter((line) => line.includes("subnet-"))).toHaveLength(20);
    expect(lines.at(-1)).toBe("and 580 more: --markdown FILE and --json FILE have all of them");
  });

  it("has the properties of an update, and no more of them than a line holds", () => {
    const update = {
      ...change("updated", "aws:rds/instance:Instance", "patients"),
      properties: ["a", "b", "c", "d", "e"],
    };
    expect(changeLines(step({ changes: [update], updated: 1 }))).toEqual([
      "update  patients (Instance): a, b, c, d, …",
    ]);
  });

  it("has the databases that are updated before everything that loses no data", () => {
    const lines = changeLines(
      step({
        changes: [
          ...many(30, "deleted", "aws:route53/record:Record", "record"),
          ...many(30, "updated", "aws:cloudwatch/logGroup:LogGroup", "log"),
          change("updated", "aws:elasticache/replicationGroup:ReplicationGroup", "queues"),
          change("updated", "aws:rds/instance:Instance", "patients"),
          change("replaced", "aws:s3/bucket:Bucket", "files"),
        ],
        same: 1,
      }),
    );
    expect(lines.slice(0, 4)).toEqual([
      "REPLACE files (Bucket)  (a data store: its data is lost unless it was migrated)",
      "update  patients (Instance)",
      "update  queues (ReplicationGroup)",
      "DELETE  record-0 (Record)",
    ]);
  });

  it("lets a name move no cursor", () => {
    const hostile = change("deleted", "aws:rds/instance:Instance", "a\u001b[2Jb");
    expect(changeLines(step({ changes: [hostile], deleted: 1 })).join("")).not.toContain("\u001b");
  });

  it("says nothing of a stage that is new, or stays as it is", () => {
    const created = { changes: many(3, "created", "aws:rds/instance:Instance", "new"), created: 3 };
    const none = { updated: 0, replaced: 0, deleted: 0, same: 0 };
    expect(changeLines(step({ ...none, ...created }))).toEqual([]);
    expect(changeLines(step({ ...none, changes: [], same: 400 }))).toEqual([]);
  });
});
