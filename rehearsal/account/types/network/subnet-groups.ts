import type { Creation, Refusal } from "../../resource-type";

/** A group of subnets as RDS and ElastiCache keep it. */
interface SubnetGroup {
  readonly vpcId?: string;
}

/**
 * A group of subnets stays in its network.
 * Source: hashicorp/terraform-provider-aws#16419 and #27459.
 */
export function staysInNetwork(
  code: string,
): (before: SubnetGroup, after: Creation<{ readonly subnetIds: readonly string[] }>) => Refusal | undefined {
  return ({ vpcId }, { inputs, account }) => {
    const networks = (inputs.subnetIds ?? []).map((id) => account.find("aws:ec2/subnet:Subnet", "id", id)?.state.vpcId);
    return networks.every((network) => network === undefined || network === vpcId)
      ? undefined
      : { code, message: "The new Subnets are not in the same Vpc as the existing subnet group" };
  };
}
