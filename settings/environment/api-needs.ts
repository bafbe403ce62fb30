import type { Stage, System } from "../stage/stage";
import { leastProductionTask } from "../systems/ahava-healthcare/section";
import { variablesOf } from "./environments";
import { isRequiredIn, isSecret } from "./variable";

/** What the tasks of an API need to start. */
export interface ApiNeeds {
  /** Names of the variables that come from a secret, by the alphabet. */
  readonly secrets: readonly string[];
  /** Names of the other variables without which it does not start, by the alphabet. */
  readonly variables: readonly string[];
  /** The least size of a task: CPU units, MiB, and GiB of disk. @default any size will do */
  readonly least?: { readonly cpu: number; readonly memory: number; readonly ephemeralStorage: number };
}

/** The systems whose checklist names a least size, in production. */
const leastProductionTasks: Readonly<Partial<Record<System, ApiNeeds["least"]>>> = {
  "ahava-healthcare": leastProductionTask,
};

/** What the API of a system needs in a stage, from the table of its variables. */
export function apiNeeds(system: System, stage: Stage): ApiNeeds {
  const required = variablesOf(system).filter((variable) => isRequiredIn(variable, stage));
  const names = (secret: boolean) =>
    required
      .filter((variable) => isSecret(variable) === secret)
      .map(({ name }) => name)
      .sort();
  const least = stage === "production" ? leastProductionTasks[system] : undefined;
  return { secrets: names(true), variables: names(false), ...(least && { least }) };
}
