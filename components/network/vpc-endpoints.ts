import * as ec2 from "@pulumi/aws/ec2";
import * as vpc from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../naming";
import type { Stage } from "../naming";

/** The services a task talks to before and while it runs: its image, its log, its secrets and their key. */
const interfaceServices = ["ecr.api", "ecr.dkr", "logs", "secretsmanager", "kms"] as const;

export interface VpcEndpointsArgs {
  stage: Stage;
  /** The stage's region. */
  region: string;
  /** The network the endpoints are in; it must have DNS support and DNS hostnames. */
  vpcId: pulumi.Input<string>;
  /** The network's IPv4 block: every address in it may use the endpoints. */
  cidr: string;
  /** Route tables that get the route to S3. */
  routeTableIds: readonly pulumi.Input<string>[];
  /** Subnets the interface endpoints are in, one for each zone. */
  subnetIds: readonly pulumi.Input<string>[];
  /** Whether ECR, Logs, Secrets Manager and KMS are reached without leaving the network. @default true */
  interfaceEndpoints?: boolean;
}

/**
 * VPC endpoints to AWS's services without the internet: always to S3, which is free, and optionally to the
 * services a task needs to start.
 *
 * Cost (November 2026, list price, eu-west-1/af-south-1): the S3 endpoint is free; five interface endpoints in three
 * zones about USD 120/145 a month, and USD 0.01 per GB.
 */
export class VpcEndpoints extends pulumi.ComponentResource {
  /** The id of the S3 endpoint, for bucket policies that admit only this network. */
  readonly s3EndpointId: pulumi.Output<string>;

  constructor(name: string, args: VpcEndpointsArgs, options?: pulumi.ComponentResourceOptions) {
    super("care-platform:network:VpcEndpoints", name, args, options);

    const s3 = this.gatewayEndpoint(name, args);
    if (args.interfaceEndpoints ?? true) this.interfaceEndpoints(name, args);

    this.s3EndpointId = s3.id;
    this.registerOutputs({ s3EndpointId: this.s3EndpointId });
  }

  private gatewayEndpoint(name: string, args: VpcEndpointsArgs): ec2.VpcEndpoint {
    return new ec2.VpcEndpoint(
      `${name}-s3`,
      {
        vpcId: args.vpcId,
        serviceName: `com.amazonaws.${args.region}.s3`,
        vpcEndpointType: "Gateway",
        routeTableIds: [...args.routeTableIds],
        tags: { Name: physicalName("vpcEndpoint", args.stage, name, "s3") },
      },
      { parent: this },
    );
  }

  private interfaceEndpoints(name: string, args: VpcEndpointsArgs): void {
    const group = this.securityGroup(name, args);
    for (const service of interfaceServices) {
      const role = service.replace(".", "-");
      new ec2.VpcEndpoint(
        `${name}-${role}`,
        {
          vpcId: args.vpcId,
          serviceName: `com.amazonaws.${args.region}.${service}`,
          vpcEndpointType: "Interface",
          privateDnsEnabled: true,
          subnetIds: [...args.subnetIds],
          securityGroupIds: [group.id],
          tags: { Name: physicalName("vpcEndpoint", args.stage, name, role) },
        },
        { parent: this },
      );
    }
  }

  private securityGroup(name: string, { stage, vpcId, cidr }: VpcEndpointsArgs): ec2.SecurityGroup {
    const physical = physicalName("securityGroup", stage, name);
    const group = new ec2.SecurityGroup(
      `${name}-group`,
      {
        name: physical,
        description: "HTTPS from the network to the interface endpoints",
        vpcId,
        tags: { Name: physical },
      },
      { parent: this },
    );
    new vpc.SecurityGroupIngressRule(
      `${name}-https`,
      {
        securityGroupId: group.id,
        description: "HTTPS from the network",
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
        cidrIpv4: cidr,
      },
      { parent: this },
    );
    return group;
  }
}
