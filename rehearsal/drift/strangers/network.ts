import { type Answer, type Listed, listAt, type OwnResource, regionOf, type StrangerKind, textAt } from "./kind";

const groups = ["aws:ec2/securityGroup:SecurityGroup", "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"];

/** Rules of the stage's security groups. EC2: DescribeSecurityGroupRules; inline rules are properties of their group. */
const securityGroupRules = (direction: "ingress" | "egress"): StrangerKind => {
  const type =
    direction === "ingress"
      ? "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
      : "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
  return {
    what: `security group ${direction} rule`,
    type,
    actions: ["ec2:DescribeSecurityGroupRules"],
    lists: (own) =>
      own.of(...groups).map((group) => async (send) => {
        const known = new Set([
          ...own.of(type).map(({ id }) => id),
          ...own
            .of("aws:ec2/securityGroupRule:SecurityGroupRule")
            .map(({ state }) => textAt(state, "securityGroupRuleId")),
        ]);
        const filters = [{ Name: "group-id", Values: [group.id] }];
        const answer = await send({
          service: "ec2",
          operation: "DescribeSecurityGroupRules",
          ...regionOf(group),
          input: { Filters: filters },
        });
        return listAt(answer, "SecurityGroupRules")
          .filter((rule) => (rule.IsEgress === true) === (direction === "egress"))
          .map((rule) => {
            const id = textAt(rule, "SecurityGroupRuleId");
            return ruleListed(rule, group, known.has(id) || isInline(group, direction), direction);
          });
      }),
  };
};

function isInline({ state }: OwnResource, direction: "ingress" | "egress"): boolean {
  const rules = state[direction];
  return Array.isArray(rules) && rules.length > 0;
}

function ruleListed(rule: Answer, group: OwnResource, known: boolean, direction: "ingress" | "egress"): Listed {
  const referenced = rule.ReferencedGroupInfo as Answer | undefined;
  const inputs = Object.fromEntries(
    Object.entries({
      securityGroupId: rule.GroupId,
      ipProtocol: rule.IpProtocol,
      fromPort: rule.FromPort,
      toPort: rule.ToPort,
      cidrIpv4: rule.CidrIpv4,
      cidrIpv6: rule.CidrIpv6,
      prefixListId: rule.PrefixListId,
      referencedSecurityGroupId: referenced?.GroupId,
      description: rule.Description,
    }).filter(([, value]) => value !== undefined && value !== null && value !== ""),
  );
  const peer = [inputs.cidrIpv4, inputs.cidrIpv6, inputs.prefixListId, inputs.referencedSecurityGroupId].find(Boolean);
  const ports =
    inputs.fromPort === undefined ? "all ports" : `ports ${Number(rule.FromPort)} to ${Number(rule.ToPort)}`;
  return {
    id: textAt(rule, "SecurityGroupRuleId"),
    at: group.name,
    does: `${String(inputs.ipProtocol)} ${ports} ${direction === "ingress" ? "from" : "to"} ${String(peer)}`,
    access: direction === "ingress",
    known,
    inputs,
  };
}

