import { nearest } from "../../../settings/fields/nearest";
import { SettingsError } from "../../../settings/faults/settings-error";
import { declarationOf, type System } from "../systems";
import type { DeploymentRecord } from "../../../settings/rotation/deployment";
import type { RecordChange } from "../../../settings/rotation/edit";
import type { Refusal, Step } from "../../../settings/rotation/gates";
import type { Keyring, Reencryption } from "../../../settings/rotation/keyring";
import { evidenceOf, keyringOf, keyringRow, keyringRules, renewedRow, vendorRecordOf } from "./keyrings";
import type { StageRotation } from "./read";
import { reasonFault } from "../../../settings/rotation/reason";
import { recordedRows, renewedRows } from "../../../settings/secrets/row";
import { replaceAtOnce, takeStep } from "../../../settings/rotation/steps";

/** Which secrets are meant. */
export interface Selection {
  /** @default every system of the stage */
  readonly system?: System;
  /** @default every secret that can take the step */
  readonly secret?: string;
}

/** The step to take. */
export type Order =
  | {
      readonly step: Step;
      /** For a vendor secret: the team that renews it. @default the recorded one */
      readonly owner?: string;
      /** For a vendor secret: when the vendor issued it. @default now */
      readonly renewedAt?: Date;
      readonly reencryption?: Reencryption;
    }
  | { readonly step: "emergency"; readonly reason: string };

/** A record that changes, of one of the systems. */
export type SystemChange = RecordChange & { readonly system: System };

/** The result of an order: the changed records, and the objections to the others. */
export interface OrderResult {
  readonly changes: readonly SystemChange[];
  readonly refused: readonly {
    readonly system: System;
    readonly name: string;
    readonly refusals: readonly Refusal[];
  }[];
}

interface Chosen {
  readonly system: System;
  readonly name: string;
}

/**
 * Applies an order to a stage's records; nothing is written. Of several secrets those that are ready take the step.
 * @throws SettingsError for a selection that matches nothing in this stage.
 */
export function carryOut(
  stage: StageRotation,
  selection: Selection,
  order: Order,
  record: DeploymentRecord | "unknown",
  now: Date,
): OrderResult {
  const results = chosen(stage, selection, order).map((one) => ({
    ...one,
    ...carryOutOne(stage, one, order, record, now),
  }));
  return {
    changes: results.flatMap(({ system, name, ...result }) =>
      "record" in result ? [{ system, name, record: result.record }] : [],
    ),
    refused: results.flatMap(({ system, name, ...result }) =>
      "refusals" in result ? [{ system, name, refusals: result.refusals }] : [],
    ),
  };
}

type One = { readonly record: RecordChange["record"] } | { readonly refusals: readonly Refusal[] };

function carryOutOne(
  stage: StageRotation,
  chosen: Chosen,
  order: Order,
  record: DeploymentRecord | "unknown",
  now: Date,
): One {
  const { system, name } = chosen;
  const { settings } = stage;
  if (renewedRow(system, name) !== undefined) return renewal(stage, chosen, order, now);
  const secret = keyringRow(system, name);
  if (secret?.movesWith !== undefined) {
    return refusedFor(`${name} rotates together with ${secret.movesWith}`, `run the step for ${secret.movesWith}`);
  }
  const keyring = keyringOf(settings, system, name);
  const rules = keyringRules(settings, system, name);
  if (order.step === "emergency") return recordOf(replaceAtOnce(keyring, rules, order.reason, now));
  const counted: Keyring =
    order.reencryption === undefined ? keyring : { ...keyring, reencryption: order.reencryption };
  return recordOf(takeStep(order.step, counted, rules, evidenceOf(settings, system, name, record, now)));
}

function recordOf(outcome: ReturnType<typeof takeStep>): One {
  return "keyring" in outcome ? { record: outcome.keyring } : outcome;
}

