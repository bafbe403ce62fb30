import type { WireObject } from "./resource-type";

/** What may be asked to go wrong once AWS has taken a resource: how it is asked for, and where the provider notices. */
interface FaultKind {
  /** The words around the resource's name: "ecs service <name> never steady". */
  readonly before: string;
  readonly after: string;
  readonly type: string;
  /** The property by which the resource is named. */
  readonly property: string;
  /**
   * "made": AWS has it and the provider has its id when it gives up waiting, so it ends as an initialisation error. "not made":
   * the provider sets no id before it has waited. "goes back": AWS takes the change back and the provider reports success.
   */
  readonly end: "made" | "not made" | "goes back";
  /** The provider's message, after the operation and the name. */
  readonly reason: (name: string, operation: "create" | "update") => string;
}

/**
 * The faults that can be asked for. Sources: terraform-provider-aws, internal/service: ecs/service.go (the id is set before
 * waitServiceStable; a deployment that was rolled back is stable), acm/certificate_validation.go (the id is set after
 * waitCertificateIssued), synthetics/canary.go (the id is set before startCanary).
 */
const kinds: readonly FaultKind[] = [
  {
    before: "ecs service",
    after: "never steady",
    type: "aws:ecs/service:Service",
    property: "name",
    end: "made",
    reason: (name, operation) =>
      `waiting for ECS Service (${name}) ${operation}: timeout while waiting for state to become 'tfSTABLE' (last state: 'tfPENDING')`,
  },
  {
    before: "ecs service",
    after: "rolls back",
    type: "aws:ecs/service:Service",
    property: "name",
    end: "goes back",
    reason: (name) => `ECS Service (${name}): a deployment alarm fired, and the deployment was rolled back`,
  },
  {
    before: "certificate",
    after: "not issued",
    type: "aws:acm/certificateValidation:CertificateValidation",
    property: "certificateArn",
    end: "not made",
    reason: (name) =>
      `waiting for ACM Certificate (${name}) to be issued: timeout while waiting for state to become 'ISSUED' (last state: 'PENDING_VALIDATION', timeout: 1h15m0s)`,
  },
  {
    before: "canary",
    after: "does not start",
    type: "aws:synthetics/canary:Canary",
    property: "name",
    end: "made",
    reason: (name) =>
      `waiting for Synthetics Canary (${name}) start: unexpected state 'ERROR', wanted target 'RUNNING'`,
  },
];

/** A fault that was asked for. */
export interface AskedFault {
  readonly kind: FaultKind;
  /** The resource's name, or the end of it from a hyphen on: "api" for `production-med-platform-api`. */
  readonly name: string;
}

/** The faults that can be asked for, as they are written. */
export const askableFaults: readonly string[] = kinds.map(({ before, after }) => `${before} <name> ${after}`);

/**
 * Reads what goes wrong: "ecs service api never steady".
 * @throws RangeError for a text that asks for none of {@link askableFaults}.
 */
export function readFault(text: string): AskedFault {
  for (const kind of kinds) {
    const [, name] = new RegExp(`^${kind.before} (\\S+) ${kind.after}$`).exec(text.trim()) ?? [];
    if (name !== undefined) return { kind, name };
  }
  throw new RangeError(`"${text}" is not a fault of the account; use one of: ${askableFaults.join("; ")}.`);
}

/** The fault that was asked for of a resource of a type, of which `nameOf` tells what a property names. */
export function faultOf(
  faults: readonly AskedFault[],
  type: string,
  nameOf: (property: string) => string,
): AskedFault["kind"] | undefined {
  return faults.find(({ kind, name }) => {
    if (kind.type !== type) return false;
    const own = nameOf(kind.property);
    return own === name || own.endsWith(`-${name}`);
  })?.kind;
}

/** AWS has made or changed the resource, and it does not do what it is for. */
export class MadeNotWell extends Error {
  constructor(
    readonly id: string,
    readonly state: WireObject,
    /** What the engine asked for: it counts as given. */
    readonly inputs: WireObject,
    readonly reason: string,
    /** Until when the provider waits before it says so. @default it says so at once */
    readonly until?: Promise<void>,
  ) {
    super(reason);
    this.name = "MadeNotWell";
  }
}
