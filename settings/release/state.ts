import type { Entry } from "./record";
import {
  type Duty,
  type Drill,
  isSame,
  isStep,
  type Release,
  type Signatory,
  type Step,
  type StepKind,
} from "./statement";

/** The status of a release (AH-GO-13); `stopped` is an abandoned one. */
export type ReleaseStatus = "ready" | "in progress" | "deployed" | "verified" | "stopped";

/** A release in progress. */
export interface CurrentRelease extends Release {
  readonly status: ReleaseStatus;
  /** Whether it is a rollback to a verified version. */
  readonly isRollback: boolean;
  /** Its steps, in order, each with who took it and when. */
  readonly steps: readonly Step[];
}

/** A signature of a release. */
export interface ReleaseSignature extends Release {
  readonly id: string;
  readonly role: Signatory;
  readonly by: string;
  readonly at: string;
  readonly revoked?: { readonly by: string; readonly at: string; readonly reason: string };
}

/** The state of a record, independent of the order of its lines. */
export interface ReleaseState {
  readonly current?: CurrentRelease;
  /** All releases, the newest last; the last is the current one. */
  readonly history: readonly CurrentRelease[];
  readonly signatures: readonly ReleaseSignature[];
  /** The newest contact of each duty. */
  readonly contacts: readonly {
    readonly duty: Duty;
    readonly reach: string;
    readonly by: string;
    readonly at: string;
  }[];
  /** The newest drill of each kind. */
  readonly drills: readonly {
    readonly drill: Drill;
    readonly heldAt: string;
    readonly result: "passed" | "failed";
    readonly measured: string;
    readonly by: string;
  }[];
  /** The id of the last step. */
  readonly last?: string;
  /** Steps that are not allowed at their position, each in one sentence. Such a record must not be used. */
  readonly faults: readonly string[];
}

const statusAfter = {
  proposed: "ready",
  started: "in progress",
  deployed: "deployed",
  verified: "verified",
  stopped: "stopped",
  "rolled back": "in progress",
} as const satisfies Record<StepKind, ReleaseStatus>;

/** The statuses from which each step is allowed; `none` is before the first release. */
const allowedFrom: Readonly<Record<StepKind, readonly (ReleaseStatus | "none")[]>> = {
  proposed: ["none", "ready", "deployed", "verified", "stopped"],
  started: ["ready"],
  deployed: ["in progress"],
  verified: ["deployed"],
  stopped: ["ready", "in progress", "deployed"],
  "rolled back": ["in progress", "deployed", "verified", "stopped"],
};

/** What a record says. */
export function stateOf(entries: readonly Entry[]): ReleaseState {
  const history: CurrentRelease[] = [];
  const faults: string[] = [];
  let last: string | undefined;
  for (const { id, statement } of inOrder(entries)) {
    const fault = stepFault(history, statement);
    if (fault !== undefined) {
      faults.push(fault);
      break;
    }
    take(history, statement);
    last = id;
  }
  return {
    ...(history.length > 0 && { current: history.at(-1) }),
    history,
    ...(last !== undefined && { last }),
    signatures: signaturesOf(entries),
    contacts: newest(
      entries.flatMap(({ id, statement }) => (statement.kind === "contact" ? [{ ...statement, id }] : [])),
      ({ duty }) => duty,
      ({ at }) => at,
    ),
    drills: newest(
      entries.flatMap(({ id, statement }) => (statement.kind === "drilled" ? [{ ...statement, id }] : [])),
      ({ drill }) => drill,
      ({ heldAt }) => heldAt,
    ),
    faults,
  };
}

