import { parseSettings } from "../stacks/settings/parse";
import { rehearsalSource } from "../stacks/settings/overlay";
import { sections, stackNamed, type StackName, type System, systems } from "../stacks/settings/systems";
import { ExpectedError } from "../settings/faults/expected-error";
import type { MissingWork } from "./steps";

/** What may be missing: the image of a system, or the delegation of its domain. */
export type MissingName = `${MissingWork["kind"]}:${System}`;

/** Everything that may be missing. */
export const missingNames: readonly MissingName[] = systems.flatMap(
  (system) => [`image:${system}`, `delegation:${system}`] as const,
);

/**
 * What is missing as the account knows it: the repository or the domain.
 * @param root the folder of the stage files.
 * @throws ExpectedError for a system that the stack does not have.
 */
export function missingWork(stack: StackName, name: MissingName, root: string): MissingWork {
  const [kind, system] = name.split(":") as [MissingWork["kind"], System];
  const section = parseSettings(rehearsalSource(stack, root).source)[sections[system]];
  if (section === undefined) {
    throw new ExpectedError(
      [
        `The stack ${stack} does not have ${system}.`,
        "",
        `    given    --missing ${name}`,
        "    allowed  the systems of the stack",
        `    fix      choose a system that Pulumi.${stack}.yaml lists in systems`,
      ].join("\n"),
    );
  }
  return { kind, name: kind === "image" ? `${stackNamed(stack).stage}/${system}` : section.domain };
}
