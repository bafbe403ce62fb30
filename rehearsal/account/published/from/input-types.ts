import type { InputTypes, WrittenType } from "../input-types";
import type { Input, InputType, SdkInputs } from "./sdk-inputs";

/** The types of all inputs of the tokens' types. `sdks` by the first part of a token: `aws`. */
export function inputTypes(tokens: readonly string[], sdks: Readonly<Record<string, SdkInputs>>): InputTypes {
  const written = new WrittenTypes();
  const types = tokens.flatMap((token) => {
    const sdk = sdks[token.split(":")[0] ?? ""];
    return sdk ? [[token, written.object(sdk, token, () => sdk.ofType(token))] as const] : [];
  });
  return {
    source: Object.values(sdks).map(({ name, version }) => `${name} ${version}`),
    types: Object.fromEntries(types),
    objects: written.objects,
  };
}

/** The data with a type and an object on a line each, so that changes can be read. */
export function writtenInputTypes({ source, types, objects }: InputTypes): string {
  const lines = (list: readonly string[]) => list.map((line) => `  ${line}`).join(",\n");
  return [
    "{",
    ` "source": ${JSON.stringify(source)},`,
    ` "types": {\n${lines(Object.entries(types).map(([token, number]) => `${JSON.stringify(token)}: ${number}`))}\n },`,
    ` "objects": [\n${lines(objects.map((each) => JSON.stringify(each)))}\n ]`,
    "}\n",
  ].join("\n");
}

/** The objects so far, each once. */
class WrittenTypes {
  readonly objects: Record<string, WrittenType>[] = [];
  readonly #numbers = new Map<string, number>();

  /** The number of an object, which may hold itself: it has its number before its inputs are read. */
  object(sdk: SdkInputs, key: string, inputs: () => readonly Input[]): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.objects.push({}) - 1;
    this.#numbers.set(key, number);
    this.objects[number] = Object.fromEntries(
      inputs().map(({ name, type, optional }) => [name, `${this.#type(sdk, type)}${optional ? "" : "!"}`]),
    );
    return number;
  }

  #type(sdk: SdkInputs, type: InputType): WrittenType {
    switch (type.kind) {
      case "list":
        return `${this.#type(sdk, type.element)}[]`;
      case "map":
        return `${this.#type(sdk, type.element)}{}`;
      case "object":
        return `#${this.object(sdk, `${sdk.name} ${type.name}`, () => sdk.ofObject(type.name))}`;
      case "other":
        return "any";
      case "text":
      case "number":
      case "boolean":
        return type.kind;
    }
  }
}
