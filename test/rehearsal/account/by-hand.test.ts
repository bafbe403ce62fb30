import { Account } from "../../../rehearsal/account/account";
import { ConsoleHands } from "../../../rehearsal/account/by-hand";
import { invokes } from "../../../rehearsal/account/invokes";
import { NotByHand } from "../../../rehearsal/account/not-by-hand";
import { withValueAt, stepsOf } from "../../../rehearsal/account/path";
import { AccountRefusal } from "../../../rehearsal/account/refusal";
import type { WireObject } from "../../../rehearsal/account/resource-type";
import { Store } from "../../../rehearsal/account/store";
import { resourceTypes } from "../../../rehearsal/account/types";
import { asSecret } from "../../../rehearsal/account/wire";

const database = "aws:rds/instance:Instance";
const group = "aws:ec2/securityGroup:SecurityGroup";
const rule = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const configuration = { region: "eu-west-1", defaultTags: { stage: "staging" } };

let account: Account;
let hands: ConsoleHands;

beforeEach(() => {
  account = new Account(new Store(), resourceTypes, invokes);
  hands = new ConsoleHands(account, resourceTypes, configuration.region);
});

function create(type: string, name: string, given: WireObject) {
  const urn = `urn:pulumi:s::p::${type}::${name}`;
  const { inputs } = account.check(type, name, {}, given, "0000000", configuration);
  return { urn, type, inputs, ...account.create(type, urn, inputs, false, configuration) };
}

const instance = (more: WireObject = {}) =>
  create(database, "db", {
    identifier: "records",
    engine: "postgres",
    engineVersion: "16.4",
    instanceClass: "db.t4g.micro",
    allocatedStorage: 20,
    username: "app",
    password: asSecret("correct-horse-battery"),
    backupRetentionPeriod: 7,
    skipFinalSnapshot: true,
    tags: { owner: "team" },
    ...more,
  });

/** What a refresh finds, and what the next deployment of the same inputs would change about it. */
function refreshed({ type, id, state, inputs }: ReturnType<typeof create>) {
  const read = account.read(type, id, state, configuration, inputs);
  return { read, changes: read && account.diff(type, read.inputs, inputs, []).changes.map(({ property }) => property) };
}

it("finds nothing after a refresh where nothing was changed", () => {
  const made = instance();
  expect(refreshed(made)).toMatchObject({ read: { state: made.state, inputs: made.inputs }, changes: [] });
});

it("changes a property that the program gives, which the next deployment takes back", () => {
  const made = instance();
  expect(hands.change("db", "backupRetentionPeriod", 0)).toEqual({ type: database, id: made.id, name: "db" });
  expect(refreshed(made)).toMatchObject({
    read: { inputs: { backupRetentionPeriod: 0 } },
    changes: ["backupRetentionPeriod"],
  });
});

it("changes a property with a default of the provider's, which is taken back as well, and one that AWS fills in, which is not", () => {
  const made = instance();
  hands.change("db", "publiclyAccessible", true);
  hands.change("db", "maintenanceWindow", "mon:01:00-mon:02:00");
  const { read, changes } = refreshed(made);
  expect(read!.state).toMatchObject({ publiclyAccessible: true, maintenanceWindow: "mon:01:00-mon:02:00" });
  expect(changes).toEqual(["publiclyAccessible"]);
});

it("changes a tag, also among all tags, and leaves the provider's own", () => {
  const made = instance();
  hands.change("db", "tags.owner", "eve");
  const { read, changes } = refreshed(made);
  expect(read!.state.tagsAll).toEqual({ stage: "staging", owner: "eve" });
  expect(changes).toEqual(["tags", "tagsAll"]);
});

it("does not see a password that AWS never shows, and keeps it a secret", () => {
  const made = instance();
  hands.change("db", "password", "another-horse-battery");
  expect(refreshed(made)).toMatchObject({ read: { state: made.state }, changes: [] });
  expect(JSON.stringify(account.store.list())).not.toContain("another-horse");
});

