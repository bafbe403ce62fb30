import { defaultSecurityGroupClosed } from "../../../policy/rules/network/default-security-group-closed";
import { noSshIngress } from "../../../policy/rules/network/no-ssh-ingress";
import { sgNoPublicInternalPorts } from "../../../policy/rules/network/sg-no-public-internal-ports";
import { sgRulesDescribed } from "../../../policy/rules/network/sg-rules-described";
import { subnetsNoAutoPublicIp } from "../../../policy/rules/network/subnets-no-auto-public-ip";
import { vpcFlowLogs } from "../../../policy/rules/network/vpc-flow-logs";
import { inStack, judged, judgedTogether, resource, unknown } from "../harness";

const group = "aws:ec2/securityGroup:SecurityGroup";
const olderRule = "aws:ec2/securityGroupRule:SecurityGroupRule";
const newerRule = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

/** The same opening, written in each of the three ways. */
function written(from: number, to: number, cidr: string, protocol = "tcp"): [string, object][] {
  const inline = { protocol, fromPort: from, toPort: to, cidrBlocks: [cidr] };
  return [
    [group, { ingress: [inline] }],
    [olderRule, { type: "ingress", ...inline }],
    [newerRule, { ipProtocol: protocol, fromPort: from, toPort: to, cidrIpv4: cidr }],
  ];
}

describe("sg-no-public-internal-ports", () => {
  const says = (found: string) => [
    `[sg-no-public-internal-ports] subject: found ${found}; needed only ports 80 and 443 open to the internet; other ports open to a security group or private range. Change the source of the ingress rule.`,
  ];

  it.each([...written(443, 443, "0.0.0.0/0"), ...written(5432, 5432, "10.20.0.0/16")])(
    "lets %s %j be",
    (type, props) => {
      expect(judged(sgNoPublicInternalPorts, resource(type, props))).toEqual(["pass"]);
    },
  );

  it.each(written(4000, 4000, "0.0.0.0/0"))("refuses a service's port open to the world: %s", (type, props) => {
    expect(judged(sgNoPublicInternalPorts, resource(type, props))).toEqual(says("tcp port 4000 open to 0.0.0.0/0"));
  });

  it.each(written(9090, 9090, "203.0.113.0/24"))(
    "refuses a port that the stage's manifest names, open to addresses of others: %s",
    (type, props) => {
      const systems = { "lab-system": { api: { secrets: [], variables: [], port: 9090 } } };
      const subject = resource(type, props);
      expect(judged(sgNoPublicInternalPorts, subject)).toEqual(["pass"]);
      expect(judged(sgNoPublicInternalPorts, subject, { systems })).toEqual(
        says("tcp port 9090 open to 203.0.113.0/24"),
      );
    },
  );

  it.each(written(0, 65535, "0.0.0.0/0", "-1"))("refuses everything open to the world: %s", (type, props) => {
    expect(judged(sgNoPublicInternalPorts, resource(type, props))).toEqual(says("every port open to 0.0.0.0/0"));
  });

  it.each([
    [
      "a range around an allowed port",
      { fromPort: 443, toPort: 444, cidrIpv4: "0.0.0.0/0" },
      "tcp ports 443 to 444 open to 0.0.0.0/0",
    ],
    [
      "half of the internet",
      { fromPort: 8443, toPort: 8443, cidrIpv4: "128.0.0.0/1" },
      "tcp port 8443 open to 128.0.0.0/1",
    ],
    ["IPv6", { fromPort: 6379, toPort: 6379, cidrIpv6: "::/0" }, "tcp port 6379 open to ::/0"],
    [
      "a public address on a database port",
      { fromPort: 5432, toPort: 5432, cidrIpv4: "203.0.113.7/32" },
      "tcp port 5432 open to 203.0.113.7/32",
    ],
    [
      "an address that only looks private",
      { fromPort: 5432, toPort: 5432, cidrIpv4: "172.32.0.0/16" },
      "tcp port 5432 open to 172.32.0.0/16",
    ],
  ])("refuses %s", (_, props, found) => {
    expect(judged(sgNoPublicInternalPorts, resource(newerRule, { ipProtocol: "tcp", ...props }))).toEqual(says(found));
  });

  it.each([
    ["another group", { fromPort: 4000, toPort: 4000, referencedSecurityGroupId: unknown }],
    ["a unique local IPv6 range", { fromPort: 4000, toPort: 4000, cidrIpv6: "fd00::/8" }],
    ["a partner's public range on a port of its own", { fromPort: 8443, toPort: 8443, cidrIpv4: "203.0.113.0/24" }],
  ])("lets %s in", (_, props) => {
    expect(judged(sgNoPublicInternalPorts, resource(newerRule, { ipProtocol: "tcp", ...props }))).toEqual(["pass"]);
  });

  it("knows a protocol by its number", () => {
    const icmp = { ipProtocol: "1", fromPort: 8, toPort: 5000, cidrIpv4: "10.0.0.0/8" };
    expect(judged(sgNoPublicInternalPorts, resource(newerRule, icmp))).toEqual(["pass"]);
    const tcp = { ipProtocol: "6", fromPort: 4000, toPort: 4000, cidrIpv4: "0.0.0.0/0" };
    expect(judged(sgNoPublicInternalPorts, resource(newerRule, tcp))).toEqual(says("tcp port 4000 open to 0.0.0.0/0"));
  });

  it("cannot say whom a prefix list lets in to a port of the services", () => {
    const list = { ipProtocol: "tcp", prefixListId: "pl-1" };
    expect(judged(sgNoPublicInternalPorts, resource(newerRule, { ...list, fromPort: 5432, toPort: 5432 }))).toEqual([
      "[sg-no-public-internal-ports] subject: undecided: waits for the addresses of the prefix list pl-1.",
    ]);
    expect(judged(sgNoPublicInternalPorts, resource(newerRule, { ...list, fromPort: 443, toPort: 443 }))).toEqual([
      "pass",
    ]);
  });

  it("answers for the rules it knows and waits for the one it does not", () => {
    const open = { protocol: "tcp", fromPort: 4000, toPort: 4000, cidrBlocks: ["0.0.0.0/0"] };
    const awaited = { protocol: "tcp", fromPort: 5432, toPort: 5432, cidrBlocks: [unknown] };
    expect(judged(sgNoPublicInternalPorts, resource(group, { ingress: [awaited, open] }))).toEqual([
      ...says("tcp port 4000 open to 0.0.0.0/0"),
      "[sg-no-public-internal-ports] subject: undecided: waits for ingress.0.cidrBlocks.0.",
    ]);
  });

  it("waits for a list of rules that is unknown as a whole", () => {
    expect(judged(sgNoPublicInternalPorts, resource(group, { ingress: unknown }))).toEqual([
      "[sg-no-public-internal-ports] subject: undecided: waits for ingress.",
    ]);
  });

  it("passes a group without rules and leaves rules for outgoing traffic alone", () => {
    expect(judged(sgNoPublicInternalPorts, resource(group, {}))).toEqual(["pass"]);
    const egress = { type: "egress", protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] };
    expect(judged(sgNoPublicInternalPorts, resource(olderRule, egress))).toEqual(["not applicable"]);
  });
});

