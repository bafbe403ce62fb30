import type { KeptResource, WireObject } from "../resource-type";
import { isList, isObject } from "../wire";
import { textOf } from "../types/wire-text";
import type { Answering } from "./request";

const ingress = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const egress = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

/** The values of the first filter of a request. */
function filtered(input: Readonly<Record<string, unknown>>): readonly unknown[] {
  const [filter] = input.Filters as readonly { readonly Values: readonly unknown[] }[];
  return filter?.Values ?? [];
}

function ruleAnswer({ id, type, state }: KeptResource): WireObject {
  return {
    SecurityGroupRuleId: id,
    GroupId: state.securityGroupId,
    IsEgress: type === egress,
    IpProtocol: state.ipProtocol,
    FromPort: state.fromPort,
    ToPort: state.toPort,
    CidrIpv4: state.cidrIpv4,
    CidrIpv6: state.cidrIpv6,
    PrefixListId: state.prefixListId,
    Description: state.description,
    ...(state.referencedSecurityGroupId !== undefined && {
      ReferencedGroupInfo: { GroupId: state.referencedSecurityGroupId },
    }),
  };
}

function routeAnswer({ state }: KeptResource): WireObject {
  return {
    DestinationCidrBlock: state.destinationCidrBlock,
    DestinationIpv6CidrBlock: state.destinationIpv6CidrBlock,
    GatewayId: state.gatewayId,
    NatGatewayId: state.natGatewayId,
    VpcPeeringConnectionId: state.vpcPeeringConnectionId,
    TransitGatewayId: state.transitGatewayId,
    NetworkInterfaceId: state.networkInterfaceId,
    Origin: "CreateRoute",
  };
}

/** Answers about the network and the edge, by service and operation. */
export const networkAnswers: Readonly<Record<string, Answering>> = {
  "ec2 DescribeSecurityGroupRules": (input, standing) => ({
    SecurityGroupRules: standing(ingress, egress)
      .filter(({ state }) => filtered(input).includes(state.securityGroupId))
      .map(ruleAnswer),
  }),
  "ec2 DescribeRouteTables": ({ RouteTableIds: ids }, standing) => ({
    RouteTables: standing("aws:ec2/routeTable:RouteTable")
      .filter(({ id }) => (ids as readonly string[]).includes(id))
      .map(({ id }) => ({
        RouteTableId: id,
        Routes: [
          { GatewayId: "local", Origin: "CreateRouteTable" },
          ...standing("aws:ec2/route:Route")
            .filter(({ state }) => state.routeTableId === id)
            .map(routeAnswer),
        ],
      })),
  }),
  "elbv2 DescribeRules": ({ ListenerArn: listener }, standing) => ({
    Rules: [
      { IsDefault: true, Priority: "default" },
      ...standing("aws:lb/listenerRule:ListenerRule")
        .filter(({ state }) => state.listenerArn === listener)
        .map(({ id, state }) => ({
          RuleArn: id,
          Priority: `${Number(state.priority)}`,
          IsDefault: false,
          Actions: isList(state.actions)
            ? state.actions.map((action) => ({ Type: isObject(action) ? action.type : undefined }))
            : [],
        })),
    ],
  }),
  "route53 ListResourceRecordSets": ({ HostedZoneId: zone }, standing) => {
    const [found] = standing("aws:route53/zone:Zone").filter(({ id }) => id === zone);
    const apex = `${textOf(found?.state.name)}.`;
    return {
      ResourceRecordSets: [
        { Name: apex, Type: "NS" },
        { Name: apex, Type: "SOA" },
        ...standing("aws:route53/record:Record")
          .filter(({ state }) => state.zoneId === zone)
          // Route 53 writes names out, with a last dot and `*` in octal.
          .map(({ state }) => ({
            Name: `${textOf(state.fqdn)
              .replace(/\.$/, "")
              .replaceAll("*", String.raw`\052`)}.`,
            Type: state.type,
          })),
      ],
    };
  },
};
