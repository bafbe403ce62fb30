import * as fc from "fast-check";
import type { WireObject } from "../../../../rehearsal/account/resource-type";
import { addressRange, overlap, within } from "../../../../rehearsal/account/types/cidr";
import { codeOf } from "./data-account";
import { FoundationAccount } from "./foundation-account";
import type { Made } from "./foundation-account";

const vpcType = "aws:ec2/vpc:Vpc";
const subnetType = "aws:ec2/subnet:Subnet";
const gatewayType = "aws:ec2/internetGateway:InternetGateway";
const eipType = "aws:ec2/eip:Eip";
const natType = "aws:ec2/natGateway:NatGateway";
const groupType = "aws:ec2/securityGroup:SecurityGroup";
const ruleType = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const endpointType = "aws:ec2/vpcEndpoint:VpcEndpoint";
const tableType = "aws:ec2/routeTable:RouteTable";
const routeType = "aws:ec2/route:Route";
const associationType = "aws:ec2/routeTableAssociation:RouteTableAssociation";

let account: FoundationAccount;
let vpc: Made;

beforeEach(() => {
  account = new FoundationAccount();
  vpc = account.create(vpcType, { cidrBlock: "10.0.0.0/16", enableDnsHostnames: true });
});

const subnet = (cidrBlock: string, further: WireObject = {}) =>
  account.create(subnetType, { vpcId: vpc.id, cidrBlock, ...further });

describe("address ranges", () => {
  const block = fc
    .record({ address: fc.nat(2 ** 32 - 1), prefix: fc.integer({ min: 0, max: 32 }) })
    .map(({ address, prefix }) => {
      const first = address - (address % 2 ** (32 - prefix));
      return `${[24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join(".")}/${prefix}`;
    });

  it("overlap exactly when one of the two lies within the other", () => {
    fc.assert(
      fc.property(block, block, (one, other) => {
        const [first, second] = [addressRange(one)!, addressRange(other)!];
        expect(overlap(first, second)).toBe(within(first, second) || within(second, first));
      }),
    );
  });

  it.each(["10.0.0.1/16", "10.0.0/16", "10.0.0.0", "fd00::/16", undefined])("are not made of %p", (cidr) => {
    expect(addressRange(cidr)).toBeUndefined();
  });
});

describe("a VPC", () => {
  it("has the ids of what AWS puts into it", () => {
    expect(vpc).toMatchObject({
      id: expect.stringMatching(/^vpc-[0-9a-f]{17}$/) as unknown,
      arn: `arn:aws:ec2:eu-west-1:000000000000:vpc/${vpc.id}`,
      defaultSecurityGroupId: expect.stringMatching(/^sg-[0-9a-f]{17}$/) as unknown,
    });
  });

  it.each([
    ["10.0.0.0/8", "InvalidVpc.Range"],
    ["10.0.0.0/29", "InvalidVpc.Range"],
    ["10.0.0.1/16", "InvalidParameterValue"],
  ])("is refused with the block %s: %s", (cidrBlock, code) => {
    expect(codeOf(() => account.create(vpcType, { cidrBlock }))).toBe(code);
  });

  it("is limited to five in a region", () => {
    for (let count = 1; count < 5; count++) account.create(vpcType, { cidrBlock: "10.1.0.0/16" });
    expect(codeOf(() => account.create(vpcType, { cidrBlock: "10.1.0.0/16" }))).toBe("VpcLimitExceeded");
  });

  it("is not deleted while it has a subnet", () => {
    const made = subnet("10.0.0.0/24");
    expect(
      codeOf(() => {
        account.delete(vpcType, vpc);
      }),
    ).toBe("DependencyViolation");
    account.delete(subnetType, made);
    expect(
      codeOf(() => {
        account.delete(vpcType, vpc);
      }),
    ).toBe("accepted");
  });
});

describe("a subnet", () => {
  it.each([
    ["10.1.0.0/24", "InvalidSubnet.Range"],
    ["10.0.0.0/15", "InvalidSubnet.Range"],
    ["10.0.0.0/29", "InvalidSubnet.Range"],
    ["10.0.8.0/23", "InvalidSubnet.Conflict"],
    ["10.0.9.0/24", "InvalidSubnet.Conflict"],
    ["10.0.10.0/24", "accepted"],
  ])("beside 10.0.8.0/23 with the block %s: %s", (cidrBlock, code) => {
    subnet("10.0.8.0/23");
    expect(codeOf(() => subnet(cidrBlock))).toBe(code);
  });

  it("stands in a VPC that is there, in a zone with an id", () => {
    expect(codeOf(() => subnet("10.0.0.0/24", { vpcId: "vpc-00000000" }))).toBe("InvalidVpcID.NotFound");
    expect(subnet("10.0.0.0/24", { availabilityZone: "eu-west-1b" })).toMatchObject({ availabilityZoneId: "euw1-az2" });
  });
});

