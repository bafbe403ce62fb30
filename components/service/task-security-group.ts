import * as ec2 from "@pulumi/aws/ec2";
import type * as pulumi from "@pulumi/pulumi";
import * as vpc from "@pulumi/aws/vpc";
import { physicalName } from "../naming";
import type { Stage } from "../naming";

/** A store or endpoint of a task, whose security group must admit it. */
export interface ReachedService {
  /** Its name, for the names of the rules: "postgres". */
  name: string;
  /** The security group that guards it. */
  securityGroupId: pulumi.Input<string>;
  /** The port it listens on, or the first and the last of several. */
  port: number | PortRange;
}

/** Ports from the first to the last, both included. */
export interface PortRange {
  readonly from: number;
  readonly to: number;
}

/** Ingress and egress of a task. */
export interface TaskSecurityGroupArgs {
  stage: Stage;
  /** The network the task runs in. */
  vpcId: pulumi.Input<string>;
  /** The load balancer of the task, and its port. @default none */
  loadBalancer?: { securityGroupId: pulumi.Input<string>; port: number };
  /** The stores of the task; each gets a rule that admits it. @default [] */
  reaches?: readonly ReachedService[];
  /**
   * TCP ports of the task's egress to the internet, in addition to the stores of `reaches`.
   * @default every port and protocol, as in the checklists (C-41)
   */
  egressPorts?: readonly number[];
}

const everywhere = "0.0.0.0/0";

/**
 * The security group of a task, with standalone rules: each has a description and changes without touching the others.
 * Only the load balancer has ingress. Free of charge.
 */
export function taskSecurityGroup(
  name: string,
  args: TaskSecurityGroupArgs,
  options: pulumi.CustomResourceOptions,
): ec2.SecurityGroup {
  const group = new ec2.SecurityGroup(
    name,
    {
      name: physicalName("securityGroup", args.stage, name),
      description: `Tasks of ${name}`,
      vpcId: args.vpcId,
      tags: { Name: physicalName("securityGroup", args.stage, name) },
    },
    options,
  );
  if (args.loadBalancer) fromLoadBalancer(name, group, args.loadBalancer, options);
  for (const reached of args.reaches ?? []) toStore(name, group, reached, options);
  outwards(name, group, args, options);
  return group;
}

/** The egress rule of the load balancer and the ingress rule of the task. */
function fromLoadBalancer(
  name: string,
  group: ec2.SecurityGroup,
  loadBalancer: NonNullable<TaskSecurityGroupArgs["loadBalancer"]>,
  options: pulumi.CustomResourceOptions,
): void {
  const { securityGroupId, port } = loadBalancer;
  new vpc.SecurityGroupIngressRule(
    `${name}-from-load-balancer`,
    {
      securityGroupId: group.id,
      description: "Requests from the load balancer",
      ipProtocol: "tcp",
      fromPort: port,
      toPort: port,
      referencedSecurityGroupId: securityGroupId,
    },
    options,
  );
  new vpc.SecurityGroupEgressRule(
    `${name}-load-balancer-egress`,
    {
      securityGroupId,
      description: `Requests and health checks to ${name}`,
      ipProtocol: "tcp",
      fromPort: port,
      toPort: port,
      referencedSecurityGroupId: group.id,
    },
    options,
  );
}

/** The store admits the task; an egress rule is needed only if the task's other egress is restricted. */
function toStore(
  name: string,
  group: ec2.SecurityGroup,
  reached: ReachedService,
  options: pulumi.CustomResourceOptions,
): void {
  const { from, to } = typeof reached.port === "number" ? { from: reached.port, to: reached.port } : reached.port;
  const rule = { ipProtocol: "tcp", fromPort: from, toPort: to };
  new vpc.SecurityGroupIngressRule(
    `${name}-${reached.name}-ingress`,
    {
      ...rule,
      securityGroupId: reached.securityGroupId,
      description: `Connections from ${name}`,
      referencedSecurityGroupId: group.id,
    },
    options,
  );
  new vpc.SecurityGroupEgressRule(
    `${name}-${reached.name}-egress`,
    {
      ...rule,
      securityGroupId: group.id,
      description: `Connections to ${reached.name}`,
      referencedSecurityGroupId: reached.securityGroupId,
    },
    options,
  );
}

function outwards(
  name: string,
  group: ec2.SecurityGroup,
  args: TaskSecurityGroupArgs,
  options: pulumi.CustomResourceOptions,
): void {
  if (args.egressPorts === undefined) {
    new vpc.SecurityGroupEgressRule(
      `${name}-egress`,
      {
        securityGroupId: group.id,
        description: "Vendors and AWS endpoints outside the network",
        ipProtocol: "-1",
        cidrIpv4: everywhere,
      },
      options,
    );
    return;
  }
  for (const port of args.egressPorts) {
    new vpc.SecurityGroupEgressRule(
      `${name}-egress-${port}`,
      {
        securityGroupId: group.id,
        description: `Port ${port} of hosts outside the network`,
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
        cidrIpv4: everywhere,
      },
      options,
    );
  }
}
