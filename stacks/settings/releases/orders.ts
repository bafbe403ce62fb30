import { ExpectedError } from "../../../settings/faults/expected-error";
import { type CurrentRelease, lastVerified, type ReleaseState, stepFault } from "../../../settings/release/state";
import {
  type DatabaseState,
  type Drill,
  type Duty,
  type Release,
  type ReleaseRole,
  type Signatory,
  type Statement,
  type Step,
  statementSchema,
} from "../../../settings/release/statement";
import { reasonFault } from "../../../settings/rotation/reason";
import type { System } from "../systems";
import { deploymentEvidence, type EvidenceFile, verificationEvidence } from "./evidence";

/** A record request of a person or a pipeline. */
export type ReleaseOrder =
  | { readonly kind: "propose"; readonly release: Release; readonly migrations: string }
  | { readonly kind: "start" }
  | { readonly kind: "deployed"; readonly outputs: EvidenceFile }
  | { readonly kind: "verified"; readonly verification: EvidenceFile }
  | { readonly kind: "stop"; readonly reason: string }
  | { readonly kind: "rollback"; readonly reason: string; readonly database: DatabaseState }
  | { readonly kind: "sign"; readonly role: Signatory }
  | { readonly kind: "revoke"; readonly signature: string; readonly reason: string; readonly role: ReleaseRole }
  | { readonly kind: "contact"; readonly duty: Duty; readonly reach: string; readonly role: ReleaseRole }
  | {
      readonly kind: "drill";
      readonly drill: Drill;
      readonly heldAt: string;
      readonly result: "passed" | "failed";
      readonly measured: string;
      readonly role: ReleaseRole;
    };

/** The context of an order. */
export interface OrderPlace {
  readonly stack: string;
  readonly system: System;
  readonly state: ReleaseState;
  /** The ARN of the caller, as AWS STS gives it. */
  readonly by: string;
  readonly now: Date;
}

/** The role whose key signs an order. */
export function roleOf(order: ReleaseOrder): ReleaseRole {
  return "role" in order ? order.role : "pipeline";
}

/** An impossible order; the message has the allowed values. */
export class OrderRefused extends ExpectedError {}

function refused(what: string, allowed: string, fix: string): OrderRefused {
  return new OrderRefused(
    [`${what} Nothing was recorded.`, "", `    allowed  ${allowed}`, `    fix      ${fix}`].join("\n"),
  );
}

/**
 * The statement that carries out an order.
 * @throws OrderRefused and NoEvidence where the record does not allow it, or where its evidence is missing.
 */
export function statementFor(order: ReleaseOrder, place: OrderPlace): Statement {
  const statement = statementOf(order, place);
  const [issue] = statementSchema.safeParse(statement).error?.issues ?? [];
  if (issue === undefined) return statement;
  const [allowed = "", fix = "correct it"] = issue.message.split("\n");
  throw refused(`${issue.path.join(".")} is not allowed.`, allowed, fix);
}

function statementOf(order: ReleaseOrder, place: OrderPlace): Statement {
  const { stack, system, state, by, now } = place;
  const common = { stack, system, by, at: now.toISOString() };
  const step = <K extends Step["kind"]>(kind: K, { version, digest }: Release) => ({
    kind,
    ...common,
    version,
    digest,
    after: state.last ?? null,
  });
  switch (order.kind) {
    case "propose":
      return allowed({ ...step("proposed", order.release), migrations: order.migrations }, place);
    case "start":
      return allowed(step("started", current(place)), place);
    case "deployed": {
      const release = current(place);
      const before = allowed(step("deployed", release), place);
      return { ...before, evidence: deploymentEvidence(order.outputs, { stack, system, release, now }) };
    }
    case "verified": {
      const release = current(place);
      const before = allowed(step("verified", release), place);
      return { ...before, evidence: verificationEvidence(order.verification, { stack, system, release }) };
    }
    case "stop":
      return allowed({ ...step("stopped", current(place)), reason: sound(order.reason) }, place);
    case "rollback": {
      const { reason, database } = order;
      return allowed({ ...step("rolled back", rollbackTarget(place)), reason: sound(reason), database }, place);
    }
    case "sign": {
      const { version, digest } = current(place);
      return { kind: "signed", ...common, version, digest, role: order.role };
    }
    case "revoke": {
      const known = state.signatures.filter(({ revoked }) => revoked === undefined).map(({ id }) => id);
      const found = known.filter((id) => id.startsWith(order.signature));
      const [signature] = found;
      if (signature === undefined || found.length > 1)
        throw refused(
          `${order.signature} is ${found.length > 1 ? "the beginning of several signatures" : "no valid signature"}.`,
          known.join(", ") || "nothing: no signature is valid",
          "npm run release -- status shows the ids of the signatures",
        );
      return { kind: "revoked", ...common, signature, reason: sound(order.reason) };
    }
    case "contact":
      return { kind: "contact", ...common, duty: order.duty, reach: order.reach };
    case "drill": {
      const { drill, heldAt, result, measured } = order;
      if (Date.parse(heldAt) > now.getTime())
        throw refused(`The drill has the time ${heldAt}.`, "a time of the past", "correct --held-at");
      return { kind: "drilled", ...common, drill, heldAt, result, measured: sound(measured) };
    }
  }
}

/** The release to go back to. */
export function rollbackTarget({
  state,
  system,
  stack,
}: Pick<OrderPlace, "state" | "system" | "stack">): CurrentRelease {
  const target = lastVerified(state.history);
  if (target !== undefined) return target;
  throw refused(
    `${system} has no other version that was verified on ${stack}.`,
    "a version whose verification is in the record",
    "fix forward: npm run release -- stop, then propose another version",
  );
}

/** The releases whose migrations stay after a rollback, the newest last, with their stated migrations. */
export function migrationsThatStay({ history }: ReleaseState, target: CurrentRelease): readonly string[] {
  const since = history
    .slice(history.indexOf(target) + 1)
    .filter(({ steps }) => steps.some(({ kind }) => kind === "started"));
  return since.map(({ version, steps }) => {
    const proposed = steps.find(({ kind }) => kind === "proposed");
    return `${version}: ${proposed?.kind === "proposed" ? proposed.migrations : "no migrations, it was a rollback"}`;
  });
}

function current({ state, system, stack }: OrderPlace): CurrentRelease {
  if (state.current !== undefined) return state.current;
  throw refused(
    `The record of ${system} on ${stack} has no release yet.`,
    "a release that was proposed",
    `npm run release -- propose --stage ${stack} --system ${system} --release <vX.Y.Z> --digest <sha256:…> --migrations none`,
  );
}

function allowed<S extends Pick<Step, "kind"> & Release>(step: S, { state }: OrderPlace): S {
  const fault = stepFault(state.history, step);
  if (fault === undefined) return step;
  throw refused(
    `${fault}.`,
    "proposed, started, deployed, verified, in this order",
    "npm run release -- status shows where the release is",
  );
}

function sound(words: string): string {
  const fault = reasonFault(words);
  if (fault !== undefined) throw refused(`The text is refused: ${fault.reason}.`, "10 to 300 characters", fault.fix);
  return words;
}
