import * as ec2 from "@pulumi/aws/ec2";
import * as lb from "@pulumi/aws/lb";
import * as vpc from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";
import { refuseOpenTestListener, testListener, weightedForward } from "../service/blue-green-test-listener";
import type { BlueGreenRouting, BlueGreenTraffic } from "../service/blue-green-test-listener";
import { hiddenPaths, httpsListener, recommendedTlsPolicy, redirectListener } from "./load-balancer-listeners";
import { physicalName } from "../naming";
import type { Stage } from "../naming";

/** The network, host name and target port of the load balancer. */
export interface PublicLoadBalancerArgs {
  stage: Stage;
  /** The network of the targets. */
  vpcId: pulumi.Input<string>;
  /** Public subnets in at least two zones. */
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** The only host name whose requests are forwarded; others get 404. */
  domainName: string;
  /** The ARN of an issued certificate for that name. */
  certificateArn: pulumi.Input<string>;
  /** The port the targets listen on. */
  targetPort: number;
  /** The bucket for access and connection logs; its policy must already allow the log delivery service to write. */
  logBucketName: pulumi.Input<string>;
  /** Whether AWS and the engine refuse to delete the load balancer. @default true */
  protectData?: boolean;
  /** The path of the targets' health check, which must answer 200. @default "/health" */
  healthCheckPath?: string;
  /**
   * The predefined security policy of the HTTPS listener. @default the one AWS recommends, TLS 1.2 and 1.3 with
   * forward secrecy and a key exchange that also withstands quantum computers
   */
  tlsPolicy?: string;
  /** Seconds a silent connection stays open; longer than the heartbeat of WebSockets (AH-NET-08). @default 120 */
  idleTimeout?: number;
  /** Whether sticky sessions are enabled, as Socket.IO's polling needs (AH-NET-08). @default false */
  stickySessions?: boolean;
  /** Seconds a leaving target may finish its requests in. @default 60 */
  deregistrationDelay?: number;
  /** The desync mitigation mode for requests that violate RFC 7230; "strictest" also refuses harmless requests. @default "defensive" */
  desyncMitigationMode?: "strictest" | "defensive";
  /** The Content-Security-Policy of every response. @default nothing may be loaded or framed, as for an API */
  contentSecurityPolicy?: string;
  /** Paths that are answered 404 and never forwarded, with wildcards (C-04). @default `/metrics` and all below it */
  hiddenPaths?: readonly string[];
  /**
   * A header that requests must have, otherwise 404, and its values, at most three during a rotation:
   * a load balancer behind CloudFront rejects direct requests with it (C-31). @default none
   */
  requiredHeader?: { name: string; values: pulumi.Input<pulumi.Input<string>[]> };
  /** The settings of blue-green deployments; then ECS shifts the traffic, and `targetPort` cannot change. @default none */
  blueGreen?: BlueGreenTraffic;
}

/**
 * A public application load balancer in front of one service: HTTPS only, with security headers on every response. Port 80
 * only redirects. Requests for another host name, such as scanners by address, get a bare 404.
 *
 * Cost (November 2026, list price, eu-west-1/af-south-1): about USD 18/21 a month and USD 6/7 per capacity unit.
 */
export class PublicLoadBalancer extends pulumi.ComponentResource {
  /** The ARN of the load balancer. */
  readonly loadBalancerArn: pulumi.Output<string>;
  /** The ARN suffix of the load balancer, its CloudWatch dimension. */
  readonly loadBalancerArnSuffix: pulumi.Output<string>;
  /** The load balancer's DNS name. */
  readonly dnsName: pulumi.Output<string>;
  /** The zone of that DNS name, for alias records. */
  readonly dnsZoneId: pulumi.Output<string>;
  /** The load balancer's security group. */
  readonly securityGroupId: pulumi.Output<string>;
  /** The ARN of the target group; known only when a listener forwards to it, as ECS requires. */
  readonly targetGroupArn: pulumi.Output<string>;
  /** The ARN suffix of the target group, its CloudWatch dimension. */
  readonly targetGroupArnSuffix: pulumi.Output<string>;
  /** The ARN of the HTTPS listener. */
  readonly httpsListenerArn: pulumi.Output<string>;
  /** ECS's inputs of blue-green deployments; absent without `blueGreen`. */
  readonly blueGreen?: BlueGreenRouting;
  /** The ARN suffix of the second target group; absent without `blueGreen`. */
  readonly alternateTargetGroupArnSuffix?: pulumi.Output<string>;

