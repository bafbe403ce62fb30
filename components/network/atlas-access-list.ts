import { isIPv4 } from "node:net";
import * as mongodbatlas from "@pulumi/mongodbatlas/projectIpAccessList";
import * as pulumi from "@pulumi/pulumi";
import { statedAs, textOf } from "../stated-values";
import type { Stage } from "../naming";

export interface AtlasAccessListArgs {
  stage: Stage;
  /** The project the addresses may reach. */
  projectId: pulumi.Input<string>;
  /**
   * The public egress IPv4 addresses of the stage, plain or as /32; none if a private
   * endpoint is the only connection. Their number must be known, the addresses may be unknown.
   */
  addresses: readonly pulumi.Input<string>[];
}

/**
 * The access list of a project: exactly the stage's own addresses (DS-DB-03), and nothing wider (DS-DB-04).
 * It manages only its own entries: manually added ones are not detected here
 * (mongodb/terraform-provider-mongodbatlas#4151).
 *
 * Cost: none.
 */
export class AtlasAccessList extends pulumi.ComponentResource {
  /** The blocks that may connect, in the order of the addresses. */
  readonly cidrBlocks: pulumi.Output<string>[];

  /** Throws a RangeError for an invalid address, or a range of several. */
  constructor(name: string, args: AtlasAccessListArgs, options?: pulumi.ComponentResourceOptions) {
    const blocks = args.addresses.map(singleAddress);
    super("care-platform:network:AtlasAccessList", name, { ...args }, options);

    this.cidrBlocks = blocks.map((block, index) => this.entry(name, args, block, index + 1).cidrBlock);
    this.registerOutputs({ cidrBlocks: this.cidrBlocks });
  }

  private entry(
    name: string,
    { stage, projectId }: AtlasAccessListArgs,
    cidrBlock: pulumi.Input<string>,
    number: number,
  ): mongodbatlas.ProjectIpAccessList {
    return new mongodbatlas.ProjectIpAccessList(
      `${name}-${number}`,
      { projectId, cidrBlock, comment: `Egress address ${number} of ${stage}` },
      // No part of an entry can be changed. Made first, the new entry would take over the old one where both are for the
      // same address, and would go with it.
      { parent: this, deleteBeforeReplace: true },
    );
  }
}

/** A plain address is checked at once, an unknown one when it is known. */
function singleAddress(address: pulumi.Input<string>): pulumi.Input<string> {
  return typeof address === "string"
    ? hostBlock(address)
    : statedAs(pulumi.output(address).apply(hostBlock), textOf`${address}/32`);
}

/** `203.0.113.7` and `203.0.113.7/32` as the block of that one address; throws a RangeError for anything else. */
export function hostBlock(address: string): string {
  const [host = "", prefix = "32", ...rest] = address.split("/");
  if (!isIPv4(host) || prefix !== "32" || rest.length > 0 || host === "0.0.0.0") {
    throw new RangeError(`The access list of Atlas takes single IPv4 addresses only, not ${address}.`);
  }
  return `${host}/32`;
}
