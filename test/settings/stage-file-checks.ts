import { type StackName, stackNames, systems } from "../../stacks/settings/systems";
import * as fs from "node:fs";
import * as path from "node:path";
import { overlap } from "../../settings/fields/address";
import { otherStacksOf, readStageFile, stackFileName } from "../../stacks/settings/file";
import { rehearsalSource } from "../../stacks/settings/overlay";
import { parseSettings } from "../../stacks/settings/parse";
import { isPlaceholder } from "../../settings/fields/placeholder";
import { readRotation } from "../../stacks/settings/rotation/read";
import { statusOf } from "../../stacks/settings/rotation/status";
import { listedSystems } from "../../stacks/settings/source";

/** The stacks that have a file in a folder. */
export function stacksIn(directory: string): StackName[] {
  return stackNames.filter((stack) => fs.existsSync(path.join(directory, stackFileName(stack))));
}

/** Whether a stage's file is still the template it began as: nobody has put a team into it. */
export function isTemplate(stack: StackName, directory: string): boolean {
  return isPlaceholder(readStageFile(stack, directory).values["care-platform:owner"]?.value);
}

/** What must hold of a stack's file as long as there is one, before and after somebody filled it in. */
export function expectSoundFile(stack: StackName, directory: string): void {
  const { source, replaced } = rehearsalSource(stack, directory);
  const settings = parseSettings(source);
  expect(settings.stack).toBe(stack);
  expect(settings.systems).toEqual(listedSystems(source.values));
  expect(settings.aws.accountId).toBe("000000000000");
  for (const [key, { value }] of Object.entries(source.values)) {
    if (key.startsWith("care-platform:")) expect(`${key} ${value}`).not.toMatch(/<[^<>@]*>/);
  }
  // No secret that was encrypted for the stage reaches a rehearsal, nor one in plain text.
  const keys = replaced.map(({ key }) => key);
  const secrets = Object.keys(readStageFile(stack, directory).values)
    .map((key) => key.replace("care-platform:", ""))
    .filter((key) => systems.some((system) => key.startsWith(`${system}.`)));
  expect(keys).toEqual(expect.arrayContaining(secrets));
  const others = otherStacksOf(stack, directory);
  expect(others.filter((other) => overlap(settings.network.cidr, other.cidr))).toEqual([]);
  const rotation = readRotation(stack, directory);
  expect(rotation.systems).toEqual(settings.systems);
  expect(JSON.stringify(statusOf(rotation, "unknown", new Date()))).not.toContain("undefined");
}
