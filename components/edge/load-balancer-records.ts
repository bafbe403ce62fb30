import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";

/** The name and the load balancer. */
export interface LoadBalancerRecordsArgs {
  /** The full domain name. */
  domainName: string;
  /** The zone the name is in. */
  zoneId: pulumi.Input<string>;
  /** The load balancer's DNS name. */
  dnsName: pulumi.Input<string>;
  /** The zone of the load balancer's DNS name. */
  dnsZoneId: pulumi.Input<string>;
  /** Whether the load balancer also has IPv6. @default false */
  ipv6?: boolean;
}

/**
 * The alias records of a load balancer (AH-POST-01). An unhealthy load balancer
 * is omitted from DNS responses.
 *
 * Cost (November 2026, list price, everywhere): none; queries for aliases of AWS resources are free.
 */
export class LoadBalancerRecords extends pulumi.ComponentResource {
  /** The name as it is answered. */
  readonly fullyQualifiedName: pulumi.Output<string>;

  constructor(name: string, args: LoadBalancerRecordsArgs, options?: pulumi.ComponentResourceOptions) {
    super("care-platform:edge:LoadBalancerRecords", name, { domainName: args.domainName }, options);

    const ipv4 = this.record(name, "A", args);
    if (args.ipv6 === true) this.record(name, "AAAA", args);

    this.fullyQualifiedName = ipv4.fqdn;
    this.registerOutputs({ fullyQualifiedName: this.fullyQualifiedName });
  }

  private record(name: string, type: "A" | "AAAA", args: LoadBalancerRecordsArgs): route53.Record {
    return new route53.Record(
      `${name}-${type.toLowerCase()}`,
      {
        zoneId: args.zoneId,
        name: args.domainName,
        type,
        aliases: [{ name: args.dnsName, zoneId: args.dnsZoneId, evaluateTargetHealth: true }],
      },
      { parent: this },
    );
  }
}
