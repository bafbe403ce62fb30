import { type KeyringKind } from "../secrets/kind";
import { minuteFrom } from "./minute";
import { sameSlots, type DeployedKeyring } from "./deployment";
import type { Keyring } from "./keyring";
import { slotsOf } from "./keyring";

/** The steps of a rotation, in their order. */
export const steps = ["publish", "activate", "retire"] as const;

/** A step of a rotation that waits for its turn. */
export type Step = (typeof steps)[number];

/** Inputs of the gates about a keyring, besides its record. */
export interface KeyringRules {
  readonly kind: KeyringKind;
  /** Seconds for which a product of a generation is used: the lifetime of the longest token or session. */
  readonly overlapSeconds: number;
}

/** Inputs of the gates at the time of a step. */
export interface Evidence {
  readonly now: Date;
  /** Seconds within which a deployment is complete, and every verifier has read the keys it published. */
  readonly deploymentSeconds: number;
  /**
   * The deployed state, written when every service runs it. `unknown` if it could not be
   * read; undefined if the keyring was never deployed.
   */
  readonly deployed: DeployedKeyring | undefined | "unknown";
}

/** Why a step is not allowed. */
export interface Refusal {
  /** The obstacle, as a sentence without a full stop. */
  readonly reason: string;
  /** The earliest time at which the obstacle is gone. @default depends on a manual action */
  readonly allowedFrom?: Date;
  /** What to do. */
  readonly fix: string;
}

/** A gate: its objection to a step, if any. */
export type Gate = (step: Step, keyring: Keyring, rules: KeyringRules, evidence: Evidence) => Refusal | undefined;

/** The phase in which each step is taken. */
export const phaseBefore = { publish: "steady", activate: "published", retire: "activated" } as const;

/** The next step of each phase. */
export const stepAfter = { steady: "publish", published: "activate", activated: "retire" } as const;

/** Clock skew in milliseconds between the recorder of a time and the reader (our default). */
export const clockTolerance = 5 * 60_000;

/** A step follows the previous phase, so no generation is skipped or used before it is accepted. */
const order: Gate = (step, keyring) => {
  const needed = phaseBefore[step];
  if (keyring.phase === needed) return undefined;
  const next = stepAfter[keyring.phase];
  return {
    reason: `${step} requires the phase ${needed}, but generation ${keyring.generation} is ${keyring.phase}`,
    fix: `the next step is ${next}`,
  };
};

/** The record is deployed in every service, or the step would build on undeployed keys. */
const deployed: Gate = (step, keyring, _, evidence) => {
  if (evidence.deployed === "unknown") return undefined;
  const running = evidence.deployed;
  if (running !== undefined && sameSlots(running, slotsOf(keyring))) return undefined;
  return {
    reason:
      running === undefined
        ? `the stage has not deployed this keyring, so the state of its tasks is unknown`
        : `the stage still runs generation ${running.current}, ${running.phase}, not generation ${keyring.generation}, ${keyring.phase}`,
    fix: `finish the deployment first: pulumi up, then ${step}`,
  };
};

/** Every task has the next key before it is used, and none needs the previous one when it is removed. */
const time: Gate = (step, keyring, rules, evidence) => {
  if (step === "publish") return undefined;
  const allowedFrom = earliest(step, keyring, rules, evidence);
  if (allowedFrom === undefined) {
    return {
      reason: `the time of the step before ${step} is not recorded`,
      fix: "record the time of that step",
    };
  }
  if (evidence.now >= allowedFrom) return undefined;
  return {
    reason:
      step === "activate"
        ? "a running task may not have the next generation yet"
        : "data or tokens of the previous generation may still be in use",
    allowedFrom,
    fix: `wait until ${minuteFrom(allowedFrom)}`,
  };
};

/** A key is removed when no stored data needs it, which only a count can show. */
const reencryption: Gate = (step, keyring, rules, evidence) => {
  if (step !== "retire" || rules.kind !== "encryption") return undefined;
  const { previous } = slotsOf(keyring);
  const record = keyring.reencryption;
  const begun = deploymentComplete(keyring, evidence);
  const counts = record?.generation === previous && begun !== undefined && new Date(record?.at ?? NaN) >= begun;
  if (counts && record?.rowsLeft === 0) return undefined;
  return {
    reason: counts
      ? `${record?.rowsLeft ?? 0} rows are still encrypted with generation ${previous ?? 0}`
      : `there is no count of the rows that are still encrypted with generation ${previous ?? 0} from after ${begun?.toISOString() ?? "the activation"}`,
    fix: "finish the re-encryption job and pass its record (docs/runbooks/rotation/re-encryption.md)",
  };
};

/** All gates; a step is allowed if none objects. */
export const gates = { order, deployed, time, reencryption } as const satisfies Readonly<Record<string, Gate>>;

/** The objections of the given gates to a step. */
export function refusalsOf(
  step: Step,
  keyring: Keyring,
  rules: KeyringRules,
  evidence: Evidence,
  asked: readonly Gate[] = Object.values(gates),
): Refusal[] {
  // If the phase is wrong, the other gates do not apply.
  const [first, ...others] = asked;
  const refusal = first?.(step, keyring, rules, evidence);
  if (refusal !== undefined && first === order) return [refusal];
  return [refusal, ...others.map((gate) => gate(step, keyring, rules, evidence))].filter((one) => one !== undefined);
}

/**
 * The earliest time of the next step by the clock alone; undefined if it waits for no time, or no start was
 * recorded.
 */
export function earliest(
  step: Step,
  keyring: Keyring,
  { overlapSeconds }: KeyringRules,
  evidence: Evidence,
): Date | undefined {
  const complete = deploymentComplete(keyring, evidence);
  if (step === "publish" || complete === undefined) return undefined;
  // Tokens are issued until the deployment of the activation is complete, and are used for their whole lifetime after it.
  return new Date(complete.getTime() + (step === "retire" ? overlapSeconds * 1000 : 0));
}

/**
 * The latest time at which every task had the last step: recorded by the stage, or else from the maximum duration of a
 * deployment. Undefined if no step was recorded.
 */
function deploymentComplete(keyring: Keyring, { deploymentSeconds, deployed }: Evidence): Date | undefined {
  const recorded = keyring.phase === "published" ? keyring.publishedAt : keyring.activatedAt;
  if (recorded === undefined) return undefined;
  const allowed = new Date(recorded).getTime() + deploymentSeconds * 1000;
  const measured = deployed === "unknown" || deployed === undefined ? allowed : new Date(deployed.since).getTime();
  // A deployment that started late, or took longer, counts from its end.
  return new Date(Math.max(allowed, measured) + clockTolerance);
}
