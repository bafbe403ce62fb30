import { isIPv4 } from "node:net";
import { isPrivate } from "../../selectors/address-range";
import { atlas } from "../../selectors/atlas";
import { resourceRule } from "../../rule";

/** Inputs of an access list's entry; exactly one of the three is set. */
interface EntryArgs {
  readonly cidrBlock: string;
  readonly ipAddress: string;
  readonly awsSecurityGroup: string;
}

export const atlasNoOpenAccessList = resourceRule<EntryArgs>({
  id: "atlas-no-open-access-list",
  title: "Atlas IP access lists contain single public addresses and narrow private ranges only",
  severity: "critical",
  enforcement: "everywhere",
  rows: ["DS-DB-03", "DS-DB-04"],
  frameworks: [],
  settings: {
    publicPrefix: {
      description: "Minimum prefix length of an entry with public addresses; 32 is a single address.",
      default: 32,
      minimum: 24,
      maximum: 32,
    },
    privatePrefix: {
      description: "Minimum prefix length of an entry with private addresses, which only a network peering can use.",
      default: 16,
      minimum: 8,
      maximum: 32,
    },
  },
  remediation:
    "List the address of each NAT gateway as /32, or no address with a private endpoint; remove the wide entry.",
  example: 'new mongodbatlas.ProjectIpAccessList("all", { projectId, cidrBlock: "0.0.0.0/0" });',
  unwaivable: "A patient database must not be reachable from the internet.",
  types: atlas.accessLists,
  check({ props }, context) {
    const shortest = {
      public: context.setting("publicPrefix"),
      private: context.setting("privatePrefix"),
    };
    const setting = "cidrBlock";
    context.guard(() => {
      const entry = props.cidrBlock ?? props.ipAddress;
      if (entry === undefined) {
        if (props.awsSecurityGroup === undefined) context.undecided("cidrBlock, ipAddress or awsSecurityGroup");
        return;
      }
      const range = rangeOf(entry);
      if (range === undefined) {
        context.fails({ found: `the range ${entry}`, needed: "an IPv4 address or CIDR block", setting });
        return;
      }
      const least = isPrivate(entry) ? shortest.private : shortest.public;
      if (range >= least) return;
      const needed = least === 32 ? "a single address, /32" : `a block of /${least} or narrower`;
      context.fails({ found: `the range ${entry}`, needed, setting });
    });
  },
});

/** The prefix length of an IPv4 address or block; 0 for the address that stands for all; undefined for anything else. */
function rangeOf(entry: string): number | undefined {
  const [address = "", prefix = "32", ...rest] = entry.split("/");
  if (!isIPv4(address) || !/^\d{1,2}$/.test(prefix) || rest.length > 0) return undefined;
  return address === "0.0.0.0" ? 0 : Number(prefix);
}
