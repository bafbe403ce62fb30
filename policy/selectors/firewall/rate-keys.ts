import { isObject } from "../json-text";
import { isWorld } from "../address-range";
import { opens, plain } from "../ingress";
import type { IngressArgs } from "../ingress";
import { tokens } from "../tokens";
import type { StackResource, StackView } from "../../stack-view";
import type { FirewallRule, WebAclState } from "./web-acl";

/** Parts of a key that a client cannot change from one request to the next. */
const fixedParts: ReadonlySet<string> = new Set(["ip", "forwardedIp", "httpMethod", "asn"]);

/** What whose requests are counted together depends on. */
type RateKey = "address" | "forwarded address" | "what the client sends";

/** By what a rate rule counts. A client that chooses another key for each request is never limited. */
export function rateKeyOf({ statement }: FirewallRule): RateKey {
  const { aggregateKeyType = "IP", customKeys = [] } = statement?.rateBasedStatement ?? {};
  if (aggregateKeyType === "FORWARDED_IP") return "forwarded address";
  if (aggregateKeyType !== "CUSTOM_KEYS") return "address";
  const parts = customKeys.flatMap((key) =>
    Object.entries(key).flatMap(([name, value]) => (isObject(value) ? [name] : [])),
  );
  if (parts.some((part) => !fixedParts.has(part))) return "what the client sends";
  return parts.includes("forwardedIp") ? "forwarded address" : "address";
}

/** Whether a rate rule lets pass, uncounted, a request in which the address is missing. */
export function passesWithoutAddress({ statement }: FirewallRule): boolean {
  return statement?.rateBasedStatement?.forwardedIpConfig?.fallbackBehavior === "NO_MATCH";
}

const associationTypes = ["aws:wafv2/webAclAssociation:WebAclAssociation"];
const groupTypes = ["aws:ec2/securityGroup:SecurityGroup"];

interface BalancerState {
  readonly arn: string;
  readonly internal: boolean;
  readonly securityGroups: readonly string[];
}

/** What a listener, or a rule of one, does; as far as the door is concerned. */
interface ForwardingState {
  readonly port: number;
  readonly defaultActions: readonly { readonly type?: string }[];
  readonly actions: readonly { readonly type?: string }[];
  readonly conditions: readonly { readonly httpHeader?: object }[];
}

interface GroupState extends IngressArgs {
  readonly id: string;
  readonly securityGroupId: string;
}

/**
 * Whether only a proxy reaches what a web ACL guards, so that the address in the header is the one that the proxy wrote: the
 * load balancer is internal, its security groups admit no good part of the internet, or it forwards only what has a header
 * with a value. True where the stack does not hold the load balancer.
 */
export function onlyBehindProxy(stack: StackView, acl: StackResource<WebAclState>): boolean {
  if (acl.props.scope === "CLOUDFRONT") return false;
  const associations = stack.pointingAt(acl, associationTypes, { property: "webAclArn", by: ["arn"] });
  return associations.every((association) => {
    const balancer = stack.referenced<BalancerState>(association, {
      property: "resourceArn",
      to: tokens.loadBalancers,
      by: ["arn", "id"],
    });
    return balancer === undefined || isClosed(stack, balancer);
  });
}

function isClosed(stack: StackView, balancer: StackResource<BalancerState>): boolean {
  if (balancer.props.internal === true) return true;
  const listeners = stack.pointingAt<ForwardingState>(balancer, tokens.listeners, {
    property: "loadBalancerArn",
    by: ["arn", "id"],
  });
  return listeners.every((listener) => !admitsWorld(stack, balancer, listener) || demandsHeader(stack, listener));
}

/** Whether a listener forwards only what has a header with a value, by which the proxy shows who it is. */
function demandsHeader(stack: StackView, listener: StackResource<ForwardingState>): boolean {
  const rules = stack.pointingAt<ForwardingState>(listener, tokens.listenerRules, {
    property: "listenerArn",
    by: ["arn", "id"],
  });
  const forwards = (actions: ForwardingState["actions"] | undefined) =>
    (actions ?? []).some(({ type }) => type === "forward");
  return (
    !forwards(listener.props.defaultActions) &&
    rules
      .filter(({ props }) => forwards(props.actions))
      .every(({ props }) => (props.conditions ?? []).some(({ httpHeader }) => isObject(httpHeader)))
  );
}

/** Whether a security group of a load balancer opens the port of a listener to a good part of the internet. */
function admitsWorld(
  stack: StackView,
  { props: { securityGroups = [] } }: StackResource<BalancerState>,
  { props: { port = 443 } }: StackResource<ForwardingState>,
): boolean {
  return stack.of<GroupState>(tokens.ingress).some(({ type, props }) => {
    const isGroup = groupTypes.includes(type);
    if (!securityGroups.includes((isGroup ? props.id : props.securityGroupId) ?? "") || props.type === "egress")
      return false;
    const rules = isGroup ? (props.ingress ?? []) : [props];
    return rules.map(plain).some((rule) => opens(rule, port) && rule.ranges.some(isWorld));
  });
}
