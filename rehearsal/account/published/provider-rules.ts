import * as fs from "node:fs";
import * as path from "node:path";
import type { ProviderRule, ProviderRules } from "./provider-rule";
import { providerValidators } from "./provider-validators";

let documented: ProviderRules | undefined;
const byToken = new Map<string, readonly ProviderRule[]>();

/** What the provider refuses of a type by itself: from its documentation in the SDK, and from its source. */
export function rulesOf(token: string): readonly ProviderRule[] {
  const known = byToken.get(token) ?? read(token);
  byToken.set(token, known);
  return known;
}

function read(token: string): readonly ProviderRule[] {
  documented ??= JSON.parse(fs.readFileSync(path.join(__dirname, "provider-rules.json"), "utf8")) as ProviderRules;
  const { source, rules } = documented;
  const fromDocuments = (rules[token] ?? []).map((rule) => ({
    ...rule,
    source: `${source}, documentation of the inputs`,
  }));
  return [...fromDocuments, ...(providerValidators[token] ?? [])];
}
