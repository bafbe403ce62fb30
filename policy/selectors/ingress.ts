import type { RuleContext } from "../context";
import type { CheckedResource } from "../rule";

/** One ingress or egress rule, in any of its three spellings. */
export interface IngressRule {
  /** `tcp`, `udp`, …; "-1" for every protocol. */
  readonly protocol: string;
  /** The first and last port; 0 to 65535 when the protocol is "-1". */
  readonly from: number;
  readonly to: number;
  /** The address ranges it admits, IPv4 and IPv6; empty if it names only groups or prefix lists. */
  readonly ranges: readonly string[];
  /** The prefix lists it admits, by id. */
  readonly prefixLists: readonly string[];
  readonly description: string | undefined;
}

/** The properties in which the spellings of a rule differ. */
export interface WrittenRule {
  readonly type?: string;
  readonly protocol?: string;
  readonly ipProtocol?: string;
  readonly fromPort?: number;
  readonly toPort?: number;
  readonly cidrBlocks?: readonly string[];
  readonly ipv6CidrBlocks?: readonly string[];
  readonly cidrIpv4?: string;
  readonly cidrIpv6?: string;
  readonly prefixListIds?: readonly string[];
  readonly prefixListId?: string;
  readonly description?: string;
}

/** Inputs of a security group, or of a rule of one. */
export interface IngressArgs extends WrittenRule {
  readonly ingress?: readonly WrittenRule[];
  readonly egress?: readonly WrittenRule[];
}

/**
 * Visits every ingress rule of a resource: the inline ones of a group, a `SecurityGroupRule` of type
 * ingress, or a `SecurityGroupIngressRule`.
 */
export function eachIngressRule(
  { type, props }: CheckedResource<IngressArgs>,
  context: RuleContext,
  body: (read: () => IngressRule) => void,
): void {
  const written = props as IngressArgs;
  if (type.endsWith("SecurityGroup")) {
    context.each(
      () => written.ingress,
      (rule) => {
        body(() => plain(rule));
      },
    );
  } else if (type.endsWith("SecurityGroupIngressRule") || written.type === "ingress") {
    body(() => plain(written));
  } else {
    context.notApplicable("A rule for outgoing traffic.");
  }
}

/** Visits every rule of a resource, in both directions. */
export function eachTrafficRule(
  { type, props }: CheckedResource<IngressArgs>,
  context: RuleContext,
  body: (read: () => IngressRule, direction: "ingress" | "egress") => void,
): void {
  const written = props as IngressArgs;
  if (!type.endsWith("SecurityGroup")) {
    const outwards = type.endsWith("SecurityGroupEgressRule") || written.type === "egress";
    body(() => plain(written), outwards ? "egress" : "ingress");
    return;
  }
  for (const direction of ["ingress", "egress"] as const) {
    context.each(
      () => written[direction],
      (rule) => {
        body(() => plain(rule), direction);
      },
    );
  }
}

/** The protocols that have names beside their numbers. Source: IANA, "Assigned Internet Protocol Numbers". */
const protocolNames: Readonly<Record<string, string | undefined>> = {
  all: "-1",
  "1": "icmp",
  "6": "tcp",
  "17": "udp",
  "58": "icmpv6",
};

/** A rule in either spelling, with AWS's defaults. */
export function plain(rule: WrittenRule): IngressRule {
  const written = (rule.ipProtocol ?? rule.protocol ?? "-1").toLowerCase();
  const protocol = protocolNames[written] ?? written;
  const everything = protocol === "-1";
  const ranges = [...(rule.cidrBlocks ?? []), ...(rule.ipv6CidrBlocks ?? []), rule.cidrIpv4, rule.cidrIpv6];
  return {
    protocol,
    from: everything ? 0 : (rule.fromPort ?? 0),
    to: everything ? 65535 : (rule.toPort ?? 65535),
    ranges: ranges.filter((range) => range !== undefined),
    prefixLists: [...(rule.prefixListIds ?? []), rule.prefixListId].filter((list) => list !== undefined),
    description: rule.description,
  };
}

/** A rule's protocol and ports for a message: "tcp port 443", "every port". */
export function portsOf({ protocol, from, to }: IngressRule): string {
  if (protocol === "-1") return "every port";
  return from === to ? `${protocol} port ${from}` : `${protocol} ports ${from} to ${to}`;
}

/** Whether a rule opens a port. */
export function opens({ protocol, from, to }: IngressRule, port: number): boolean {
  return !protocol.startsWith("icmp") && from <= port && port <= to;
}
