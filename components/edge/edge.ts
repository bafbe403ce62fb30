import * as pulumi from "@pulumi/pulumi";
import { refuseOpenTestListener } from "../service/blue-green-test-listener";
import type { BlueGreenRouting, BlueGreenTraffic } from "../service/blue-green-test-listener";
import { Certificate } from "./certificate";
import type { CertificateThresholds } from "./certificate";
import { originVerifyHeader } from "./cloudfront-distribution";
import { LoadBalancerAlarms } from "../observability/load-balancer-alarms";
import type { LoadBalancerAlarmsArgs, LoadBalancerThresholds } from "../observability/load-balancer-alarms";
import { LoadBalancerRecords } from "./load-balancer-records";
import type { AlarmRouting } from "../observability/metric-alarm";
import type { Stage } from "../naming";
import { PublicLoadBalancer } from "./public-load-balancer";
import { WebFirewall } from "./web-firewall";
import type { WebFirewallStrictness, WebFirewallThresholds } from "./web-firewall";

/** When the alarms of an edge fire. */
export interface EdgeThresholds {
  readonly loadBalancer: LoadBalancerThresholds;
  readonly webFirewall: WebFirewallThresholds;
  readonly certificate: CertificateThresholds;
}

/** The inputs of an edge in front of one service. */
export interface EdgeArgs {
  stage: Stage;
  routing: AlarmRouting;
  /** The service in a sentence: "the med-platform API". */
  subject: string;
  thresholds: EdgeThresholds;
  /** The percentile of the latency alarm. @default that of LoadBalancerAlarms */
  latencyPercentile?: LoadBalancerAlarmsArgs["latencyPercentile"];
  /** The stage's region. */
  region: string;
  /** The full name under which the service is reached: "api." and the system's domain. */
  domainName: string;
  /** The public zone that name is in. */
  zoneId: pulumi.Input<string>;
  /** The network of the service. */
  vpcId: pulumi.Input<string>;
  /** Public subnets in at least two zones. */
  publicSubnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** The port the service listens on. */
  targetPort: number;
  /** The bucket for access and connection logs, with its policy in place. */
  logBucketName: pulumi.Input<string>;
  /** The ARN of the key that encrypts log groups. */
  logsKeyArn: pulumi.Input<string>;
  /** Days the web firewall's log is kept. */
  logRetentionDays: number;
  /** The settings of the web firewall. */
  webFirewall: WebFirewallStrictness;
  /** Whether AWS and the engine refuse to delete the load balancer. @default true */
  protectData?: boolean;
  /** Seconds a silent connection stays open; longer than the heartbeat of WebSockets. @default 120 */
  idleTimeout?: number;
  /** Whether sticky sessions are enabled. @default false */
  stickySessions?: boolean;
  /** The predefined TLS policy of the HTTPS listener. @default the one AWS recommends */
  tlsPolicy?: string;
  /** The settings of blue-green deployments. @default none: tasks are replaced one by one */
  blueGreen?: BlueGreenTraffic;
  /**
   * Set if a StaticSite on the same host is in front: the values of its `x-origin-verify` header, the current one
   * first. Then the site has the DNS records of the host, a direct request gets a 404, and the web firewall of the site
   * limits the requests of an address (C-31, C-32). @default none: clients connect to the load balancer directly
   */
  behindCloudFront?: { verifyValues: pulumi.Input<pulumi.Input<string>[]> };
}

/**
 * The edge of one service: certificate, load balancer, web firewall, DNS record and their alarms. The record is created
 * last, so that no traffic reaches an unprotected edge.
 *
 * Cost (November 2026, list price, eu-west-1/af-south-1): about USD 40/45 a month without traffic, two thirds of it the
 * load balancer.
 */
export class Edge extends pulumi.ComponentResource {
  /** The ARN of the load balancer. */
  readonly loadBalancerArn: pulumi.Output<string>;
  /** The ARN suffix of the load balancer, its CloudWatch dimension. */
  readonly loadBalancerArnSuffix: pulumi.Output<string>;
  /** The load balancer's DNS name, for a CloudFront distribution in front of it. */
  readonly loadBalancerDnsName: pulumi.Output<string>;
  /** The zone of that DNS name. */
  readonly loadBalancerDnsZoneId: pulumi.Output<string>;
  /** The ARN of the issued certificate for the name. */
  readonly certificateArn: pulumi.Output<string>;
  /** The load balancer's security group. */
  readonly securityGroupId: pulumi.Output<string>;
  /** The ARN of the target group the service joins. */
  readonly targetGroupArn: pulumi.Output<string>;
  /** The ARN suffix of the target group, its CloudWatch dimension. */
  readonly targetGroupArnSuffix: pulumi.Output<string>;
  /** The same of the second target group; absent without `blueGreen`. */
  readonly alternateTargetGroupArnSuffix?: pulumi.Output<string>;
  /** ECS's inputs of blue-green deployments; absent without `blueGreen`. */
  readonly blueGreen?: BlueGreenRouting;
  /** The number of trusted proxies of the service: 1, or 2 behind CloudFront (C-32). */
  readonly trustedProxyHops: number;
  /** The alarms on errors, latency and refused connections. */
  readonly loadBalancerAlarms: LoadBalancerAlarms;
  /** Names of the alarms that should end a deployment. */
  readonly deploymentAlarmNames: readonly pulumi.Output<string>[];
  /** The address of the service: `https://<domainName>`. */
  readonly url: string;

