import type { SecretKind } from "../secrets/kind";
import { type KeyringRow, keyringRows, type SecretRow, type SecretVariable, vendorRows } from "../secrets/row";
import type { CommonSettings } from "../stage/common";
import type { Stage } from "../stage/stage";

/** The origin of a non-secret variable's value. */
export type Origin<S> =
  /** The same in every stage. */
  | { readonly kind: "literal"; readonly value: string }
  /** From the settings of the stage. */
  | { readonly kind: "settings"; value(section: S, common: CommonSettings): string }
  /** Known once the stage is deployed: the name of a bucket. */
  | { readonly kind: "deployment" }
  /** From the settings and no credential, yet kept with the secrets because the checklist wants it there. */
  | { readonly kind: "kept"; value(section: S, common: CommonSettings): string };

/** One environment variable of a system that is no credential. */
export interface Variable<S> extends SecretVariable {
  /** Its exact name. */
  readonly name: string;
  readonly origin: Origin<S>;
}

/** The facts of a variable without its value. */
export interface DescribedVariable extends SecretVariable {
  readonly name: string;
  readonly origin:
    | { readonly kind: Origin<unknown>["kind"] }
    /** A secret, of which only its kind is known here. */
    | { readonly kind: "secret"; readonly secret: SecretKind };
}

/** Whether a value comes from Secrets Manager. */
export function isSecret({ origin }: Pick<DescribedVariable, "origin">): boolean {
  return origin.kind === "secret" || origin.kind === "kept";
}

/** Whether an application of this stage needs the variable to start. */
export function isRequiredIn({ requiredIn }: Pick<SecretVariable, "requiredIn">, stage: Stage): boolean {
  return requiredIn === undefined || requiredIn.includes(stage);
}

/** The variables by which the applications of a system read its secrets. */
export function secretVariables(rows: readonly SecretRow[]): DescribedVariable[] {
  return [
    ...keyringRows(rows).flatMap(keyringVariables),
    ...vendorRows(rows).map(({ name, kind, variable }) => described(name, kind, variable)),
  ];
}

function described(name: string, kind: SecretKind, variable: SecretVariable): DescribedVariable {
  return { name, ...variable, origin: { kind: "secret", secret: kind } };
}

/** Why a keyring has names that are not in the checklist. */
const rotated = "the checklist requires rotation, and sessions and running jobs must survive it (AH-MNT-08, C-12)";

/**
 * A secret with all its variable names: its own for the generation in use, those of the previous and next
 * generations if they exist, and derived ones.
 */
function keyringVariables({ name, kind, variable, otherGenerations, derived = {} }: KeyringRow): DescribedVariable[] {
  if (variable === undefined) return [];
  const own = described(name, kind, variable);
  const others = Object.entries(derived).map(([other, one]) => described(other, kind, one));
  if (otherGenerations === undefined) return [own, ...others];
  const generation = (suffix: string, placeholder: string, explanation: string) =>
    described(`${name}_${suffix}`, kind, {
      row: variable.row,
      proposed: rotated,
      requiredIn: [],
      placeholder,
      explanation,
    });
  return [
    own,
    generation(
      "PREVIOUS",
      variable.placeholder,
      `The previous generation, ${otherGenerations}; set from activation to retirement`,
    ),
    generation(
      "NEXT",
      variable.placeholder,
      `The next generation, ${otherGenerations}; set from publication to activation`,
    ),
    generation(
      "KEYRING",
      '{"current":{"kid":"<id>","value":"<secret>"}}',
      "All generations with their key IDs, by previous, current and next, as JSON",
    ),
    ...others,
  ];
}

/** NODE_ENV of a stage. Staging uses production's value, so that it tests the same code (C-01). */
export function nodeEnvironment(stage: Stage): string {
  return stage === "development" ? "development" : "production";
}

/** Stage suffix of database names (DS-VAR-07, MP-P1-01). */
export const databaseSuffix: Readonly<Record<Stage, string>> = {
  development: "dev",
  staging: "staging",
  production: "prod",
};
