import { known } from "../../unknown-value";
import { stackRule } from "../../rule";
import type { StackResource } from "../../stack-view";

const vpcTypes = ["aws:ec2/vpc:Vpc"];

/** Resources that connect a network with another, and the property that names it. */
const joints: Readonly<Record<string, readonly string[]>> = {
  "aws:ec2/vpcPeeringConnection:VpcPeeringConnection": ["peerVpcId"],
  "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter": ["vpcPeeringConnectionId"],
  "aws:ec2transitgateway/vpcAttachment:VpcAttachment": ["transitGatewayId"],
  "aws:ec2transitgateway/vpcAttachmentAccepter:VpcAttachmentAccepter": ["transitGatewayAttachmentId"],
  "aws:ec2/route:Route": ["vpcPeeringConnectionId", "transitGatewayId", "vpnGatewayId"],
  "aws:ec2/vpnConnection:VpnConnection": ["customerGatewayId"],
  "aws:ec2clientvpn/endpoint:Endpoint": ["vpcId"],
  "aws:vpclattice/serviceNetworkVpcAssociation:ServiceNetworkVpcAssociation": ["serviceNetworkIdentifier"],
  "aws:ec2/vpcEndpoint:VpcEndpoint": ["serviceName"],
  "mongodbatlas:index/networkPeering:NetworkPeering": ["vpcId"],
};

/** The prefix of endpoint services that any account can offer; AWS's own endpoints are not another network. */
const ofAnybody = "com.amazonaws.vpce.";

export const networkNotJoined = stackRule({
  id: "network-not-joined",
  title: "No peering, transit gateway, VPN or endpoint service of others joins the VPC with another network",
  severity: "high",
  enforcement: "everywhere",
  rows: ["DS-ENV-01", "DS-ENV-02", "DS-ENV-03"],
  frameworks: [],
  settings: {
    trustedNetworks: {
      kind: "texts",
      default: [],
      pattern: String.raw`[\w.-]+`,
      description:
        "Networks to which the VPC may be joined: ids of VPCs, gateways and peerings, or names of endpoint services.",
    },
  },
  remediation:
    "Remove the joint, or add the id of the other network to trustedNetworks of this rule, so that a reviewer sees it. Networks of MongoDB Atlas that the stack creates are trusted.",
  example: 'new ec2.VpcPeeringConnection("office", { vpcId: vpc.id, peerVpcId: "vpc-0123456789abcdef0" });',
  types: Object.keys(joints),
  check(stack, context) {
    const own = stack.of<{ id: string }>(vpcTypes).flatMap(({ props }) => known(() => props.id) ?? []);
    const trusted = new Set([...own, ...context.settingTexts("trustedNetworks")]);
    for (const [type, properties] of Object.entries(joints)) {
      for (const resource of stack.of([type])) {
        const about = context.about(resource);
        for (const property of properties) {
          about.guard(() => {
            if (isMadeHere(resource, property)) return;
            const other = resource.props[property];
            if (typeof other !== "string" || other === "" || trusted.has(other)) return;
            if (property === "serviceName" && !other.startsWith(ofAnybody)) return;
            about.fails({ found: `a joint with ${other}`, needed: "a network of trustedNetworks", setting: property });
          });
        }
      }
    }
  },
});

/** Whether the named resource was created by Atlas for this stack, or is another VPC of it. */
function isMadeHere({ propertyDependencies }: StackResource, property: string): boolean {
  return (propertyDependencies[property] ?? []).some(
    ({ type }) => type.startsWith("mongodbatlas:") || vpcTypes.includes(type),
  );
}
