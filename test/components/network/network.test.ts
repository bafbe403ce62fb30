import { Network } from "../../../components/network/network";
import type { NetworkArgs } from "../../../components/network/network";
import { register, registerBoth, unknownValue } from "../mocks";
import type { Registered, RegisteredResource } from "../mocks";

const args: NetworkArgs = {
  stage: "production",
  accountId: "000000000000",
  region: "eu-west-1",
  cidr: "10.40.0.0/16",
  availabilityZones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
  logsKeyArn: "arn:aws:kms:eu-west-1:000000000000:key/logs",
  logRetentionDays: 90,
};

const build = (changes: Partial<NetworkArgs> = {}) => register(() => new Network("network", { ...args, ...changes }));

/** The routes of the table that the subnet follows. */
function routesOf(account: Registered<Network>, subnetName: string): RegisteredResource[] {
  const association = account.named(subnetName, "aws:ec2/routeTableAssociation:RouteTableAssociation");
  return account
    .ofType("aws:ec2/route:Route")
    .filter(({ inputs }) => inputs.routeTableId === association.inputs.routeTableId);
}

describe("the network", () => {
  it("has exactly these resources in production", async () => {
    expect((await build()).counts()).toEqual({
      "care-platform:network:Network": 1,
      "care-platform:network:EgressAddresses": 1,
      "care-platform:network:VpcEndpoints": 1,
      "care-platform:network:FlowLogs": 1,
      "aws:ec2/vpc:Vpc": 1,
      "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": 1,
      "aws:ec2/subnet:Subnet": 9,
      "aws:ec2/internetGateway:InternetGateway": 1,
      "aws:ec2/eip:Eip": 3,
      "aws:ec2/natGateway:NatGateway": 3,
      "aws:ec2/routeTable:RouteTable": 5,
      "aws:ec2/route:Route": 4,
      "aws:ec2/routeTableAssociation:RouteTableAssociation": 9,
      "aws:ec2/vpcEndpoint:VpcEndpoint": 6,
      "aws:ec2/securityGroup:SecurityGroup": 1,
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": 1,
      "aws:cloudwatch/logGroup:LogGroup": 1,
      "aws:iam/role:Role": 1,
      "aws:iam/rolePolicy:RolePolicy": 1,
      "aws:ec2/flowLog:FlowLog": 1,
    });
  });

  it("registers the same set in a preview, where ids are unknown", async () => {
    const { preview, update } = await registerBoth(() => new Network("network", args));
    expect(preview.names()).toEqual(update.names());
    expect(preview.ofType("aws:ec2/subnet:Subnet").map(({ inputs }) => inputs.vpcId)).toEqual(
      Array.from({ length: 9 }, () => unknownValue),
    );
  });

  it("gives no subnet public addresses of its own", async () => {
    const account = await build();
    const subnets = account.ofType("aws:ec2/subnet:Subnet");
    expect(subnets.map(({ inputs }) => inputs.mapPublicIpOnLaunch)).not.toContain(true);
  });

  it("leads the data subnets nowhere, the private ones to their zone's NAT gateway, the public ones out", async () => {
    const account = await build();
    expect(routesOf(account, "network-data-eu-west-1b")).toEqual([]);
    expect(routesOf(account, "network-private-eu-west-1b").map(({ inputs }) => inputs)).toEqual([
      expect.objectContaining({
        destinationCidrBlock: "0.0.0.0/0",
        natGatewayId: "network-nat-eu-west-1b-id",
      }),
    ]);
    expect(routesOf(account, "network-public-eu-west-1b").map(({ inputs }) => inputs.gatewayId)).toEqual([
      "network-internet-id",
    ]);
  });

  it("sends every zone out through one gateway where one is enough", async () => {
    const account = await build({ natGateways: "single", interfaceEndpoints: false });
    expect(account.ofType("aws:ec2/natGateway:NatGateway")).toHaveLength(1);
    expect(account.ofType("aws:ec2/eip:Eip")).toHaveLength(1);
    expect(account.ofType("aws:ec2/vpcEndpoint:VpcEndpoint").map(({ name }) => name)).toEqual(["network-endpoints-s3"]);
    expect(routesOf(account, "network-private-eu-west-1c")[0]?.inputs.natGatewayId).toBe("network-nat-eu-west-1a-id");
  });

  it("holds the addresses outside the gateways, protected, so that a new gateway has the old address", async () => {
    const account = await build();
    const addresses = account.ofType("aws:ec2/eip:Eip");
    expect(addresses.map(({ parentType, options }) => [parentType, options.protect])).toEqual(
      addresses.map(() => ["care-platform:network:EgressAddresses", true]),
    );
    expect(account.ofType("aws:ec2/natGateway:NatGateway").map(({ inputs }) => inputs.allocationId)).toEqual(
      addresses.map(({ name }) => `eipalloc-${name}`),
    );
    expect(account.result.egressAddresses).toHaveLength(3);
    const weaker = await build({ protectAddresses: false });
    expect(weaker.ofType("aws:ec2/eip:Eip").map(({ options }) => options.protect)).not.toContain(true);
  });

  it("starts a NAT gateway only after the internet gateway, and never two on one address", async () => {
    const account = await build();
    const gateway = account.only("aws:ec2/internetGateway:InternetGateway").urn;
    for (const { options } of account.ofType("aws:ec2/natGateway:NatGateway")) {
      expect(options.dependencies).toContain(gateway);
      expect(options.deleteBeforeReplace).toBe(true);
    }
  });

  it("empties the default security group", async () => {
    const { inputs } = (await build()).only("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup");
    expect(inputs).toMatchObject({ ingress: [], egress: [] });
  });

  it("lets only the network's own addresses use the interface endpoints", async () => {
    const account = await build();
    expect(account.only("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").inputs).toMatchObject({
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      cidrIpv4: "10.40.0.0/16",
    });
    const endpoints = account.ofType("aws:ec2/vpcEndpoint:VpcEndpoint").slice(1);
    expect(endpoints.map(({ inputs }) => inputs.serviceName)).toEqual(
      ["ecr.api", "ecr.dkr", "logs", "secretsmanager", "kms"].map((service) => `com.amazonaws.eu-west-1.${service}`),
    );
    expect(endpoints.every(({ inputs }) => inputs.privateDnsEnabled === true)).toBe(true);
  });

  it("notes every connection in an encrypted log", async () => {
    const account = await build();
    expect(account.only("aws:ec2/flowLog:FlowLog").inputs).toMatchObject({ trafficType: "ALL" });
    expect(account.only("aws:cloudwatch/logGroup:LogGroup").inputs).toEqual({
      name: "production-network-flow-logs",
      retentionInDays: 90,
      kmsKeyId: args.logsKeyArn,
    });
  });

  it("registers its public fields as outputs", async () => {
    const account = await build();
    expect(Object.keys(account.named("network", "care-platform:network:Network").outputs ?? {}).sort()).toEqual([
      "cidr",
      "dataSubnetIds",
      "egressAddresses",
      "privateSubnetIds",
      "publicSubnetIds",
      "vpcId",
    ]);
  });
});
