import type { WireObject } from "../../../../rehearsal/account/resource-type";
import { codeOf, DataAccount } from "./data-account";

const instance = "aws:rds/instance:Instance";
const parameterGroup = "aws:rds/parameterGroup:ParameterGroup";
const subnetGroup = "aws:rds/subnetGroup:SubnetGroup";

const inputs: WireObject = {
  identifier: "records",
  engine: "postgres",
  engineVersion: "16.9",
  instanceClass: "db.t4g.medium",
  allocatedStorage: 50,
  maxAllocatedStorage: 200,
  dbName: "ahava_healthcare",
  username: "platform_admin",
  password: "correcthorsebatterystaple",
  vpcSecurityGroupIds: ["sg-00000001"],
  kmsKeyId: "arn:aws:kms:eu-west-1:000000000000:key/k",
  storageEncrypted: true,
  backupWindow: "03:00-03:30",
  maintenanceWindow: "sun:04:00-sun:05:00",
  monitoringInterval: 60,
  monitoringRoleArn: "arn:monitoring",
  finalSnapshotIdentifier: "records-final-1",
};

describe("database instances of the account", () => {
  it("have outputs in AWS's shapes", () => {
    const { id, state } = new DataAccount().create(instance, inputs);
    expect(id).toMatch(/^db-[0-9A-F]{26}$/);
    expect(state.address).toMatch(/^records\.c[0-9a-f]{11}\.eu-west-1\.rds\.amazonaws\.com$/);
    expect(state.endpoint).toBe(`${state.address as string}:5432`);
    expect(state).toMatchObject({
      arn: "arn:aws:rds:eu-west-1:000000000000:db:records",
      port: 5432,
      resourceId: id,
      status: "available",
      engineVersionActual: "16.9",
      parameterGroupName: "default.postgres16",
    });
  });

  it.each<[string, WireObject, string]>([
    ["a reserved master user", { username: "admin" }, "InvalidParameterValue"],
    ["RDS's own user", { username: "rdsadmin" }, "InvalidParameterValue"],
    ["a user that begins as Postgres's own do", { username: "pg_owner" }, "InvalidParameterValue"],
    ["a hyphen in the master user", { username: "platform-admin" }, "InvalidParameterValue"],
    ["a hyphen in the database name", { dbName: "ahava-healthcare" }, "InvalidParameterValue"],
    ["a password that is too short", { password: "short" }, "InvalidParameterValue"],
    ["an at sign in the password", { password: "correct@horse" }, "InvalidParameterValue"],
    ["no password", { password: undefined }, "InvalidParameterValue"],
    ["too little storage", { allocatedStorage: 10 }, "InvalidParameterCombination"],
    ["a ceiling below the storage", { maxAllocatedStorage: 50 }, "InvalidParameterCombination"],
    ["overlapping windows", { backupWindow: "04:30-05:30" }, "InvalidParameterValue"],
    ["a window that is none", { backupWindow: "at night" }, "InvalidParameterValue"],
    ["backups kept too long", { backupRetentionPeriod: 36 }, "InvalidParameterValue"],
    ["monitoring without a role", { monitoringRoleArn: undefined }, "InvalidParameterCombination"],
    ["an odd monitoring interval", { monitoringInterval: 7 }, "InvalidParameterValue"],
    [
      "advanced insights with a week of history",
      { databaseInsightsMode: "advanced", performanceInsightsEnabled: true, performanceInsightsRetentionPeriod: 7 },
      "InvalidParameterCombination",
    ],
    ["a subnet group that is not there", { dbSubnetGroupName: "nowhere" }, "DBSubnetGroupNotFoundFault"],
    ["a parameter group that is not there", { parameterGroupName: "nowhere" }, "DBParameterGroupNotFound"],
    ["a security group that is not there", { vpcSecurityGroupIds: ["sg-00000002"] }, "InvalidParameterValue"],
    ["a key that is not there", { kmsKeyId: "arn:other" }, "KMSKeyNotAccessibleFault"],
    ["IOPS below 400 GiB", { storageType: "gp3", iops: 12000 }, "InvalidParameterCombination"],
  ])("are refused for %s", (_, fault, code) => {
    const account = new DataAccount();
    expect(codeOf(() => account.create(instance, { ...inputs, ...fault }))).toBe(code);
    expect(codeOf(() => account.create(instance, inputs))).toBe("accepted");
  });

  it("need a name nobody has", () => {
    const account = new DataAccount();
    account.create(instance, inputs);
    expect(codeOf(() => account.create(instance, inputs))).toBe("DBInstanceAlreadyExists");
  });

  it("need a parameter group of their version's family", () => {
    const account = new DataAccount();
    account.create(parameterGroup, { name: "old", family: "postgres15" });
    account.create(parameterGroup, { name: "new", family: "postgres16" });
    expect(codeOf(() => account.create(instance, { ...inputs, parameterGroupName: "old" }))).toBe(
      "InvalidParameterCombination",
    );
    expect(codeOf(() => account.create(instance, { ...inputs, parameterGroupName: "new" }))).toBe("accepted");
  });

  it("stay while they are protected", () => {
    const account = new DataAccount();
    const database = account.create(instance, { ...inputs, deletionProtection: true });
    expect(() => {
      account.delete(instance, database);
    }).toThrow("Cannot delete protected DB Instance, please disable deletion protection and try again.");
  });

  it("leave a final snapshot, whose name is then taken", () => {
    const account = new DataAccount();
    const before = account.size;
    account.delete(instance, account.create(instance, inputs));
    expect(account.size).toBe(before);

    const again = account.create(instance, inputs);
    expect(
      codeOf(() => {
        account.delete(instance, again);
      }),
    ).toBe("DBSnapshotAlreadyExists");
    const copy = { ...inputs, identifier: "copy", snapshotIdentifier: "records-final-1" };
    expect(codeOf(() => account.create(instance, copy))).toBe("accepted");
  });

  it("cannot go without a final snapshot, unless they were told to", () => {
    const account = new DataAccount();
    const nameless = account.create(instance, { ...inputs, finalSnapshotIdentifier: undefined });
    expect(
      codeOf(() => {
        account.delete(instance, nameless);
      }),
    ).toBe("InvalidParameterCombination");
    const careless = account.create(instance, { ...inputs, identifier: "other", skipFinalSnapshot: true });
    expect(
      codeOf(() => {
        account.delete(instance, careless);
      }),
    ).toBe("accepted");
  });

  it("hold on to their groups", () => {
    const account = new DataAccount();
    const parameters = account.create(parameterGroup, { name: "new", family: "postgres16" });
    const subnets = account.create(subnetGroup, {
      name: "isolated",
      subnetIds: ["subnet-0000000a", "subnet-0000000b"],
    });
    account.create(instance, { ...inputs, parameterGroupName: "new", dbSubnetGroupName: "isolated" });
    expect(
      codeOf(() => {
        account.delete(parameterGroup, parameters);
      }),
    ).toBe("InvalidDBParameterGroupState");
    expect(
      codeOf(() => {
        account.delete(subnetGroup, subnets);
      }),
    ).toBe("InvalidDBSubnetGroupStateFault");
  });

  it.each([
    ["engine", "mysql"],
    ["dbName", "other"],
    ["username", "other"],
    ["kmsKeyId", "other"],
    ["storageEncrypted", false],
    ["availabilityZone", "eu-west-1c"],
    ["snapshotIdentifier", "other"],
  ])("are replaced when %s changes", (property, value) => {
    expect(new DataAccount().replaces(instance, inputs, { ...inputs, [property]: value })).toBe(true);
  });

  it.each(["identifier", "instanceClass", "engineVersion", "dbSubnetGroupName", "parameterGroupName", "password"])(
    "are changed in place when %s changes",
    (property) => {
      expect(new DataAccount().replaces(instance, inputs, { ...inputs, [property]: "other" })).toBe(false);
    },
  );
});

