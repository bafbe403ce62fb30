import { isWorld } from "../../readings/address-range";
import { resourceRule } from "../../rule";

/** Inputs of a prefix list or of one entry of it, as far as this rule reads them. */
interface PrefixListArgs {
  readonly entries: readonly { readonly cidr?: string }[];
  readonly cidr: string;
}

export const prefixListNotWorld = resourceRule<PrefixListArgs>({
  id: "prefix-list-not-world",
  title: "A prefix list names neighbours, never the whole internet behind a name",
  severity: "high",
  rows: ["MP-HST-02"],
  frameworks: ["FSBP EC2.18", "FSBP EC2.19"],
  remediation: "Take the range out of the list; a rule for everybody names 0.0.0.0/0 itself, where it is seen.",
  example: 'new ec2.ManagedPrefixList("office", { entries: [{ cidr: "0.0.0.0/0" }], … });',
  types: ["aws:ec2/managedPrefixList:ManagedPrefixList", "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry"],
  check({ props }, examination) {
    const requires = (read: () => string | undefined) => {
      examination.requires({
        read,
        accept: (cidr) => cidr === undefined || !isWorld(cidr),
        found: (cidr) => `the range ${cidr ?? ""}`,
        needed: "ranges that name somebody",
        setting: "cidr",
      });
    };
    requires(() => props.cidr);
    examination.each(
      () => props.entries,
      (entry) => {
        requires(() => entry.cidr);
      },
    );
  },
});
