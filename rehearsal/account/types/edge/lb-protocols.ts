import type * as aws from "@pulumi/aws";
import type { AccountView, KeptResource, Refusal } from "../../resource-type";
import { textOf } from "../wire-text";

/** The two spellings the SDK has for each type. */
const balancers = ["aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer"];
const groups = ["aws:lb/targetGroup:TargetGroup", "aws:alb/targetGroup:TargetGroup"];
const listeners = ["aws:lb/listener:Listener", "aws:alb/listener:Listener"];
const rules = ["aws:lb/listenerRule:ListenerRule", "aws:alb/listenerRule:ListenerRule"];

/** The protocols of each kind of load balancer. Source: Elastic Load Balancing API reference, CreateListener, "Protocol". */
const protocols: Readonly<Record<string, readonly string[]>> = {
  application: ["HTTP", "HTTPS"],
  network: ["TCP", "TLS", "UDP", "TCP_UDP", "QUIC", "TCP_QUIC"],
  gateway: ["GENEVE"],
};

const found = (account: AccountView, types: readonly string[], arn: unknown): KeptResource | undefined =>
  types.map((type) => account.find(type, "arn", textOf(arn))).find(Boolean);

/** An action as far as it says where requests go. */
interface Action {
  readonly targetGroupArn?: string;
  readonly forward?: { readonly targetGroups?: readonly { readonly arn?: string }[] };
}

function groupsOf(actions: readonly Action[] | undefined): string[] {
  return (actions ?? []).flatMap(({ targetGroupArn, forward }) =>
    [targetGroupArn, ...(forward?.targetGroups ?? []).map(({ arn }) => arn)].filter((arn) => arn !== undefined),
  );
}

/** What is refused about where a listener or a rule of a load balancer forwards to. */
function forwarding(
  actions: readonly Action[] | undefined,
  balancerArn: unknown,
  account: AccountView,
): Refusal | undefined {
  const balancer = found(account, balancers, balancerArn);
  const kind = textOf(balancer?.state.loadBalancerType, "application");
  for (const arn of groupsOf(actions)) {
    const protocol = textOf(found(account, groups, arn)?.state.protocol);
    if (balancer && protocol !== "" && protocols[kind]?.includes(protocol) === false) {
      return {
        code: "IncompatibleProtocols",
        message: `The target group ${arn} has the protocol ${protocol}, which a load balancer of the type ${kind} does not forward to.`,
      };
    }
    const other = balancersOf(arn, account).find((each) => each !== balancerArn);
    if (other !== undefined) {
      return {
        code: "TargetGroupAssociationLimit",
        message: `The following target groups cannot be associated with more than one load balancer: ${arn}`,
      };
    }
  }
  return undefined;
}

/** The load balancers whose listeners and rules forward to a target group. */
function balancersOf(group: string, account: AccountView): string[] {
  const ofListeners = listeners
    .flatMap((type) => account.list(type))
    .filter(({ state }) => groupsOf(state.defaultActions as readonly Action[] | undefined).includes(group))
    .map(({ state }) => textOf(state.loadBalancerArn));
  const ofRules = rules
    .flatMap((type) => account.list(type))
    .filter(({ state }) => groupsOf(state.actions as readonly Action[] | undefined).includes(group))
    .map(({ state }) => textOf(found(account, listeners, state.listenerArn)?.state.loadBalancerArn));
  return [...ofListeners, ...ofRules].filter((arn) => arn !== "");
}

/** What is refused about a listener's protocol, and where it forwards to. */
export function listenerProtocol(inputs: Partial<aws.lb.ListenerArgs>, account: AccountView): Refusal | undefined {
  const balancer = found(account, balancers, inputs.loadBalancerArn);
  const kind = textOf(balancer?.state.loadBalancerType, "application");
  const allowed = protocols[kind] ?? [];
  const protocol = inputs.protocol as string | undefined;
  if (balancer && protocol !== undefined && allowed.length > 0 && !allowed.includes(protocol)) {
    return {
      code: "ValidationError",
      message: `Listener protocol '${protocol}' must be one of '${allowed.join(", ")}'`,
    };
  }
  return forwarding(inputs.defaultActions as readonly Action[] | undefined, inputs.loadBalancerArn, account);
}

/** The values that the conditions of one rule may have (Elastic Load Balancing quotas, not adjustable). */
const mostValues = 5;

/** What is refused about a rule: too many values in its conditions, and where it forwards to. */
export function ruleForwarding(inputs: Partial<aws.lb.ListenerRuleArgs>, account: AccountView): Refusal | undefined {
  const values = ((inputs.conditions ?? []) as readonly object[])
    .flatMap((condition) => Object.values(condition) as readonly { readonly values?: readonly unknown[] }[])
    .reduce((sum, one) => sum + (Array.isArray(one.values) ? one.values.length : 0), 0);
  if (values > mostValues) {
    return { code: "ValidationError", message: `A rule can only have '${mostValues}' condition values` };
  }
  const listener = found(account, listeners, inputs.listenerArn);
  return (
    listener && forwarding(inputs.actions as readonly Action[] | undefined, listener.state.loadBalancerArn, account)
  );
}
