import { rules } from "../policy/index";
import { parseMessage } from "../policy/message";
import type { Rule } from "../policy/rule";
import { couldNotRunFor } from "./could-not-run";
import { withoutColour } from "./engine-event";
import type { EngineEvent } from "./engine-event";

import { nameOf, typeOf } from "./run-result";
import type { Finding } from "./run-result";

/** The name of this project's own pack. */
export const ownPack = "care-platform-checklist";

const byId: ReadonlyMap<string, Rule> = new Map(rules.map((rule) => [rule.id, rule]));

/** What an event of a pack says, with what the rule says about itself. */
export function findingOf(event: NonNullable<EngineEvent["policyEvent"]>): Finding {
  const written = withoutColour(event.message).trim();
  const urn = event.resourceUrn === undefined || event.resourceUrn === "" ? undefined : event.resourceUrn;
  const rule = event.policyPackName === ownPack ? byId.get(event.policyName) : undefined;
  // The second line of our own tells a person at a terminal where to read on.
  const message = rule === undefined ? written : (written.split("\n", 1)[0] ?? "");
  const parsed = rule && parseMessage(message);
  const waitsFor = parsed?.kind === "undecided" ? parsed.waitsFor : couldNotRunFor(message);
  return {
    kind: kindOf({ waived: parsed?.waiver !== undefined, undecided: waitsFor !== undefined }, event.enforcementLevel),
    pack: event.policyPackName,
    rule: event.policyName,
    title: rule?.title ?? event.policyName,
    level: event.enforcementLevel,
    severity: event.severity ?? rule?.severity ?? "unspecified",
    resource: {
      name: parsed?.resource ?? (urn === undefined ? "stack" : nameOf(urn)),
      ...(urn === undefined ? {} : { urn, type: typeOf(urn) }),
    },
    ...(parsed?.kind === "finding" && { found: parsed.found, needed: parsed.needed, setting: parsed.setting }),
    ...(waitsFor !== undefined && { waitsFor }),
    ...(parsed?.waiver && { waiver: parsed.waiver }),
    rows: [...(rule?.rows ?? [])],
    remediation: rule?.remediation ?? "",
    message,
  };
}

function kindOf(is: { readonly waived: boolean; readonly undecided: boolean }, level: string): Finding["kind"] {
  if (is.waived) return "waived";
  if (is.undecided) return "undecided";
  return level === "mandatory" ? "mandatory" : "advisory";
}
