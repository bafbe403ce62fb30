/** Who set a rule aside, until when and why. */
export interface MessageWaiver {
  readonly reason: string;
  readonly owner: string;
  /** The last day on which the waiver holds: YYYY-MM-DD. */
  readonly lastDay: string;
}

/** A message of the pack, taken apart. */
export type ParsedMessage = {
  readonly resource: string;
  readonly waiver?: MessageWaiver;
} & (
  | { readonly kind: "finding"; readonly found: string; readonly needed: string; readonly setting: string }
  | { readonly kind: "undecided"; readonly waitsFor: string }
);

const finding = /^\[[a-z0-9-]+\] (.*?): found (.*); needed (.*)\. Change (.*?)\.$/s;
const undecided = /^\[[a-z0-9-]+\] (.*?): undecided: waits for (.*?)\.$/s;
const waived = /^(.*)\. Waived until (\d{4}-\d{2}-\d{2}) by (.*?), because (.*)\.$/s;

/** How the SDK's policy server announces a rule that met an unknown value in a preview. */
const couldNotRun = /^can't run policy .*?: (?:.* value at )?(.*?) can't be known during preview/s;

/** Takes a message apart in the form that policy/message.ts gives it; undefined for the message of another pack. */
export function parseMessage(message: string): ParsedMessage | undefined {
  const [, body, lastDay = "", owner = "", reason = ""] = waived.exec(message) ?? [];
  const waiver = body === undefined ? {} : { waiver: { lastDay, owner, reason } };
  const text = body === undefined ? message : `${body}.`;
  const [, subject, waitsFor = ""] = undecided.exec(text) ?? [];
  if (subject !== undefined) return { kind: "undecided", resource: subject, waitsFor, ...waiver };
  const [, resource, found = "", needed = "", setting = ""] = finding.exec(text) ?? [];
  if (resource !== undefined) return { kind: "finding", resource, found, needed, setting, ...waiver };
  return undefined;
}

/** What a rule of any pack waits for that could not run in a preview; undefined when the message says something else. */
export function couldNotRunFor(message: string): string | undefined {
  if (!message.startsWith("can't run policy")) return undefined;
  return couldNotRun.exec(message)?.[1] ?? "a value that is not known in a preview";
}
