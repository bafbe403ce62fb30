import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";

/** Something else that can answer for the name while the distribution is out of use: an AWS resource with a DNS name. */
export interface StandbyTarget {
  /** Its DNS name, which must hold a certificate for the site's name too. */
  dnsName: pulumi.Input<string>;
  /** The zone of that DNS name. */
  dnsZoneId: pulumi.Input<string>;
  /** The percentage of traffic that it gets, 0 to 100; 0 keeps it as a standby. */
  share: number;
}

/** The names and the distribution. */
export interface CloudFrontRecordsArgs {
  /** The full domain name. */
  domainName: string;
  /** The zone the name is in. */
  zoneId: pulumi.Input<string>;
  /** The distribution's DNS name. */
  distributionDomainName: pulumi.Input<string>;
  /** The target of a DNS rollback, for all or a part of the traffic (MP-RBK-04). @default none */
  standby?: StandbyTarget;
}

/** The zone of every distribution's DNS name (AWS General Reference, Amazon CloudFront endpoints). */
const distributionZoneId = "Z2FDTNDATAQYW2";

/**
 * The alias records of a site, for IPv4 and IPv6. They are weighted from the first day, because Route 53 refuses to change
 * a simple record into a weighted one: so a rollback by DNS changes one number, takes effect within a minute, and recreates
 * nothing. Faster options are the weights of the load balancer's rule, and the site's maintenance response.
 *
 * Cost (November 2026, list price, everywhere): none; queries for aliases of AWS resources are free.
 */
export class CloudFrontRecords extends pulumi.ComponentResource {
  /** The name as it is answered. */
  readonly fullyQualifiedName: pulumi.Output<string>;

  constructor(name: string, args: CloudFrontRecordsArgs, options?: pulumi.ComponentResourceOptions) {
    const share = args.standby?.share ?? 0;
    if (!Number.isInteger(share) || share < 0 || share > 100) {
      throw new pulumi.RunError(`The standby of ${args.domainName} has the share ${share}; it must be 0 to 100.`);
    }
    super("care-platform:edge:CloudFrontRecords", name, { domainName: args.domainName, standbyShare: share }, options);

    const distribution = { dnsName: args.distributionDomainName, dnsZoneId: distributionZoneId };
    const records = this.records(name, args, "distribution", { ...distribution, share: 100 - share });
    if (args.standby !== undefined) this.records(name, args, "standby", args.standby);

    this.fullyQualifiedName = records.fqdn;
    this.registerOutputs({ fullyQualifiedName: this.fullyQualifiedName });
  }

  private records(
    name: string,
    args: CloudFrontRecordsArgs,
    setIdentifier: "distribution" | "standby",
    target: StandbyTarget,
  ): route53.Record {
    const record = (type: "A" | "AAAA") =>
      new route53.Record(
        `${name}-${setIdentifier}-${type.toLowerCase()}`,
        {
          zoneId: args.zoneId,
          name: args.domainName,
          type,
          setIdentifier,
          weightedRoutingPolicies: [{ weight: target.share }],
          // Route 53 cannot evaluate the health of a distribution, and refuses evaluateTargetHealth.
          aliases: [{ name: target.dnsName, zoneId: target.dnsZoneId, evaluateTargetHealth: false }],
        },
        { parent: this },
      );
    record("AAAA");
    return record("A");
  }
}
