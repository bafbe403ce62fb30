import { iamNoEscalation } from "../../../../policy/rules/delivery/iam-no-escalation";
import { judged, resource } from "../../harness";

const role = "arn:aws:iam::000000000000:role/production-api";
const found = (statement: object) =>
  judged(
    iamNoEscalation,
    resource("aws:iam/rolePolicy:RolePolicy", {
      policy: JSON.stringify({ Statement: [{ Effect: "Allow", Resource: role, ...statement }] }),
    }),
  ).map((message) => /the action ([^,]*),/.exec(message)?.[1] ?? message);

describe("iam-no-escalation", () => {
  it.each([
    ...["iam:PutRolePolicy", "iam:AttachRolePolicy", "iam:UpdateAssumeRolePolicy", "iam:CreatePolicyVersion"],
    ...["iam:SetDefaultPolicyVersion", "iam:PassRole", "iam:CreateAccessKey", "iam:CreateLoginProfile"],
    ...["iam:AddUserToGroup", "iam:DeleteRolePermissionsBoundary", "iam:CreateOpenIDConnectProvider"],
    ...["kms:PutKeyPolicy", "kms:CreateGrant", "secretsmanager:PutResourcePolicy", "s3:PutBucketPolicy"],
  ])("refuses %s on a named resource", (Action) => {
    expect(found({ Action })).toEqual([Action]);
    expect(found({ Action: ["s3:GetObject", Action.toUpperCase()] })).toEqual([Action]);
  });

  it.each([
    ["iam:Put*", "iam:PutRolePolicy"],
    ["iam:*RolePolicy", "iam:PutRolePolicy"],
    ["iam:Pass?ole", "iam:PassRole"],
    ["*:CreateGrant", "kms:CreateGrant"],
    ["iam:*", "iam:PutRolePolicy"],
  ])("reads %s as IAM does", (Action, escalation) => {
    expect(found({ Action })).toEqual([escalation]);
  });

  const toTasks = { "iam:PassedToService": "ecs-tasks.amazonaws.com" };
  it.each([
    ["StringEquals", { StringEquals: toTasks }],
    ["StringLike", { StringLike: toTasks }],
  ])("accepts iam:PassRole of named roles to a service by %s", (_, Condition) => {
    expect(found({ Action: "iam:PassRole", Condition })).toEqual(["pass"]);
    expect(found({ Action: "iam:PassRole", Condition, Resource: [role, `${role}-*`] })).toEqual(["pass"]);
  });

  it.each([
    ["every other service", { StringNotEquals: toTasks }],
    ["the service, if there is one", { StringEqualsIfExists: toTasks }],
    ["any service", { StringLike: { "iam:PassedToService": "*" } }],
    ["a Region", { StringEquals: { "aws:RequestedRegion": "eu-west-1" } }],
    ["nothing", {}],
  ])("refuses iam:PassRole where the condition names %s", (_, Condition) => {
    expect(found({ Action: "iam:PassRole", Condition })).toEqual(["iam:PassRole"]);
  });

  it("refuses iam:PassRole of any role, whatever the service", () => {
    const Condition = { StringEquals: toTasks };
    for (const Resource of ["*", "arn:aws:iam::*:role/*", "arn:aws:iam::*:*"])
      expect(found({ Action: "iam:PassRole", Condition, Resource })).toEqual(["iam:PassRole"]);
  });

  it("accepts attaching one policy, and rights within a boundary", () => {
    const policy = "arn:aws:iam::000000000000:policy/tasks";
    const attach = { Action: "iam:AttachRolePolicy" };
    expect(found({ ...attach, Condition: { ArnEquals: { "iam:PolicyARN": policy } } })).toEqual(["pass"]);
    expect(found({ ...attach, Condition: { ArnLike: { "iam:PolicyARN": "arn:aws:iam::aws:policy/*" } } })).toEqual([
      "iam:AttachRolePolicy",
    ]);
    const Condition = { StringEquals: { "iam:PermissionsBoundary": policy } };
    expect(found({ Action: "iam:PutRolePolicy", Condition })).toEqual(["pass"]);
  });

  it("accepts that AWS services use a key, and that users manage their own access keys", () => {
    const Condition = { Bool: { "kms:GrantIsForAWSResource": "true" } };
    expect(found({ Action: "kms:CreateGrant", Condition })).toEqual(["pass"]);
    expect(found({ Action: "kms:CreateGrant", Condition: { Bool: { "kms:GrantIsForAWSResource": "false" } } })).toEqual(
      ["kms:CreateGrant"],
    );
    const Resource = "arn:aws:iam::*:user/${aws:username}";
    expect(found({ Action: "iam:CreateAccessKey", Resource })).toEqual(["pass"]);
    expect(found({ Action: "iam:CreateAccessKey", Resource: [Resource, role] })).toEqual(["iam:CreateAccessKey"]);
  });

  it.each(["iam:GetRole", "iam:List*", "iam:GetRolePolicy", "kms:Decrypt", "s3:PutObject", "iam:TagRole"])(
    "accepts %s",
    (Action) => {
      expect(found({ Action })).toEqual(["pass"]);
    },
  );

  it("accepts a refusal of these actions", () => {
    expect(found({ Effect: "Deny", Action: "iam:*" })).toEqual(["pass"]);
  });
});
