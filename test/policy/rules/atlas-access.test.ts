import { atlasAccessListOwnEgress } from "../../../policy/rules/atlas/atlas-access-list-own-egress";
import { atlasNoOpenAccessList } from "../../../policy/rules/atlas/atlas-no-open-access-list";
import { atlasUserLeastPrivilege } from "../../../policy/rules/atlas/atlas-user-least-privilege";
import type { StackResource } from "../../../policy/stack-view";
import { inStack, judged, judgedTogether, resource, unknown } from "../harness";

const entryType = "mongodbatlas:index/projectIpAccessList:ProjectIpAccessList";

describe("atlas-no-open-access-list", () => {
  const says = (range: string, needed = "a single address, /32") => [
    `[atlas-no-open-access-list] subject: found the range ${range}; needed ${needed}. Change cidrBlock.`,
  ];
  const peering = "a block of /16 or narrower";

  it.each([
    [{ cidrBlock: "203.0.113.7/32" }, ["pass"]],
    [{ ipAddress: "203.0.113.7" }, ["pass"]],
    [{ awsSecurityGroup: "sg-0a1b2c3d" }, ["pass"]],
    [{ cidrBlock: "10.40.0.0/16" }, ["pass"]],
    [{ cidrBlock: "0.0.0.0/0" }, says("0.0.0.0/0")],
    [{ cidrBlock: "0.0.0.0/1" }, says("0.0.0.0/1")],
    [{ ipAddress: "0.0.0.0" }, says("0.0.0.0")],
    [{ cidrBlock: "203.0.113.0/31" }, says("203.0.113.0/31")],
    [{ cidrBlock: "10.0.0.0/8" }, says("10.0.0.0/8", peering)],
    [{ cidrBlock: "::/0" }, says("::/0", "an IPv4 address or CIDR block")],
    [{ cidrBlock: "203.0.113.7/33x" }, says("203.0.113.7/33x", "an IPv4 address or CIDR block")],
    [{ cidrBlock: unknown }, ["[atlas-no-open-access-list] subject: undecided: waits for cidrBlock."]],
    [{}, ["[atlas-no-open-access-list] subject: undecided: waits for cidrBlock, ipAddress or awsSecurityGroup."]],
  ])("judges %j", (props, expected) => {
    expect(judged(atlasNoOpenAccessList, resource(entryType, { projectId: "p", ...props }))).toEqual(expected);
  });

  it("takes the width that is configured, and still no open range", () => {
    const settings = { publicPrefix: 29 };
    const entry = (cidrBlock: string) =>
      judged(atlasNoOpenAccessList, resource(entryType, { cidrBlock }), { settings });
    expect(entry("203.0.113.0/29")).toEqual(["pass"]);
    expect(entry("203.0.113.0/28")).toEqual(says("203.0.113.0/28", "a block of /29 or narrower"));
  });

  it("cannot be waived", () => {
    expect(atlasNoOpenAccessList.unwaivable).toMatch(/^[A-Z].*\.$/);
    expect(atlasNoOpenAccessList.settings?.publicPrefix).toMatchObject({ minimum: 24 });
  });
});

