import { plainName } from "./operations";

/** How likely names are compared, the most alike first; the first way with exactly one member wins. */
const ways: readonly ((input: string, member: string, noun: string) => boolean)[] = [
  (input, member) => input === member,
  (input, member) => singular(input) === singular(member),
  (input, member, noun) =>
    member === noun + input || input === noun + member || singular(member) === singular(noun + input),
  // Members bear the last word of what they belong to, or the first: `MonitorName` of an anomaly monitor.
  (input, member, noun) => member.endsWith(input) && isEnd(member.slice(0, -input.length), noun),
  (input, member, noun) => member.endsWith(input) && isBeginning(member.slice(0, -input.length), noun),
  (input, member) =>
    tails.some((tail) => member === input + tail || input === member + tail || member === singular(input) + tail),
];

/** What one of two names may have behind the other: kinds of holders, and units. */
const tails = [
  ...["list", "set", "config", "configuration", "configurations", "configs", "specification", "settings", "parameters"],
  ...["id", "ids", "arn", "expression", "criteria", "days", "minutes", "seconds", "ingb"],
];

/** The member of an object that an input answers to, by the names of both. `noun` is what the object is called. */
export function memberFor(name: string, noun: string, members: readonly string[]): string | undefined {
  const input = plainName(name);
  for (const way of ways) {
    const alike = members.filter((member) => way(input, plainName(member), noun));
    if (alike.length === 1) return alike[0];
  }
  return undefined;
}

const isEnd = (word: string, noun: string) => word.length > 2 && noun.endsWith(word);
const isBeginning = (word: string, noun: string) => word.length > 2 && noun.startsWith(word);

/** The word without the ending of the plural. */
export function singular(word: string): string {
  if (word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  return word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word;
}
