import { type Fault, keysText, report, shown } from "../settings/faults/fault";
import { SettingsError } from "../settings/faults/settings-error";
import { valueAt } from "../settings/fields/field";
import { isPlaceholder } from "../settings/fields/placeholder";
import { readStageFile } from "../stacks/settings/file";
import { givenAt, rehearsalSource } from "../stacks/settings/overlay";
import { parseSettings } from "../stacks/settings/parse";
import { declarationOf, type StackName, type System } from "../stacks/settings/systems";
import { expectedDatabase } from "./database/expected-database";
import type { SystemToVerify } from "./run";

/**
 * The systems of a stack as their settings say, without an engine and without the secrets, which only the engine can read.
 * @param only the systems that are asked for. @default all that the stack runs
 * @throws SettingsError where a value is not allowed, where a domain is not chosen yet, and for a system that does not run.
 */
export function systemsToVerify(
  stack: StackName,
  directory: string,
  only?: readonly System[],
): readonly SystemToVerify[] {
  const file = readStageFile(stack, directory);
  const { source } = rehearsalSource(stack, directory);
  const settings = parseSettings(source.chosen ?? source);
  const absent = (only ?? []).filter((system) => !settings.systems.includes(system));
  if (absent.length > 0)
    throw new SettingsError(
      `${file.file} does not run ${absent.join(", ")}; it runs ${settings.systems.join(", ")}. Leave out --system, or name one of these.`,
    );
  const asked = only ?? settings.systems;
  const faults = asked.flatMap((system): Fault[] => {
    const path = [system, "domain"];
    const given = givenAt(file.values, path);
    if (!isPlaceholder(given)) return [];
    return [
      {
        path,
        given: `the placeholder ${shown(given)}`,
        allowed: "the domain of a deployed stage",
        fix: `set ${keysText(path)}`,
      },
    ];
  });
  if (faults.length > 0) throw new SettingsError(report(stack, faults, file));
  return asked.map((system) => {
    const declaration = declarationOf(system);
    const section = settings[declaration.key];
    if (section === undefined) throw new Error(`${stack} runs ${system} and has no section of it.`);
    return {
      system,
      ...imageOf(section),
      face: declaration.publicFace(section),
      expectedDatabase: expectedDatabase(directory, system),
    };
  });
}

/** The version and digest of a system's image, as far as its settings name them. */
function imageOf(section: { readonly image: string }) {
  const { image } = section;
  const isDigest = image.startsWith("sha256:");
  const [version = isDigest ? undefined : image, digest = isDigest ? image : undefined] = ["version", "digest"].map(
    (key) => valueAt(section, ["release", key]) as string | undefined,
  );
  return { ...(version !== undefined && { version }), ...(digest !== undefined && { digest }) };
}
