import { iamTrustNamed } from "../../../../policy/rules/delivery/iam-trust-named";
import { secretAccessMinimal } from "../../../../policy/rules/delivery/secret-access-minimal";
import { judged, resource, unknown } from "../../harness";

describe("secret-access-minimal", () => {
  const secret = "arn:aws:secretsmanager:eu-west-1:000000000000:secret:";
  const read = (Resource: unknown, change: object = {}) => ({
    Statement: [{ Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource, ...change }],
  });
  const judge = (policy: unknown) =>
    judged(secretAccessMinimal, resource("aws:iam/rolePolicy:RolePolicy", { role: "r", policy }));
  const says = (found: string) => [
    `[secret-access-minimal] subject: found ${found}; needed the ARN of each secret. Change policy.`,
  ];
  const all = says("access to every secret of the account");
  const many = says("access to many secrets through a pattern");
  const tag = { StringEquals: { "aws:ResourceTag/system": "ahava-healthcare" } };

  it.each([
    ["one secret", read(`${secret}production/app/jwt-a1B2c3`), ["pass"]],
    ["one secret, its last characters open", read([`${secret}production/app/jwt-??????`, `${secret}a-*`]), ["pass"]],
    ["secrets with a tag", read("*", { Condition: tag }), ["pass"]],
    ["something else", { Statement: { Effect: "Allow", Action: "s3:GetObject", Resource: "*" } }, ["pass"]],
    ["a denial", read("*", { Effect: "Deny" }), ["pass"]],
    ["every secret", read("*"), all],
    ["every secret by its service", read(`${secret}*`), many],
    ["a folder", read(`${secret}production/*`), many],
    ["a prefix", read(`${secret}prod*`), many],
    ["a pattern in the middle", read(`${secret}*/jwt-a1B2c3`), many],
    ["one among several", read([`${secret}production/app/jwt-a1B2c3`, "*"]), all],
    ["a pattern of actions", read("*", { Action: ["secretsmanager:Get*"] }), all],
    ["every action", read("*", { Action: "*" }), all],
    ["secrets over TLS", read("*", { Condition: { Bool: { "aws:SecureTransport": "true" } } }), all],
    ["an unknown policy", unknown, ["[secret-access-minimal] subject: undecided: waits for policy."]],
    ["no policy", "{", ["[secret-access-minimal] subject: undecided: waits for a valid policy document in policy."]],
  ])("judges a role that may read %s", (_, policy, expected) => {
    expect(judge(policy)).toEqual(expected);
  });
});

it("reads the policies written in a role itself", () => {
  const policy = { Statement: { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: "*" } };
  const inline = resource("aws:iam/role:Role", { inlinePolicies: [{ policy: JSON.stringify(policy) }] });
  expect(judged(secretAccessMinimal, inline)).toEqual([
    "[secret-access-minimal] subject: found access to every secret of the account; needed the ARN of each secret. Change policy.",
  ]);
});

describe("iam-trust-named", () => {
  const judge = (assumeRolePolicy: unknown) =>
    judged(iamTrustNamed, resource("aws:iam/role:Role", { assumeRolePolicy }));
  const trust = (statement: object) =>
    JSON.stringify({ Statement: { Effect: "Allow", Action: "sts:AssumeRole", ...statement } });
  const everybody = [
    "[iam-trust-named] subject: found a trust policy that allows everyone in AWS; needed a named principal, or a condition. Change assumeRolePolicy.",
  ];

  it.each([
    ["a service", trust({ Principal: { Service: "ecs-tasks.amazonaws.com" } }), ["pass"]],
    ["an account", trust({ Principal: { AWS: "arn:aws:iam::000000000000:root" } }), ["pass"]],
    [
      "everybody with a condition",
      trust({ Principal: "*", Condition: { StringEquals: { "aws:PrincipalOrgID": "o" } } }),
      ["pass"],
    ],
    ["everybody", trust({ Principal: "*" }), everybody],
    ["everybody by AWS", trust({ Principal: { AWS: ["arn:a", "*"] } }), everybody],
    ["everybody but one", trust({ NotPrincipal: { AWS: "arn:a" } }), everybody],
    ["nobody", trust({ Effect: "Deny", Principal: "*" }), ["pass"]],
    ["somebody unknown", unknown, ["[iam-trust-named] subject: undecided: waits for assumeRolePolicy."]],
    [
      "nothing that can be read",
      undefined,
      ["[iam-trust-named] subject: undecided: waits for a valid policy document in assumeRolePolicy."],
    ],
  ])("judges a role for %s", (_, policy, expected) => {
    expect(judge(policy)).toEqual(expected);
  });
});
