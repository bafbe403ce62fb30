import { z } from "zod";
import { shown } from "../faults/fault";

/** A setting's value in the last successful deployment, and its new value. */
export interface SettingChange {
  readonly before: unknown;
  readonly after: unknown;
  /** The vendor-reported value of a setting that a service changes; absent if unknown. */
  readonly measured?: unknown;
  /** The new section of the setting. */
  readonly section: Readonly<Record<string, unknown>>;
  /** Whether deletion protection is on, or was in the last deployment: the engine then deletes no protected resource. */
  readonly protectsData: boolean;
}

/** Why an impossible change is refused. */
export interface ChangeRefusal {
  readonly kind: "impossible";
  /** The allowed value on a deployed stage. */
  readonly allowed: string;
  /** The alternative. */
  readonly fix: string;
}

/** Why a change is refused that loses data. */
export interface DataLoss extends Omit<ChangeRefusal, "kind"> {
  /** `acceptDataLoss` in the settings permits the one, and with `dataProtection: off` the other. */
  readonly kind: "loses data" | "replaces a data store";
}

/** The effect of a setting's change on a deployed stage. */
export interface ChangeRule {
  /** The effect in one sentence, for display. */
  readonly effect: string;
  /** Whether the stage records the value without comparing it itself, for the rules of other settings. @default false */
  readonly recorded?: boolean;
  /**
   * Whether a database applies a larger value only when it restarts. Until then, what depends on the setting must also
   * fit the value before. @default false
   */
  readonly afterRestart?: boolean;
  /** The refusal of a change that cannot end well; `undefined` for one that can. @default every change is made */
  readonly refuses?: (change: SettingChange) => ChangeRefusal | undefined;
  /** The data that a change loses; `undefined` for none. @default no change loses data */
  readonly loses?: (change: SettingChange) => DataLoss | undefined;
}

/** The rule of each setting, by its schema; a section's rule holds for every setting below it that has none. */
const rules = z.registry<ChangeRule>();

/** Declares the effect of a setting's change on a deployed stage. */
export function onChange<T extends z.ZodType>(schema: T, rule: ChangeRule): T {
  rules.add(schema, rule);
  return schema;
}

/** The rule that was given to exactly this schema. */
export function ruleOf(schema: z.core.$ZodType): ChangeRule | undefined {
  return rules.get(schema as z.ZodType);
}

/** Changed in place, without interruption. */
export const inPlace: ChangeRule = { effect: "Changed in place, without interruption." };

/** Services replace their tasks, a few at a time. */
export const newTasks: ChangeRule = { effect: "ECS replaces the tasks in a rolling or blue-green deployment." };

/** CloudFront takes the change to its edges. */
export const distributes: ChangeRule = { effect: "CloudFront deploys it within a few minutes." };

/** Everything under the domain moves to a new name. */
export const movesDomain: ChangeRule = {
  effect:
    "Creates a hosted zone, certificates and records under the new name and deletes the old ones: the old name stops resolving, and the new one must be delegated.",
  refuses: (change) => deletesProtected(change, "the hosted zone"),
};

/** The refusal of a change that deletes `what`, where deletion protection is on. */
export function deletesProtected({ before, protectsData }: SettingChange, what: string): ChangeRefusal | undefined {
  return protectsData
    ? {
        kind: "impossible",
        allowed: `${text(before)}, as deployed, while dataProtection is on: it protects ${what}`,
        fix: 'keep it, or set dataProtection to "off" and deploy that first (docs/decisions/0004-data-protection.md)',
      }
    : undefined;
}

/** A change of the value `what` is impossible. */
export function fixed(what: string, fix: string): ChangeRule {
  return {
    effect: `Cannot be changed: ${what}.`,
    refuses: ({ before }) => ({
      kind: "impossible",
      allowed: `${text(before)}, as deployed: ${what}`,
      fix,
    }),
  };
}

/** The fix for a value that a stage cannot change. */
export function newStage(what: string): string {
  return `keep it; another ${what} requires destroying and redeploying the stage and restoring its data (docs/runbooks/procedures/destroy-a-stage.md, docs/runbooks/procedures/restore-a-database.md)`;
}

/** A number that may only increase; `lost` is the data that a lower one deletes. */
export function lowerLosesData(effect: string, lost: string): ChangeRule {
  return {
    effect: `${effect} A lower value deletes ${lost}.`,
    loses: ({ before, after }) =>
      Number(after) >= Number(before)
        ? undefined
        : { kind: "loses data", allowed: `${text(before)} or more: a lower value deletes ${lost}`, fix: "keep it" },
  };
}

/** A recorded value as the messages show it. */
export function text(value: unknown): string {
  return typeof value === "string" ? value : shown(value);
}
