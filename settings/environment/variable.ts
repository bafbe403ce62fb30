import type { Settings, SystemSettings } from "../stage/schema";
import type { Stage, System } from "../stage/stage";

/** Where the value of a variable comes from. What is `plain` stands readable in the task definition, the rest never. */
export type Origin<S extends System> =
  /** Plain, and the same in every stage. */
  | { readonly kind: "literal"; readonly value: string }
  /** Plain, from the settings of the stage. */
  | { readonly kind: "settings"; readonly value: (system: SystemSettings<S>, settings: Settings) => string }
  /** Plain, and known once the stage is deployed: the name of a bucket. */
  | { readonly kind: "deployment" }
  /** A secret nobody chooses: random, made for the stage. */
  | { readonly kind: "generated" }
  /** A secret a vendor gives out, set with `pulumi config set --secret`. */
  | { readonly kind: "vendor" }
  /** A secret made of a store's address and password. */
  | { readonly kind: "connection" }
  /** From the settings and no credential, yet kept with the secrets because the checklist wants it there. */
  | { readonly kind: "kept"; readonly value: (system: SystemSettings<S>, settings: Settings) => string };

/** One environment variable of a system. */
export interface Variable<S extends System> {
  /** Its exact name. */
  readonly name: string;
  /** The checklist row that names it or, where `proposed`, asks for what it says. */
  readonly row: string;
  /** Why the name is this project's proposal and not the checklist's (C-02); absent where the checklist has the name. */
  readonly proposed?: string;
  readonly origin: Origin<S>;
  /** The stages in which the application does not start without it. @default all three */
  readonly requiredIn?: readonly Stage[];
  /** What stands for the value in the example file; never a value that works. */
  readonly placeholder: string;
  /** What it says, in one sentence without a full stop. */
  readonly explanation: string;
}

/** Whether a value comes out of Secrets Manager. */
export function isSecret({ origin }: { readonly origin: { readonly kind: Origin<System>["kind"] } }): boolean {
  return ["generated", "vendor", "connection", "kept"].includes(origin.kind);
}

/** Whether an application of this stage does not start without the variable. */
export function isRequiredIn({ requiredIn }: { readonly requiredIn?: readonly Stage[] }, stage: Stage): boolean {
  return requiredIn === undefined || requiredIn.includes(stage);
}

/** Why a keyring has names the checklist does not know. */
const rotated = "the checklist requires rotation, and sessions and running jobs must survive it (AH-MNT-08, C-12)";

/**
 * A secret that is rotated, under all the names an application reads it by: its own for the generation in use, and those
 * of the one before and the one to come while there are such.
 * @param accepted what an application does with a generation that is not in use.
 */
export function rotatedVariables<S extends System>(variable: Variable<S>, accepted: string): readonly Variable<S>[] {
  const { name, row, origin, placeholder } = variable;
  const other = { row, proposed: rotated, origin, requiredIn: [] };
  return [
    variable,
    {
      ...other,
      name: `${name}_PREVIOUS`,
      placeholder,
      explanation: `The previous generation, ${accepted}; set from activation to retirement`,
    },
    {
      ...other,
      name: `${name}_NEXT`,
      placeholder,
      explanation: `The next generation, ${accepted}; set from publication to activation`,
    },
    {
      ...other,
      name: `${name}_KEYRING`,
      placeholder: '{"current":{"kid":"<id>","value":"<secret>"}}',
      explanation: "All generations with their key IDs, by previous, current and next, as JSON",
    },
  ];
}

/** NODE_ENV of a stage. Staging runs as production does, or it would prove nothing about it (C-01). */
export function nodeEnvironment(stage: Stage): string {
  return stage === "development" ? "development" : "production";
}

/** How a stage is called at the end of a database's name (DS-VAR-07, MP-P1-01). */
export const databaseSuffix: Readonly<Record<Stage, string>> = {
  development: "dev",
  staging: "staging",
  production: "prod",
};
