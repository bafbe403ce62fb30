import { runSimulation, runUnsafeSimulation } from "@cloud-copilot/iam-simulate";
import type { Call, Policy } from "./call";

/** Whose call it is, and what its rights are. */
export interface Caller {
  /** The ARN of the role. */
  readonly principal: string;
  /** The policies of the role, inline and attached. */
  readonly policies: readonly Policy[];
  /** The permissions boundary. @default none */
  readonly boundary?: Policy;
}

/**
 * Whether IAM allows a call to a role of the same account, by the simulator of cloud-copilot: the role's policies, its
 * boundary and the policy of the resource together. A key without a policy allows nothing. Condition keys that the action
 * does not know are passed over.
 * @throws Error for an action or a policy that cannot be read
 */
export async function isAllowed(call: Call, caller: Caller): Promise<boolean> {
  const own = caller.principal.split(":")[4] ?? "";
  const simulation = {
    request: {
      principal: caller.principal,
      action: call.action,
      resource: { resource: call.resource, accountId: own },
      contextVariables: call.context,
    },
    identityPolicies: caller.policies.map((policy, index) => ({
      name: `policy ${index + 1}`,
      policy: relevant(policy, call.action),
    })),
    ...(caller.boundary && {
      permissionBoundaryPolicies: [{ name: "boundary", policy: relevant(caller.boundary, call.action) }],
    }),
    ...(call.policy && { resourcePolicy: call.policy }),
    serviceControlPolicies: [],
    resourceControlPolicies: [],
  };
  const outcome = await runSimulation(simulation, {});
  if (outcome.resultType !== "error") return outcome.overallResult === "Allowed";
  // The reference lacks kinds of some tagging actions, or has two that one ARN fits; the policies can be judged all the same.
  if (outcome.errors.message.endsWith("resource.types")) {
    return runUnsafeSimulation(simulation, {}) === "Allowed";
  }
  throw new Error(`${call.action} on ${call.resource} cannot be judged: ${JSON.stringify(outcome.errors)}`);
}

/** The calls that are denied. */
export async function deniedCalls(calls: readonly Call[], caller: Caller): Promise<readonly Call[]> {
  const denied: Call[] = [];
  for (const call of calls) if (!(await isAllowed(call, caller))) denied.push(call);
  return denied;
}

const parts = new WeakMap<Policy, Map<string, Policy>>();

/** The policy without statements about other services, which cannot match: the simulator reads a policy anew each time. */
function relevant(policy: Policy, action: string): Policy {
  const service = action.split(":")[0] ?? "";
  const byService = parts.get(policy) ?? new Map<string, Policy>();
  parts.set(policy, byService);
  const made = byService.get(service) ?? {
    ...policy,
    Statement: policy.Statement.filter(({ Action }) => {
      if (Action === undefined) return true;
      const actions = typeof Action === "string" ? [Action] : Action;
      return actions.some((each) => matchesService(each, service));
    }),
  };
  byService.set(service, made);
  return made;
}

function matchesService(action: string, service: string): boolean {
  const own = action.split(":")[0] ?? "";
  return own.includes("*") || own.includes("?") || own.toLowerCase() === service;
}
