import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import { EgressAddresses } from "./egress-addresses";
import type { AlarmClock } from "../observability/clock-alarm";
import { FlowLogs } from "./flow-logs";
import { physicalName } from "../naming";
import type { NamedKind, Stage } from "../naming";
import { subnetPlan } from "./subnet-plan";
import type { SubnetTier } from "./subnet-plan";
import { VpcEndpoints } from "./vpc-endpoints";

export interface NetworkArgs {
  stage: Stage;
  /** The stage's account, twelve digits. */
  accountId: string;
  /** The stage's region. */
  region: string;
  /** The IPv4 block of the whole network, /16 to /20; no two stages may share an address. */
  cidr: string;
  /** Three zones of the region; the order decides which blocks they get, so it never changes. */
  availabilityZones: readonly string[];
  /** One NAT gateway for the stage, or one in each zone so that the loss of a zone does not affect the egress of the others. @default "per-zone" */
  natGateways?: "single" | "per-zone";
  /** Whether ECR, Logs, Secrets Manager and KMS are reached without leaving the network. @default true */
  interfaceEndpoints?: boolean;
  /** The ARN of the key that encrypts the flow logs; it must allow CloudWatch Logs to use it. */
  logsKeyArn: pulumi.Input<string>;
  /** Days the flow logs are kept. @default 30 */
  logRetentionDays?: number;
  /** Whether the engine refuses to give back the egress addresses. @default true */
  protectAddresses?: boolean;
}

/** A subnet with the place it has in the plan. */
interface PlacedSubnet {
  readonly tier: SubnetTier;
  readonly zone: string;
  readonly subnet: ec2.Subnet;
}

const everywhere = "0.0.0.0/0";

/**
 * The network of a stage over three zones: public subnets for load balancers, private ones for tasks, data subnets
 * without a route to the internet. Only the load balancers and the NAT gateways have public addresses.
 *
 * Cost (November 2026, list price, eu-west-1/af-south-1): one NAT gateway about USD 35/42 a month and USD 0.048/0.057
 * per GB, three about USD 105/126; addresses, interface endpoints and flow logs are extra, see their components.
 */
export class Network extends pulumi.ComponentResource {
  /** The VPC's id. */
  readonly vpcId: pulumi.Output<string>;
  /** The VPC's IPv4 block. */
  readonly cidr: pulumi.Output<string>;
  /** One public subnet for each zone, in the order of the zones. */
  readonly publicSubnetIds: pulumi.Output<string>[];
  /** One private subnet for each zone, in the order of the zones. */
  readonly privateSubnetIds: pulumi.Output<string>[];
  /** One isolated data subnet for each zone, in the order of the zones. */
  readonly dataSubnetIds: pulumi.Output<string>[];
  /** The addresses from which the stage is seen by the internet. */
  readonly egressAddresses: pulumi.Output<string>[];
  /** A metric that the first NAT gateway reports each minute as long as it exists (VPC User Guide, "NAT gateway metrics"). */
  readonly clock: AlarmClock;

  constructor(name: string, args: NetworkArgs, options?: pulumi.ComponentResourceOptions) {
    super("care-platform:network:Network", name, args, options);

    const vpc = this.vpc(name, args);
    this.emptyDefaultSecurityGroup(name, args, vpc);
    const subnets = this.subnets(name, args, vpc);
    const gateway = this.internetGateway(name, args, vpc);
    const addresses = this.addresses(name, args);
    const natGateways = this.natGateways(name, args, subnets, addresses, gateway);
    const routeTables = this.routing(name, args, vpc, subnets, gateway, natGateways);
    this.endpoints(name, args, vpc, subnets, routeTables);
    this.flowLogs(name, args, vpc);

    this.vpcId = vpc.id;
    this.cidr = vpc.cidrBlock;
    this.publicSubnetIds = idsOf(subnets, "public");
    this.privateSubnetIds = idsOf(subnets, "private");
    this.dataSubnetIds = idsOf(subnets, "data");
    this.egressAddresses = addresses.publicIps;
    this.clock = clockOf([...natGateways.values()]);
    this.registerOutputs({
      vpcId: this.vpcId,
      cidr: this.cidr,
      publicSubnetIds: this.publicSubnetIds,
      privateSubnetIds: this.privateSubnetIds,
      dataSubnetIds: this.dataSubnetIds,
      egressAddresses: this.egressAddresses,
    });
  }

  private vpc(name: string, args: NetworkArgs): ec2.Vpc {
    return new ec2.Vpc(
      name,
      {
        cidrBlock: args.cidr,
        enableDnsSupport: true,
        enableDnsHostnames: true,
        tags: nameTag("vpc", args.stage, name),
      },
      { parent: this },
    );
  }

  /** A resource that lands in the default group by mistake has no network access (AWS Foundational Security, EC2.2). */
  private emptyDefaultSecurityGroup(name: string, { stage }: NetworkArgs, vpc: ec2.Vpc): ec2.DefaultSecurityGroup {
    return new ec2.DefaultSecurityGroup(
      `${name}-default-group`,
      { vpcId: vpc.id, ingress: [], egress: [], tags: nameTag("securityGroup", stage, name, "default") },
      { parent: this },
    );
  }

  private subnets(name: string, { stage, cidr, availabilityZones }: NetworkArgs, vpc: ec2.Vpc): PlacedSubnet[] {
    return subnetPlan(cidr, availabilityZones).map(({ tier, zone, cidr: cidrBlock }) => {
      const subnet = new ec2.Subnet(
        `${name}-${tier}-${zone}`,
        {
          vpcId: vpc.id,
          availabilityZone: zone,
          cidrBlock,
          mapPublicIpOnLaunch: false,
          tags: { ...nameTag("subnet", stage, name, tier, zone), tier },
        },
        { parent: this },
      );
      return { tier, zone, subnet };
    });
  }

