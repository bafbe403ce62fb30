import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { AccountView, KeptResource, Refusal } from "../../resource-type";
import type { Check } from "../first-refusal";
import { textOf } from "../wire-text";
import { loadBalancerTypes } from "./lb-checks";
import { bare, fullName, recordType, zoneType } from "./route53-names";

/** The zone of every distribution (AWS General Reference, "Amazon CloudFront endpoints"). */
const distributionZone = "Z2FDTNDATAQYW2";

type Alias = Partial<pulumi.Unwrap<aws.types.input.route53.RecordAlias>>;

const invalid = (message: string): Refusal => ({ code: "InvalidChangeBatch", message });

/** The zone in which a target of this account stands, where it is one whose zone is known. */
function zoneOf(target: string, account: AccountView): string | undefined {
  if (target.endsWith(".cloudfront.net")) return distributionZone;
  const name = target.replace(/^dualstack\./, "");
  const balancer = loadBalancerTypes
    .flatMap((type) => account.list(type))
    .find(({ state }) => bare(state.dnsName) === name);
  return balancer && textOf(balancer.state.zoneId);
}

/**
 * An alias names the zone of its target, or a record of its own zone with the same type. Source: Route 53 API reference,
 * AliasTarget, "HostedZoneId"; hashicorp/terraform-provider-aws#7203 for the words.
 */
export const refusesAlias: Check<aws.route53.RecordArgs> = ({ inputs, account }) => {
  const { aliases = [], type = "", zoneId } = inputs;
  for (const alias of aliases as readonly Alias[]) {
    const target = bare(alias.name);
    const zone = zoneOf(target, account);
    if (zone !== undefined && zone !== "" && alias.zoneId !== undefined && alias.zoneId !== zone) {
      return invalid(
        `Tried to create an alias that targets ${target}., type ${type} in zone ${alias.zoneId}, but the alias target name does not lie within the target zone`,
      );
    }
    if (zone !== undefined && !["A", "AAAA", "HTTPS", "SVCB"].includes(type)) {
      return invalid(`The alias target ${target} has no record of type ${type}; give A or AAAA.`);
    }
    if (alias.zoneId === zoneId && zoneId !== undefined && !inOwnZone(target, type, zoneId, account)) {
      return invalid(
        `Tried to create an alias that targets ${target}., type ${type} in zone ${zoneId}, but that target was not found`,
      );
    }
  }
  return undefined;
};

function inOwnZone(target: string, type: string, zoneId: string, account: AccountView): boolean {
  const zoneName = account.find(zoneType, "zoneId", zoneId)?.state.name;
  return account
    .list(recordType)
    .some(
      ({ state }: KeptResource) =>
        state.zoneId === zoneId && state.type === type && fullName(state.name, zoneName) === target,
    );
}