it("sees a secret that AWS shows, without its value", () => {
  const parameter = create("aws:ssm/parameter:Parameter", "p", {
    name: "/a",
    type: "SecureString",
    value: asSecret("one"),
  });
  hands.change("p", "value", "two");
  const { read, changes } = refreshed(parameter);
  expect(changes).toEqual(["value"]);
  expect(JSON.stringify([read, account.store.list()])).not.toContain("two");
});

it("removes and adds, and a removed resource is gone for the refresh", () => {
  const vpc = create("aws:ec2/vpc:Vpc", "vpc", { cidrBlock: "10.0.0.0/16" });
  const made = create(group, "g", { vpcId: vpc.id, name: "g" });
  const ingress = { securityGroupId: made.id, ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIpv4: "10.0.0.0/16" };
  const known = create(rule, "https", ingress);
  const added = hands.addLike("https", [
    ["fromPort", 22],
    ["toPort", 22],
    ["cidrIpv4", "0.0.0.0/0"],
  ]);
  hands.remove("https");
  expect(refreshed(known).read).toBeUndefined();
  expect(account.store.get(rule, added.id)?.state).toMatchObject({
    fromPort: 22,
    cidrIpv4: "0.0.0.0/0",
    securityGroupId: made.id,
  });
});

it.each<[string, () => unknown, RegExp]>([
  ["a resource that is not there", () => hands.change("dp", "port", 1), /holds no resource dp/],
  ["a property that the type has not", () => hands.change("db", "publicAccess", true), /has no property publicAccess/],
  [
    "what AWS does not change in place",
    () => hands.change("db", "username", "eve"),
    /cannot be changed in place at AWS/,
  ],
  [
    "a value that AWS refuses",
    () => hands.change("db", "backupRetentionPeriod", 99),
    /Invalid backup retention period/,
  ],
  ["a path that leads nowhere", () => hands.change("db", "port.first", 1), /"first" leads into a number/],
  ["a type that is not modelled", () => hands.add("aws:rds/instans:Instance", {}), /no resource type/],
])("refuses %s and changes nothing", (_, act, message) => {
  instance({ port: 5432 });
  const before = account.store.list();
  expect(act).toThrow(message);
  expect(account.store.list()).toEqual(before);
});

it("lets AWS refuse what it refuses of a program, and names what it cannot do itself", () => {
  instance({ deletionProtection: true });
  expect(() => hands.remove("db")).toThrow(AccountRefusal);
  expect(() => hands.remove("other")).toThrow(NotByHand);
});

it("names a resource that has a twin by its id alone", () => {
  const vpc = create("aws:ec2/vpc:Vpc", "vpc", { cidrBlock: "10.0.0.0/16" });
  create("aws:ec2/vpc:Vpc", "vpc", { cidrBlock: "10.1.0.0/16" });
  expect(() => hands.remove("vpc")).toThrow(/names 2 resources/);
  expect(hands.remove(vpc.id).id).toBe(vpc.id);
});

it("finds its way into lists, by place and by name, and into documents", () => {
  const at = (value: WireObject, path: string, to: unknown) => withValueAt(value, stepsOf(path), to as string);
  const rules = { rules: [{ name: "rate", action: { block: {} } }, { name: "bots" }] };
  expect(at(rules, "rules[rate].action", { count: {} })).toEqual({
    rules: [{ name: "rate", action: { count: {} } }, { name: "bots" }],
  });
  expect(at(rules, "rules[1]", undefined)).toEqual({ rules: [rules.rules[0]] });
  expect(at({ policy: '{"Statement":[{"Effect":"Deny"}]}' }, "policy.Statement[0].Effect", "Allow")).toEqual({
    policy: '{"Statement":[{"Effect":"Allow"}]}',
  });
  expect(() => at(rules, "rules[7].action", 1)).toThrow("there is no [7] in a list of 2");
  expect(() => at({ text: "plain" }, "text.a", 1)).toThrow("no JSON document");
});
