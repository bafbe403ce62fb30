import { nearest } from "../fields/nearest";
import { SettingsError } from "../faults/settings-error";

/** The three stages (C-01 of the checklists); each is one Pulumi stack of the same name, or one for each system. */
export const stages = ["development", "staging", "production"] as const;

/** The systems a stage can run. */
export const systems = ["doctor-system", "ahava-healthcare", "med-platform"] as const;

/** One of the three stages. */
export type Stage = (typeof stages)[number];

/** One of the three systems. */
export type System = (typeof systems)[number];

/** Where the settings of each system stand in the schema; in the stage file the key is the system's own name. */
export const sections = {
  "doctor-system": "doctorSystem",
  "ahava-healthcare": "ahavaHealthcare",
  "med-platform": "medPlatform",
} as const satisfies Readonly<Record<System, string>>;

/** The section of a system in the schema. */
export type SectionOf<S extends System> = (typeof sections)[S];

/** The section of one of the systems. */
export type Section = SectionOf<System>;

/** The system whose section this is; `undefined` for any other key of the schema. */
export function systemOfSection(key: unknown): System | undefined {
  return systems.find((system) => sections[system] === key);
}

/** Whether a name is one of the three systems. */
export function isSystem(name: unknown): name is System {
  return (systems as readonly unknown[]).includes(name);
}

/** The abbreviations people give a stack by habit, and the stage they mean. */
const habits: Readonly<Record<string, Stage>> = {
  dev: "development",
  local: "development",
  test: "staging",
  stage: "staging",
  stg: "staging",
  prod: "production",
  prd: "production",
  live: "production",
};

/** Whether a name is one of the three stages. */
export function isStage(name: string): name is Stage {
  return (stages as readonly string[]).includes(name);
}

/** What a Pulumi stack is called: `staging`, or `staging-med-platform` where it holds one system of the stage. */
export type StackName = Stage | `${Stage}-${System}`;

/** What the name of a Pulumi stack says. */
export interface Stack {
  readonly name: StackName;
  readonly stage: Stage;
  /** The one system the stack is named after; absent where it holds the systems its settings list. */
  readonly system?: System;
}

/** Every stack there can be. */
const stacks: readonly Stack[] = stages.flatMap((stage) => [
  { name: stage, stage },
  ...systems.map((system) => ({ name: `${stage}-${system}` as const, stage, system })),
]);

/** The names of all stacks there can be, those of a stage together. */
export const stackNames: readonly StackName[] = stacks.map(({ name }) => name);

/** Whether a name is that of a stack there can be. */
export function isStack(name: string): name is StackName {
  return (stackNames as readonly string[]).includes(name);
}

/** The stack that a name most likely means which is none; `undefined` where nothing is near enough. */
export function stackMeant(name: string): StackName | undefined {
  return habits[name.toLowerCase()] ?? (nearest(name.toLowerCase(), stackNames) as StackName | undefined);
}

/**
 * The stage a Pulumi stack stands for, and the system if it is named after one (DS-ENV-01..03).
 * @throws SettingsError when the stack is named after no stage.
 */
export function stackNamed(stack: string): Stack {
  const known = stacks.find(({ name }) => name === stack);
  if (known !== undefined) return known;
  const meant = stackMeant(stack);
  throw new SettingsError(
    [
      `There is no stage named "${stack}".`,
      "",
      `    given    the stack "${stack}"`,
      `    allowed  ${stages.join(", ")}, or a stage with one system, such as staging-med-platform`,
      `    fix      ${meant === undefined ? "pulumi stack select <stage>" : `pulumi stack select ${meant} --create`}`,
    ].join("\n"),
  );
}
