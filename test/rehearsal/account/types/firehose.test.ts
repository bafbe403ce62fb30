import type { WireObject } from "../../../../rehearsal/account/resource-type";
import { ServiceAccount, refusalOf } from "./service-account";

const streamType = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream";
const filterType = "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter";
const key = "arn:aws:kms:eu-west-1:000000000000:key/data";

const trust = (service: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
  });

/** An account with a key, a bucket and a role for Firehose and one for CloudWatch Logs. */
function prepared(): ServiceAccount {
  const account = new ServiceAccount();
  account.put("aws:kms/key:Key", "data", { arn: key });
  account.put("aws:s3/bucket:Bucket", "archive", { bucket: "archive", arn: "arn:aws:s3:::archive" });
  for (const service of ["firehose", "logs"]) {
    account.put("aws:iam/role:Role", service, {
      arn: `arn:aws:iam::000000000000:role/${service}`,
      assumeRolePolicy: trust(`${service}.amazonaws.com`),
    });
  }
  return account;
}

const target = { bucketArn: "arn:aws:s3:::archive", roleArn: "arn:aws:iam::000000000000:role/firehose" };
const stream = (s3: WireObject = {}, inputs: WireObject = {}): WireObject => ({
  name: "archive",
  destination: "extended_s3",
  extendedS3Configuration: { ...target, ...s3 },
  ...inputs,
});

describe("a delivery stream", () => {
  const encrypted = (serverSideEncryption: WireObject) => stream({}, { serverSideEncryption });

  it.each<[string, WireObject, string]>([
    ["to a bucket", stream(), "accepted"],
    ["without its configuration", { name: "archive", destination: "extended_s3" }, "refused by the provider"],
    ["to somewhere unheard of", stream({}, { destination: "s3" }), "refused by the provider"],
    ["to a bucket that is not there", stream({ bucketArn: "arn:aws:s3:::no" }), "InvalidArgumentException"],
    [
      "in a role that only tasks take on",
      stream({ roleArn: "arn:aws:iam::000000000000:role/logs" }),
      "InvalidArgumentException",
    ],
    ["with a key that is not there", stream({ kmsKeyArn: `${key}-2` }), "InvalidArgumentException"],
    ["with a key of ours", encrypted({ enabled: true, keyType: "CUSTOMER_MANAGED_CMK", keyArn: key }), "accepted"],
    [
      "with a key of ours, unnamed",
      encrypted({ enabled: true, keyType: "CUSTOMER_MANAGED_CMK" }),
      "refused by the provider",
    ],
    ["with AWS's key, named", encrypted({ enabled: true, keyArn: key }), "refused by the provider"],
    ["by day, faults unplaced", stream({ prefix: "logs/!{timestamp:yyyy}/" }), "InvalidArgumentException"],
    [
      "by day, faults together",
      stream({ prefix: "logs/!{timestamp:yyyy}/", errorOutputPrefix: "no/!{timestamp:yyyy}/" }),
      "InvalidArgumentException",
    ],
    [
      "by day",
      stream({ prefix: "logs/!{timestamp:yyyy}/", errorOutputPrefix: "no/!{firehose:error-output-type}/" }),
      "accepted",
    ],
    ["that waits half an hour", stream({ bufferingInterval: 1800 }), "InvalidArgumentException"],
    ["that waits for a gigabyte", stream({ bufferingSize: 1024 }), "InvalidArgumentException"],
    ["with an ending in capitals", stream({ fileExtension: ".GZ" }), "InvalidArgumentException"],
    [
      "that logs into a group that is not there",
      stream({ cloudwatchLoggingOptions: { logGroupName: "/no" } }),
      "InvalidArgumentException",
    ],
  ])("%s", (_, inputs, code) => {
    expect(refusalOf(() => prepared().create(streamType, inputs))).toBe(code);
  });

  it("is named once, and by its ARN", () => {
    const account = prepared();
    expect(account.create(streamType, stream()).id).toBe(
      "arn:aws:firehose:eu-west-1:000000000000:deliverystream/archive",
    );
    expect(refusalOf(() => account.create(streamType, stream()))).toBe("ResourceInUseException");
  });
});

describe("a log group's subscription to a stream", () => {
  const filter = (inputs: WireObject = {}): WireObject => ({
    name: "archive",
    logGroup: "/staging/system/api",
    filterPattern: "",
    destinationArn: "arn:aws:firehose:eu-west-1:000000000000:deliverystream/archive",
    roleArn: "arn:aws:iam::000000000000:role/logs",
    ...inputs,
  });

  function subscribed(inputs: WireObject, { rights = true } = {}): string {
    const account = prepared();
    account.create(streamType, stream());
    if (rights) account.put("aws:iam/rolePolicy:RolePolicy", "logs:policy", { role: "logs" });
    return refusalOf(() => account.create(filterType, inputs));
  }

  it.each<[string, WireObject, string]>([
    ["in a role that Logs takes on", filter(), "accepted"],
    ["in no role", filter({ roleArn: undefined }), "InvalidParameterException"],
    [
      "in a role that only Firehose takes on",
      filter({ roleArn: "arn:aws:iam::000000000000:role/firehose" }),
      "InvalidParameterException",
    ],
    [
      "to a stream that is not there",
      filter({ destinationArn: "arn:aws:firehose:eu-west-1:000000000000:deliverystream/no" }),
      "InvalidParameterException",
    ],
    [
      "to a function, which is not looked for",
      filter({ destinationArn: "arn:aws:lambda:eu-west-1:000000000000:function:f", roleArn: undefined }),
      "accepted",
    ],
  ])("%s", (_, inputs, code) => {
    expect(subscribed(inputs)).toBe(code);
  });

  it("is tried out at once: the role has its rights first", () => {
    expect(subscribed(filter(), { rights: false })).toBe("InvalidParameterException");
  });
});
