import type { Stage } from "./stage";

/** The enforcement level of a rule; "off" where it is not evaluated. */
export type Level = "mandatory" | "advisory" | "off";

/** The level of a rule on each stage. */
export type Levels = Readonly<Record<Stage, Level>>;

/** The enforcement levels. Each rule names one of them. */
export const enforcements = {
  /** Mandatory on every stage. */
  everywhere: { development: "mandatory", staging: "mandatory", production: "mandatory" },
  /** Mandatory in staging and production, advisory in development. */
  deployed: { development: "advisory", staging: "mandatory", production: "mandatory" },
  /** Mandatory in staging and production, off in development, which has no personal data. */
  released: { development: "off", staging: "mandatory", production: "mandatory" },
  /** Advisory on every stage: good practice from which a system may deviate for a reason. */
  advised: { development: "advisory", staging: "advisory", production: "advisory" },
  /** Mandatory in production only, because of its cost. */
  productionOnly: { development: "off", staging: "off", production: "mandatory" },
} as const satisfies Readonly<Record<string, Levels>>;

/** The name of an enforcement level. */
export type Enforcement = keyof typeof enforcements;

/** The levels of a rule. Throws for a rule that names no enforcement, which the compiler refuses as well. */
export function levelsOf({ id, enforcement }: { readonly id: string; readonly enforcement: Enforcement }): Levels {
  const levels: Levels | undefined = (enforcements as Readonly<Record<string, Levels | undefined>>)[enforcement];
  if (levels === undefined) throw new Error(`The rule "${id}" names no enforcement.`);
  return levels;
}
