/** The three stages (C-01 of the checklists); each is one Pulumi stack of the same name, or one for each system. */
export const stages = ["development", "staging", "production"] as const;

/** One of the three stages. */
export type Stage = (typeof stages)[number];

/** Whether a name is one of the three stages. */
export function isStage(name: string): name is Stage {
  return (stages as readonly string[]).includes(name);
}

/** Usual abbreviations of stack names, and their stages. */
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

/** The stage of a usual abbreviation; `undefined` for any other word. */
export function stageMeant(word: string): Stage | undefined {
  return habits[word.toLowerCase()];
}