/** Why a step is not allowed after these releases; `undefined` for one that is. */
export function stepFault(history: readonly CurrentRelease[], step: Pick<Step, "kind"> & Release): string | undefined {
  const current = history.at(-1);
  const status = current?.status ?? "none";
  const allowed = allowedFrom[step.kind];
  if (!allowed.includes(status)) {
    return `"${step.kind}" ${step.version} is not allowed after ${status === "none" ? "nothing" : `"${status}"`}; it follows ${allowed.map((one) => (one === "none" ? "nothing" : `"${one}"`)).join(" or ")}`;
  }
  if (step.kind === "proposed" || current === undefined) return undefined;
  if (step.kind === "rolled back") {
    if (isSame(current, step)) return `${step.version} cannot be rolled back to itself`;
    return wasVerified(history, step) ? undefined : `${step.version} (${step.digest}) was never verified here`;
  }
  return isSame(current, step)
    ? undefined
    : `"${step.kind}" is about ${step.version} (${step.digest}), and the current release is ${current.version} (${current.digest})`;
}

/** Whether a release was verified on this stack. */
export function wasVerified(history: readonly CurrentRelease[], release: Release): boolean {
  return history.some((one) => isSame(one, release) && one.steps.some(({ kind }) => kind === "verified"));
}

/** The release to go back to: the newest that was verified and is not the current one. */
export function lastVerified(history: readonly CurrentRelease[]): CurrentRelease | undefined {
  const current = history.at(-1);
  return history.findLast(
    (one) => current !== undefined && !isSame(one, current) && one.steps.some(({ kind }) => kind === "verified"),
  );
}

/** The valid signatures of a release, the newest of each role. */
export function validSignatures(
  { signatures }: Pick<ReleaseState, "signatures">,
  release: Release,
): readonly ReleaseSignature[] {
  const valid = signatures.filter((one) => one.revoked === undefined && isSame(one, release));
  return [...new Map(valid.map((one) => [one.role, one])).values()];
}

function take(history: CurrentRelease[], step: Step): void {
  const { version, digest } = step;
  const begins = step.kind === "proposed" || step.kind === "rolled back";
  const before = begins ? undefined : history.pop();
  history.push({
    version,
    digest,
    status: statusAfter[step.kind],
    isRollback: before?.isRollback ?? step.kind === "rolled back",
    steps: [...(before?.steps ?? []), step],
  });
}

/** The steps in the order in which each names the one before it. */
function inOrder(entries: readonly Entry[]): readonly { readonly id: string; readonly statement: Step }[] {
  const following = new Map<string | null, { readonly id: string; readonly statement: Step }>();
  for (const { id, statement } of entries) if (isStep(statement)) following.set(statement.after, { id, statement });
  const ordered: { readonly id: string; readonly statement: Step }[] = [];
  for (let next = following.get(null); next !== undefined; next = following.get(next.id)) ordered.push(next);
  return ordered;
}

function signaturesOf(entries: readonly Entry[]): ReleaseSignature[] {
  const revocations = new Map(
    entries.flatMap(({ statement }) =>
      statement.kind === "revoked" ? [[statement.signature, statement] as const] : [],
    ),
  );
  return entries
    .flatMap(({ id, statement }) => {
      if (statement.kind !== "signed") return [];
      const { role, by, at, version, digest } = statement;
      const revoked = revocations.get(id);
      return [
        {
          id,
          role,
          by,
          at,
          version,
          digest,
          ...(revoked && { revoked: { by: revoked.by, at: revoked.at, reason: revoked.reason } }),
        },
      ];
    })
    .sort(inTime(({ at }) => at));
}

/** The newest of each kind. */
function newest<T extends { readonly id: string }>(
  all: readonly T[],
  kindOf: (one: T) => string,
  timeOf: (one: T) => string,
): readonly T[] {
  return [...new Map([...all].sort(inTime(timeOf)).map((one) => [kindOf(one), one])).values()];
}

/** By time, and at the same time by id, so that the order of the lines never matters. */
function inTime<T extends { readonly id: string }>(timeOf: (one: T) => string): (one: T, other: T) => number {
  return (one, other) =>
    Date.parse(timeOf(one)) - Date.parse(timeOf(other)) || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0);
}