  constructor(name: string, args: EdgeArgs, options?: pulumi.ComponentResourceOptions) {
    refuseOpenTestListener(name, args.blueGreen);
    super("care-platform:edge:Edge", name, { stage: args.stage, domainName: args.domainName }, options);

    const certificate = this.certificate(name, args);
    const loadBalancer = this.loadBalancer(name, args, certificate);
    const webFirewall = this.webFirewall(name, args, loadBalancer);
    if (!args.behindCloudFront) this.records(name, args, loadBalancer, webFirewall);
    this.loadBalancerAlarms = this.alarms(name, args, loadBalancer);

    this.loadBalancerArn = loadBalancer.loadBalancerArn;
    this.loadBalancerArnSuffix = loadBalancer.loadBalancerArnSuffix;
    this.loadBalancerDnsName = loadBalancer.dnsName;
    this.loadBalancerDnsZoneId = loadBalancer.dnsZoneId;
    this.certificateArn = certificate.certificateArn;
    this.securityGroupId = loadBalancer.securityGroupId;
    this.targetGroupArn = loadBalancer.targetGroupArn;
    this.targetGroupArnSuffix = loadBalancer.targetGroupArnSuffix;
    this.alternateTargetGroupArnSuffix = loadBalancer.alternateTargetGroupArnSuffix;
    this.blueGreen = loadBalancer.blueGreen;
    this.trustedProxyHops = args.behindCloudFront ? 2 : 1;
    this.deploymentAlarmNames = this.loadBalancerAlarms.deploymentAlarmNames;
    this.url = `https://${args.domainName}`;
    this.registerOutputs({
      loadBalancerArn: this.loadBalancerArn,
      loadBalancerArnSuffix: this.loadBalancerArnSuffix,
      loadBalancerDnsName: this.loadBalancerDnsName,
      loadBalancerDnsZoneId: this.loadBalancerDnsZoneId,
      certificateArn: this.certificateArn,
      securityGroupId: this.securityGroupId,
      targetGroupArn: this.targetGroupArn,
      targetGroupArnSuffix: this.targetGroupArnSuffix,
      alternateTargetGroupArnSuffix: this.alternateTargetGroupArnSuffix,
      blueGreen: this.blueGreen,
      trustedProxyHops: this.trustedProxyHops,
      deploymentAlarmNames: this.deploymentAlarmNames,
      url: this.url,
    });
  }

  private certificate(name: string, args: EdgeArgs): Certificate {
    return new Certificate(
      `${name}-certificate`,
      {
        stage: args.stage,
        routing: args.routing,
        subject: `the load balancer of ${args.subject}`,
        thresholds: args.thresholds.certificate,
        domainNames: [args.domainName],
        zoneId: args.zoneId,
      },
      { parent: this },
    );
  }

  private loadBalancer(name: string, args: EdgeArgs, certificate: Certificate): PublicLoadBalancer {
    return new PublicLoadBalancer(
      name,
      {
        stage: args.stage,
        vpcId: args.vpcId,
        subnetIds: args.publicSubnetIds,
        domainName: args.domainName,
        certificateArn: certificate.certificateArn,
        targetPort: args.targetPort,
        logBucketName: args.logBucketName,
        protectData: args.protectData,
        idleTimeout: args.idleTimeout,
        stickySessions: args.stickySessions,
        tlsPolicy: args.tlsPolicy,
        requiredHeader: args.behindCloudFront && {
          name: originVerifyHeader,
          values: args.behindCloudFront.verifyValues,
        },
        blueGreen: args.blueGreen,
      },
      { parent: this },
    );
  }

  private webFirewall(name: string, args: EdgeArgs, loadBalancer: PublicLoadBalancer): WebFirewall {
    return new WebFirewall(
      `${name}-firewall`,
      {
        stage: args.stage,
        routing: args.routing,
        subject: args.subject,
        thresholds: args.thresholds.webFirewall,
        region: args.region,
        loadBalancerArn: loadBalancer.loadBalancerArn,
        logsKeyArn: args.logsKeyArn,
        logRetentionDays: args.logRetentionDays,
        limitsRequests: args.behindCloudFront === undefined,
        ...args.webFirewall,
      },
      { parent: this },
    );
  }

  private records(name: string, args: EdgeArgs, loadBalancer: PublicLoadBalancer, webFirewall: WebFirewall): void {
    new LoadBalancerRecords(
      `${name}-records`,
      {
        domainName: args.domainName,
        zoneId: args.zoneId,
        dnsName: loadBalancer.dnsName,
        dnsZoneId: loadBalancer.dnsZoneId,
      },
      { parent: this, dependsOn: [webFirewall] },
    );
  }

  private alarms(name: string, args: EdgeArgs, loadBalancer: PublicLoadBalancer): LoadBalancerAlarms {
    return new LoadBalancerAlarms(
      `${name}-alarms`,
      {
        stage: args.stage,
        routing: args.routing,
        subject: args.subject,
        thresholds: args.thresholds.loadBalancer,
        latencyPercentile: args.latencyPercentile,
        loadBalancerArnSuffix: loadBalancer.loadBalancerArnSuffix,
      },
      { parent: this },
    );
  }
}
