import type { System } from "../stage/stage";
import { variablesOf } from "./environments";
import { isSecret } from "./variable";

/** Where the example file of a system lies, from the root of the project. */
export function exampleFileName(system: System): string {
  return `docs/environment/${system}.env.example`;
}

const groups = [
  { title: "Plain values: they are readable in the task definition.", secret: false },
  { title: "Secrets: ECS injects them from Secrets Manager; they are in no file.", secret: true },
] as const;

const secretSources: Readonly<Record<string, string>> = {
  generated: "generated for each stage",
  vendor: "issued by the vendor",
  connection: "built from the data store's address and password",
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
    "# and from Secrets Manager. Generated from settings/environment/ by `npm run generate`; do not edit.",
    ...lines,
    "",
  ].join("\n");
}
