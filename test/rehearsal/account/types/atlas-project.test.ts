import { resourceTypes } from "../../../../rehearsal/account/types";
import type { WireObject } from "../../../../rehearsal/account/resource-type";
import { AtlasAccount, cluster, organizationId } from "./atlas-account";
import { codeOf } from "./data-account";

describe("projects of the account's Atlas", () => {
  it("have ids of Atlas, and none of AWS's regions", () => {
    const account = new AtlasAccount();
    expect(account.projectId).toMatch(/^[0-9a-f]{24}$/);
    const { state } = account.create("Project", { name: "other", orgId: organizationId });
    expect(state).not.toHaveProperty("region");
    const types = Object.entries(resourceTypes).filter(([type]) => type.startsWith("mongodbatlas:"));
    expect(types.filter(([, { global }]) => global !== true)).toEqual([]);
  });

  it.each<[string, WireObject, string]>([
    ["an organisation that is none", { orgId: "org" }, "INVALID_ORG_ID"],
    ["a name that is taken", { name: "staging-doctor-system" }, "GROUP_ALREADY_EXISTS"],
  ])("are refused for %s", (_, fault, code) => {
    const account = new AtlasAccount();
    const inputs = { name: "another", orgId: organizationId };
    expect(codeOf(() => account.create("Project", { ...inputs, ...fault }))).toBe(code);
    expect(codeOf(() => account.create("Project", inputs))).toBe("accepted");
  });

  it("cannot be closed while a cluster or an endpoint stands in them", () => {
    const account = new AtlasAccount();
    const close = () => {
      account.delete("Project", { id: account.projectId, state: {} });
    };
    const standing = account.create("AdvancedCluster", cluster);
    expect(codeOf(close)).toBe("CANNOT_CLOSE_GROUP_ACTIVE_ATLAS_CLUSTERS");
    account.delete("AdvancedCluster", standing);
    const link = account.create("PrivateLinkEndpoint", { providerName: "AWS", region: "EU_WEST_1" });
    expect(codeOf(close)).toBe("CANNOT_CLOSE_GROUP_ACTIVE_ATLAS_PRIVATE_ENDPOINT_SERVICES");
    account.delete("PrivateLinkEndpoint", link);
    account.create("ProjectIpAccessList", { cidrBlock: "203.0.113.7/32" });
    expect(codeOf(close)).toBe("accepted");
    expect(account.size).toBe(0);
  });

  it.each([
    ["ProjectIpAccessList", { cidrBlock: "203.0.113.7/32" }],
    ["AdvancedCluster", cluster],
    ["Auditing", { enabled: true }],
    ["MaintenanceWindow", { dayOfWeek: 1, hourOfDay: 1 }],
    ["CloudProviderAccessSetup", { providerName: "AWS" }],
    ["PrivateLinkEndpoint", { providerName: "AWS", region: "EU_WEST_1" }],
  ])("must be there for a %s", (type, inputs) => {
    const projectId = "bbbbbbbbbbbbbbbbbbbbbbbb";
    expect(codeOf(() => new AtlasAccount().create(type, { ...inputs, projectId }))).toBe("GROUP_NOT_FOUND");
    expect(codeOf(() => new AtlasAccount().create(type, inputs))).toBe("accepted");
  });
});

describe("access lists of the account's Atlas", () => {
  const entry = "ProjectIpAccessList";

  it("show an entry as a block and as an address", () => {
    const account = new AtlasAccount();
    expect(account.create(entry, { ipAddress: "203.0.113.7" }).state.cidrBlock).toBe("203.0.113.7/32");
    expect(account.create(entry, { cidrBlock: "203.0.113.8/32" }).state.ipAddress).toBe("203.0.113.8");
    expect(account.create(entry, { cidrBlock: "203.0.113.0/24" }).state.ipAddress).toBe("");
    expect(account.create(entry, { ipAddress: "2001:db8::1" }).state.cidrBlock).toBe("2001:db8::1/128");
  });

  it.each<[string, WireObject, string]>([
    ["nothing", {}, "MULTIPLE_VALUES_SPECIFIED_FOR_ONE_NETWORK_PERMISSION_ENTRY"],
    [
      "a block and an address",
      { cidrBlock: "203.0.113.7/32", ipAddress: "203.0.113.7" },
      "MULTIPLE_VALUES_SPECIFIED_FOR_ONE_NETWORK_PERMISSION_ENTRY",
    ],
    ["no address", { ipAddress: "203.0.113" }, "INVALID_IP_ADDRESS_OR_CIDR_NOTATION"],
    ["too long a prefix", { cidrBlock: "203.0.113.7/33" }, "INVALID_IP_ADDRESS_OR_CIDR_NOTATION"],
    ["too long a comment", { ipAddress: "203.0.113.7", comment: "x".repeat(81) }, "INVALID_NETWORK_PERMISSION_COMMENT"],
  ])("refuse %s", (_, inputs, code) => {
    expect(codeOf(() => new AtlasAccount().create(entry, inputs))).toBe(code);
  });

  it("have no address twice, however it is written, and no more than 200", () => {
    const account = new AtlasAccount();
    account.create(entry, { ipAddress: "203.0.113.7" });
    expect(codeOf(() => account.create(entry, { cidrBlock: "203.0.113.7/32" }))).toBe("ADDRESS_ALREADY_IN_ACCESS_LIST");
    for (let last = 1; last < 200; last++) account.create(entry, { ipAddress: `198.51.100.${last}` });
    expect(codeOf(() => account.create(entry, { ipAddress: "198.51.100.200" }))).toBe(
      "ATLAS_NETWORK_PERMISSIONS_LIMIT_EXCEEDED",
    );
  });

  it("replace an entry for any change of it", () => {
    const account = new AtlasAccount();
    const before = { cidrBlock: "203.0.113.7/32", comment: "one" };
    expect(account.replaces(entry, before, { ...before, comment: "two" })).toBe(true);
  });
});