describe("a NAT gateway", () => {
  const nat = (subnetId: string, allocationId?: string) =>
    account.create(natType, { subnetId, ...(allocationId !== undefined && { allocationId }) });

  it("needs an internet gateway, and an address nobody else uses", () => {
    const { id: subnetId } = subnet("10.0.0.0/24");
    const eip = account.create(eipType, { domain: "vpc" });
    expect(codeOf(() => nat(subnetId, eip.id))).toBe("Gateway.NotAttached");
    const gateway = account.create(gatewayType, { vpcId: vpc.id });
    expect(codeOf(() => nat(subnetId))).toBe("MissingParameter");
    const made = nat(subnetId, eip.id);
    expect(made.publicIp).toBe(eip.publicIp);
    expect(codeOf(() => nat(subnetId, eip.id))).toBe("Resource.AlreadyAssociated");
    expect(
      codeOf(() => {
        account.delete(eipType, eip);
      }),
    ).toBe("InvalidIPAddress.InUse");
    expect(
      codeOf(() => {
        account.delete(gatewayType, gateway);
      }),
    ).toBe("DependencyViolation");
  });

  it("finds five addresses at most, all different and all from documentation", () => {
    const addresses = Array.from({ length: 5 }, () => account.create(eipType, {}).publicIp);
    expect(new Set(addresses).size).toBe(5);
    for (const address of addresses) expect(address).toMatch(/^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d+$/);
    expect(codeOf(() => account.create(eipType, {}))).toBe("AddressLimitExceeded");
  });
});

describe("routes", () => {
  it("lead once to each destination, and through gateways of their own network", () => {
    const gateway = account.create(gatewayType, { vpcId: vpc.id });
    const elsewhere = account.create(vpcType, { cidrBlock: "10.1.0.0/16" });
    const [own, foreign] = [vpc, elsewhere].map(({ id }) => account.create(tableType, { vpcId: id }));
    const route = (routeTableId: string) =>
      account.create(routeType, { routeTableId, destinationCidrBlock: "0.0.0.0/0", gatewayId: gateway.id });
    expect(codeOf(() => route(own!.id))).toBe("accepted");
    expect(codeOf(() => route(own!.id))).toBe("RouteAlreadyExists");
    expect(codeOf(() => route(foreign!.id))).toBe("InvalidParameterValue");
  });

  it("are followed by a subnet from one table", () => {
    const table = account.create(tableType, { vpcId: vpc.id });
    const { id: subnetId } = subnet("10.0.0.0/24");
    account.create(associationType, { subnetId, routeTableId: table.id });
    const second = account.create(tableType, { vpcId: vpc.id });
    expect(codeOf(() => account.create(associationType, { subnetId, routeTableId: second.id }))).toBe(
      "Resource.AlreadyAssociated",
    );
    expect(
      codeOf(() => {
        account.delete(tableType, table);
      }),
    ).toBe("DependencyViolation");
  });
});

describe("a security group", () => {
  const group = (name: string, further: WireObject = {}) =>
    account.create(groupType, { name, vpcId: vpc.id, ...further });
  const rule = (securityGroupId: string, further: WireObject) =>
    account.create(ruleType, { securityGroupId, ipProtocol: "tcp", fromPort: 443, toPort: 443, ...further });

  it("has a name of its own in its VPC and a description in the characters EC2 knows", () => {
    group("web");
    expect(codeOf(() => group("web"))).toBe("InvalidGroup.Duplicate");
    expect(codeOf(() => group("café", { description: "naïve" }))).toBe("InvalidParameterValue");
    expect(account.faults(groupType, { name: "sg-web" })).toHaveLength(1);
  });

  it("takes each rule once, with ports in order and one peer", () => {
    const { id } = group("web");
    rule(id, { cidrIpv4: "10.0.0.0/16" });
    expect(codeOf(() => rule(id, { cidrIpv4: "10.0.0.0/16" }))).toBe("InvalidPermission.Duplicate");
    expect(codeOf(() => rule(id, { cidrIpv4: "10.1.0.0/16", fromPort: 444 }))).toBe("InvalidParameterValue");
    expect(codeOf(() => rule(id, { cidrIpv4: "10.0.0.1/16" }))).toBe("InvalidParameterValue");
    expect(codeOf(() => rule(id, { cidrIpv4: "10.1.0.0/16", referencedSecurityGroupId: id }))).toBe(
      "InvalidParameterCombination",
    );
    expect(codeOf(() => rule("sg-00000000", { cidrIpv4: "10.0.0.0/16" }))).toBe("InvalidGroup.NotFound");
  });

  it("is not deleted while another group's rule speaks of it", () => {
    const [web, api] = [group("web"), group("api")];
    const made = rule(api.id, { referencedSecurityGroupId: web.id });
    expect(
      codeOf(() => {
        account.delete(groupType, web);
      }),
    ).toBe("DependencyViolation");
    account.delete(ruleType, made);
    expect(
      codeOf(() => {
        account.delete(groupType, web);
      }),
    ).toBe("accepted");
  });
});

describe("a VPC endpoint", () => {
  const endpoint = (service: string, further: WireObject = {}) =>
    account.create(endpointType, { vpcId: vpc.id, serviceName: `com.amazonaws.eu-west-1.${service}`, ...further });

  it("is of the kind its service offers, in its own region", () => {
    expect(codeOf(() => endpoint("s3"))).toBe("accepted");
    expect(codeOf(() => endpoint("logs"))).toBe("InvalidParameter");
    expect(codeOf(() => endpoint("x", { serviceName: "com.amazonaws.us-east-1.s3" }))).toBe("InvalidServiceName");
  });

  it("has the private name of its service once in a VPC", () => {
    const inside = { vpcEndpointType: "Interface", privateDnsEnabled: true };
    expect(codeOf(() => endpoint("logs", inside))).toBe("accepted");
    expect(codeOf(() => endpoint("logs", inside))).toBe("InvalidParameter");
    const plain = account.create(vpcType, { cidrBlock: "10.1.0.0/16" });
    expect(codeOf(() => endpoint("kms", { ...inside, vpcId: plain.id }))).toBe("InvalidParameter");
  });
});
