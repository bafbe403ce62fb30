import { createValidatedPolicy, validateIdentityPolicy, validateResourcePolicy } from "@cloud-copilot/iam-policy";
import type { ValidatedPolicy } from "@cloud-copilot/iam-policy";
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

/** The simulator cannot read a policy, or does not know the action. */
export class NotJudged extends Error {}

/** Whether a request is allowed, and whose statements decide that it is not. */
export interface Verdict {
  readonly allowed: boolean;
  /** What denies it. @default allowed, or the simulator does not say */
  readonly deniedBy?: "role" | "boundary" | "resource";
  /** Whether a statement denies it, rather than none allowing it. @default false */
  readonly explicitly?: boolean;
}

/**
 * Whether IAM allows a call, by the simulator of cloud-copilot: the policies of the role, its boundary and the policy of the
 * resource together; of a service the policy of the resource alone. A key without a policy allows nothing. Condition keys that
 * the action does not know are passed over.
 * @throws NotJudged for an action or a policy that cannot be read
 */
export async function judge(call: Call, caller: Caller): Promise<Verdict> {
  const own = caller.principal.split(":")[4] ?? "";
  const simulation = {
    request: {
      principal: caller.principal,
      action: call.action,
      resource: { resource: call.resource, accountId: call.owner ?? own },
      contextVariables: call.context,
    },
    identityPolicies: caller.policies.map((policy, index) => ({
      name: `policy ${index + 1}`,
      policy: checked(relevant(policy, call.action), validateIdentityPolicy),
    })),
    ...(caller.boundary && {
      permissionBoundaryPolicies: [
        { name: "boundary", policy: checked(relevant(caller.boundary, call.action), validateIdentityPolicy) },
      ],
    }),
    ...(call.policy && { resourcePolicy: checked(call.policy, validateResourcePolicy) }),
    serviceControlPolicies: [],
    resourceControlPolicies: [],
  };
  const outcome = await runSimulation(simulation, {});
  if (outcome.resultType !== "error") {
    const first = outcome.resultType === "single" ? outcome.result : outcome.results.at(0);
    // The simulator knows keys with a free part behind a slash only, so it passes an encryption context over.
    const passedOver = first?.ignoredContextKeys?.some((key) => key.startsWith("kms:EncryptionContext:")) === true;
    const allowed = (passedOver ? runUnsafeSimulation(simulation, {}) : outcome.overallResult) === "Allowed";
    return allowed ? { allowed } : { allowed, ...(first && blame(first.analysis)) };
  }
  // The reference lacks kinds of some tagging actions, or has two that one ARN fits; the policies can be judged all the same.
  if (outcome.errors.message.endsWith("resource.types")) {
    return { allowed: runUnsafeSimulation(simulation, {}) === "Allowed" };
  }
  throw new NotJudged(`${call.action} on ${call.resource} cannot be judged: ${JSON.stringify(outcome.errors)}`);
}

type Analysis = Extract<Awaited<ReturnType<typeof runSimulation>>, { resultType: "single" }>["result"]["analysis"];

/** What denies a request: a statement against it before all, then whatever does not allow it. */
function blame({ identityAnalysis, permissionBoundaryAnalysis, resourceAnalysis }: Analysis): Omit<Verdict, "allowed"> {
  const results = {
    role: identityAnalysis?.result,
    boundary: permissionBoundaryAnalysis?.result,
    resource: resourceAnalysis?.result,
  } as const;
  const parties = ["role", "boundary", "resource"] as const;
  const against = parties.find(
    (party) => results[party] === "ExplicitlyDenied" || results[party] === "DeniedForAccount",
  );
  if (against !== undefined) return { deniedBy: against, explicitly: true };
  return { deniedBy: parties.find((party) => results[party] === "ImplicitlyDenied") ?? "resource" };
}

/** Whether IAM allows a call, as {@link judge} says. */
export async function isAllowed(call: Call, caller: Caller): Promise<boolean> {
  return (await judge(call, caller)).allowed;
}

/** The calls that are denied. */
export async function deniedCalls(calls: readonly Call[], caller: Caller): Promise<readonly Call[]> {
  const denied: Call[] = [];
  for (const call of calls) if (!(await isAllowed(call, caller))) denied.push(call);
  return denied;
}

const validated = new WeakMap<Policy, ValidatedPolicy<{ readonly name: string }>>();

/** A policy whose faults are looked for once, not at every call that it judges. */
function checked(policy: Policy, validate: typeof validateResourcePolicy): ValidatedPolicy<{ readonly name: string }> {
  const known =
    validated.get(policy) ?? createValidatedPolicy(policy, (document) => validate(document), { name: "policy" });
  validated.set(policy, known);
  return known;
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
