import type { System } from "../stage/stage";
import { variablesOf } from "./environments";
import { isSecret } from "./variable";

/** Where the example file of a system lies, from the root of the project. */
export function exampleFileName(system: System): string {
  return `docs/environment/${system}.env.example`;
}

const groups = [
  { title: "Plain values: they stand readable in the task definition.", secret: false },
  { title: "Secrets: Secrets Manager hands them to the task; they are in no file.", secret: true },
] as const;

const secretSources: Readonly<Record<string, string>> = {
  generated: "made at random for each stage",
  vendor: "given out by the vendor",
  connection: "made of the store's address and password",
  kept: "from the settings",
};

/** The variables of a system as an example file: placeholders only (DS-ENV-05). */
export function exampleFile(system: System): string {
  const lines = groups.flatMap(({ title, secret }) => [
    "",
    `# --- ${title}`,
    ...variablesOf(system)
      .filter((variable) => isSecret(variable) === secret)
      .flatMap(({ name, row, proposed, origin, requiredIn, placeholder, explanation }) => [
        "",
        `# ${explanation}.`,
        `# ${[
          proposed === undefined ? row : `Proposed for ${row}: ${proposed}`,
          ...(secret ? [secretSources[origin.kind]] : []),
          ...(requiredIn === undefined
            ? []
            : [requiredIn.length === 0 ? "optional" : `required in ${requiredIn.join(" and ")}`]),
        ].join("; ")}.`,
        `${name}=${placeholder}`,
      ]),
  ]);
  return [
    `# The environment variables of ${system}. Every value is a placeholder: the real ones come from the stage's settings`,
    "# and from Secrets Manager. Made from settings/environment/ by `npm run generate`; do not edit.",
    ...lines,
    "",
  ].join("\n");
}
