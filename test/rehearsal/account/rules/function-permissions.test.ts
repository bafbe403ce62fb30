import { ServiceAccount, refusalOf } from "../types/service-account";

const called = "arn:aws:lambda:eu-west-1:000000000000:function:f";

/** An account with a function, and a permission to call it where one is given. */
function accountWith(permission?: { readonly principal: string; readonly sourceArn?: string }): ServiceAccount {
  const account = new ServiceAccount();
  account.put("aws:lambda/function:Function", "f", { name: "f", arn: called });
  account.put("aws:cloudwatch/logGroup:LogGroup", "requests", {
    name: "requests",
    arn: "arn:aws:logs:eu-west-1:000000000000:log-group:requests",
  });
  if (permission) {
    account.put("aws:lambda/permission:Permission", "p", {
      action: "lambda:InvokeFunction",
      function: "f",
      ...permission,
    });
  }
  return account;
}

const notification = (account: ServiceAccount) =>
  refusalOf(() =>
    account.create("aws:s3/bucketNotification:BucketNotification", {
      bucket: "logs",
      lambdaFunctions: [{ events: ["s3:ObjectCreated:*"], lambdaFunctionArn: called }],
    }),
  );

const filter = (account: ServiceAccount) =>
  refusalOf(() =>
    account.create("aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter", {
      name: "errors",
      logGroup: "requests",
      filterPattern: "ERROR",
      destinationArn: called,
    }),
  );

it.each([
  ["without a permission", undefined, "InvalidArgument"],
  ["of another service", { principal: "logs.amazonaws.com" }, "InvalidArgument"],
  ["of another bucket", { principal: "s3.amazonaws.com", sourceArn: "arn:aws:s3:::other" }, "InvalidArgument"],
  ["of the bucket", { principal: "s3.amazonaws.com", sourceArn: "arn:aws:s3:::logs" }, "accepted"],
  ["of any bucket", { principal: "s3.amazonaws.com" }, "accepted"],
])("lets a bucket call a function with a permission only: %s", (_, permission, expected) => {
  expect(notification(accountWith(permission))).toBe(expected);
});

it.each([
  ["without a permission", undefined, "InvalidParameterException"],
  [
    "of another group",
    { principal: "logs.amazonaws.com", sourceArn: "arn:aws:logs:eu-west-1:000000000000:log-group:other:*" },
    "InvalidParameterException",
  ],
  [
    "of all groups",
    { principal: "logs.amazonaws.com", sourceArn: "arn:aws:logs:eu-west-1:000000000000:*" },
    "accepted",
  ],
  ["in the Region", { principal: "logs.eu-west-1.amazonaws.com" }, "accepted"],
])("lets a log group call a function with a permission only: %s", (_, permission, expected) => {
  expect(filter(accountWith(permission))).toBe(expected);
});