  constructor(name: string, args: PublicLoadBalancerArgs, options?: pulumi.ComponentResourceOptions) {
    refuseOpenTestListener(name, args.blueGreen);
    super("care-platform:edge:PublicLoadBalancer", name, facts(args), options);

    const securityGroup = this.securityGroup(name, args);
    const loadBalancer = this.loadBalancer(name, args, securityGroup);
    const targetGroup = this.targetGroup(name, args);
    const alternate = args.blueGreen && this.targetGroup(name, args, "alternate");
    const listener = httpsListener(
      `${name}-https`,
      { ...args, loadBalancerArn: loadBalancer.arn, port: 443 },
      { parent: this },
    );
    hiddenPaths(`${name}-hidden`, { listenerArn: listener.arn, paths: args.hiddenPaths }, { parent: this });
    const forwarding = this.forwarding(name, args, listener, { targetGroup, alternate });
    redirectListener(`${name}-redirect`, loadBalancer.arn, { parent: this });
    if (args.blueGreen && alternate) {
      this.blueGreen = this.prepareBlueGreen(name, { ...args, ...args.blueGreen }, alternate, {
        loadBalancer,
        securityGroup,
        targetGroup,
        forwarding,
      });
      this.alternateTargetGroupArnSuffix = alternate.arnSuffix;
    }

    this.loadBalancerArn = loadBalancer.arn;
    this.loadBalancerArnSuffix = loadBalancer.arnSuffix;
    this.dnsName = loadBalancer.dnsName;
    this.dnsZoneId = loadBalancer.zoneId;
    this.securityGroupId = securityGroup.id;
    this.targetGroupArn = pulumi.all([targetGroup.arn, forwarding.arn]).apply(([arn]) => arn);
    this.targetGroupArnSuffix = targetGroup.arnSuffix;
    this.httpsListenerArn = listener.arn;
    this.registerOutputs({
      loadBalancerArn: this.loadBalancerArn,
      loadBalancerArnSuffix: this.loadBalancerArnSuffix,
      dnsName: this.dnsName,
      dnsZoneId: this.dnsZoneId,
      securityGroupId: this.securityGroupId,
      targetGroupArn: this.targetGroupArn,
      targetGroupArnSuffix: this.targetGroupArnSuffix,
      httpsListenerArn: this.httpsListenerArn,
      blueGreen: this.blueGreen,
      alternateTargetGroupArnSuffix: this.alternateTargetGroupArnSuffix,
    });
  }

  /** The component that registers targets adds the egress rule to them. */
  private securityGroup(name: string, args: PublicLoadBalancerArgs): ec2.SecurityGroup {
    const physical = physicalName("securityGroup", args.stage, name, "load-balancer");
    const group = new ec2.SecurityGroup(
      `${name}-security-group`,
      {
        name: physical,
        // No setting in it: a new description would replace the group while the load balancer uses it.
        description: `Load balancer of ${name}`,
        vpcId: args.vpcId,
        tags: { Name: physical },
      },
      { parent: this },
    );
    for (const [role, port] of [
      ["http", 80],
      ["https", 443],
    ] as const) {
      new vpc.SecurityGroupIngressRule(
        `${name}-${role}-ingress`,
        {
          securityGroupId: group.id,
          description: port === 80 ? "Everybody, to be redirected to HTTPS" : "Everybody, over HTTPS",
          ipProtocol: "tcp",
          fromPort: port,
          toPort: port,
          cidrIpv4: "0.0.0.0/0",
        },
        { parent: this },
      );
    }
    return group;
  }

