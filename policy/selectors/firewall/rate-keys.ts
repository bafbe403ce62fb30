import { isObject } from "../json-text";
import { isWorld } from "../address-range";
import { opens, plain } from "../ingress";
import type { IngressArgs } from "../ingress";
import { tokens } from "../tokens";
import { givenValue } from "../../stack-view";
import type { StackResource, StackView } from "../../stack-view";
import { known } from "../../unknown-value";
import { namedBy } from "../routes";
import type { FirewallRule, WebAclState } from "./web-acl";

/** Parts of a key that a client cannot change from one request to the next. */
const fixedParts: ReadonlySet<string> = new Set(["ip", "forwardedIp", "httpMethod", "asn"]);

/** The aggregation key of a rate rule. */
type RateKey = "address" | "forwarded address" | "values that the client sends";

/** The keys of a rate rule. A client that can choose another key for each request is never limited. */
export function rateKeyOf({ statement }: FirewallRule): RateKey {
  const { aggregateKeyType = "IP", customKeys = [] } = statement?.rateBasedStatement ?? {};
  if (aggregateKeyType === "FORWARDED_IP") return "forwarded address";
  if (aggregateKeyType !== "CUSTOM_KEYS") return "address";
  const parts = customKeys.flatMap((key) =>
    Object.entries(key).flatMap(([name, value]) => (isObject(value) ? [name] : [])),
  );
  if (parts.some((part) => !fixedParts.has(part))) return "values that the client sends";
  return parts.includes("forwardedIp") ? "forwarded address" : "address";
}

/**
 * Whether a client decides by which forwarded address its requests are counted, or whether they are counted at all. AWS WAF
 * reads the first address of the header (AWS WAF API, ForwardedIPConfig), and to X-Forwarded-For CloudFront and load
 * balancers append. With "NO_MATCH" a request without an address is not counted.
 */
export function clientChooses({ statement }: FirewallRule): boolean {
  const { headerName = "X-Forwarded-For", fallbackBehavior } = statement?.rateBasedStatement?.forwardedIpConfig ?? {};
  return headerName.toLowerCase() === "x-forwarded-for" || fallbackBehavior === "NO_MATCH";
}

const associationTypes = ["aws:wafv2/webAclAssociation:WebAclAssociation"];
const groupTypes = ["aws:ec2/securityGroup:SecurityGroup"];

interface DistributionState {
  readonly origins?: readonly { readonly domainName?: string }[];
  readonly webAclId?: string;
}

interface BalancerState {
  readonly arn: string;
  readonly dnsName?: string;
  readonly internal: boolean;
  readonly securityGroups: readonly string[];
}

/** The actions of a listener or a rule, as far as they admit requests. */
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
 * Whether only a proxy reaches the resources of a web ACL, so that the proxy wrote the address in the header: the
 * load balancer is internal, its security groups admit no large part of the internet, or it forwards only requests with a
 * secret header. True if the load balancer is not in the stack.
 */
export function onlyBehindProxy(stack: StackView, acl: StackResource<WebAclState>): boolean {
  if (acl.props.scope === "CLOUDFRONT") return false;
  return guarded(stack, acl).every((balancer) => balancer === undefined || isClosed(stack, balancer));
}

/**
 * Whether a web ACL protects only load balancers that only a CloudFront distribution of this stack reaches: the web
 * ACL of the distribution sees the client's address, this one CloudFront's.
 */
export function onlyBehindDistribution(stack: StackView, acl: StackResource<WebAclState>): boolean {
  const balancers = guarded(stack, acl);
  return (
    acl.props.scope !== "CLOUDFRONT" &&
    balancers.length > 0 &&
    balancers.every((balancer) => balancer !== undefined && isClosed(stack, balancer) && isOrigin(stack, balancer))
  );
}

/** The load balancers that a web ACL is associated with; undefined for one that the stack does not hold. */
function guarded(
  stack: StackView,
  acl: StackResource<WebAclState>,
): readonly (StackResource<BalancerState> | undefined)[] {
  const associations = stack.pointingAt(acl, associationTypes, { property: "webAclArn", by: ["arn"] });
  return associations.map((association) =>
    stack.referenced<BalancerState>(association, {
      property: "resourceArn",
      to: tokens.loadBalancers,
      by: ["arn", "id"],
    }),
  );
}

/** Whether a distribution with a web ACL has the load balancer as an origin. In a preview the address is not known. */
function isOrigin(stack: StackView, balancer: StackResource<BalancerState>): boolean {
  const address = known(() => balancer.props.dnsName);
  return stack.of<DistributionState>(tokens.distributions).some((distribution) => {
    const { origins = [], webAclId = [] } = distribution.propertyDependencies;
    const origin = known(() => distribution.props.origins?.find(({ domainName }) => domainName === address));
    const leadsHere =
      origins.some(({ urn }) => urn === balancer.urn) || (address !== undefined && origin !== undefined);
    return leadsHere && (webAclId.length > 0 || (known(() => distribution.props.webAclId) ?? "") !== "");
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

/** Whether a listener forwards only requests with a header value that identifies the proxy. */
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

/** Whether a security group of a load balancer opens the port of a listener to a large part of the internet. */
function admitsWorld(
  stack: StackView,
  balancer: StackResource<BalancerState>,
  { props: { port = 443 } }: StackResource<ForwardingState>,
): boolean {
  const groups = groupTypes.flatMap((type) => namedBy(stack, balancer, ["securityGroups"], type)).map(({ urn }) => urn);
  return stack.of<GroupState>(tokens.ingress).some((resource) => {
    const { type, props } = resource;
    const isGroup = groupTypes.includes(type);
    if (
      !(isGroup ? groups.includes(resource.urn) : isRuleOf(stack, resource, balancer, groups)) ||
      props.type === "egress"
    )
      return false;
    const rules = isGroup ? (givenValue(resource, "ingress") ?? []) : [props];
    return rules.map(plain).some((rule) => opens(rule, port) && rule.ranges.some(isWorld));
  });
}

/** Whether a standalone rule belongs to one of a load balancer's groups, in the stack or not. */
function isRuleOf(
  stack: StackView,
  rule: StackResource<GroupState>,
  { props, propertyDependencies }: StackResource<BalancerState>,
  groups: readonly string[],
): boolean {
  const group = stack.referenced(rule, { property: "securityGroupId", to: groupTypes, by: ["id"] });
  if (group !== undefined) return groups.includes(group.urn);
  const made = (rule.propertyDependencies.securityGroupId ?? []).map(({ urn }) => urn);
  if (made.length > 0) return (propertyDependencies.securityGroups ?? []).some(({ urn }) => made.includes(urn));
  const { securityGroupId } = rule.props;
  return securityGroupId !== undefined && (props.securityGroups ?? []).includes(securityGroupId);
}
