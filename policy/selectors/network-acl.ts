import type { RuleContext } from "../context";
import type { CheckedResource } from "../rule";

/** One rule of a network ACL, inline or standing alone. */
export interface NetworkAclRule {
  readonly allows: boolean;
  readonly direction: "ingress" | "egress";
  /** The first and last port; every port where the protocol has none or is any. */
  readonly from: number;
  readonly to: number;
  /** Whether TCP passes: by name, by number, or as one of all protocols. */
  readonly tcp: boolean;
  readonly ranges: readonly string[];
}

/** The properties of a rule in either spelling. */
interface WrittenRule {
  readonly egress?: unknown;
  readonly action?: string;
  readonly ruleAction?: string;
  readonly protocol?: string;
  readonly fromPort?: number;
  readonly toPort?: number;
  readonly cidrBlock?: string;
  readonly ipv6CidrBlock?: string;
}

/** Inputs of a network ACL, or of a rule of one: `egress` is a list in the first and a boolean in the second. */
export interface NetworkAclArgs extends WrittenRule {
  readonly ingress?: readonly WrittenRule[];
}

/** Visits every rule of a network ACL, or the standalone one. */
export function eachNetworkAclRule(
  { type, props }: CheckedResource<NetworkAclArgs>,
  context: RuleContext,
  body: (read: () => NetworkAclRule) => void,
): void {
  const written = props as NetworkAclArgs;
  if (type.endsWith("NetworkAclRule")) {
    body(() => plain(written, written.egress === true ? "egress" : "ingress"));
    return;
  }
  for (const direction of ["ingress", "egress"] as const) {
    context.each(
      () => written[direction] as readonly WrittenRule[] | undefined,
      (rule) => {
        body(() => plain(rule, direction));
      },
    );
  }
}

function plain(rule: WrittenRule, direction: "ingress" | "egress"): NetworkAclRule {
  const protocol = (rule.protocol ?? "-1").toLowerCase();
  const any = protocol === "-1" || protocol === "all";
  return {
    allows: (rule.action ?? rule.ruleAction ?? "").toLowerCase() === "allow",
    direction,
    tcp: any || protocol === "tcp" || protocol === "6",
    from: any ? 0 : (rule.fromPort ?? 0),
    to: any ? 65_535 : (rule.toPort ?? 65_535),
    ranges: [rule.cidrBlock, rule.ipv6CidrBlock].filter((range) => range !== undefined && range !== ""),
  } as NetworkAclRule;
}
