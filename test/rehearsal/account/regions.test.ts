import { Account } from "../../../rehearsal/account/account";
import type { WireObject } from "../../../rehearsal/account/resource-type";
import { Store } from "../../../rehearsal/account/store";
import { resourceTypes } from "../../../rehearsal/account/types";

const ireland = { region: "eu-west-1", defaultTags: {} };
const virginia = { region: "us-east-1", defaultTags: {} };
const document = (principal: WireObject, action: string) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: principal, Action: action }] });

let account: Account;
let count = 0;

beforeEach(() => {
  account = new Account(new Store(), resourceTypes, {});
});

function create(type: string, inputs: WireObject, configuration = ireland) {
  return account.create(type, `urn:pulumi:s::p::${type}::${++count}`, inputs, false, configuration);
}

describe("two regions", () => {
  it("may each have a resource of the same name, and one goes without the other", () => {
    const group = "aws:cloudwatch/logGroup:LogGroup";
    const [here, there] = [create(group, { name: "app" }), create(group, { name: "app" }, virginia)];
    account.delete(group, here.id, ireland, here.state);

    expect(here.id).toBe(there.id);
    expect(() => create(group, { name: "app" }, virginia)).toThrow("ResourceAlreadyExistsException");
    expect(account.read(group, "app", {}, ireland)).toBeUndefined();
    expect(account.read(group, "app", {}, virginia)?.state.region).toBe("us-east-1");
  });

  it("are told apart in an import by what stands behind the id", () => {
    const group = "aws:cloudwatch/logGroup:LogGroup";
    create(group, { name: "app", region: "us-east-1" });

    expect(account.read(group, "app", {}, ireland)).toBeUndefined();
    expect(account.read(group, "app@eu-west-1", {}, ireland)).toBeUndefined();
    expect(account.read(group, "app@us-east-1", {}, ireland)).toMatchObject({
      id: "app",
      inputs: { name: "app", region: "us-east-1" },
    });
  });

  it("share the names that are the world's and those of the services without regions", () => {
    create("aws:s3/bucket:Bucket", { bucket: "acme-logs" });
    create("aws:iam/role:Role", {
      name: "r",
      assumeRolePolicy: document({ Service: "ec2.amazonaws.com" }, "sts:AssumeRole"),
    });

    expect(() => create("aws:s3/bucketV2:BucketV2", { bucket: "acme-logs" }, virginia)).toThrow(
      "BucketAlreadyOwnedByYou",
    );
    expect(() =>
      create(
        "aws:iam/role:Role",
        { name: "r", assumeRolePolicy: document({ Service: "ec2.amazonaws.com" }, "sts:AssumeRole") },
        virginia,
      ),
    ).toThrow("EntityAlreadyExists");
  });

  it("each have a quota of their own", () => {
    for (let number = 0; number < 5; number++) create("aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" });

    expect(() => create("aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" })).toThrow("VpcLimitExceeded");
    expect(() => create("aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" }, virginia)).not.toThrow();
  });

  it("are told apart by the resource's own region where it has one", () => {
    const { state } = create("aws:sns/topic:Topic", { name: "t", region: "eu-central-1" });

    expect(state.arn).toBe("arn:aws:sns:eu-central-1:000000000000:t");
  });
});

describe("a reference", () => {
  it("reaches no resource of another region, and says where that stands", () => {
    const key = create("aws:kms/key:Key", {}, virginia);

    expect(() => create("aws:kms/alias:Alias", { name: "alias/k", targetKeyId: key.id })).toThrow(
      `NotFoundException: The KMS Key "${key.id}" in targetKeyId does not exist in eu-west-1; it is in us-east-1.`,
    );
    expect(() => create("aws:kms/alias:Alias", { name: "alias/k", targetKeyId: key.id }, virginia)).not.toThrow();
  });

  it("reaches another region where AWS means it to", () => {
    const key = create("aws:kms/key:Key", { multiRegion: true }, virginia);

    expect(() => create("aws:kms/replicaKey:ReplicaKey", { primaryKeyArn: key.state.arn })).not.toThrow();
  });

  it("reaches the services without regions from everywhere, and they reach everything", () => {
    const topic = create("aws:sns/topic:Topic", { name: "t" }, virginia);
    const zone = create("aws:route53/zone:Zone", { name: "example.org" }, virginia);
    const record = { zoneId: zone.id, name: "a", type: "TXT", ttl: 60, records: ["x"] };
    const role = create(
      "aws:iam/role:Role",
      { name: "r", assumeRolePolicy: document({ Service: "scheduler.amazonaws.com" }, "sts:AssumeRole") },
      virginia,
    );

    expect(() => create("aws:route53/record:Record", record)).not.toThrow();
    expect(() =>
      create("aws:scheduler/schedule:Schedule", {
        name: "s",
        scheduleExpression: "rate(1 day)",
        flexibleTimeWindow: { mode: "OFF" },
        target: { arn: topic.state.arn, roleArn: role.state.arn },
      }),
    ).not.toThrow();
  });

  it("does not hold a resource of the same name in another region", () => {
    const group = "aws:cloudwatch/logGroup:LogGroup";
    const [here, there] = [create(group, { name: "app" }), create(group, { name: "app" }, virginia)];
    create("aws:cloudwatch/logStream:LogStream", { name: "s", logGroupName: "app" });

    expect(() => {
      account.delete(group, there.id, virginia, there.state);
    }).not.toThrow();
    expect(account.read(group, here.id, here.state, ireland)).toBeDefined();
  });
});