describe("sg-rules-described", () => {
  const says = (direction: string, needed: string) =>
    `[sg-rules-described] subject: found an ${direction} rule for tcp port 443 without a description; needed ${needed}. Change description of the ${direction} rule.`;
  const ingress = says("ingress", "a description of the source and the purpose");
  const egress = says("egress", "a description of the destination and the purpose");
  const rule = { ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIpv4: "0.0.0.0/0" };

  it.each([
    ["a reason", "Everybody, over HTTPS", ["pass"]],
    ["nothing", undefined, [ingress]],
    ["an empty text", " ", [ingress]],
    ["the provider's filler", "Managed by Pulumi", [ingress]],
    ["something unknown", unknown, ["[sg-rules-described] subject: undecided: waits for description."]],
  ])("judges a rule described by %s", (_, description, expected) => {
    expect(judged(sgRulesDescribed, resource(newerRule, { ...rule, description }))).toEqual(expected);
  });

  it("asks the same of what goes out, in each of the three ways", () => {
    const inline = { protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] };
    const described = { description: "Tasks", egress: [inline] };
    expect(judged(sgRulesDescribed, resource("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", rule))).toEqual(
      [egress],
    );
    expect(judged(sgRulesDescribed, resource(olderRule, { type: "egress", ...inline }))).toEqual([egress]);
    expect(judged(sgRulesDescribed, resource(group, described))).toEqual([egress]);
  });

  it("asks for the group's own description, but not for that of a network's default group", () => {
    const missing =
      "[sg-rules-described] subject: found a security group without a description; needed a description of its purpose. Change description of the security group.";
    expect(judged(sgRulesDescribed, resource(group, {}))).toEqual([missing]);
    expect(judged(sgRulesDescribed, resource(group, { description: "Tasks of the API" }))).toEqual(["pass"]);
    expect(judged(sgRulesDescribed, resource("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", {}))).toEqual([
      "pass",
    ]);
  });
});