  private internetGateway(name: string, { stage }: NetworkArgs, vpc: ec2.Vpc): ec2.InternetGateway {
    return new ec2.InternetGateway(
      `${name}-internet`,
      { vpcId: vpc.id, tags: nameTag("internetGateway", stage, name) },
      { parent: this },
    );
  }

  private addresses(name: string, args: NetworkArgs): EgressAddresses {
    return new EgressAddresses(
      `${name}-egress`,
      { stage: args.stage, zones: natZones(args), protectData: args.protectAddresses },
      { parent: this },
    );
  }

  private natGateways(
    name: string,
    args: NetworkArgs,
    subnets: readonly PlacedSubnet[],
    addresses: EgressAddresses,
    gateway: ec2.InternetGateway,
  ): Map<string, ec2.NatGateway> {
    const gateways = natZones(args).map((zone, index) => {
      const publicSubnet = subnets.find((each) => each.tier === "public" && each.zone === zone);
      const natGateway = new ec2.NatGateway(
        `${name}-nat-${zone}`,
        {
          allocationId: addresses.allocationIds[index],
          subnetId: publicSubnet?.subnet.id,
          tags: nameTag("natGateway", args.stage, name, zone),
        },
        // An elastic IP serves one gateway at a time, and a gateway needs a route to the internet to start.
        { parent: this, dependsOn: [gateway], deleteBeforeReplace: true },
      );
      return [zone, natGateway] as const;
    });
    return new Map(gateways);
  }

  /** One table for the public subnets, one for each zone's private subnet, and one without any route for the data. */
  private routing(
    name: string,
    args: NetworkArgs,
    vpc: ec2.Vpc,
    subnets: readonly PlacedSubnet[],
    gateway: ec2.InternetGateway,
    natGateways: ReadonlyMap<string, ec2.NatGateway>,
  ): ec2.RouteTable[] {
    const publicTable = this.routeTable(`${name}-public`, args, vpc);
    this.defaultRoute(`${name}-public`, publicTable, { gatewayId: gateway.id });
    const dataTable = this.routeTable(`${name}-data`, args, vpc);
    const privateTables = new Map(
      args.availabilityZones.map((zone) => {
        const table = this.routeTable(`${name}-private-${zone}`, args, vpc);
        const natGateway = natGateways.get(zone) ?? [...natGateways.values()][0];
        this.defaultRoute(`${name}-private-${zone}`, table, { natGatewayId: natGateway?.id });
        return [zone, table] as const;
      }),
    );
    for (const { tier, zone, subnet } of subnets) {
      const table = { public: publicTable, private: privateTables.get(zone) ?? dataTable, data: dataTable }[tier];
      new ec2.RouteTableAssociation(
        `${name}-${tier}-${zone}`,
        { subnetId: subnet.id, routeTableId: table.id },
        { parent: this },
      );
    }
    return [publicTable, dataTable, ...privateTables.values()];
  }

  private routeTable(name: string, { stage }: NetworkArgs, vpc: ec2.Vpc): ec2.RouteTable {
    return new ec2.RouteTable(name, { vpcId: vpc.id, tags: nameTag("routeTable", stage, name) }, { parent: this });
  }

  private defaultRoute(
    name: string,
    table: ec2.RouteTable,
    target: Pick<ec2.RouteArgs, "gatewayId" | "natGatewayId">,
  ): ec2.Route {
    return new ec2.Route(
      `${name}-default`,
      { routeTableId: table.id, destinationCidrBlock: everywhere, ...target },
      { parent: this },
    );
  }

  private endpoints(
    name: string,
    args: NetworkArgs,
    vpc: ec2.Vpc,
    subnets: readonly PlacedSubnet[],
    routeTables: readonly ec2.RouteTable[],
  ): VpcEndpoints {
    return new VpcEndpoints(
      `${name}-endpoints`,
      {
        stage: args.stage,
        region: args.region,
        vpcId: vpc.id,
        cidr: args.cidr,
        routeTableIds: routeTables.map(({ id }) => id),
        subnetIds: idsOf(subnets, "private"),
        interfaceEndpoints: args.interfaceEndpoints,
      },
      { parent: this },
    );
  }

  private flowLogs(name: string, args: NetworkArgs, vpc: ec2.Vpc): FlowLogs {
    return new FlowLogs(
      `${name}-flow-logs`,
      {
        stage: args.stage,
        accountId: args.accountId,
        vpcId: vpc.id,
        logsKeyArn: args.logsKeyArn,
        logRetentionDays: args.logRetentionDays,
      },
      { parent: this },
    );
  }
}

function clockOf([first]: readonly ec2.NatGateway[]): AlarmClock {
  if (first === undefined) throw new pulumi.RunError("A network without a NAT gateway has no clock.");
  return { namespace: "AWS/NATGateway", name: "ActiveConnectionCount", dimensions: { NatGatewayId: first.id } };
}

/** The zones that have a NAT gateway, and so an address. */
function natZones({ availabilityZones, natGateways = "per-zone" }: NetworkArgs): readonly string[] {
  return natGateways === "single" ? availabilityZones.slice(0, 1) : availabilityZones;
}

function idsOf(subnets: readonly PlacedSubnet[], tier: SubnetTier): pulumi.Output<string>[] {
  return subnets.filter((each) => each.tier === tier).map(({ subnet }) => subnet.id);
}

/** The tag that the console shows as the name. */
function nameTag(kind: NamedKind, stage: Stage, ...parts: readonly string[]): { Name: string } {
  return { Name: physicalName(kind, stage, ...parts) };
}
