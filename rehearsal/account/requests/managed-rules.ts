import { ruleGroupRules } from "../published/web-firewall-groups";
import type { WebRequest } from "./request";

/** What a managed rule refuses that can be read from a request without knowing AWS's patterns. */
const evident: Readonly<Record<string, (request: WebRequest) => boolean>> = {
  // AWS WAF developer guide, "Core rule set (CRS) managed rule group": the sizes are in bytes.
  NoUserAgent_HEADER: ({ headers }) => (headers.get("user-agent") ?? "") === "",
  SizeRestrictions_QUERYSTRING: ({ url }) => Buffer.byteLength(url.search.slice(1)) > 2048,
  SizeRestrictions_Cookie_HEADER: ({ headers }) => Buffer.byteLength(headers.get("cookie") ?? "") > 10_240,
  SizeRestrictions_BODY: ({ bodySize }) => bodySize > 8192,
  SizeRestrictions_URIPATH: ({ url }) => Buffer.byteLength(url.pathname) > 1024,
  // "Known bad inputs managed rule group" of the same guide.
  Host_localhost_HEADER: ({ url }) => url.hostname === "localhost",
  PROPFIND_METHOD: ({ method }) => method === "PROPFIND",
};

/** The names of all managed rules that a request can be said to match. */
export const managedRuleNames: readonly string[] = [...new Set(Object.values(ruleGroupRules).flat())].sort();

/** The rules of a managed group that a request matches: those that the caller names, and those that are evident. */
export function matchedRules(group: string, request: WebRequest): readonly string[] {
  const rules = ruleGroupRules[group] ?? [];
  return rules.filter((rule) => request.matches.includes(rule) || evident[rule]?.(request) === true);
}

/** Whether the rules of the group are known. */
export const isKnownGroup = (group: string): boolean => group in ruleGroupRules;
