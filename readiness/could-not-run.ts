/** How the SDK's policy server announces a rule that met an unknown value in a preview. */
const couldNotRun = /^can't run policy .*?: (?:.* value at )?(.*?) can't be known during preview/s;

/** What a rule of any pack waits for that could not run in a preview; undefined when the message says something else. */
export function couldNotRunFor(message: string): string | undefined {
  if (!message.startsWith("can't run policy")) return undefined;
  return couldNotRun.exec(message)?.[1] ?? "a value that is not known in a preview";
}
