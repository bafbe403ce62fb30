import { networkRange } from "../fields/address";
import { asDigits, rewritten } from "../fields/corrected";
import { listOf, oneOf, oneOfMany, section, text, yesOrNo } from "../fields/field";
import { regions } from "../published/offers";
import type { Stage } from "../stage/stage";
import { stageDefaults } from "./stage-defaults";
import { deletesProtected, fixed, newStage, onChange } from "../standing/change-rule";

const isAccount = (value: string) => /^\d{12}$/.test(value);

/** The AWS account and Region of a stage. */
export function aws() {
  return section({
    /** The number of the stage's AWS account. */
    accountId: onChange(
      text("the 12 digits of an AWS account, in quotes", isAccount, rewritten(isAccount, asDigits)),
      fixed("all resources of the stage are in this account", newStage("account")),
    ),
    /** The region of everything in the stage. */
    region: onChange(
      oneOfMany("an AWS region such as af-south-1", regions),
      fixed("AWS cannot move a VPC, database or KMS key to another Region", newStage("Region")),
    ),
  });
}

/** The network of a stage. */
export function network(stage: Stage) {
  const defaults = stageDefaults[stage].network;
  return section({
    /** The VPC's address range; no two stages may share an address, so that they can be peered one day. */
    cidr: onChange(
      networkRange(),
      fixed("the VPC, its subnets and every database in it would be replaced", newStage("range")),
    ),
    /** Three zones of the region: one can fail and a majority remains. */
    availabilityZones: onChange(
      listOf(
        text("an availability zone such as af-south-1a", (value) => /^[a-z]{2}(-[a-z]+)+-[1-9][a-z]$/.test(value)),
        { length: 3, of: "availability zones" },
      ),
      fixed(
        "a subnet stays in its zone, and has its range by the zone's place in the list",
        "keep the deployed zones, in the deployed order",
      ),
    ),
    /**
     * One NAT gateway for the stage, or one in each zone. The addresses outlive the gateways either way.
     * @default "per-zone" in production, "single" elsewhere
     */
    natGateways: onChange(oneOf(["single", "per-zone"]).default(defaults.natGateways), {
      effect:
        "Creates or deletes NAT gateways and changes routes: connections through a deleted gateway break. From per-zone to single, two egress addresses are released permanently.",
      refuses: (change) =>
        change.after === "single" ? deletesProtected(change, "the egress addresses on others' allowlists") : undefined,
    }),
    /**
     * Whether the traffic to ECR, Logs, Secrets Manager and KMS stays inside the network. Each endpoint is charged by
     * the hour and zone.
     * @default true in production, false elsewhere
     */
    interfaceEndpoints: onChange(yesOrNo().default(defaults.interfaceEndpoints), {
      effect: "Creates or deletes the VPC endpoints; private DNS switches over within a minute.",
    }),
  });
}
