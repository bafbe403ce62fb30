import type { FilledInputs } from "../filled-inputs";
import type { SdkInputs } from "./sdk-inputs";

/** The inputs that the vendor fills in, of the tokens' types. `sdks` by the first part of a token: `aws`. */
export function filledInputs(tokens: readonly string[], sdks: Readonly<Record<string, SdkInputs>>): FilledInputs {
  const types = tokens.flatMap((token) => {
    const filled = sdks[token.split(":")[0] ?? ""]?.filledInOf(token) ?? [];
    return filled.length === 0 ? [] : [[token, filled] as const];
  });
  return {
    source: Object.values(sdks).map(({ name, version }) => `${name} ${version}`),
    types: Object.fromEntries(types),
  };
}

/** The data with one type on a line. */
export function writtenFilledInputs({ source, types }: FilledInputs): string {
  const lines = Object.entries(types).map(([token, names]) => `  ${JSON.stringify(token)}: ${JSON.stringify(names)}`);
  return `{\n "source": ${JSON.stringify(source)},\n "types": {\n${lines.join(",\n")}\n }\n}\n`;
}