  private loadBalancer(name: string, args: PublicLoadBalancerArgs, group: ec2.SecurityGroup): lb.LoadBalancer {
    const protectData = args.protectData ?? true;
    const physical = physicalName("loadBalancer", args.stage, name);
    return new lb.LoadBalancer(
      `${name}-load-balancer`,
      {
        name: physical,
        loadBalancerType: "application",
        internal: false,
        ipAddressType: "ipv4",
        subnets: args.subnetIds,
        securityGroups: [group.id],
        enableDeletionProtection: protectData,
        idleTimeout: args.idleTimeout ?? 120,
        clientKeepAlive: 3600,
        dropInvalidHeaderFields: true,
        desyncMitigationMode: args.desyncMitigationMode ?? "defensive",
        // The application reads the client's address from the last entry, so a client must not be able to replace it (C-32).
        xffHeaderProcessingMode: "append",
        preserveHostHeader: true,
        enableHttp2: true,
        enableZonalShift: true,
        enableWafFailOpen: false,
        accessLogs: { bucket: args.logBucketName, prefix: `load-balancers/${physical}/access`, enabled: true },
        connectionLogs: { bucket: args.logBucketName, prefix: `load-balancers/${physical}/connections`, enabled: true },
      },
      { parent: this, protect: protectData },
    );
  }

  private targetGroup(name: string, args: PublicLoadBalancerArgs, role?: "alternate"): lb.TargetGroup {
    const roles = role ? [role] : [];
    return new lb.TargetGroup(
      [name, ...roles, "targets"].join("-"),
      {
        // The port is part of the name, because a new port makes a new group while the old one is still in use.
        name: physicalName("targetGroup", args.stage, name, String(args.targetPort), ...roles),
        vpcId: args.vpcId,
        targetType: "ip",
        protocol: "HTTP",
        protocolVersion: "HTTP1",
        port: args.targetPort,
        deregistrationDelay: args.deregistrationDelay ?? 60,
        loadBalancingAlgorithmType: "least_outstanding_requests",
        healthCheck: {
          path: args.healthCheckPath ?? "/health",
          protocol: "HTTP",
          port: "traffic-port",
          matcher: "200",
          interval: 15,
          timeout: 5,
          healthyThreshold: 2,
          unhealthyThreshold: 3,
        },
        stickiness: { type: "lb_cookie", enabled: args.stickySessions ?? false, cookieDuration: 86_400 },
      },
      { parent: this },
    );
  }

  private forwarding(
    name: string,
    { domainName, requiredHeader }: PublicLoadBalancerArgs,
    listener: lb.Listener,
    { targetGroup, alternate }: { targetGroup: lb.TargetGroup; alternate?: lb.TargetGroup },
  ): lb.ListenerRule {
    const header = requiredHeader && { httpHeaderName: requiredHeader.name, values: requiredHeader.values };
    return new lb.ListenerRule(
      `${name}-forwarding`,
      {
        listenerArn: listener.arn,
        priority: 100,
        conditions: [{ hostHeader: { values: [domainName] } }, ...(header ? [{ httpHeader: header }] : [])],
        actions: alternate
          ? weightedForward({ first: targetGroup.arn, alternate: alternate.arn }, { first: 100, alternate: 0 })
          : [{ type: "forward", targetGroupArn: targetGroup.arn }],
      },
      // ECS changes the weights with each deployment; reverting them would route traffic to stopped tasks.
      { parent: this, ignoreChanges: alternate ? ["actions"] : [] },
    );
  }

  private prepareBlueGreen(
    name: string,
    args: PublicLoadBalancerArgs & BlueGreenTraffic,
    alternate: lb.TargetGroup,
    own: {
      loadBalancer: lb.LoadBalancer;
      securityGroup: ec2.SecurityGroup;
      targetGroup: lb.TargetGroup;
      forwarding: lb.ListenerRule;
    },
  ): BlueGreenRouting {
    const trying = testListener(
      name,
      {
        ...args,
        loadBalancerArn: own.loadBalancer.arn,
        securityGroupId: own.securityGroup.id,
        targetGroups: { first: own.targetGroup.arn, alternate: alternate.arn },
      },
      { parent: this },
    );
    return {
      alternateTargetGroupArn: alternate.arn,
      productionListenerRuleArn: own.forwarding.arn,
      testListenerRuleArn: trying.arn,
    };
  }
}

/** Facts of the load balancer for rules at preview time. */
function facts(args: PublicLoadBalancerArgs) {
  return {
    stage: args.stage,
    domainName: args.domainName,
    targetPort: args.targetPort,
    tlsPolicy: args.tlsPolicy ?? recommendedTlsPolicy,
    demandsHeader: args.requiredHeader?.name,
    testPort: args.blueGreen?.testPort,
    protectData: args.protectData ?? true,
  };
}
