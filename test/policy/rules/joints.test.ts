import { worldIn } from "../../../policy/selectors/address-range";
import { policiesOwnAccounts } from "../../../policy/rules/isolation/policies-own-accounts";
import { sharesOwnAccounts } from "../../../policy/rules/isolation/shares-own-accounts";
import { networkNotJoined } from "../../../policy/rules/network/network-not-joined";
import { prefixListNotWorld } from "../../../policy/rules/network/prefix-list-not-world";
import { inStack, judged, judgedTogether, resource, unknown } from "../harness";

describe("network-not-joined", () => {
  const vpc = inStack("aws:ec2/vpc:Vpc", "network", { id: "vpc-own" });
  const says = (other: string, property: string) => [
    `[network-not-joined] joint: found a joint with ${other}; needed a network of trustedNetworks. Change ${property}.`,
  ];
  const service = "com.amazonaws.vpce.eu-west-1.vpce-svc-1";

  it.each([
    ["aws:ec2/vpcPeeringConnection:VpcPeeringConnection", "peerVpcId", "vpc-other"],
    ["aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter", "vpcPeeringConnectionId", "pcx-1"],
    ["aws:ec2transitgateway/vpcAttachment:VpcAttachment", "transitGatewayId", "tgw-1"],
    ["aws:ec2/route:Route", "vpcPeeringConnectionId", "pcx-1"],
    ["aws:ec2/vpcEndpoint:VpcEndpoint", "serviceName", service],
  ])("refuses a %s with another network", (type, property, other) => {
    const judge = (value: unknown, settings = {}) =>
      judgedTogether(networkNotJoined, [vpc, inStack(type, "joint", { [property]: value })], { settings });
    expect(judge(other)).toEqual(says(other, property));
    expect(judge(other, { trustedNetworks: [other] })).toEqual(["pass"]);
    expect(judge(unknown)).toEqual([`[network-not-joined] joint: undecided: waits for ${property}.`]);
  });

  it("accepts the stack's own networks, services of AWS, and what Atlas made for the stack", () => {
    const peering = inStack("aws:ec2/vpcPeeringConnection:VpcPeeringConnection", "joint", { peerVpcId: "vpc-own" });
    const endpoint = inStack("aws:ec2/vpcEndpoint:VpcEndpoint", "s3", { serviceName: "com.amazonaws.eu-west-1.s3" });
    const atlas = inStack("mongodbatlas:index/privateLinkEndpoint:PrivateLinkEndpoint", "link", {});
    const link = inStack(
      "aws:ec2/vpcEndpoint:VpcEndpoint",
      "atlas",
      { serviceName: service },
      { serviceName: [atlas] },
    );
    const route = inStack("aws:ec2/route:Route", "nat", { natGatewayId: "nat-1" });
    expect(judgedTogether(networkNotJoined, [vpc, peering, endpoint, link, route])).toEqual(["pass"]);
  });
});

describe("policies-own-accounts, of organisations", () => {
  const stack = inStack("pulumi:pulumi:Stack", "stack", {});
  const policy = (Condition: object) =>
    inStack("aws:s3/bucketPolicy:BucketPolicy", "files", {
      policy: { Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*", Condition }] },
    });
  const judge = (condition: object, settings = {}) =>
    judgedTogether(policiesOwnAccounts, [stack, policy(condition)], { settings });
  const id = "o-a1b2c3d4e5";

  it.each([{ "aws:PrincipalOrgID": id }, { "aws:PrincipalOrgPaths": `${id}/r-1/*` }, { "aws:SourceOrgID": id }])(
    "refuses an organisation that is not listed: %j",
    (test) => {
      expect(judge({ StringLike: test })).toEqual([
        `[policies-own-accounts] files: found a policy that admits the organisation ${id}; needed an organisation of trustedOrganizations. Change policy.`,
      ]);
      expect(judge({ StringLike: test }, { trustedOrganizations: [id] })).toEqual(["pass"]);
    },
  );

  it("leaves a refusal of other organisations alone", () => {
    expect(judge({ StringNotEquals: { "aws:PrincipalOrgID": id } })).toEqual(["pass"]);
  });
});

describe("shares-own-accounts, of buckets", () => {
  const own = inStack("aws:s3/bucket:Bucket", "own", { bucket: "own-files" });
  const judge = (type: string, props: object, settings = {}) =>
    judgedTogether(sharesOwnAccounts, [own, inStack(type, "copy", props)], { settings });

  it.each([
    [
      "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
      (bucket: string) => ({ rules: [{ destination: { bucket: `arn:aws:s3:::${bucket}` } }] }),
    ],
    ["aws:rds/exportTask:ExportTask", (s3BucketName: string) => ({ s3BucketName })],
    [
      "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
      (bucket: string) => ({ extendedS3Configuration: { bucketArn: `arn:aws:s3:::${bucket}` } }),
    ],
  ])("refuses a copy to a bucket of elsewhere by a %s", (type, props) => {
    const [message = ""] = judge(type, props("somewhere"));
    expect(message).toContain(
      "copy: found the bucket somewhere, which the stack does not have; needed a bucket of this stack",
    );
    expect(judge(type, props("own-files"))).toEqual(["pass"]);
    expect(judge(type, props("somewhere"), { trustedBuckets: ["somewhere"] })).toEqual(["pass"]);
  });
});

describe("ranges together", () => {
  const eights = (count: number) => Array.from({ length: count }, (_, index) => `${index + 11}.0.0.0/8`);

  it.each([
    [["0.0.0.0/1"], "0.0.0.0/1"],
    [eights(3), undefined],
    [eights(4), "11.0.0.0/8 and 3 others"],
    [["10.0.0.0/8", "192.168.0.0/16"], undefined],
    [["203.0.113.0/24", "198.51.100.7"], undefined],
  ])("reads %j", (ranges, expected) => {
    expect(worldIn(ranges)).toBe(expected);
  });

  it("refuses a prefix list of them", () => {
    const list = resource("aws:ec2/managedPrefixList:ManagedPrefixList", {
      entries: eights(30).map((cidr) => ({ cidr })),
    });
    expect(judged(prefixListNotWorld, list)).toEqual([
      "[prefix-list-not-world] subject: found ranges that are a good part of the internet together: 11.0.0.0/8 and 29 others; needed ranges of known networks. Change entries.",
    ]);
  });
});
