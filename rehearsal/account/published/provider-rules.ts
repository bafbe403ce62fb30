import * as fs from "node:fs";
import * as path from "node:path";
import type { ProviderRule, ProviderRules } from "./provider-rule";
import { validators } from "./validators";

let documented: ProviderRules | undefined;
const byToken = new Map<string, readonly ProviderRule[]>();

/** What the provider refuses of a type by itself: from its documentation in the SDK, and from its source. */
export function rulesOf(token: string): readonly ProviderRule[] {
  const known = byToken.get(token) ?? read(token);
  byToken.set(token, known);
  return known;
}

/** What a rule is about: the source says it better than the documentation. */
const about = ({ at, kind, inputs: [first = ""] }: ProviderRule) => `${at} ${kind} ${first}`;

function read(token: string): readonly ProviderRule[] {
  documented ??= JSON.parse(fs.readFileSync(path.join(__dirname, "provider-rules.json"), "utf8")) as ProviderRules;
  const { source, rules } = documented;
  const fromDocuments = (rules[token] ?? []).map((rule) => ({
    ...rule,
    source: `${source}, documentation of the inputs`,
  }));
  const fromSource = validators[token] ?? [];
  const known = new Set(fromSource.map(about));
  return [...fromSource, ...fromDocuments.filter((rule) => !known.has(about(rule)))];
}
