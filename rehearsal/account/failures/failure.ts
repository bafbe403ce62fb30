import { isFrameworkType } from "./framework-types";

/**
 * How one operation of a deployment can fail. "refused" and "throttled": the service has changed nothing. "timed out": the service has
 * changed it, and the provider has given up waiting for the result. "no answer": the service has changed it, and the answer was lost.
 */
export const failureKinds = ["refused", "throttled", "timed out", "no answer"] as const;
export type FailureKind = (typeof failureKinds)[number];

/** A change that a provider asks the service for. */
export interface Change {
  readonly operation: "create" | "update" | "delete";
  /** The type's token. */
  readonly type: string;
  readonly urn: string;
}

/** Which changes fail, and how; `undefined` lets one pass. It is asked before each change, and never for a preview. */
export type FailureChoice = (change: Change) => FailureKind | undefined;

/** What becomes of a change that fails. */
export interface FailureEnd {
  /** Whether the service has changed anything. */
  readonly done: boolean;
  /**
   * What the engine keeps. "nothing": an error without a state, so a resource that was made is unknown to it, and one that was to be
   * changed or deleted stays as it was. "wanted": an initialisation error with the new values, whatever the service has done.
   */
  readonly kept: "nothing" | "wanted";
}

/**
 * What a failure ends in. The provider's SDK resources return their state with the error once they have an id, and that
 * state holds the new values even where the service has refused them; the provider sets the id of a new resource when the service
 * has answered. Framework resources return an error and no state. A failed deletion keeps the resource.
 * Sources: pulumi/pulumi-terraform-bridge, pkg/tfbridge/provider.go (Create, Update, Delete: initializationError where there is a
 * state) and pkg/pf/tfbridge/provider_create.go, provider_update.go (processDiagnostics before the state is read);
 * pulumi/pulumi#21458 (a refused update is kept with the new outputs, and the next `up` finds nothing to do).
 */
export function endOf(kind: FailureKind, { operation, type }: Pick<Change, "operation" | "type">): FailureEnd {
  const done = kind === "timed out" || kind === "no answer";
  const keepsState =
    !isFrameworkType(type) && (operation === "update" || (operation === "create" && kind === "timed out"));
  return { done, kept: keepsState ? "wanted" : "nothing" };
}

/**
 * The provider's error. The AWS provider repeats a throttled call 25 times by default (its documentation, `max_retries`), so
 * "throttled" is a call that was throttled each time.
 */
function messageOf(kind: FailureKind): string {
  switch (kind) {
    case "refused":
      return "api error AccessDeniedException: The deployment's role is not authorized to perform this action.";
    case "throttled":
      return "exceeded maximum number of attempts, 25, api error ThrottlingException: Rate exceeded";
    case "timed out":
      return "timeout while waiting for the resource to become ready";
    case "no answer":
      return "https response error StatusCode: 0, request send failed, read tcp: connection reset by peer";
  }
}

/** A change that has failed and of which the engine keeps nothing. */
export class ChangeFailed extends Error {
  constructor(change: Change, kind: FailureKind) {
    super(`${gerunds[change.operation]} ${change.type}: ${messageOf(kind)}`);
    this.name = "ChangeFailed";
  }
}

const gerunds = { create: "creating", update: "updating", delete: "deleting" } as const;
