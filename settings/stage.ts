import { nearest } from "./nearest";
import { SettingsError } from "./settings-error";

/** The three stages (C-01 of the checklists); each is one Pulumi stack of the same name. */
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

/**
 * The stage a Pulumi stack stands for (DS-ENV-01..03).
 * @throws SettingsError when the stack is not named after a stage.
 */
export function stageOfStack(stack: string): Stage {
  if (isStage(stack)) return stack;
  const meant = habits[stack.toLowerCase()] ?? nearest(stack.toLowerCase(), stages);
  throw new SettingsError(
    [
      `There is no stage called "${stack}".`,
      "",
      `    given    the stack "${stack}"`,
      `    allowed  ${stages.join(", ")}: a stack carries the name of its stage`,
      `    fix      ${meant === undefined ? "pulumi stack select <stage>" : `pulumi stack select ${meant} --create`}`,
    ].join("\n"),
  );
}
