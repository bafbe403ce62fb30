import type { Finding, Waiting } from "./context";
import type { Waiver } from "./waiver";

// The format of a message is a contract, because reports parse it. For any text, `parseMessage` returns
// the original parts, because separators within a text are escaped with a backslash.

const joints = {
  found: ": found ",
  needed: "; needed ",
  change: ". Change ",
  undecided: ": undecided: waits for ",
  waived: ". Waived until ",
  by: " by ",
  because: ", because ",
} as const;

/** The fields of a waiver that a message shows. */
export type ShownWaiver = Pick<Waiver, "lastDay" | "owner" | "reason">;

/** A parsed message of the pack. */
export type ParsedMessage = {
  readonly rule: string;
  /** The resource's name. */
  readonly resource: string;
  /** Present when the finding is waived for the resource. */
  readonly waiver?: ShownWaiver;
} & (
  | { readonly kind: "finding"; readonly found: string; readonly needed: string; readonly setting: string }
  | { readonly kind: "undecided"; readonly waitsFor: string }
);

/**
 * `[<rule>] <resource>: found <found>; needed <needed>. Change <setting>.`, and after it for a waived finding
 * ` Waived until <last day> by <owner>, because <reason>.`
 */
export function findingMessage(
  ruleId: string,
  { subject, found, needed, setting }: Finding,
  waiver?: ShownWaiver,
): string {
  const { found: isFound, needed: isNeeded, change } = joints;
  return `[${ruleId}] ${safe(subject.name)}${isFound}${safe(found)}${isNeeded}${safe(needed)}${change}${safe(setting)}${end(waiver)}`;
}

/** `[<rule>] <resource>: undecided: waits for <what>.`, with the same end when it is waived. */
export function undecidedMessage(ruleId: string, { subject, waitsFor }: Waiting, waiver?: ShownWaiver): string {
  return `[${ruleId}] ${safe(subject.name)}${joints.undecided}${safe(waitsFor)}${end(waiver)}`;
}

function end(waiver: ShownWaiver | undefined): string {
  if (waiver === undefined) return ".";
  const { waived, by, because } = joints;
  return `${waived}${waiver.lastDay}${by}${safe(waiver.owner)}${because}${safe(waiver.reason)}.`;
}

/** Parses a message of the pack; undefined if it is not one. */
export function parseMessage(message: string): ParsedMessage | undefined {
  const [, rule, rest] = /^\[([a-z0-9-]+)\] (.*)\.$/s.exec(message) ?? [];
  if (rule === undefined || rest === undefined) return undefined;
  const [body, waiverText] = split(rest, joints.waived);
  const waiver = waiverText === undefined ? undefined : parseWaiver(waiverText);
  const shared = { rule, ...(waiver && { waiver }) };
  const [subject, waitsFor] = split(body, joints.undecided);
  if (waitsFor !== undefined)
    return { ...shared, kind: "undecided", resource: plain(subject), waitsFor: plain(waitsFor) };
  const [resource, afterFound] = split(body, joints.found);
  const [found, afterNeeded] = split(afterFound ?? "", joints.needed);
  const [needed, setting] = split(afterNeeded ?? "", joints.change);
  if (setting === undefined) return undefined;
  return {
    ...shared,
    kind: "finding",
    resource: plain(resource),
    found: plain(found),
    needed: plain(needed),
    setting: plain(setting),
  };
}

function parseWaiver(text: string): ShownWaiver {
  const [lastDay, rest] = split(text, joints.by);
  const [owner, reason] = split(rest ?? "", joints.because);
  return { lastDay, owner: plain(owner), reason: plain(reason ?? "") };
}

/** The parts before and after the first unescaped separator; only the whole text if there is none. */
function split(text: string, joint: string): readonly [string, string?] {
  for (let at = text.indexOf(joint); at >= 0; at = text.indexOf(joint, at + 1)) {
    const backslashes = /\\*$/.exec(text.slice(0, at))?.[0].length ?? 0;
    if (backslashes % 2 === 0) return [text.slice(0, at), text.slice(at + joint.length)];
  }
  return [text];
}

const special = new RegExp(
  ["\\\\", "\\r", "\\n", ...Object.values(joints).filter((joint) => joint !== joints.by)]
    .map((text) => (text.startsWith("\\") ? text : text.replace(".", "\\.")))
    .join("|"),
  "g",
);

/** A text with escaped separators, on one line. */
function safe(text: string): string {
  return text.replace(special, (found) => (found === "\n" ? "\\n" : found === "\r" ? "\\r" : `\\${found}`));
}

function plain(text: string): string {
  return text.replace(/\\(.)/gs, (_, escaped: string) => ({ n: "\n", r: "\r" })[escaped] ?? escaped);
}
