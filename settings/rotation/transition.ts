import { sameSlots, type DeployedKeyring } from "./deployment";
import {
  clockTolerance,
  type Evidence,
  type Gate,
  gates,
  type KeyringRules,
  type Refusal,
  refusalsOf,
  type Step,
} from "./gates";
import { emergencyGeneration, type Keyring, slotsOf } from "./keyring";
import { reasonFault } from "./reason";

/**
 * The faults of a record independent of the deployed stage: times that contradict each other or the clock, and
 * the gates of its last step at the current time. A step that was recorded too early is refused until
 * its time has come; then it is harmless.
 */
export function recordFaults(
  keyring: Keyring,
  rules: KeyringRules,
  { now, deploymentSeconds }: Pick<Evidence, "now" | "deploymentSeconds">,
): Refusal[] {
  const moments = momentFaults(keyring, now);
  if (moments.length > 0) return moments;
  // The step was recorded with another clock: its skew is allowed.
  const evidence: Evidence = { now: new Date(now.getTime() + clockTolerance), deploymentSeconds, deployed: "unknown" };
  return [...emergencyFaults(keyring), ...historyFaults(keyring, rules, evidence)];
}

const replay = "restore the record from version control, and run the step with npm run rotate";

function momentFaults(keyring: Keyring, now: Date): Refusal[] {
  const { phase, publishedAt, activatedAt, retiredAt, emergency, reencryption } = keyring;
  const named = {
    publishedAt,
    activatedAt,
    retiredAt,
    "emergency.at": emergency?.at,
    "reencryption.at": reencryption?.at,
  };
  const latest = now.getTime() + clockTolerance;
  const future = Object.entries(named).flatMap(([name, moment]) =>
    moment === undefined || new Date(moment).getTime() <= latest
      ? []
      : [
          {
            reason: `${name} is in the future: ${moment}`,
            allowedFrom: new Date(moment),
            fix: "run the step with npm run rotate, which records the time, and check this machine's clock",
          },
        ],
  );
  const inOrder = (phase === "published" ? [activatedAt, publishedAt] : [publishedAt, activatedAt, retiredAt])
    .filter((moment) => moment !== undefined)
    .map((moment) => new Date(moment).getTime());
  const sorted = inOrder.every((moment, index) => moment >= (inOrder[index - 1] ?? -Infinity));
  return sorted ? future : [...future, { reason: "its times are not in the order of the steps", fix: replay }];
}

function emergencyFaults({ emergency, activatedAt, phase }: Keyring): Refusal[] {
  if (emergency === undefined) return [];
  const fault = reasonFault(emergency.reason);
  const another = { reason: "emergency.at differs from activatedAt", fix: replay };
  return [
    ...(fault === undefined ? [] : [fault]),
    ...(emergency.at === activatedAt && phase !== "published" ? [] : [another]),
  ];
}

/** The gates of the step that led to a record. */
function historyFaults(keyring: Keyring, rules: KeyringRules, evidence: Evidence): Refusal[] {
  const { phase, generation, emergency, publishedAt, activatedAt, retiredAt } = keyring;
  switch (phase) {
    case "published":
      return publishedAt === undefined ? [missing("publishedAt")] : [];
    case "activated": {
      if (activatedAt === undefined) return [missing("activatedAt")];
      if (emergency !== undefined) return rules.kind === "encryption" ? [] : [keptInEmergency];
      if (publishedAt === undefined) return [missing("publishedAt")];
      return ungated("activate", { generation: generation - 1, phase: "published", publishedAt }, rules, evidence);
    }
    case "steady": {
      if (generation === 1 && activatedAt === undefined) return [];
      if (activatedAt === undefined) return [missing("activatedAt")];
      if (emergency !== undefined && rules.kind !== "encryption") return [];
      if (retiredAt === undefined) return [neverRetired(generation)];
      return ungated("retire", { ...keyring, phase: "activated", retiredAt: undefined }, rules, evidence);
    }
  }
}

function missing(name: string): Refusal {
  return { reason: `${name} is missing, so the earliest time of the next step is unknown`, fix: replay };
}

const keptInEmergency: Refusal = {
  reason: "an emergency allows no second generation, except for an encryption key",
  fix: replay,
};

function neverRetired(generation: number): Refusal {
  return {
    reason: `generation ${generation} is steady, but the retirement of the previous one is not recorded`,
    fix: "rotate one generation at a time, through publish, activate and retire: npm run rotate",
  };
}

function ungated(step: Step, before: Keyring, rules: KeyringRules, evidence: Evidence): Refusal[] {
  return refusalsOf(step, before, rules, evidence, [gates.time, gates.reencryption]).map((refusal) => ({
    ...refusal,
    reason: `${step} was recorded too early: ${refusal.reason}`,
    fix: `${refusal.fix}; until then restore the record from version control`,
  }));
}

/**
 * The objections to deploying a record on a stage: at most one step may be between them, and its gates
 * must be open. An emergency may always be deployed.
 * @param asked the gates to check. @default all of them
 */
export function transitionFaults(
  keyring: Keyring,
  rules: KeyringRules,
  evidence: Evidence & { readonly deployed: DeployedKeyring | undefined },
  asked: readonly Gate[] = Object.values(gates),
): Refusal[] {
  const { deployed } = evidence;
  // An undeployed keyring has no tasks.
  if (deployed === undefined || sameSlots(deployed, slotsOf(keyring))) return [];
  const step = stepBetween(deployed, keyring, rules);
  if (step === undefined) return [jump(deployed, keyring)];
  return step === "emergency"
    ? []
    : refusalsOf(step, recordBefore(step, keyring, deployed.current), rules, evidence, asked);
}

/** The one step between the deployed and the recorded state; undefined if there is none or more than one. */
function stepBetween(
  deployed: DeployedKeyring,
  keyring: Keyring,
  { kind }: KeyringRules,
): Step | "emergency" | undefined {
  const wanted = slotsOf(keyring);
  const { current, next, previous, phase } = deployed;
  if (keyring.emergency !== undefined && wanted.current >= emergencyGeneration({ generation: current, phase }, kind)) {
    const keepsData = kind !== "encryption" || (previous === undefined && wanted.previous === current);
    if (keepsData) return "emergency";
  }
  if (phase === "steady" && sameSlots(wanted, { current, next: current + 1 })) return "publish";
  if (next !== undefined && sameSlots(wanted, { current: next, previous: current })) return "activate";
  if (previous !== undefined && sameSlots(wanted, { current })) return "retire";
  return undefined;
}

/** The record as it was before a step. */
function recordBefore(step: Step, keyring: Keyring, current: number): Keyring {
  switch (step) {
    case "publish":
      return { ...keyring, phase: "steady" };
    case "activate":
      return { generation: current, phase: "published", publishedAt: keyring.publishedAt };
    case "retire":
      return { ...keyring, phase: "activated" };
  }
}

function jump(deployed: DeployedKeyring, keyring: Keyring): Refusal {
  return {
    reason: `the stage runs generation ${deployed.current}, ${deployed.phase}, and the settings have generation ${keyring.generation}, ${keyring.phase}, which is not the next step of a rotation`,
    fix: "deploy every step before the next one, in the order publish, activate, retire",
  };
}
