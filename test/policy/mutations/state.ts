import type { ExaminedResource, Rule } from "../../../policy/rule";
import { StackView } from "../../../policy/stack-view";
import type { StackResource } from "../../../policy/stack-view";
import { unknownCheckingProxy } from "../../../policy/unknown-value";
import { examineResource, examineStack } from "../../../policy/verdict";
import type { Verdict } from "../../../policy/verdict";
import { deployStage } from "../../../stacks/stage";
import { computedOutputs } from "../../components/computed-outputs";
import { isSecret, register } from "../../components/mocks";
import type { RegisteredResource, RegisterOptions } from "../../components/mocks";
import { settings } from "../../settings/complete";

/** A resource of a deployed production as plain data, which a mutation may change. */
export interface DeployedResource {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly inputs: Record<string, unknown>;
  readonly outputs: Record<string, unknown>;
  readonly protect: boolean;
  readonly additionalSecretOutputs: readonly string[];
}

/** Everything a production holds, as its components register it: no engine, and no state that would have to be kept. */
export async function production(): Promise<readonly DeployedResource[]> {
  const chosen = settings("production", {
    "aws/accountId": account,
    "ahava-healthcare/worker/minimumTasks": 2,
    "ahava-healthcare/worker/maximumTasks": 4,
  });
  const { resources } = await register(() => deployStage(chosen), { stack: "production", computed });
  return resources.filter(({ component }) => !component).map(deployed);
}

const account = "000000000000";

/** Outputs in the exact form that a rule takes apart. */
const computed: NonNullable<RegisterOptions["computed"]> = {
  "aws:secretsmanager/secret:Secret": ({ name }) => ({
    arn: `arn:aws:secretsmanager:af-south-1:${account}:secret:${String(name)}-AbCdEf`,
  }),
};

function deployed({ type, name, urn, inputs, options }: RegisteredResource): DeployedResource {
  const plain = opened(inputs) as Record<string, unknown>;
  const made = { ...computedOutputs(type, plain, name), ...computed[type]?.(plain, name) };
  const outputs = opened(made) as Record<string, unknown>;
  const id = typeof outputs.id === "string" ? outputs.id : `${name}-id`;
  const { protect, additionalSecretOutputs } = options;
  return { type, name, urn, inputs: plain, outputs: { ...outputs, ...plain, id }, protect, additionalSecretOutputs };
}

/** Secrets reach a policy as plain values, so they are opened here as well; they are made anew in each run. */
function opened(value: unknown): unknown {
  if (isSecret(value)) return opened(value.secret);
  if (Array.isArray(value)) return value.map(opened);
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, opened(inner)] as const);
  return Object.fromEntries(entries.filter(([, inner]) => inner !== undefined));
}

/** What the rules see of a stack, and what they say about it. */
export class Examined {
  readonly #stack: StackView;

  constructor(readonly resources: readonly DeployedResource[]) {
    this.#stack = new StackView(resources.map(inStack));
  }

  /** What a rule says about every resource that it looks at, or about the stack. */
  verdicts(rule: Rule, about: readonly DeployedResource[] = this.resources): readonly Verdict[] {
    const numbers = Object.entries(rule.settings ?? {}).map(([name, setting]) => [name, setting.default] as const);
    const circumstances = { stage: "production" as const, settings: Object.fromEntries(numbers) };
    if (rule.kind === "stack") return [examineStack(rule, this.#stack, circumstances)];
    const looked = about.filter(({ type }) => rule.types === "any" || rule.types.includes(type));
    return looked.map((resource) => examineResource(rule, asResource(resource), circumstances));
  }
}

const provider: ExaminedResource["provider"] = {
  type: "pulumi:providers:aws",
  props: {
    defaultTags: JSON.stringify({ tags: { project: "care-platform", stage: "production", owner: "platform" } }),
  },
};

function asResource({ type, name, urn, inputs, protect, additionalSecretOutputs }: DeployedResource): ExaminedResource {
  const opts = { protect, additionalSecretOutputs };
  return { type, name, urn, props: unknownCheckingProxy(inputs), opts, provider };
}

/** What stack rules see of each resource; most resources are the same before and after a mutation. */
const seen = new WeakMap<DeployedResource, StackResource>();

function inStack(resource: DeployedResource): StackResource {
  const known = seen.get(resource) ?? stackResource(resource);
  seen.set(resource, known);
  return known;
}

function stackResource({ type, name, urn, inputs, outputs }: DeployedResource): StackResource {
  return { type, name, urn, props: unknownCheckingProxy({ ...outputs, ...inputs }), propertyDependencies: {} };
}