/** A vendor secret has no generations here: the record has its renewal, or the need for one. */
function renewal({ settings }: StageRotation, { system, name }: Chosen, order: Order, now: Date): One {
  const known = vendorRecordOf(settings, system, name);
  const page = renewedRow(system, name)?.vendor.page ?? "";
  if (order.step === "emergency") {
    const fault = reasonFault(order.reason);
    if (fault !== undefined) return { refusals: [fault] };
    if (known === undefined) {
      return refusedFor(
        "its renewal is not recorded",
        `renew it now (${page}), then record it: activate --secret ${name} --owner <team>`,
      );
    }
    return { record: { ...known, emergency: { reason: order.reason, at: now.toISOString() } } };
  }
  if (order.step !== "activate") {
    return refusedFor("a vendor issues it, so it has no publish or retire step", `follow ${page}, then activate`);
  }
  const owner = (order.owner ?? known?.owner)?.trim();
  if (owner === undefined || owner === "") {
    return refusedFor("no owner is recorded", "add --owner <team>");
  }
  const { renewedAt = now } = order;
  if (renewedAt > now) return refusedFor("the renewal is in the future", "use a date that is not in the future");
  return { record: { renewedAt: renewedAt.toISOString(), owner } };
}

function refusedFor(reason: string, fix: string): One {
  return { refusals: [{ reason, fix }] };
}

/** The secrets an order is about. */
function chosen({ stack, systems }: StageRotation, { system, secret }: Selection, order: Order): Chosen[] {
  if (system !== undefined && !systems.includes(system)) {
    throw noSuchSystem(stack, system, systems);
  }
  const meant = system === undefined ? systems : [system];
  if (secret === undefined) {
    if (order.step === "emergency" && system === undefined) {
      throw mistake(
        "An emergency needs a secret or a system.",
        "neither",
        "--secret, --system or both",
        "name the leaked secret or system",
      );
    }
    return meant.flatMap((one) => {
      const { secrets } = declarationOf(one);
      const made = recordedRows(secrets)
        // Data is written anew with an encryption key, so it takes a word of its own (C-12).
        .filter(({ kind }) => kind !== "encryption" || order.step === "emergency")
        .map(({ name }) => name);
      // A leak of a whole system includes its vendor secrets.
      const given = order.step === "emergency" ? renewedRows(secrets).map(({ name }) => name) : [];
      return [...made, ...given].map((name) => ({ system: one, name }));
    });
  }
  const found = meant.filter((one) => keyringRow(one, secret) !== undefined || renewedRow(one, secret) !== undefined);
  const [only, another] = found;
  if (only === undefined) {
    const names = meant.flatMap((one) => {
      const { secrets } = declarationOf(one);
      return [...recordedRows(secrets), ...renewedRows(secrets)].map(({ name }) => name);
    });
    throw noSuchSecret(stack, secret, names);
  }
  if (another !== undefined) {
    throw mistake(
      `More than one system has ${secret}.`,
      secret,
      `with --system: ${found.join(" or ")}`,
      "add --system",
    );
  }
  return [{ system: only, name: secret }];
}

/** The error for an unknown secret name, with a suggestion. */
export function noSuchSecret(stack: string, secret: string, names: readonly string[]): SettingsError {
  const close = nearest(secret, names);
  return mistake(
    `${stack} has no secret ${secret} to rotate.`,
    secret,
    [...new Set(names)].join(", "),
    close === undefined ? "use one of these" : `did you mean ${close}?`,
  );
}

/** The error for a system that a stack does not run. */
export function noSuchSystem(stack: string, system: string, runs: readonly string[]): SettingsError {
  return mistake(`The stack ${stack} does not run ${system}.`, system, runs.join(", "), "use one of these");
}

function mistake(what: string, given: string, allowed: string, fix: string): SettingsError {
  return new SettingsError(
    [what, "", `    given    ${given}`, `    allowed  ${allowed}`, `    fix      ${fix}`].join("\n"),
  );
}
