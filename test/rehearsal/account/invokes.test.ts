import { Account } from "../../../rehearsal/account/account";
import { invokes } from "../../../rehearsal/account/invokes";
import type { WireObject } from "../../../rehearsal/account/resource-type";
import { Store } from "../../../rehearsal/account/store";
import { resourceTypes } from "../../../rehearsal/account/types";

const configuration = { region: "eu-west-1", defaultTags: {} };
const policyDocument = "aws:iam/getPolicyDocument:getPolicyDocument";

function open() {
  const account = new Account(new Store(), resourceTypes, invokes);
  return {
    create: (type: string, inputs: WireObject) =>
      account.create(type, `urn:${JSON.stringify(inputs)}`, inputs, false, configuration),
    ask: (token: string, args: WireObject) => account.invoke(token, args, configuration),
    documentOf: (args: WireObject) =>
      JSON.parse(account.invoke(policyDocument, args, configuration).json as string) as WireObject,
  };
}

describe("a policy document", () => {
  it("joins the principals and the conditions that are written apart", () => {
    const { Statement: statements } = open().documentOf({
      statements: [
        {
          actions: ["s3:GetObject"],
          resources: ["a", "b"],
          principals: [
            { type: "AWS", identifiers: ["one"] },
            { type: "AWS", identifiers: ["two"] },
            { type: "Service", identifiers: ["logs.amazonaws.com"] },
          ],
          conditions: [
            { test: "StringEquals", variable: "v", values: ["1"] },
            { test: "StringEquals", variable: "v", values: ["2"] },
            { test: "Bool", variable: "aws:SecureTransport", values: ["false"] },
          ],
        },
      ],
    });

    expect(statements).toEqual([
      {
        Effect: "Allow",
        Action: "s3:GetObject",
        Resource: ["a", "b"],
        Principal: { AWS: ["one", "two"], Service: "logs.amazonaws.com" },
        Condition: { StringEquals: { v: ["1", "2"] }, Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
  });

  it("opens to everybody with one star", () => {
    const { Statement: statements } = open().documentOf({
      statements: [{ actions: ["a"], principals: [{ type: "*", identifiers: ["*"] }] }],
    });

    expect(statements).toMatchObject([{ Principal: "*" }]);
  });

  it("takes over the statements of other documents, a later one with the same Sid in the place of an earlier", () => {
    const document = (Sid: string, Action: string) => JSON.stringify({ Statement: { Sid, Effect: "Deny", Action } });
    const { Statement: statements } = open().documentOf({
      sourcePolicyDocuments: [document("kept", "a"), document("replaced", "b")],
      statements: [{ sid: "own", actions: ["c"] }],
      overridePolicyDocuments: [document("replaced", "d")],
    });

    expect(statements).toMatchObject([
      { Sid: "kept", Action: "a" },
      { Sid: "own", Action: "c" },
      { Sid: "replaced", Action: "d" },
    ]);
  });
});

describe("a lookup", () => {
  it("finds what stands in the account, by property, filter or tag", () => {
    const { create, ask } = open();
    const zone = create("aws:route53/zone:Zone", { name: "example.org" });
    const vpc = create("aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16", tagsAll: { Name: "main" } });
    const subnet = create("aws:ec2/subnet:Subnet", { vpcId: vpc.id, cidrBlock: "10.0.0.0/24" });

    expect(ask("aws:route53/getZone:getZone", { name: "example.org." }).zoneId).toBe(zone.id);
    expect(ask("aws:ec2/getVpc:getVpc", { tags: { Name: "main" } })).toMatchObject({
      id: vpc.id,
      cidrBlock: "10.0.0.0/16",
    });
    expect(
      ask("aws:ec2/getSubnets:getSubnets", { filters: [{ name: "vpc-id", values: ["vpc-0000dddd", vpc.id] }] }).ids,
    ).toEqual([subnet.id]);
    expect(ask("aws:ec2/getSubnets:getSubnets", { filters: [{ name: "tag:Name", values: ["x"] }] }).ids).toEqual([]);
  });

  it("says in AWS's words what is not there", () => {
    expect(() => open().ask("aws:route53/getZone:getZone", { name: "example.org" })).toThrow(
      'reading Route 53 Hosted Zone: api error NoSuchHostedZone: No Route 53 Hosted Zone in the account fits {"name":"example.org"}.',
    );
  });
});

it("knows the zones of each Region", () => {
  const zonesIn = (region: string) =>
    open().ask("aws:index/getAvailabilityZones:getAvailabilityZones", { region }).names;

  expect(zonesIn("eu-west-1")).toEqual(["eu-west-1a", "eu-west-1b", "eu-west-1c"]);
  expect(zonesIn("ca-central-1")).toEqual(["ca-central-1a", "ca-central-1b", "ca-central-1d"]);
  expect(zonesIn("mx-central-1")).toEqual(["mx-central-1a", "mx-central-1b", "mx-central-1c"]);
});