describe("no-ssh-ingress", () => {
  it.each(written(20, 25, "10.0.0.0/8"))("refuses SSH even from inside: %s", (type, props) => {
    expect(judged(noSshIngress, resource(type, props))).toEqual([
      "[no-ssh-ingress] subject: found tcp ports 20 to 25 open to 10.0.0.0/8; needed no address range on ports 22 and 3389. Change the ports of the ingress rule.",
    ]);
  });

  it.each([
    ["HTTPS", { ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIpv4: "0.0.0.0/0" }, ["pass"]],
    [
      "ICMP, whose numbers are no ports",
      { ipProtocol: "icmp", fromPort: 8, toPort: 128, cidrIpv4: "10.0.0.0/8" },
      ["pass"],
    ],
    [
      "a prefix list, which is a name for address ranges",
      { ipProtocol: "tcp", fromPort: 22, toPort: 22, prefixListId: "pl-1" },
      [
        "[no-ssh-ingress] subject: found tcp port 22 open to pl-1; needed no address range on ports 22 and 3389. Change the ports of the ingress rule.",
      ],
    ],
    [
      "an unknown port",
      { ipProtocol: "tcp", fromPort: unknown, toPort: 22, cidrIpv4: "10.0.0.0/8" },
      ["[no-ssh-ingress] subject: undecided: waits for fromPort."],
    ],
  ])("judges %s", (_, props, expected) => {
    expect(judged(noSshIngress, resource(newerRule, props))).toEqual(expected);
  });
});

describe("default-security-group-closed", () => {
  const vpc = inStack("aws:ec2/vpc:Vpc", "network", { id: "vpc-1" });
  const closing = (props: object) =>
    inStack("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "closed", { vpcId: "vpc-1", ...props });

  it.each([
    ["one without rules", [closing({})], ["pass"]],
    [
      "one with a rule",
      [closing({ ingress: [{ protocol: "-1" }] })],
      ["[default-security-group-closed] closed: found 1 ingress rules; needed none. Change ingress."],
    ],
    [
      "none",
      [],
      [
        "[default-security-group-closed] network: found no default security group; needed the default security group declared without rules. Change aws.ec2.DefaultSecurityGroup.",
      ],
    ],
    [
      "one of another network",
      [closing({ vpcId: "vpc-2" })],
      [
        "[default-security-group-closed] network: found no default security group; needed the default security group declared without rules. Change aws.ec2.DefaultSecurityGroup.",
      ],
    ],
    [
      "one of an unknown network",
      [closing({ vpcId: unknown })],
      ["[default-security-group-closed] network: undecided: waits for vpcId."],
    ],
  ])("judges %s", (_, groups, expected) => {
    expect(judgedTogether(defaultSecurityGroupClosed, [vpc, ...groups])).toEqual(expected);
  });

  it("follows the dependency while the network's id is unknown", () => {
    const network = inStack("aws:ec2/vpc:Vpc", "network", { id: unknown });
    const type = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
    const closed = inStack(type, "closed", { vpcId: unknown }, { vpcId: [network] });
    expect(judgedTogether(defaultSecurityGroupClosed, [network, closed])).toEqual(["pass"]);
  });

  it("has nothing to say about a stack without a network", () => {
    expect(judgedTogether(defaultSecurityGroupClosed, [])).toEqual(["not applicable"]);
  });
});

describe("vpc-flow-logs", () => {
  const vpc = inStack("aws:ec2/vpc:Vpc", "network", { id: "vpc-1" });
  const log = (props: object) => inStack("aws:ec2/flowLog:FlowLog", "log", { vpcId: "vpc-1", ...props });
  const says = (found: string) => [
    `[vpc-flow-logs] network: found ${found}; needed a flow log with trafficType ALL. Change aws.ec2.FlowLog.`,
  ];

  it.each([
    ["all traffic", [log({ trafficType: "ALL" })], ["pass"]],
    ["rejected traffic only", [log({ trafficType: "REJECT" })], says("a flow log of only part of the traffic")],
    ["a log without a type of traffic", [log({})], says("a flow log of only part of the traffic")],
    ["nothing", [], says("no flow log")],
    [
      "something unknown",
      [log({ trafficType: unknown })],
      ["[vpc-flow-logs] network: undecided: waits for trafficType."],
    ],
  ])("judges a network that records %s", (_, logs, expected) => {
    expect(judgedTogether(vpcFlowLogs, [vpc, ...logs])).toEqual(expected);
  });
});

describe("subnets-no-auto-public-ip", () => {
  const says = [
    "[subnets-no-auto-public-ip] subject: found public addresses assigned on launch; needed mapPublicIpOnLaunch false. Change mapPublicIpOnLaunch.",
  ];
  const subnet = "aws:ec2/subnet:Subnet";

  it.each([
    ["none", subnet, { mapPublicIpOnLaunch: false }, ["pass"]],
    ["nothing said", subnet, {}, ["pass"]],
    ["public ones", subnet, { mapPublicIpOnLaunch: true }, says],
    ["a default subnet that says nothing", "aws:ec2/defaultSubnet:DefaultSubnet", {}, says],
    [
      "something unknown",
      subnet,
      { mapPublicIpOnLaunch: unknown },
      ["[subnets-no-auto-public-ip] subject: undecided: waits for mapPublicIpOnLaunch."],
    ],
  ])("judges %s", (_, type, props, expected) => {
    expect(judged(subnetsNoAutoPublicIp, resource(type, props))).toEqual(expected);
  });
});