/** Routes of the stage's route tables. EC2: DescribeRouteTables; gateway endpoints and the local route are nobody's. */
const routes: StrangerKind = {
  what: "route",
  type: "aws:ec2/route:Route",
  actions: ["ec2:DescribeRouteTables"],
  lists: (own) =>
    own.of("aws:ec2/routeTable:RouteTable").map((table) => async (send) => {
      const known = new Set(
        own
          .of("aws:ec2/route:Route")
          .filter(({ state }) => state.routeTableId === table.id)
          .flatMap(({ state }) => [textAt(state, "destinationCidrBlock"), textAt(state, "destinationIpv6CidrBlock")]),
      );
      const inline = Array.isArray(table.state.routes) && table.state.routes.length > 0;
      const input = { RouteTableIds: [table.id] };
      const answer = await send({ service: "ec2", operation: "DescribeRouteTables", ...regionOf(table), input });
      return listAt(answer, "RouteTables")
        .flatMap((each) => listAt(each, "Routes"))
        .filter((route) => route.Origin === "CreateRoute" && !textAt(route, "GatewayId").startsWith("vpce-"))
        .map((route) => {
          const to = textAt(route, "DestinationCidrBlock") || textAt(route, "DestinationIpv6CidrBlock");
          const through = [
            "GatewayId",
            "NatGatewayId",
            "VpcPeeringConnectionId",
            "TransitGatewayId",
            "NetworkInterfaceId",
          ]
            .map((key) => textAt(route, key))
            .find((value) => value !== "");
          return {
            id: `${table.id} ${to}`,
            at: table.name,
            does: `to ${to} through ${through ?? "something else"}`,
            access: textAt(route, "GatewayId").startsWith("igw-") || textAt(route, "VpcPeeringConnectionId") !== "",
            known: inline || known.has(to),
          };
        });
    }),
};

/** Rules of the stage's listeners. ELB: DescribeRules; the default rule belongs to its listener. */
const listenerRules: StrangerKind = {
  what: "listener rule",
  type: "aws:lb/listenerRule:ListenerRule",
  actions: ["elasticloadbalancing:DescribeRules"],
  lists: (own) =>
    own.of("aws:lb/listener:Listener").map((listener) => async (send) => {
      const known = new Set(own.of("aws:lb/listenerRule:ListenerRule").map(({ id }) => id));
      const input = { ListenerArn: listener.id };
      const answer = await send({ service: "elbv2", operation: "DescribeRules", ...regionOf(listener), input });
      return listAt(answer, "Rules")
        .filter((rule) => rule.IsDefault !== true)
        .map((rule) => {
          const id = textAt(rule, "RuleArn");
          const [action] = listAt(rule, "Actions");
          const does = `priority ${String(rule.Priority)}: ${action === undefined ? "no action" : textAt(action, "Type")}`;
          return { id, at: listener.name, does, access: true, known: known.has(id) };
        });
    }),
};

/** Records of the stage's hosted zones. Route 53: ListResourceRecordSets; NS and SOA of the zone are AWS's own. */
const records: StrangerKind = {
  what: "DNS record",
  type: "aws:route53/record:Record",
  actions: ["route53:ListResourceRecordSets"],
  lists: (own) =>
    own.of("aws:route53/zone:Zone").map((zone) => async (send) => {
      const keyOf = (name: string, type: string): string => `${unescaped(name)} ${type}`;
      const known = new Set(
        own
          .of("aws:route53/record:Record")
          .filter(({ state }) => state.zoneId === zone.id)
          .map(({ state }) => keyOf(textAt(state, "fqdn") || textAt(state, "name"), textAt(state, "type"))),
      );
      const own53 = ["NS", "SOA"].map((type) => keyOf(textAt(zone.state, "name"), type));
      const input = { HostedZoneId: zone.id };
      const answer = await send({ service: "route53", operation: "ListResourceRecordSets", input });
      return listAt(answer, "ResourceRecordSets").map((record) => {
        const [name, type] = [textAt(record, "Name"), textAt(record, "Type")];
        const key = keyOf(name, type);
        return {
          id: key,
          at: zone.name,
          does: `answers ${type} for ${unescaped(name)}`,
          access: false,
          known: known.has(key) || own53.includes(key),
        };
      });
    }),
};

/** Without the last dot, and with `*` where Route 53 writes `\052`. */
function unescaped(name: string): string {
  return name
    .replace(/\.$/, "")
    .replaceAll(String.raw`\052`, "*")
    .toLowerCase();
}

export const networkKinds: readonly StrangerKind[] = [
  securityGroupRules("ingress"),
  securityGroupRules("egress"),
  routes,
  listenerRules,
  records,
];
