import { isSamePolicy, policyDocument } from "../../../../rehearsal/account/read/policy-document";

const allow = { Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: "arn:aws:s3:::a/*" };
const document = (...Statement: readonly object[]) => JSON.stringify({ Version: "2012-10-17", Statement });

describe("two policies that the provider takes for the same", () => {
  it.each<readonly [string, string, string]>([
    ["in another order of keys", document(allow), `{"Statement":[${JSON.stringify(allow)}],"Version":"2012-10-17"}`],
    ["with actions in another order", document(allow), document({ ...allow, Action: [...allow.Action].reverse() })],
    ["with brackets around one value", document(allow), document({ ...allow, Resource: [allow.Resource] })],
    ["with one statement outside a list", document(allow), JSON.stringify({ Version: "2012-10-17", Statement: allow })],
    [
      "with statements in another order",
      document({ ...allow, Sid: "A" }, { ...allow, Sid: "B" }),
      document({ ...allow, Sid: "B" }, { ...allow, Sid: "A" }),
    ],
    [
      "with the number of an account for its root",
      document({ ...allow, Principal: { AWS: "000000000000" } }),
      document({ ...allow, Principal: { AWS: ["arn:aws:iam::000000000000:root"] } }),
    ],
    [
      "with the values of a condition in another order",
      document({ ...allow, Condition: { StringEquals: { "aws:PrincipalOrgID": ["a", "b"] } } }),
      document({ ...allow, Condition: { StringEquals: { "aws:PrincipalOrgID": ["b", "a"] } } }),
    ],
    ["that are empty", "", " {} "],
  ])("%s", (_, one, other) => {
    expect(isSamePolicy(one, other)).toBe(true);
    expect(isSamePolicy(other, one)).toBe(true);
  });
});

describe("two policies between which the provider sees a difference", () => {
  const secure = (value: unknown) => document({ ...allow, Condition: { Bool: { "aws:SecureTransport": value } } });
  it.each<readonly [string, string, string]>([
    ["of another action", document(allow), document({ ...allow, Action: "s3:GetObject" })],
    ["of another version", document(allow), JSON.stringify({ Version: "2008-10-17", Statement: allow })],
    [
      "of another role",
      document({ ...allow, Principal: { AWS: "a" } }),
      document({ ...allow, Principal: { AWS: "b" } }),
    ],
    [
      "of another kind of principal",
      document({ ...allow, Principal: "*" }),
      document({ ...allow, Principal: { AWS: "*" } }),
    ],
    ["whose condition is text or not", secure("true"), secure(true)],
    // hashicorp/awspolicyequivalence, newStringSet: such a value is no set of texts.
    ["whose condition is no text, even when it is the same", secure(true), secure(true)],
    ["of which one is no JSON", document(allow), "nothing"],
  ])("%s", (_, one, other) => {
    expect(isSamePolicy(one, other)).toBe(false);
    expect(isSamePolicy(other, one)).toBe(false);
  });
});

it("reads a policy with sorted keys and without spaces", () => {
  expect(policyDocument.reported?.('{ "Version": "2012-10-17", "Statement": [] }', {})).toBe(
    '{"Statement":[],"Version":"2012-10-17"}',
  );
});
