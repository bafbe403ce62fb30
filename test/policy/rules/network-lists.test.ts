import { naclNoPublicInternalPorts } from "../../../policy/rules/network/nacl-no-public-internal-ports";
import { prefixListNotWorld } from "../../../policy/rules/network/prefix-list-not-world";
import { judged, resource, unknown } from "../harness";

describe("prefix-list-not-world", () => {
  const list = "aws:ec2/managedPrefixList:ManagedPrefixList";
  const entry = "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry";
  const says = (cidr: string) => [
    `[prefix-list-not-world] subject: found the range ${cidr}; needed ranges of known networks. Change cidr.`,
  ];

  it.each([
    ["an office", list, { entries: [{ cidr: "203.0.113.0/24" }] }, ["pass"]],
    ["no entry", list, {}, ["pass"]],
    ["the world", list, { entries: [{ cidr: "203.0.113.0/24" }, { cidr: "0.0.0.0/0" }] }, says("0.0.0.0/0")],
    ["half of it, standing alone", entry, { cidr: "128.0.0.0/1" }, says("128.0.0.0/1")],
    [
      "an unknown entry",
      list,
      { entries: [{ cidr: unknown }] },
      ["[prefix-list-not-world] subject: undecided: waits for entries.0.cidr."],
    ],
  ])("judges a list of %s", (_, type, props, expected) => {
    expect(judged(prefixListNotWorld, resource(type, props))).toEqual(expected);
  });
});

describe("nacl-no-public-internal-ports", () => {
  const acl = "aws:ec2/networkAcl:NetworkAcl";
  const standalone = "aws:ec2/networkAclRule:NetworkAclRule";
  const says = (direction: string, port: number) => [
    `[nacl-no-public-internal-ports] subject: found an ${direction} rule that allows port ${port} for 0.0.0.0/0; needed no rule that opens this port to the internet. Change the rules of the network ACL.`,
  ];
  const rule = (fromPort: number, toPort: number, change: object = {}) => ({
    protocol: "tcp",
    fromPort,
    toPort,
    cidrBlock: "0.0.0.0/0",
    action: "allow",
    ...change,
  });

  it("refuses a port that the stage's manifest names", () => {
    const systems = { "lab-system": { api: { secrets: [], variables: [], port: 9090 } } };
    const subject = resource(acl, { ingress: [rule(9090, 9090)] });
    expect(judged(naclNoPublicInternalPorts, subject)).toEqual(["pass"]);
    expect(judged(naclNoPublicInternalPorts, subject, { systems })).toEqual(says("ingress", 9090));
  });

  it.each([
    ["HTTPS", { ingress: [rule(443, 443)] }, ["pass"]],
    ["the ports of answers", { ingress: [rule(1024, 65_535)], egress: [rule(32_768, 60_999)] }, ["pass"]],
    ["everything out", { egress: [rule(0, 0, { protocol: "-1" })] }, ["pass"]],
    ["a port of the services from inside", { ingress: [rule(5432, 5432, { cidrBlock: "10.0.0.0/8" })] }, ["pass"]],
    ["a refusal of it", { ingress: [rule(5432, 5432, { action: "deny" })] }, ["pass"]],
    ["a port of UDP", { ingress: [rule(4000, 4000, { protocol: "17" })] }, ["pass"]],
    ["a port of the services", { ingress: [rule(5432, 5432)] }, says("ingress", 5432)],
    ["everything in", { ingress: [rule(0, 0, { protocol: "-1" })] }, says("ingress", 22)],
    ["SSH out", { egress: [rule(22, 22)] }, says("egress", 22)],
    ["a database of somebody else out", { egress: [rule(27_017, 27_017)] }, ["pass"]],
    ["unknown rules", { ingress: unknown }, ["[nacl-no-public-internal-ports] subject: undecided: waits for ingress."]],
  ])("judges an ACL with %s", (_, props, expected) => {
    expect(judged(naclNoPublicInternalPorts, resource(acl, props))).toEqual(expected);
  });

  it("reads rules that stand alone", () => {
    const alone = (change: object) =>
      judged(
        naclNoPublicInternalPorts,
        resource(standalone, { ...rule(3389, 3389, { action: undefined }), ...change }),
      );
    expect(alone({ ruleAction: "allow" })).toEqual(says("ingress", 3389));
    expect(alone({ ruleAction: "allow", egress: true })).toEqual(says("egress", 3389));
    expect(alone({ ruleAction: "deny" })).toEqual(["pass"]);
  });
});
