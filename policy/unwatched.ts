import type { Diagnostic } from "./answer";
import type { Rule } from "./rule";

/** The name of the line, in place of a rule. */
const title = {
  id: "unwatched",
  title: "Resources of types that no rule checks",
  severity: "low",
} as const;

/** Packages with cloud resources; the others generate values or group resources. */
const clouds = /^(aws|aws-native|mongodbatlas|kubernetes|azure|azure-native|gcp|google-native):/;

/** Services that the line names; the others are counted together. */
const mostNamed = 8;

/**
 * Counts the resources whose type no rule checks, for each service, because no finding does not mean compliant
 * there. Undefined if there are none.
 */
export function unwatched(
  rules: readonly Rule[],
  types: readonly string[],
): Pick<Diagnostic, "rule" | "message" | "level"> | undefined {
  const watched = new Set(rules.flatMap((rule) => (rule.types === "any" ? [] : rule.types)));
  const open = types.filter((type) => clouds.test(type) && !watched.has(type));
  if (open.length === 0) return undefined;
  const counts = new Map<string, number>();
  for (const type of open) counts.set(serviceOf(type), (counts.get(serviceOf(type)) ?? 0) + 1);
  const sorted = [...counts].sort(([one, few], [other, many]) => many - few || one.localeCompare(other));
  const named = sorted.slice(0, mostNamed).map(([service, count]) => `${service} ${count}`);
  const others = sorted.length - named.length;
  const message = [
    `${open.length} of ${types.length} resources are of types that no rule checks:`,
    `${named.join(", ")}${others > 0 ? `, and ${others} other services` : ""}.`,
    "Only known forms of credentials are looked for in them.",
  ].join(" ");
  return { rule: title, message, level: "advisory" };
}

/** "aws:eks/cluster:Cluster" is of eks, "aws-native:eks:Cluster" of eks in aws-native. */
function serviceOf(type: string): string {
  const [cloud = "", module = ""] = type.split(":");
  const service = module.split("/")[0] ?? module;
  return cloud === "aws" ? service : `${cloud} ${service}`;
}
