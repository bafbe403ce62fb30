import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../naming";
import type { Stage } from "../naming";

export interface EgressAddressesArgs {
  stage: Stage;
  /** The zones with an address: all of them, or the first if one NAT gateway serves the stage. */
  zones: readonly string[];
  /** Whether the engine refuses to release an address. @default true */
  protectData?: boolean;
}

/**
 * The egress Elastic IPs of a stage. They are separate from the NAT gateways, so that a gateway
 * can be replaced while the addresses on allow lists stay.
 *
 * Cost (November 2026, list price, every region): USD 3.65 a month for each address.
 */
export class EgressAddresses extends pulumi.ComponentResource {
  /** The addresses themselves, in the order of the zones. */
  readonly publicIps: pulumi.Output<string>[];
  /** The id by which a NAT gateway takes an address, in the order of the zones. */
  readonly allocationIds: pulumi.Output<string>[];

  constructor(name: string, args: EgressAddressesArgs, options?: pulumi.ComponentResourceOptions) {
    super("care-platform:network:EgressAddresses", name, args, options);

    const addresses = args.zones.map((zone) => this.address(name, args, zone));

    this.publicIps = addresses.map(({ publicIp }) => publicIp);
    this.allocationIds = addresses.map(({ allocationId }) => allocationId);
    this.registerOutputs({ publicIps: this.publicIps, allocationIds: this.allocationIds });
  }

  private address(name: string, { stage, protectData = true }: EgressAddressesArgs, zone: string): ec2.Eip {
    return new ec2.Eip(
      `${name}-${zone}`,
      { domain: "vpc", tags: { Name: physicalName("elasticIp", stage, name, zone) } },
      { parent: this, protect: protectData },
    );
  }
}
