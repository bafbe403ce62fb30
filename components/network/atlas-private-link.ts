import * as ec2 from "@pulumi/aws/ec2";
import * as vpc from "@pulumi/aws/vpc";
import * as links from "@pulumi/mongodbatlas/privateLinkEndpoint";
import * as services from "@pulumi/mongodbatlas/privateLinkEndpointService";
import * as pulumi from "@pulumi/pulumi";
import { atlasRegion } from "../data/atlas-region";
import { physicalName } from "../naming";
import type { Stage } from "../naming";
import type { StoreClients } from "../data/store-security-group";
import type { PortRange } from "../service/task-security-group";

export interface AtlasPrivateLinkArgs {
  stage: Stage;
  /** The project that is reached. */
  projectId: pulumi.Input<string>;
  /** The stage's region, in AWS's spelling; the cluster must be in it as well. */
  region: string;
  /** The network the endpoint is in; it must have DNS support and DNS hostnames. */
  vpcId: pulumi.Input<string>;
  /** Subnets of it, one for each zone. */
  subnetIds: readonly pulumi.Input<string>[];
  /** Clients by name: `{ api: <security group id> }`. @default {}: clients add their own rules */
  clients?: StoreClients;
}

/** Behind an endpoint each node has a separate port, from 1024 on (Atlas, "Set Up a Private Endpoint"). */
const firstPort = 1024;
const lastPort = 65_535;

/**
 * A private connection from the stage's network to its Atlas project (DS-DB-05): without the internet, and
 * only opened from the stage.
 *
 * Cost (November 2026, list price, eu-west-1/af-south-1): three zones about USD 24/29 a month in AWS and about USD 22 a
 * month in Atlas, USD 0.01 per GB in each.
 */
export class AtlasPrivateLink extends pulumi.ComponentResource {
  /** The id of the endpoint, by which a cluster waits for it and finds its address. */
  readonly endpointId: pulumi.Output<string>;
  /** The group that guards the endpoint; a client's group needs an ingress rule in it. */
  readonly securityGroupId: pulumi.Output<string>;
  /** The ports clients connect to, from the first to the last. */
  readonly ports: PortRange;

  /** Throws a RangeError for an invalid region. */
  constructor(name: string, args: AtlasPrivateLinkArgs, options?: pulumi.ComponentResourceOptions) {
    const region = atlasRegion(args.region);
    super("care-platform:network:AtlasPrivateLink", name, { ...args }, options);

    const link = this.link(name, args.projectId, region);
    const group = this.securityGroup(name, args);
    const endpoint = this.endpoint(name, args, link, group);
    const service = this.service(name, args, link, endpoint);

    this.endpointId = service.endpointServiceId;
    this.securityGroupId = group.id;
    this.ports = { from: firstPort, to: lastPort };
    this.registerOutputs({
      endpointId: this.endpointId,
      securityGroupId: this.securityGroupId,
      ports: this.ports,
    });
  }

  /** Atlas's side: a load balancer for the nodes, and an endpoint service. */
  private link(name: string, projectId: pulumi.Input<string>, region: string): links.PrivateLinkEndpoint {
    return new links.PrivateLinkEndpoint(`${name}-link`, { projectId, providerName: "AWS", region }, { parent: this });
  }

  private securityGroup(name: string, { stage, vpcId, clients = {} }: AtlasPrivateLinkArgs): ec2.SecurityGroup {
    const physical = physicalName("securityGroup", stage, name);
    const group = new ec2.SecurityGroup(
      `${name}-access`,
      { name: physical, description: `Connections to ${name}`, vpcId, tags: { Name: physical } },
      { parent: this },
    );
    for (const [client, securityGroupId] of Object.entries(clients)) {
      new vpc.SecurityGroupIngressRule(
        `${name}-access-from-${client}`,
        {
          securityGroupId: group.id,
          description: `Connections from ${client}`,
          ipProtocol: "tcp",
          fromPort: firstPort,
          toPort: lastPort,
          referencedSecurityGroupId: securityGroupId,
        },
        { parent: this },
      );
    }
    return group;
  }

  private endpoint(
    name: string,
    { stage, vpcId, subnetIds }: AtlasPrivateLinkArgs,
    link: links.PrivateLinkEndpoint,
    group: ec2.SecurityGroup,
  ): ec2.VpcEndpoint {
    return new ec2.VpcEndpoint(
      `${name}-endpoint`,
      {
        vpcId,
        serviceName: link.endpointServiceName,
        vpcEndpointType: "Interface",
        subnetIds: [...subnetIds],
        securityGroupIds: [group.id],
        tags: { Name: physicalName("vpcEndpoint", stage, name) },
      },
      { parent: this },
    );
  }

  /** Registers the endpoint with Atlas. */
  private service(
    name: string,
    { projectId }: AtlasPrivateLinkArgs,
    link: links.PrivateLinkEndpoint,
    endpoint: ec2.VpcEndpoint,
  ): services.PrivateLinkEndpointService {
    return new services.PrivateLinkEndpointService(
      `${name}-connection`,
      { projectId, privateLinkId: link.privateLinkId, endpointServiceId: endpoint.id, providerName: "AWS" },
      { parent: this },
    );
  }
}
