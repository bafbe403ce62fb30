import { reachesInternet, subnetsNamedBy, tablesOf } from "../../selectors/routes";
import { stackRule } from "../../rule";

/** Resources that must not be in a public subnet, and the property with their subnets. */
const placed: Readonly<Record<string, readonly string[]>> = {
  "aws:rds/subnetGroup:SubnetGroup": ["subnetIds"],
  "aws:elasticache/subnetGroup:SubnetGroup": ["subnetIds"],
  "aws:docdb/subnetGroup:SubnetGroup": ["subnetIds"],
  "aws:memorydb/subnetGroup:SubnetGroup": ["subnetIds"],
  "aws:redshift/subnetGroup:SubnetGroup": ["subnetIds"],
  "aws:rds/proxy:Proxy": ["vpcSubnetIds"],
  "aws:ecs/service:Service": ["networkConfiguration", "subnets"],
  "aws:lambda/function:Function": ["vpcConfig", "subnetIds"],
};

export const privateSubnetsNoInternetGateway = stackRule({
  id: "private-subnets-no-internet-gateway",
  title: "Subnets of databases, caches, tasks and functions have no route to an internet gateway",
  severity: "critical",
  enforcement: "everywhere",
  rows: ["AH-DB-03", "MP-HST-02"],
  frameworks: ["FSBP RDS.46"],
  remediation:
    "Use subnets whose route table has no route to an internet gateway; tasks that call the internet use a NAT gateway.",
  example:
    'new ec2.Route("data", { routeTableId: data.id, destinationCidrBlock: "0.0.0.0/0", gatewayId: internet.id });',
  types: Object.keys(placed),
  check(stack, context) {
    for (const [type, property] of Object.entries(placed)) {
      for (const resource of stack.of([type])) {
        const about = context.about(resource);
        about.guard(() => {
          const open = subnetsNamedBy(stack, resource, property).find((subnet) =>
            tablesOf(stack, subnet).some((table) => reachesInternet(stack, table)),
          );
          if (open === undefined) return;
          about.fails({
            found: `the subnet ${open.name}, which has a route to an internet gateway`,
            needed: "subnets without such a route",
            setting: property.join("."),
          });
        });
      }
    }
  },
});
