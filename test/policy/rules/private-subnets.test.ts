import { privateSubnetsNoInternetGateway } from "../../../policy/rules/network/private-subnets-no-internet-gateway";
import { inStack, judgedTogether, unknown } from "../harness";

const gateway = inStack("aws:ec2/internetGateway:InternetGateway", "internet", { id: "igw-1" });
const table = (name: string, props: object = {}) =>
  inStack("aws:ec2/routeTable:RouteTable", name, { id: `rtb-${name}`, ...props });
const subnet = (name: string) => inStack("aws:ec2/subnet:Subnet", name, { id: `subnet-${name}` });
const association = (name: string) =>
  inStack("aws:ec2/routeTableAssociation:RouteTableAssociation", name, {
    subnetId: `subnet-${name}`,
    routeTableId: `rtb-${name}`,
  });
const route = (name: string, props: object) =>
  inStack("aws:ec2/route:Route", name, { routeTableId: `rtb-${name}`, destinationCidrBlock: "0.0.0.0/0", ...props });
const network = [
  gateway,
  ...["public", "private", "data"].flatMap((name) => [table(name), subnet(name), association(name)]),
  route("public", { gatewayId: "igw-1" }),
  route("private", { natGatewayId: "nat-1" }),
];
const users = (id: string) => [
  inStack("aws:rds/subnetGroup:SubnetGroup", "subject", { subnetIds: ["subnet-data", id] }),
  inStack("aws:elasticache/subnetGroup:SubnetGroup", "subject", { subnetIds: [id] }),
  inStack("aws:ecs/service:Service", "subject", { networkConfiguration: { subnets: [id] } }),
  inStack("aws:lambda/function:Function", "subject", { vpcConfig: { subnetIds: [id] } }),
];
const found = (...resources: Parameters<typeof judgedTogether>[1]) =>
  judgedTogether(privateSubnetsNoInternetGateway, resources).map(
    (message) => /found the subnet (\w+),/.exec(message)?.[1] ?? message,
  );

describe("private-subnets-no-internet-gateway", () => {
  it.each([0, 1, 2, 3])("refuses a public subnet, and accepts private ones (%i)", (index) => {
    expect(found(...network, users("subnet-public")[index]!)).toEqual(["public"]);
    for (const id of ["subnet-private", "subnet-data", "subnet-of-another-stack"])
      expect(found(...network, users(id)[index]!)).toEqual(["pass"]);
  });

  it.each([
    ["a route beside the table", [route("data", { gatewayId: "igw-1" })]],
    ["a route to a part of the internet", [route("data", { gatewayId: "igw-1", destinationCidrBlock: "0.0.0.0/1" })]],
    ["a route over IPv6", [route("data", { gatewayId: "igw-1", destinationIpv6CidrBlock: "::/0" })]],
    ["a gateway of another stack", [route("data", { gatewayId: "igw-of-another" })]],
  ])("refuses %s of data subnets", (_, added) => {
    expect(found(...network, ...added, users("subnet-data")[0]!)).toEqual(["data"]);
  });

  it("reads routes within the table, and the main table of a VPC", () => {
    const routes = [{ cidrBlock: "0.0.0.0/0", gatewayId: "igw-1" }];
    const [group] = users("subnet-data");
    expect(found(gateway, table("data", { routes }), subnet("data"), association("data"), group!)).toEqual(["data"]);
    const main = inStack("aws:ec2/defaultRouteTable:DefaultRouteTable", "main", { id: "rtb-main", routes });
    expect(found(gateway, main, subnet("data"), group!)).toEqual(["data"]);
    expect(found(gateway, main, table("data"), subnet("data"), association("data"), group!)).toEqual(["pass"]);
  });

  it("accepts a gateway endpoint as the target of a route", () => {
    expect(found(...network, route("data", { gatewayId: "vpce-1" }), users("subnet-data")[0]!)).toEqual(["pass"]);
  });

  it("follows what values are made from while they are unknown", () => {
    const open = inStack("aws:ec2/subnet:Subnet", "open", { id: unknown });
    const routes = inStack("aws:ec2/routeTable:RouteTable", "routes", { id: unknown });
    const group = inStack("aws:rds/subnetGroup:SubnetGroup", "group", { subnetIds: unknown }, { subnetIds: [open] });
    const bound = inStack(
      "aws:ec2/routeTableAssociation:RouteTableAssociation",
      "bound",
      { subnetId: unknown, routeTableId: unknown },
      { subnetId: [open], routeTableId: [routes] },
    );
    const internet = inStack("aws:ec2/internetGateway:InternetGateway", "internet", { id: unknown });
    const out = inStack(
      "aws:ec2/route:Route",
      "out",
      { routeTableId: unknown, gatewayId: unknown },
      { routeTableId: [routes], gatewayId: [internet] },
    );
    expect(found(open, routes, group, bound, internet, out)).toEqual(["open"]);
    expect(found(open, routes, group, bound, internet)).toEqual(["pass"]);
  });
});
