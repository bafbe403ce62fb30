import type { AccountView, KeptResource } from "../../resource-type";
import { textOf } from "../wire-text";

export const zoneType = "aws:route53/zone:Zone";
export const recordType = "aws:route53/record:Record";

/** A name without its last dot, in lower case, as DNS compares names. */
export const bare = (name: unknown): string => textOf(name).replace(/\.$/, "").toLowerCase();

/** Route 53 completes a name that does not end with the zone's own. */
export function fullName(name: unknown, zoneName: unknown): string {
  const [record, zone] = [bare(name), bare(zoneName)];
  if (record === "" || record === zone) return zone;
  return record.endsWith(`.${zone}`) ? record : `${record}.${zone}`;
}

/** Whether a zone is seen from its VPCs only. */
export function isPrivate({ state }: Pick<KeptResource, "state">): boolean {
  return Array.isArray(state.vpcs) && state.vpcs.length > 0;
}

/** The records that everybody sees, each by its full name. */
export function publicRecords(
  account: AccountView,
): readonly { readonly name: string; readonly record: KeptResource }[] {
  return account.list(recordType).flatMap((record) => {
    const zone = account.find(zoneType, "zoneId", record.state.zoneId);
    if (zone && isPrivate(zone)) return [];
    const name = bare(record.state.fqdn ?? fullName(record.state.name, zone?.state.name));
    return [{ name, record }];
  });
}
