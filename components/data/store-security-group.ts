import * as ec2 from "@pulumi/aws/ec2";
import * as vpc from "@pulumi/aws/vpc";
import type * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../naming";
import type { Stage } from "../naming";

/** The security groups of a store's clients, by name: `{ api: …, worker: … }`. */
export type StoreClients = Readonly<Record<string, pulumi.Input<string>>>;

/** The clients of a data store. */
export interface StoreSecurityGroupArgs {
  stage: Stage;
  /** The network the store is in. */
  vpcId: pulumi.Input<string>;
  /** The one TCP port the store listens on. */
  port: number;
  /** The clients; omit those that add their own rule to this group. */
  clients: StoreClients;
}

/**
 * The security group of a data store: inbound on its port from the named groups only, and no outbound traffic.
 * The rules are standalone, so that clients are added and removed without affecting others. Free of charge.
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
