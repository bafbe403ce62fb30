import { isWorld, worldIn } from "../../selectors/address-range";
import { known } from "../../unknown-value";
import { resourceRule } from "../../rule";

/** Inputs of a prefix list or of one entry of it, as far as this rule reads them. */
interface PrefixListArgs {
  readonly entries: readonly { readonly cidr?: string }[];
  readonly cidr: string;
}

export const prefixListNotWorld = resourceRule<PrefixListArgs>({
  id: "prefix-list-not-world",
  title: "Managed prefix lists do not contain the whole internet",
  severity: "high",
  enforcement: "everywhere",
  rows: ["MP-HST-02"],
  frameworks: ["FSBP EC2.18", "FSBP EC2.19"],
  remediation:
    "Remove the range from the list. A rule for the whole internet names 0.0.0.0/0 directly, where a reviewer sees it.",
  example: 'new ec2.ManagedPrefixList("office", { entries: [{ cidr: "0.0.0.0/0" }], … });',
  types: ["aws:ec2/managedPrefixList:ManagedPrefixList", "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry"],
  check({ props }, context) {
    const requires = (read: () => string | undefined) => {
      context.requires({
        read,
        accept: (cidr) => cidr === undefined || !isWorld(cidr),
        found: (cidr) => `the range ${cidr ?? ""}`,
        needed: "ranges of known networks",
        setting: "cidr",
      });
    };
    requires(() => props.cidr);
    context.each(
      () => props.entries,
      (entry) => {
        requires(() => entry.cidr);
      },
    );
    const all = known(() => (props.entries ?? []).flatMap(({ cidr }) => cidr ?? [])) ?? [];
    const together = all.some(isWorld) ? undefined : worldIn(all);
    if (together !== undefined) {
      const needed = "ranges of known networks";
      context.fails({
        found: `ranges that are a good part of the internet together: ${together}`,
        needed,
        setting: "entries",
      });
    }
  },
});
