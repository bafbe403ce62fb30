import type { System } from "./systems";
import { variablesOf } from "./environments";
import type { SecretKind } from "../../settings/secrets/kind";
import { type DescribedVariable, isSecret } from "../../settings/system/variable";

/** The path of a system's example file, from the root of the project. */
export function exampleFileName(system: System): string {
  return `docs/environment/${system}.env.example`;
}

const groups = [
  { title: "Plain values: they are readable in the task definition.", secret: false },
  { title: "Secrets: ECS injects them from Secrets Manager; they are in no file.", secret: true },
] as const;

const secretSources: Readonly<Record<SecretKind, string>> = {
  signing: "generated for each stage",
  rsa: "generated for each stage",
  encryption: "generated for each stage",
  "database-user": "built from the data store's address and password",
  "redis-user": "built from the data store's address and password",
  vendor: "issued by the vendor",
};

function sourceOf({ origin }: DescribedVariable): string {
  return origin.kind === "secret" ? secretSources[origin.secret] : "from the settings";
}

/** The variables of a system as an example file: placeholders only (DS-ENV-05). */
export function exampleFile(system: System): string {
  const lines = groups.flatMap(({ title, secret }) => [
    "",
    `# --- ${title}`,
    ...variablesOf(system)
      .filter((variable) => isSecret(variable) === secret)
      .map((variable) => ({ ...variable, source: sourceOf(variable) }))
      .flatMap(({ name, row, proposed, source, requiredIn, placeholder, explanation }) => [
        "",
        `# ${explanation}.`,
        `# ${[
          proposed === undefined ? row : `Proposed for ${row}: ${proposed}`,
          ...(secret ? [source] : []),
          ...(requiredIn === undefined
            ? []
            : [requiredIn.length === 0 ? "optional" : `required in ${requiredIn.join(" and ")}`]),
        ].join("; ")}.`,
        `${name}=${placeholder}`,
      ]),
  ]);
  return [
    `# The environment variables of ${system}. Every value is a placeholder: the real ones come from the stage's settings`,
    "# and from Secrets Manager. Generated from its declaration in stacks/ by `npm run generate`; do not edit.",
    ...lines,
    "",
  ].join("\n");
}
