import * as ec2 from "@pulumi/aws/ec2";
import * as vpc from "@pulumi/aws/vpc";
import type * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../naming";
import type { Stage } from "../naming";

/** The security groups of a store's clients, by what they are: `{ api: …, worker: … }`. */
export type StoreClients = Readonly<Record<string, pulumi.Input<string>>>;

/** Who may open connections to a data store. */
export interface StoreSecurityGroupArgs {
  stage: Stage;
  /** The network the store is in. */
  vpcId: pulumi.Input<string>;
  /** The one TCP port the store listens on. */
  port: number;
  /** Who may connect; for clients that bring a rule of their own into this group, leave them out. */
  clients: StoreClients;
}

/**
 * The security group of a data store: inbound on its port from the named groups only, and no outbound traffic.
 * Rules stand alone, so that a client comes and goes without touching the others. Free of charge.
 */
export function storeSecurityGroup(
  name: string,
  args: StoreSecurityGroupArgs,
  options: pulumi.CustomResourceOptions,
): ec2.SecurityGroup {
  const physical = physicalName("securityGroup", args.stage, name);
  const group = new ec2.SecurityGroup(
    name,
    { name: physical, description: `Connections to ${name}`, vpcId: args.vpcId, tags: { Name: physical } },
    options,
  );
  for (const [client, securityGroupId] of Object.entries(args.clients)) {
    new vpc.SecurityGroupIngressRule(
      `${name}-from-${client}`,
      {
        securityGroupId: group.id,
        description: `Connections from ${client}`,
        ipProtocol: "tcp",
        fromPort: args.port,
        toPort: args.port,
        referencedSecurityGroupId: securityGroupId,
      },
      options,
    );
  }
  return group;
}
