import { stripVTControlCharacters } from "node:util";
import { CommandError } from "@pulumi/pulumi/automation";
import { ExpectedError } from "../../settings/faults/expected-error";

/** A command of the engine failed for a reason that its sentence explains. */
export class EngineRefusal extends ExpectedError {}

/** What the engine says to what a person can do about it: the first that fits counts. */
const fixes: readonly (readonly [said: RegExp, fix: string])[] = [
  [
    /no stack named/,
    "select the backend that has it (pulumi login <url>), or create it: pulumi stack init <stack> (docs/deploy.md)",
  ],
  [
    /PULUMI_ACCESS_TOKEN must be set|not logged in|must be logged in|no credentials/i,
    "log in to the backend that keeps the state: pulumi login <url> (docs/deploy.md)",
  ],
  [
    /incorrect passphrase|passphrase must be set|PULUMI_CONFIG_PASSPHRASE/,
    "set PULUMI_CONFIG_PASSPHRASE, or PULUMI_CONFIG_PASSPHRASE_FILE, to the passphrase of this stack",
  ],
  [
    /message authentication failed|encryptionsalt|no salt|invalid secrets provider|failed to decrypt/i,
    "restore encryptionsalt (or encryptedkey and secretsprovider) of the stage's file from its last commit, and use the passphrase or key that belongs to it",
  ],
  [
    /currently locked by|Another update is currently in progress/,
    "wait for the other run; if it no longer runs, pulumi cancel --stack <stack>",
  ],
  [
    /unable to open bucket|no such file or directory|could not list bucket|unable to check if bucket|NoSuchBucket/,
    "create the folder or bucket for the state, or log in to the right one: pulumi login <url> (docs/deploy.md)",
  ],
  [
    /checkpoint|could not deserialize|unmarshal|invalid character|unexpected end of JSON/,
    "restore the last readable state (pulumi stack history; docs/deploy.md), then pulumi refresh",
  ],
];

/** What the engine said when a command of it failed, once and without what surrounds it, with the fix where there is one. */
export function sentenceOf(error: CommandError): string {
  const { stdout = "", stderr = "" } =
    (error as unknown as { readonly commandResult?: { readonly stdout: string; readonly stderr: string } })
      .commandResult ?? {};
  const said =
    errorPart(stripVTControlCharacters(stderr)) ||
    errorPart(stripVTControlCharacters(stdout)) ||
    stripVTControlCharacters(stderr).trim();
  const [, fix] = fixes.find(([pattern]) => pattern.test(said)) ?? [];
  return [said || "The engine failed without an error message.", ...(fix === undefined ? [] : [`  fix  ${fix}`])].join(
    "\n",
  );
}

/** What follows the first `error:`, each line once. */
function errorPart(output: string): string {
  const [, part = ""] = /^error: ([\s\S]*)/m.exec(output) ?? [];
  const lines = part.split("\n").map((line) => line.replace(/^error: /, "").trimEnd());
  return lines.filter((line, index) => line !== "" && lines.indexOf(line) === index).join("\n");
}

/** Runs commands of the engine; what it says when one fails is thrown as an {@link EngineRefusal}. */
export async function refusedInWords<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof CommandError) throw new EngineRefusal(sentenceOf(error), { cause: error });
    throw error;
  }
}
