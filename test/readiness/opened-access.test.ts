import * as fs from "node:fs";
import * as path from "node:path";
import * as fc from "fast-check";
import { openedAccess } from "../../readiness/access/opened-access";
import { contains } from "../../readiness/access/opening";
import { dataStores } from "../../readiness/data-stores";
import { secretText, unknownText } from "../../readiness/engine-event";

const rule = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const https = (cidrIpv4: string) => ({ cidrIpv4, ipProtocol: "tcp", fromPort: 443, toPort: 443 });
const opened = (type: string, before: object | undefined, after: object | undefined) =>
  openedAccess(type, before as never, after as never).opened;

describe("an address range", () => {
  it("is said when it is wider than before, and not when it is narrower", () => {
    expect(opened(rule, https("10.0.0.0/16"), https("10.0.0.0/8"))).toEqual(["tcp port 443 from 10.0.0.0/8"]);
    expect(opened(rule, https("10.0.0.0/8"), https("10.1.0.0/16"))).toEqual([]);
    expect(opened(rule, https("0.0.0.0/0"), https("203.0.113.7/32"))).toEqual([]);
  });

  it("is said of a rule that was not there only when it lets in somebody from outside", () => {
    expect(opened(rule, undefined, https("10.0.0.0/8"))).toEqual([]);
    expect(opened(rule, undefined, https("203.0.113.0/24"))).toEqual(["tcp port 443 from 203.0.113.0/24"]);
    expect(opened(rule, undefined, { ...https("0.0.0.0/0"), cidrIpv4: undefined, cidrIpv6: "::/0" })).toEqual([
      "tcp port 443 from ::/0",
    ]);
  });

  it("is said when more ports or protocols are open to it", () => {
    const range = https("203.0.113.0/24");
    expect(opened(rule, range, { ...range, fromPort: 80 })).toEqual(["tcp ports 80 to 443 from 203.0.113.0/24"]);
    expect(opened(rule, range, { ...range, ipProtocol: "-1" })).toEqual(["every port from 203.0.113.0/24"]);
    expect(opened(rule, { ...range, ipProtocol: "-1" }, range)).toEqual([]);
  });

  it("is found in all three ways of writing it", () => {
    const inline = { ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"] }] };
    expect(opened("aws:ec2/securityGroup:SecurityGroup", { ingress: [] }, inline)).toEqual([
      "tcp port 22 from 0.0.0.0/0",
    ]);
    const classic = { type: "ingress", protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"] };
    expect(opened("aws:ec2/securityGroupRule:SecurityGroupRule", undefined, classic)).toEqual([
      "tcp port 22 from 0.0.0.0/0",
    ]);
    expect(opened("aws:ec2/securityGroupRule:SecurityGroupRule", undefined, { ...classic, type: "egress" })).toEqual(
      [],
    );
  });

  it("contains itself and whatever it contains contains, for every range (order)", () => {
    const range = fc
      .tuple(fc.nat(255), fc.nat(255), fc.integer({ min: 0, max: 32 }))
      .map(([a, b, prefix]) => `${a}.${b}.0.0/${prefix}`);
    fc.assert(
      fc.property(range, range, range, (a, b, c) => {
        expect(contains(a, a)).toBe(true);
        expect(contains("0.0.0.0/0", a)).toBe(true);
        expect(!(contains(a, b) && contains(b, c)) || contains(a, c)).toBe(true);
      }),
    );
  });
});

describe("what is public", () => {
  it.each([
    ["aws:lb/loadBalancer:LoadBalancer", { internal: true }, { internal: false }, ["reachable from the internet"]],
    ["aws:lb/loadBalancer:LoadBalancer", { internal: true }, {}, ["reachable from the internet"]],
    ["aws:lb/loadBalancer:LoadBalancer", {}, { internal: false }, []],
    ["aws:lb/loadBalancer:LoadBalancer", undefined, { internal: true }, []],
    ["aws:rds/instance:Instance", {}, { publiclyAccessible: true }, ["a public address"]],
    [
      "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
      { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
      { blockPublicAcls: true, blockPublicPolicy: false, ignorePublicAcls: true },
      ["blockPublicPolicy is off", "restrictPublicBuckets is off"],
    ],
    ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", {}, undefined, ["public access is no longer blocked"]],
    ["aws:s3/bucketAcl:BucketAcl", { acl: "private" }, { acl: "public-read" }, ["the ACL public-read"]],
    [
      "mongodbatlas:index/projectIpAccessList:ProjectIpAccessList",
      undefined,
      { cidrBlock: "198.51.100.0/24" },
      ["Atlas allows 198.51.100.0/24"],
    ],
    [
      "mongodbatlas:index/projectIpAccessList:ProjectIpAccessList",
      undefined,
      { cidrBlock: "10.0.0.0/8" },
      ["Atlas allows 10.0.0.0/8"],
    ],
    [
      "mongodbatlas:index/projectIpAccessList:ProjectIpAccessList",
      { cidrBlock: "198.51.100.0/24" },
      { ipAddress: "198.51.100.7" },
      [],
    ],
    [
      "aws:ecs/service:Service",
      {},
      { networkConfiguration: { assignPublicIp: true } },
      ["public addresses for its tasks"],
    ],
    ["aws:lambda/functionUrl:FunctionUrl", undefined, { authorizationType: "NONE" }, ["a public function URL"]],
    ["aws:lambda/permission:Permission", undefined, { principal: "*" }, ["public invoke permission"]],
    [
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      undefined,
      { policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" },
      ["the policy AdministratorAccess"],
    ],
    [
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      undefined,
      { policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" },
      [],
    ],
  ] as const)("of %s from %j to %j is %j", (type, before, after, expected) => {
    expect(opened(type, before, after)).toEqual(expected);
  });
});

describe("a policy document", () => {
  const policy = "aws:iam/rolePolicy:RolePolicy";
  const allows = (Action: unknown, Resource: unknown, rest: object = {}) => ({
    Effect: "Allow",
    Action,
    Resource,
    ...rest,
  });
  const written = (...Statement: object[]) => ({ policy: JSON.stringify({ Version: "2012-10-17", Statement }) });
  const read = allows("s3:GetObject", "arn:aws:s3:::a/*");

  it("is said when an action, a resource or the loss of a condition widens it", () => {
    expect(
      opened(policy, written(read), written(allows(["s3:GetObject", "s3:PutObject"], "arn:aws:s3:::a/*"))),
    ).toEqual(["allows s3:GetObject, s3:PutObject on arn:aws:s3:::a/*"]);
    expect(opened(policy, written(read), written(allows("s3:GetObject", "*")))).toEqual(["allows s3:GetObject on *"]);
    const bounded = allows("s3:GetObject", "*", { Condition: { Bool: { "aws:SecureTransport": "true" } } });
    expect(opened(policy, written(bounded), written(allows("s3:GetObject", "*")))).toEqual([
      "allows s3:GetObject on *",
    ]);
    expect(opened(policy, written(allows("s3:GetObject", "*")), written(bounded))).toEqual([]);
  });

  it("is not said when it is the same, narrower, or written in another way", () => {
    expect(opened(policy, written(allows("s3:*", "*")), written(read))).toEqual([]);
    expect(opened(policy, written(read), written(allows(["s3:GetObject"], ["arn:aws:s3:::a/b*"])))).toEqual([]);
    expect(opened(policy, written(allows("s3:Get?bject", "*")), written(read))).toEqual([]);
  });

  it("that was not there is said when it grants whole services, or anybody", () => {
    expect(opened(policy, undefined, written(read))).toEqual([]);
    expect(opened(policy, undefined, written(allows("s3:*", "*")))).toEqual(["allows s3:* on *"]);
    expect(opened(policy, undefined, written({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }))).toEqual([
      "allows everything except iam:* (NotAction) on *",
    ]);
    const anybody = { ...allows("s3:GetObject", "*"), Principal: { AWS: "*" } };
    expect(opened("aws:s3/bucketPolicy:BucketPolicy", undefined, written(anybody))).toEqual([
      "allows s3:GetObject on * for *",
    ]);
    const key = { ...allows("kms:*", "*"), Principal: { AWS: "arn:aws:iam::000000000000:root" } };
    expect(opened("aws:kms/key:Key", undefined, written(key))).toEqual([]);
  });

  it("is said when a role may be taken on by more, or a refusal is gone", () => {
    const trust = (Service: unknown) => ({
      assumeRolePolicy: JSON.stringify({
        Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service } }],
      }),
    });
    expect(
      opened("aws:iam/role:Role", trust("ecs.amazonaws.com"), trust(["ecs.amazonaws.com", "ec2.amazonaws.com"])),
    ).toEqual(["allows sts:AssumeRole for ecs.amazonaws.com, ec2.amazonaws.com"]);
    const refusal = { Sid: "a", Effect: "Deny", Action: "s3:*", Resource: "*", Principal: "*" };
    const bucket = "aws:s3/bucketPolicy:BucketPolicy";
    expect(opened(bucket, written(refusal), written())).toEqual(["no longer refuses s3:*"]);
    expect(opened(bucket, written(refusal), written({ ...refusal, Sid: "b" }))).toEqual([]);
  });

  it("that cannot be read is said to be unknown, never nothing", () => {
    for (const text of [unknownText, secretText, "no document", `{"Statement":"${unknownText}`]) {
      expect(openedAccess(policy, undefined, { policy: text })).toEqual({ opened: [], unknown: ["policy"] });
    }
    expect(openedAccess(rule, undefined, https(unknownText))).toEqual({ opened: [], unknown: ["cidrIpv4"] });
  });
});

it("knows data stores by tokens that the SDK has", () => {
  const missing = [...dataStores].filter((token) => {
    const [provider = "", module = "", name = ""] = token.split(/[:/]/);
    const folder = path.join(__dirname, "../../node_modules/@pulumi", provider, module === "index" ? "" : module);
    const file = path.join(folder, `${name}.js`);
    return !fs.existsSync(file) || !fs.readFileSync(file, "utf8").includes(`'${token}'`);
  });
  expect(missing).toEqual([]);
});
