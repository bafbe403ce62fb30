import type { Deployment } from "@pulumi/pulumi/automation";
import type { OpenState, StateResource } from "./protocol";

/** A state that was exported with its secrets, out of their envelopes. */
export function opened({ deployment }: Deployment): OpenState {
  const { resources = [], pending_operations: pending } = deployment as {
    readonly resources?: OpenState["resources"];
    readonly pending_operations?: readonly { readonly type: string; readonly resource: StateResource }[] | null;
  };
  return {
    pending: (pending ?? []).map(({ type: operation, resource: { urn, type } }) => ({ urn, type, operation })),
    resources: revealed(resources) as OpenState["resources"],
  };
}

function revealed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revealed);
  if (typeof value !== "object" || value === null) return value;
  const { plaintext } = value as { readonly plaintext?: unknown };
  if (typeof plaintext === "string") return JSON.parse(plaintext) as unknown;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, revealed(inner)]));
}
