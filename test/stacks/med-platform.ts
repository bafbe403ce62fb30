import { Foundation } from "../../stacks/foundation";
import { MedPlatform } from "../../stacks/med-platform/med-platform";
import { isSecret } from "../components/mocks";
import type { Properties, Registered } from "../components/mocks";
import type { Changes } from "../settings/complete";
import { settingsOfThree } from "../settings/three-systems";

/** What builds med-platform on a foundation of its own, with changes to the settings. */
export const build =
  (stage: "staging" | "production", changes: Changes = {}) =>
  (): MedPlatform => {
    const chosen = settingsOfThree(stage, changes);
    return new MedPlatform(chosen, new Foundation(chosen));
  };

/** A container as its definition has it. */
export interface Container {
  readonly name: string;
  readonly image: string;
  readonly essential: boolean;
  readonly environment?: readonly { readonly name: string; readonly value: string }[];
  readonly secrets?: readonly { readonly name: string; readonly valueFrom: string }[];
  readonly mountPoints?: readonly object[];
}

/** The value inside a secret, and any other as it is. */
export const revealed = (input: unknown): unknown => (isSecret(input) ? input.secret : input);

/** The container of a name among all that were registered. */
export function container(name: string, from: Registered<MedPlatform>): Container {
  const found = from
    .ofType("aws:ecs/taskDefinition:TaskDefinition")
    .flatMap(({ inputs }) => JSON.parse(String(inputs.containerDefinitions)) as Container[])
    .find((each) => each.name === name);
  if (found === undefined) throw new Error(`There is no container ${name}.`);
  return found;
}

/** The inputs of the alarm of a logical name. */
export function alarm(name: string, from: Registered<MedPlatform>): Properties {
  return from.named(name, "aws:cloudwatch/metricAlarm:MetricAlarm").inputs;
}
