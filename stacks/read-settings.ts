import * as fs from "node:fs";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { otherStacksOf, linesOf, stackFileName } from "./settings/file";
import { parseSettings } from "./settings/parse";
import type { Settings } from "./settings/schema";
import type { ConfigValue } from "./settings/source";
import { warningsOf } from "./settings/warnings";

export { parseSettings } from "./settings/parse";

/** The folder of the stage files: the project's own. */
export const projectDirectory = path.resolve(__dirname, "..", "..");

/**
 * The settings of the stage that the running Pulumi program deploys, from the stack's configuration. Warnings are
 * logged by Pulumi.
 * @param directory the folder of the stage files: for the line numbers in messages, and for the other stages' networks.
 * @throws SettingsError as {@link parseSettings} does.
 */
export function readSettings(directory: string = projectDirectory): Settings {
  const stack = pulumi.getStack();
  const file = stackFileName(stack);
  const settings = parseSettings({
    stage: stack,
    file,
    values: configuration(),
    otherStacks: otherStacksOf(stack, directory),
    lineOf: fs.existsSync(path.join(directory, file)) ? linesOf(stack, directory) : undefined,
  });
  for (const warning of warningsOf(settings)) void pulumi.log.warn(warning);
  return settings;
}

/** The SDK keeps which keys are secret to itself: `Config` uses it, its types do not show it. */
interface SecretKeys {
  readonly isConfigSecret: (key: string) => boolean;
}

function configuration(): Record<string, ConfigValue> {
  const { isConfigSecret } = pulumi.runtime as unknown as SecretKeys;
  return Object.fromEntries(
    Object.entries(pulumi.runtime.allConfig()).map(([key, value]) => [key, { value, secret: isConfigSecret(key) }]),
  );
}
