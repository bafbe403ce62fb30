import { statementsOf } from "../../../policy/selectors/policy-document";

describe("statementsOf", () => {
  const statement = { Effect: "Allow", Action: "s3:GetObject", Resource: ["arn:aws:s3:::a/*"] };
  const read = {
    effect: "Allow",
    actions: ["s3:GetObject"],
    inverted: false,
    resources: ["arn:aws:s3:::a/*"],
    principals: [],
    conditions: {},
  };

  it("reads one statement or many, as text or as an object", () => {
    expect(statementsOf({ Statement: statement })).toEqual([read]);
    expect(statementsOf(JSON.stringify({ Statement: [statement, statement] }))).toEqual([read, read]);
  });

  it.each([
    ["everybody", { Principal: "*" }, ["*"]],
    [
      "accounts and services together",
      { Principal: { AWS: ["1", "2"], Service: "s3.amazonaws.com" } },
      ["1", "2", "s3.amazonaws.com"],
    ],
    ["everybody but one", { NotPrincipal: { AWS: "1" } }, ["*"]],
  ])("reads %s as principals", (_, principal, expected) => {
    expect(statementsOf({ Statement: { ...statement, ...principal } })?.[0]?.principals).toEqual(expected);
  });

  it("notices a statement that names what it leaves out", () => {
    expect(statementsOf({ Statement: { Effect: "Allow", NotAction: "iam:*", Resource: "*" } })?.[0]?.inverted).toBe(
      true,
    );
  });

  it.each([["{"], ["[]"], [""], [undefined], [null], [7]])("knows that %j is no policy document", (document) => {
    expect(statementsOf(document)).toBeUndefined();
  });
});
