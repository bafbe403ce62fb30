import type { Diagnostic } from "./answer";
import { findingMessage } from "./message";
import type { Rule } from "./rule";

/** The name of the finding, in place of a rule. */
const title = {
  id: "unwaivable-rules-on",
  title: "Rules that cannot be waived are not disabled by the pack's configuration",
  severity: "critical",
} as const;

/** The finding that the pack's configuration disables rules that cannot be waived: no reason, owner or day is given there. */
export function switchedOff(rules: readonly Rule[]): Pick<Diagnostic, "rule" | "message"> {
  const found = `${rules.length === 1 ? "1 rule" : `${rules.length} rules`} that cannot be waived, disabled by the pack's configuration: ${rules.map(({ id }) => id).join(", ")}`;
  const message = findingMessage(title.id, {
    subject: { name: "stack" },
    found,
    needed: "these rules enabled",
    setting: "enforcementLevel in the configuration of the pack",
  });
  return { rule: title, message };
}