describe("the groups around database instances", () => {
  it.each([
    [["subnet-0000000a", "subnet-0000000b"], "accepted"],
    [["subnet-0000000a", "subnet-000000a2"], "DBSubnetGroupDoesNotCoverEnoughAZs"],
    [["subnet-0000000a", "subnet-000000ee"], "InvalidSubnet"],
    [["subnet-0000000a", "subnet-00000000"], "InvalidSubnet"],
  ])("take the subnets %j: %s", (subnetIds, code) => {
    const account = new DataAccount();
    expect(codeOf(() => account.create(subnetGroup, { name: "isolated", subnetIds }))).toBe(code);
  });

  it("take each name once", () => {
    const account = new DataAccount();
    account.create(parameterGroup, { name: "a", family: "postgres16" });
    expect(codeOf(() => account.create(parameterGroup, { name: "a", family: "postgres16" }))).toBe(
      "DBParameterGroupAlreadyExists",
    );
  });
});

describe("event subscriptions of the account", () => {
  const subscription = "aws:rds/eventSubscription:EventSubscription";
  const wanted = { name: "events", snsTopic: "arn:topic", sourceType: "db-instance", eventCategories: ["failure"] };

  it.each<[string, WireObject, string]>([
    ["a topic that is not there", { snsTopic: "arn:other" }, "SNSTopicArnNotFound"],
    ["a database that is not there", { sourceIds: ["other"] }, "SourceNotFound"],
    ["a category nobody knows", { eventCategories: ["fire"] }, "SubscriptionCategoryNotFound"],
    ["sources without their type", { sourceType: undefined, sourceIds: ["records"] }, "InvalidParameterCombination"],
    ["nothing", { sourceIds: ["records"] }, "accepted"],
  ])("are refused for %s", (_, fault, code) => {
    const account = new DataAccount();
    account.create(instance, inputs);
    expect(codeOf(() => account.create(subscription, { ...wanted, ...fault }))).toBe(code);
  });
});
