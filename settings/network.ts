import { networkRange } from "./address";
import { listOf, oneOf, oneOfMany, section, text, yesOrNo } from "./field";
import { regions } from "./published/offers";
import type { Stage } from "./stage";
import { stageDefaults } from "./stage-defaults";

/** The AWS account and region a stage lives in. */
export function aws() {
  return section({
    /** The number of the stage's own AWS account. */
    accountId: text("the 12 digits of an AWS account, in quotes", (value) => /^\d{12}$/.test(value)),
    /** The region of everything in the stage. */
    region: oneOfMany("an AWS region such as af-south-1", regions),
  });
}

/** The network of a stage. */
export function network(stage: Stage) {
  const defaults = stageDefaults[stage].network;
  return section({
    /** The VPC's address range; no two stages may share an address, so that they can be peered one day. */
    cidr: networkRange(),
    /** Three zones of the region: one can fail and a majority remains. */
    availabilityZones: listOf(
      text("an availability zone such as af-south-1a", (value) => /^[a-z]{2}(-[a-z]+)+-[1-9][a-z]$/.test(value)),
      { length: 3, of: "availability zones" },
    ),
    /**
     * One NAT gateway for the stage, or one in each zone. The addresses outlive the gateways either way.
     * @default "per-zone" in production, "single" elsewhere
     */
    natGateways: oneOf(["single", "per-zone"]).default(defaults.natGateways),
    /**
     * Whether the traffic to ECR, Logs, Secrets Manager and KMS stays inside the network. Each endpoint is charged by
     * the hour and zone.
     * @default true in production, false elsewhere
     */
    interfaceEndpoints: yesOrNo().default(defaults.interfaceEndpoints),
  });
}
