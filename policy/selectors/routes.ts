import type { StackResource, StackView } from "../stack-view";
import { isObject } from "./json-text";
import { rawValue } from "../early/raw-value";
import { isUnknown, known } from "../unknown-value";

type Properties = Readonly<Record<string, unknown>>;

const subnetType = "aws:ec2/subnet:Subnet";
const internetGateway = "aws:ec2/internetGateway:InternetGateway";
const routeType = "aws:ec2/route:Route";
const tableTypes = ["aws:ec2/routeTable:RouteTable", "aws:ec2/defaultRouteTable:DefaultRouteTable"];
const associationType = "aws:ec2/routeTableAssociation:RouteTableAssociation";
const mainAssociationType = "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation";

/** The subnets of the stack that a property of a resource names, in a list or alone. */
export function subnetsNamedBy(
  stack: StackView,
  resource: StackResource,
  path: readonly string[],
): readonly StackResource[] {
  return namedBy(stack, resource, path, subnetType);
}

/** The resources of a type that a property of a resource names by their ids, in a list or alone. */
export function namedBy<State = object>(
  stack: StackView,
  resource: StackResource,
  [property = "", ...rest]: readonly string[],
  type: string,
): readonly StackResource<State>[] {
  const made = (resource.propertyDependencies[property] ?? []).map(({ urn }) => urn);
  const value = known(() => valueAt(resource.props, [property, ...rest]));
  const ids: readonly unknown[] = [rawValue(value)].flat();
  const open = value === undefined || ids.some(isUnknown);
  return stack.of<State>([type]).filter((one) => {
    const id = idOf(one);
    return id === undefined || open
      ? made.includes(one.urn) || (id !== undefined && ids.includes(id))
      : ids.includes(id);
  });
}

/** The route tables of a subnet: the associated one, or else the main one of its VPC. */
export function tablesOf(stack: StackView, subnet: StackResource): readonly StackResource[] {
  const tables = stack.of(tableTypes);
  const associations = stack.of([associationType]).filter((one) => pointsAt(one, "subnetId", subnet));
  if (associations.length > 0)
    return tables.filter((table) => associations.some((one) => pointsAt(one, "routeTableId", table)));
  const main = stack.of([mainAssociationType]);
  return tables.filter(
    (table) =>
      table.type === "aws:ec2/defaultRouteTable:DefaultRouteTable" ||
      main.some((one) => pointsAt(one, "routeTableId", table)),
  );
}

/** Whether a route table has a route to an internet gateway, inline or standalone. */
export function reachesInternet(stack: StackView, table: StackResource): boolean {
  const gateways = stack.of([internetGateway]);
  const inline = known(() => (table.props as Properties).routes);
  const written: readonly unknown[] = Array.isArray(inline) ? inline : [];
  const beside = stack.of([routeType]).filter((route) => pointsAt(route, "routeTableId", table));
  return (
    written.some((route) => isObject(route) && isGateway(route.gatewayId, gateways)) ||
    beside.some(
      (route) =>
        isGateway(
          known(() => (route.props as Properties).gatewayId),
          gateways,
        ) || gateways.some((gateway) => pointsAt(route, "gatewayId", gateway)),
    )
  );
}

function isGateway(id: unknown, gateways: readonly StackResource[]): boolean {
  return typeof id === "string" && (id.startsWith("igw-") || gateways.some((gateway) => idOf(gateway) === id));
}

/** Whether a property holds the id of a resource, or, while it is unknown, was made from it. */
function pointsAt(from: StackResource, property: string, target: StackResource): boolean {
  const value = known(() => (from.props as Properties)[property]);
  const id = idOf(target);
  if (value !== undefined && id !== undefined) return value === id;
  return (from.propertyDependencies[property] ?? []).some(({ urn }) => urn === target.urn);
}

function idOf({ props }: StackResource): unknown {
  return known(() => (props as Properties).id);
}

function valueAt(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined || value === undefined || value === null) return value ?? undefined;
  return valueAt((value as Properties)[key], rest);
}
