import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";

/** Which domain the zone answers for. */
export interface HostedZoneArgs {
  /** The domain, without a dot at its end. */
  domain: string;
  /** Whether the engine refuses to delete the zone; a new one gets different name servers. @default true */
  protectData?: boolean;
}

/**
 * The public DNS zone of a stage's domain. The owner of the domain enters the name servers at the registrar once; until
 * then ACM issues no certificate for the zone.
 *
 * Cost (November 2026, list price, everywhere): USD 0.50 a month, USD 0.40 per million queries; aliases to AWS are free.
 */
export class HostedZone extends pulumi.ComponentResource {
  /** The id of the zone. */
  readonly zoneId: pulumi.Output<string>;
  /** The name servers to enter at the registrar. */
  readonly nameServers: pulumi.Output<string[]>;

  constructor(name: string, args: HostedZoneArgs, options?: pulumi.ComponentResourceOptions) {
    super("care-platform:edge:HostedZone", name, { ...args }, options);

    const zone = new route53.Zone(
      `${name}-zone`,
      { name: args.domain, comment: `Public zone of ${args.domain}`, forceDestroy: false },
      { parent: this, protect: args.protectData ?? true },
    );

    this.zoneId = zone.zoneId;
    this.nameServers = zone.nameServers;
    this.registerOutputs({ zoneId: this.zoneId, nameServers: this.nameServers });
  }
}
