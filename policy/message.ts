import type { Finding, Waiting } from "./examination";

/** `[<rule>] <resource>: found <found>; needed <needed>. Change <setting>.`, which a machine may take apart again. */
export function findingMessage(ruleId: string, { subject, found, needed, setting }: Finding): string {
  return `[${ruleId}] ${subject.name}: found ${found}; needed ${needed}. Change ${setting}.`;
}

/** `[<rule>] <resource>: undecided: waits for <what>.`, likewise. */
export function undecidedMessage(ruleId: string, { subject, waitsFor }: Waiting): string {
  return `[${ruleId}] ${subject.name}: undecided: waits for ${waitsFor}.`;
}
