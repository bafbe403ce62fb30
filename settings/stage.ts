import { nearest } from "./nearest";
import { SettingsError } from "./settings-error";

/** The three stages (C-01 of the checklists); each is one Pulumi stack of the same name. */
export const stages = ["development", "staging", "production"] as const;

/** The systems a stage can run. */
export const systems = ["ahava-healthcare"] as const;

/** One of the three stages. */
export type Stage = (typeof stages)[number];

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
