import type { Stage } from "../../settings/stage/stage";
import type { TaskSize } from "../../settings/system/declaration";
import { isRequiredIn, isSecret } from "../../settings/system/variable";
import { variablesOf } from "./environments";
import { declarationOf, type System } from "./systems";

/** The variables and secrets that an API's tasks need to start. */
export interface ApiNeeds {
  /** Names of the variables that come from a secret, sorted. */
  readonly secrets: readonly string[];
  /** Names of the other variables without which it does not start, by the alphabet. */
  readonly variables: readonly string[];
  /** The port on which it listens. */
  readonly port?: number;
  /** The least size of a task. @default any size will do */
  readonly least?: TaskSize;
}

/** The needs of a system's API in a stage, from its declaration. */
export function apiNeeds(system: System, stage: Stage): ApiNeeds {
  const required = variablesOf(system).filter((variable) => isRequiredIn(variable, stage));
  const names = (secret: boolean) =>
    required
      .filter((variable) => isSecret(variable) === secret)
      .map(({ name }) => name)
      .sort();
  const { leastProductionTask: least } = declarationOf(system);
  const size = stage === "production" && least && { least };
  return { secrets: names(true), variables: names(false), port: portOf(system), ...size };
}

/** The port in the variable PORT, which is the same in every stage. */
function portOf(system: System): number | undefined {
  for (const { name, origin } of declarationOf(system).variables) {
    if (name === "PORT" && origin.kind === "literal") return Number(origin.value);
  }
  return undefined;
}
