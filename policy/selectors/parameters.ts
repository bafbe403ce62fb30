/** A parameter group of a database or a cache, as far as rules read it. */
export interface ParameterGroupState {
  readonly name: string;
  readonly family: string;
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
}

/** The value of a parameter; undefined when the group leaves it at the engine's default. */
export function parameterOf(
  group: { readonly parameters?: ParameterGroupState["parameters"] },
  name: string,
): string | undefined {
  return (group.parameters ?? []).find((parameter) => parameter.name === name)?.value;
}
