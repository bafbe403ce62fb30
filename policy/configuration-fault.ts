import { closest } from "fastest-levenshtein";
import type { Rule } from "./rule";

/** The name by which `configure` addresses all rules, as in the engine. */
const everyRule = "all";

/** The configuration of the pack names rules that do not exist; the message lists all of them, each with the closest rule. */
export class ConfigurationFault extends Error {}

/** Refuses a configuration that names rules which the pack does not have. Throws {@link ConfigurationFault}. */
export function requireKnownRules(configuration: ReadonlyMap<string, unknown>, rules: readonly Rule[]): void {
  const known = rules.map(({ id }) => id);
  const unknown = [...configuration.keys()].filter((name) => name !== everyRule && !known.includes(name));
  if (unknown.length === 0) return;
  const lines = unknown.map((name) => `  ${name}: no such rule; did you mean ${closest(name, known)}?`);
  throw new ConfigurationFault(
    ["The configuration of the policy pack names rules that do not exist:", ...lines].join("\n"),
  );
}