describe("settings of the account's Atlas projects", () => {
  it.each<[string, WireObject, string]>([
    ["day 8", { dayOfWeek: 8, hourOfDay: 2 }, "ATLAS_INVALID_MAINTENANCE_WINDOW_DAY_OF_WEEK"],
    ["no day", { hourOfDay: 2 }, "ATLAS_INVALID_MAINTENANCE_WINDOW_DAY_OF_WEEK"],
    ["hour 24", { dayOfWeek: 1, hourOfDay: 24 }, "ATLAS_INVALID_MAINTENANCE_WINDOW_HOUR_OF_DAY"],
    ["no window, but a wave", { waveAssignment: 2 }, "accepted"],
  ])("take for a maintenance window %s: %s", (_, inputs, code) => {
    expect(codeOf(() => new AtlasAccount().create("MaintenanceWindow", inputs))).toBe(code);
  });

  it("have one maintenance window", () => {
    const account = new AtlasAccount();
    account.create("MaintenanceWindow", { dayOfWeek: 1, hourOfDay: 2 });
    expect(codeOf(() => account.create("MaintenanceWindow", { dayOfWeek: 2, hourOfDay: 2 }))).toBe("AlreadyExists");
  });

  it("take an audit filter in JSON only", () => {
    const filter = (auditFilter: string) => codeOf(() => new AtlasAccount().create("Auditing", { auditFilter }));
    expect(filter("{ atype: 'authenticate' }")).toBe("INVALID_JSON_ATTRIBUTE");
    expect(filter('{"atype":"authenticate"}')).toBe("accepted");
  });
});

describe("users of the account's Atlas", () => {
  const user: WireObject = {
    username: "application-a",
    password: "a-long-password",
    authDatabaseName: "admin",
    roles: [{ roleName: "readWrite", databaseName: "doctor_system_staging" }],
  };

  it.each<[string, WireObject, string]>([
    ["no password", { password: undefined }, "MISSING_ATTRIBUTE"],
    ["a short password", { password: "short" }, "WEAK_PASSWORD"],
    ["another database to log in to", { authDatabaseName: "doctor_system_staging" }, "DATABASE_NAME_INVALID_ADMIN"],
    ["a password and a certificate", { x509Type: "MANAGED" }, "ATLAS_INVALID_AUTH_SETTINGS"],
    [
      "a write-only password without its version",
      { password: undefined, passwordWo: "a-long-password" },
      "ATLAS_INVALID_AUTH_SETTINGS",
    ],
    ["a role of AWS outside $external", { password: undefined, awsIamType: "ROLE" }, "DATABASE_NAME_INVALID_EXTERNAL"],
    ["no role", { roles: [] }, "MISSING_ATTRIBUTE"],
    ["a role that is none", { roles: [{ roleName: "reader", databaseName: "admin" }] }, "ATLAS_INVALID_ROLE"],
    [
      "an administrator of one database",
      { roles: [{ roleName: "atlasAdmin", databaseName: "doctor_system_staging" }] },
      "ATLAS_INVALID_ROLE_DATABASE",
    ],
    [
      "the same role twice",
      { roles: [1, 2].map(() => ({ roleName: "read", databaseName: "one" })) },
      "DUPLICATE_DATABASE_ROLES",
    ],
  ])("are refused for %s", (_, fault, code) => {
    const account = new AtlasAccount();
    expect(codeOf(() => account.create("DatabaseUser", { ...user, ...fault }))).toBe(code);
    expect(codeOf(() => account.create("DatabaseUser", user))).toBe("accepted");
  });

  it("have a name once, keep it for good, and change their password in place", () => {
    const account = new AtlasAccount();
    const created = account.create("DatabaseUser", user);
    expect(codeOf(() => account.create("DatabaseUser", user))).toBe("USER_ALREADY_EXISTS");
    expect(account.replaces("DatabaseUser", user, { ...user, username: "application-b" })).toBe(true);
    const news = { ...user, password: "another-password" };
    expect(account.replaces("DatabaseUser", user, news)).toBe(false);
    expect(codeOf(() => account.update("DatabaseUser", created, user, news))).toBe("accepted");
  });

  it("keep the password secret", () => {
    const { password } = new AtlasAccount().wire("DatabaseUser", user);
    expect(password).toHaveProperty("value", "a-long-password");
  });

  it("hold a role of the project's own, which then cannot be deleted", () => {
    const account = new AtlasAccount();
    const actions = [{ action: "FIND", resources: [{ databaseName: "doctor_system_staging", collectionName: "" }] }];
    expect(codeOf(() => account.create("CustomDbRole", { roleName: "readWrite", actions }))).toBe(
      "ATLAS_INVALID_CUSTOM_ROLE_RESTRICTED",
    );
    expect(codeOf(() => account.create("CustomDbRole", { roleName: "reports" }))).toBe(
      "ATLAS_CUSTOM_ROLE_HAS_NO_PERMISSIONS",
    );
    const role = account.create("CustomDbRole", { roleName: "reports", actions });
    const reader = account.create("DatabaseUser", {
      ...user,
      roles: [{ roleName: "reports", databaseName: "admin" }],
    });
    const remove = () => {
      account.delete("CustomDbRole", role);
    };
    expect(codeOf(remove)).toBe("ATLAS_CUSTOM_ROLE_IN_USE_BY_USERS");
    account.delete("DatabaseUser", reader);
    expect(codeOf(remove)).toBe("accepted");
  });
});