describe("atlas-access-list-own-egress", () => {
  const eip = (props: object = { publicIp: "203.0.113.7" }) => inStack("aws:ec2/eip:Eip", "nat", props);
  const entry = (props: object, madeFrom: Record<string, StackResource[]> = {}) =>
    inStack(entryType, "entry", { projectId: "p", ...props }, madeFrom);
  const foreign = (range: string) => [
    `[atlas-access-list-own-egress] entry: found the address ${range}, which does not belong to the stage; ` +
      "needed the public address of an Elastic IP or NAT gateway of this stack. Change cidrBlock.",
  ];
  const waits = (what: string) => [`[atlas-access-list-own-egress] entry: undecided: waits for ${what}.`];
  const judge = (...resources: StackResource[]) => judgedTogether(atlasAccessListOwnEgress, resources);

  it("passes an entry that was made from an Elastic IP, even while both are unknown", () => {
    const address = eip({ publicIp: unknown });
    expect(judge(address, entry({ cidrBlock: unknown }, { cidrBlock: [address] }))).toEqual(["pass"]);
  });

  it("passes an entry that has the address of one", () => {
    expect(judge(eip(), entry({ cidrBlock: "203.0.113.7/32" }))).toEqual(["pass"]);
    expect(judge(eip(), entry({ ipAddress: "203.0.113.7" }))).toEqual(["pass"]);
  });

  it("leaves security groups and private addresses alone", () => {
    expect(judge(eip(), entry({ awsSecurityGroup: "sg-0a1b2c3d" }))).toEqual(["pass"]);
    expect(judge(eip(), entry({ cidrBlock: "10.40.0.0/16" }))).toEqual(["pass"]);
  });

  it("refuses any other address", () => {
    expect(judge(eip(), entry({ cidrBlock: "198.51.100.1/32" }))).toEqual(foreign("198.51.100.1/32"));
  });

  it("waits where it cannot be told", () => {
    expect(judge(eip({ publicIp: unknown }), entry({ cidrBlock: "203.0.113.7/32" }))).toEqual(waits("publicIp"));
    expect(judge(entry({ cidrBlock: "203.0.113.7/32" }))).toEqual(waits("the stack with the stage's NAT gateways"));
    expect(judge(eip(), entry({ cidrBlock: unknown }))).toEqual(waits("cidrBlock"));
    expect(judge(eip())).toEqual(["not applicable"]);
  });
});

describe("atlas-user-least-privilege", () => {
  const userType = "mongodbatlas:index/databaseUser:DatabaseUser";
  const user = (change: object) =>
    resource(userType, {
      roles: [{ roleName: "readWrite", databaseName: "doctor_system_prod" }],
      scopes: [{ name: "data", type: "CLUSTER" }],
      ...change,
    });
  const says = (found: string, needed = "a role on one database, such as readWrite", setting = "roles") => [
    `[atlas-user-least-privilege] subject: found ${found}; needed ${needed}. Change ${setting}.`,
  ];
  const noScope = says(
    "no scope, which means every cluster of the project",
    "a scope with the cluster's name",
    "scopes",
  );

  it.each([
    ["one database of one cluster", {}, ["pass"]],
    ["a role somebody defined", { roles: [{ roleName: "reporting", databaseName: "admin" }] }, ["pass"]],
    ["a monitor", { roles: [{ roleName: "clusterMonitor", databaseName: "admin" }] }, ["pass"]],
    ["an administrator", { roles: [{ roleName: "atlasAdmin", databaseName: "admin" }] }, says("the role atlasAdmin")],
    [
      "every database",
      { roles: [{ roleName: "readWriteAnyDatabase", databaseName: "admin" }] },
      says("the role readWriteAnyDatabase"),
    ],
    [
      "the users' own database",
      { roles: [{ roleName: "readWrite", databaseName: "admin" }] },
      says("the role readWrite on the database admin", "the application's own database"),
    ],
    ["every cluster", { scopes: undefined }, noScope],
    ["an empty list of clusters", { scopes: [] }, noScope],
    ["unknown roles", { roles: unknown }, ["[atlas-user-least-privilege] subject: undecided: waits for roles."]],
  ])("judges %s", (_, change, expected) => {
    expect(judged(atlasUserLeastPrivilege, user(change))).toEqual(expected);
  });

  it("reads what a role somebody defined inherits", () => {
    const role = (inheritedRoles: unknown) =>
      judged(atlasUserLeastPrivilege, resource("mongodbatlas:index/customDbRole:CustomDbRole", { inheritedRoles }));
    expect(role([{ roleName: "dbAdminAnyDatabase", databaseName: "admin" }])).toEqual(
      says("the role dbAdminAnyDatabase"),
    );
    expect(role(undefined)).toEqual(["pass"]);
  });
});
