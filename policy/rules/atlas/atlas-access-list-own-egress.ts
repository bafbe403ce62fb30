import { isPrivate } from "../../selectors/address-range";
import { atlas } from "../../selectors/atlas";
import { stackRule } from "../../rule";
import type { StackResource, StackView } from "../../stack-view";

/** Sources of the stage's addresses: an Elastic IP, or a NAT gateway that has one. */
const egress = ["aws:ec2/eip:Eip", "aws:ec2/natGateway:NatGateway"];

interface EntryState {
  readonly cidrBlock: string;
  readonly ipAddress: string;
  readonly awsSecurityGroup: string;
}

export const atlasAccessListOwnEgress = stackRule({
  id: "atlas-access-list-own-egress",
  title: "Public addresses in Atlas IP access lists belong to the stage's own Elastic IPs or NAT gateways",
  severity: "high",
  enforcement: "deployed",
  rows: ["DS-DB-03"],
  frameworks: [],
  remediation:
    "Use the publicIp of an Elastic IP of the same stack in each entry; remove addresses of offices and other stages.",
  example: 'new mongodbatlas.ProjectIpAccessList("office", { projectId, cidrBlock: "203.0.113.7/32" });',
  types: atlas.accessLists,
  check(stack, context) {
    const needed = "the public address of an Elastic IP or NAT gateway of this stack";
    for (const entry of stack.of<EntryState>(atlas.accessLists)) {
      const about = context.about(entry);
      about.guard(() => {
        if (madeFromEgress(entry)) return;
        const range = entry.props.cidrBlock ?? entry.props.ipAddress;
        // A security group, and a private address over a peering, are no address of the internet.
        if (range === undefined || isPrivate(range)) return;
        const own = ownAddresses(stack);
        if (own === undefined) about.undecided("the stack with the stage's NAT gateways");
        else if (!own.includes(range.replace(/\/32$/, ""))) {
          about.fails({
            found: `the address ${range}, which does not belong to the stage`,
            needed,
            setting: "cidrBlock",
          });
        }
      });
    }
  },
});

function madeFromEgress({ propertyDependencies }: StackResource): boolean {
  const { cidrBlock = [], ipAddress = [] } = propertyDependencies;
  return [...cidrBlock, ...ipAddress].some(({ type }) => egress.includes(type));
}

/** The public addresses this stack has; undefined when its egress is in another stack. */
function ownAddresses(stack: StackView): readonly (string | undefined)[] | undefined {
  const own = stack.of<{ publicIp: string }>(egress);
  return own.length === 0 ? undefined : own.map(({ props }) => props.publicIp);
}
