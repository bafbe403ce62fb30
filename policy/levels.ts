import type { Stage } from "./stage";

/** What a broken rule does to a deployment; "off" where the rule is not evaluated. */
export type Level = "mandatory" | "advisory" | "off";

/** The level of a rule on each stage. */
export type Levels = Readonly<Record<Stage, Level>>;

/** The ways in which a rule is enforced. Each rule names one of them. */
export const enforcements = {
  /** Mandatory on every stage. */
  everywhere: { development: "mandatory", staging: "mandatory", production: "mandatory" },
  /** Mandatory where a release is tried and where it runs, advisory in development. */
  deployed: { development: "advisory", staging: "mandatory", production: "mandatory" },
  /** Mandatory where a release is tried and where it runs, off in development, which keeps nobody's data. */
  released: { development: "off", staging: "mandatory", production: "mandatory" },
  /** Advisory on every stage: good practice that a system may have a reason to leave. */
  advised: { development: "advisory", staging: "advisory", production: "advisory" },
  /** Mandatory in production, off elsewhere: it costs what only production is worth. */
  productionOnly: { development: "off", staging: "off", production: "mandatory" },
} as const satisfies Readonly<Record<string, Levels>>;

/** The name of a way in which a rule is enforced. */
export type Enforcement = keyof typeof enforcements;

/** The levels of a rule. Throws for a rule that names no enforcement, which the compiler refuses as well. */
export function levelsOf({ id, enforcement }: { readonly id: string; readonly enforcement: Enforcement }): Levels {
  const levels: Levels | undefined = (enforcements as Readonly<Record<string, Levels | undefined>>)[enforcement];
  if (levels === undefined) throw new Error(`The rule "${id}" names no enforcement.`);
  return levels;
}
