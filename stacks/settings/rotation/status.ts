import { declarationOf, type StackName, type System } from "../systems";
import { beginningOf } from "./first-generations";
import type { DeploymentRecord } from "../../../settings/rotation/deployment";
import { earliest, type Refusal, refusalsOf, type Step, stepAfter } from "../../../settings/rotation/gates";
import { evidenceOf, keyringOf, keyringRules, vendorRecordOf } from "./keyrings";
import type { Emergency, Phase } from "../../../settings/rotation/keyring";
import type { StageRotation } from "./read";
import type { SecretKind } from "../../../settings/secrets/kind";
import { defaultDueDays, dueDaysOf } from "../../../settings/secrets/lifetimes";
import { keyringRows, renewedRows } from "../../../settings/secrets/row";

/**
 * How urgent a secret is: `overdue` from twice its days on, where a rule makes it mandatory; `unknown` where its age was
 * never recorded, which is not good news.
 */
export type Urgency = "emergency" | "overdue" | "due" | "unknown" | "fine";

/** The status of one secret. */
export interface StatusRow {
  readonly system: System;
  readonly secret: string;
  readonly kind: SecretKind;
  /** The generation in use; undefined for a vendor secret. */
  readonly generation?: number;
  readonly phase?: Phase;
  /** The keyring it rotates with. @default its own */
  readonly movesWith?: string;
  /** Whole days the value in use is old. @default unknown */
  readonly ageDays?: number;
  /** When it is due, ISO 8601. @default unknown */
  readonly dueAt?: string;
  readonly urgency: Urgency;
  /** The next step. */
  readonly next: Step | "renew";
  /** From when the clock allows it, ISO 8601. @default now */
  readonly allowedFrom?: string;
  /** The current objections to it. */
  readonly refusals: readonly Refusal[];
  /** The team that renews a vendor's secret. */
  readonly owner?: string;
  /** The runbook. */
  readonly page: string;
  /** The reason of a recorded emergency. */
  readonly emergency?: Emergency;
}

const millisecondsPerDay = 86_400_000;

/** Every secret of the systems that a stage runs, as its settings have them. */
export function statusOf(
  { stack, settings, systems }: StageRotation,
  record: DeploymentRecord | "unknown",
  now: Date,
): { readonly stack: StackName; readonly at: string; readonly secrets: readonly StatusRow[] } {
  const secrets = systems.flatMap((system) => [
    ...keyringRows(declarationOf(system).secrets).map((row): StatusRow => {
      const { name, movesWith, kind } = row;
      const keyring = keyringOf(settings, system, name);
      const rules = keyringRules(settings, system, name);
      const evidence = evidenceOf(settings, system, name, record, now);
      const next = stepAfter[keyring.phase];
      return {
        system,
        secret: name,
        kind,
        generation: keyring.generation,
        phase: keyring.phase,
        movesWith,
        ...ageOf(beginningOf(settings, system, name, record), dueDaysOf(row), now),
        next,
        allowedFrom: earliest(next, keyring, rules, evidence)?.toISOString(),
        refusals: refusalsOf(next, keyring, rules, evidence),
        page:
          kind === "encryption"
            ? "docs/runbooks/rotation/re-encryption.md"
            : "docs/runbooks/rotation/rotate-secrets.md",
        emergency: keyring.emergency,
      };
    }),
    ...renewedRows(declarationOf(system).secrets).map(({ name, kind, vendor: { page = "" } }): StatusRow => {
      const vendorRecord = vendorRecordOf(settings, system, name);
      const { owner, emergency } = vendorRecord ?? {};
      const age = ageOf(vendorRecord?.renewedAt, defaultDueDays, now);
      const urgency = emergency === undefined ? age.urgency : "emergency";
      return {
        system,
        secret: name,
        kind,
        ...age,
        urgency,
        next: "renew",
        refusals: [],
        owner,
        page,
        emergency,
      };
    }),
  ]);
  return { stack, at: now.toISOString(), secrets };
}

function ageOf(
  since: string | undefined,
  dueAfterDays: number,
  now: Date,
): Pick<StatusRow, "ageDays" | "dueAt" | "urgency"> {
  if (since === undefined) return { urgency: "unknown" };
  const begun = new Date(since).getTime();
  const ageDays = Math.max(0, Math.floor((now.getTime() - begun) / millisecondsPerDay));
  const dueAt = new Date(begun + dueAfterDays * millisecondsPerDay).toISOString();
  const urgency = ageDays >= 2 * dueAfterDays ? "overdue" : ageDays >= dueAfterDays ? "due" : "fine";
  return { ageDays, dueAt, urgency };
}
